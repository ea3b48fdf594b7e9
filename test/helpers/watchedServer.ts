import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { cancelledText } from "./calls.js";

const open = new Set<Server>();

/** A server whose connections can be looked at. It answers without waiting for the body. */
export interface WatchedServer {
  readonly url: string;
  readonly server: Server;
  /** The connections so far, also those that are closed. */
  readonly sockets: readonly Socket[];
}

export async function startWatched(
  respond: (request: IncomingMessage, response: ServerResponse) => void,
  host = "127.0.0.1",
): Promise<WatchedServer> {
  const sockets: Socket[] = [];
  const server = createServer(respond).on("connection", (socket) => sockets.push(socket));
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, server, sockets };
}

/** Ends every server of this test file, with the connections that are still open. */
export async function closeWatched(): Promise<void> {
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

/** Answers that the workflow is cancelled. */
export function answerCancelled(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" }).end(cancelledText);
}
