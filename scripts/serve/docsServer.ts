import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A running server of the built docs. */
export interface DocsServer {
  readonly url: string;
  /** Makes open pages reload; does nothing without live reload. */
  readonly reload: () => void;
  /** Stops it at once, even with connections open. */
  readonly close: () => Promise<void>;
}

/** Options of {@link serveDocs}. */
export interface DocsServerOptions {
  /** Whether pages follow {@link DocsServer.reload}; default false. The files on disk stay unchanged. */
  readonly liveReload?: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};

const eventsPath = "/live-reload";
const listener = `<script>new EventSource("${eventsPath}").onmessage = () => location.reload();</script>\n`;

/** The codings a client may accept, the best first. */
const encoders: Readonly<Record<string, (content: Buffer) => Promise<Buffer>>> = {
  // The usual quality would take seconds.
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
};

/** The best coding a client accepts. */
function codingFor({ headers }: IncomingMessage): string | undefined {
  const accepted = (headers["accept-encoding"] ?? "")
    .split(",")
    .map((coding) => coding.trim().split(/\s*;\s*/))
    .filter(([, weight = "q=1"]) => !/^q=0(?:\.0*)?$/.test(weight))
    .map(([name]) => name);
  return Object.keys(encoders).find((coding) => accepted.includes(coding));
}

/** Encodes contents, each once. */
function createEncoder(): (content: Buffer, coding: string, tag: string) => Promise<Buffer> {
  const encoded = new Map<string, Promise<Buffer>>();
  return (content, coding, tag) => {
    const known = encoded.get(tag);
    if (known) return known;
    // Enough for the pages; older contents of them are not asked for again.
    if (encoded.size >= 8) encoded.clear();
    const result = encoders[coding]?.(content) ?? Promise.resolve(content);
    encoded.set(tag, result);
    return result;
  };
}

type Encode = ReturnType<typeof createEncoder>;

async function sendFile(
  folder: string,
  pathname: string,
  added: string,
  encode: Encode,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A page may be asked for without its extension.
  const name = decodeURIComponent(pathname);
  const wanted = normalize(join(folder, extname(name) === "" && !name.endsWith("/") ? `${name}.html` : name));
  const inside = wanted === folder || wanted.startsWith(folder + sep);
  const found = inside ? await stat(wanted).catch(() => undefined) : undefined;
  const file = found?.isDirectory() ? join(wanted, "index.html") : wanted;
  const type = contentTypes[extname(file)];
  if (found === undefined || type === undefined || !(await stat(file).catch(() => undefined))?.isFile()) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  const content = await readFile(file, "utf8");
  const end = type.startsWith("text/html") ? content.lastIndexOf("</body>") : -1;
  const body = Buffer.from(end < 0 ? content : content.slice(0, end) + added + content.slice(end));
  const coding = codingFor(request);
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  const tag = `"${hash}${coding === undefined ? "" : `-${coding}`}"`;
  const headers = { etag: tag, "cache-control": "no-cache", vary: "Accept-Encoding" };
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  const bytes = coding === undefined ? body : await encode(body, coding, tag);
  response.writeHead(200, {
    ...headers,
    "content-type": type,
    "content-length": bytes.length,
    ...(coding !== undefined && { "content-encoding": coding }),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Serves a folder of built docs on loopback. */
export async function serveDocs(
  folder: string,
  port: number,
  { liveReload = false }: DocsServerOptions = {},
): Promise<DocsServer> {
  const listeners = new Set<ServerResponse>();
  const encode = createEncoder();
  const server = createServer((request, response) => {
    let pathname: string;
    try {
      ({ pathname } = new URL(request.url ?? "/", "http://docs"));
      decodeURIComponent(pathname);
    } catch {
      response.writeHead(400, { "content-type": "text/plain; charset=utf-8" }).end("Bad request\n");
      return;
    }
    if (liveReload && pathname === eventsPath) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" }).flushHeaders();
      listeners.add(response);
      response.once("close", () => listeners.delete(response));
      return;
    }
    sendFile(folder, pathname, liveReload ? listener : "", encode, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reload: () => {
      for (const response of listeners) response.write("data: reload\n\n");
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
