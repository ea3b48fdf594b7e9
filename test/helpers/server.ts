import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query as they were on the wire. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request, whose body has been read. `nPrevious`: how many requests came before it. */
export type Handler = (request: IncomingMessage, response: ServerResponse, nPrevious: number) => unknown;

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** The requests so far, in the order in which their bodies ended. */
  readonly requests: SeenRequest[];
  /** Resolves once that many requests have come. */
  readonly received: (count: number) => Promise<void>;
}

const open = new Set<Server>();

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Starts a server on a free port of this machine. {@link closeServers} ends it. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    readText(request).then(
      (body) => {
        const { method = "", url = "", headers } = request;
        requests.push({ method, path: url, headers, body });
        for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
        handler(request, response, requests.length - 1);
      },
      () => undefined, // The client went away before its body had come.
    );
  });
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

/** Ends every server of this test file, with the connections that are still open. */
export async function closeServers(): Promise<void> {
  const servers = [...open];
  open.clear();
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Answers with a text, as JSON unless `headers` say otherwise. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string | string[]>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}
