import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

/** A running server of the built docs. */
export interface DocsServer {
  readonly url: string;
  /** Stops it at once, open connections included. */
  readonly close: () => Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};

async function sendFile(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  const wanted = normalize(join(folder, decodeURIComponent(pathname)));
  const inside = wanted === folder || wanted.startsWith(folder + sep);
  const found = inside ? await stat(wanted).catch(() => undefined) : undefined;
  const file = found?.isDirectory() ? join(wanted, "index.html") : wanted;
  const type = contentTypes[extname(file)];
  if (found === undefined || type === undefined || !(await stat(file).catch(() => undefined))?.isFile()) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
  createReadStream(file).pipe(response);
}

/** Serves a folder of built docs on loopback. */
export async function serveDocs(folder: string, port: number): Promise<DocsServer> {
  const server = createServer((request, response) => {
    let pathname: string;
    try {
      ({ pathname } = new URL(request.url ?? "/", "http://docs"));
      decodeURIComponent(pathname);
    } catch {
      response.writeHead(400, { "content-type": "text/plain; charset=utf-8" }).end("Bad request\n");
      return;
    }
    sendFile(folder, pathname, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
