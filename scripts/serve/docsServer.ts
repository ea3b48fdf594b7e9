import { readFile, stat } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

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

async function sendFile(folder: string, pathname: string, added: string, response: ServerResponse): Promise<void> {
  const wanted = normalize(join(folder, decodeURIComponent(pathname)));
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
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
  response.end(end < 0 ? content : content.slice(0, end) + added + content.slice(end));
}

/** Serves a folder of built docs on loopback. */
export async function serveDocs(
  folder: string,
  port: number,
  { liveReload = false }: DocsServerOptions = {},
): Promise<DocsServer> {
  const listeners = new Set<ServerResponse>();
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
    sendFile(folder, pathname, liveReload ? listener : "", response).catch(() => response.destroy());
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
