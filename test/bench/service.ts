/** The service of the bench, in a process of its own: reads each request to its end and answers. */
import { createServer as createPlain, type RequestListener } from "node:http";
import { createServer as createTls } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { answerText } from "./target.js";

/** What the service has seen since it was last asked. */
export interface Seen {
  readonly connections: number;
  readonly resumedSessions: number;
}

let connections = 0;
let resumedSessions = 0;

const [cert, key] = [process.env["BENCH_CERT"], process.env["BENCH_KEY"]];
const closes = process.env["BENCH_CLOSES"] === "1";

const answer: RequestListener = (request, response) => {
  request.resume().once("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(answerText),
      "x-request-id": "bench",
      ...(closes ? { connection: "close" } : {}),
    });
    response.end(answerText);
  });
};

const server = cert !== undefined && key !== undefined ? createTls({ cert, key }, answer) : createPlain(answer);
server.keepAliveTimeout = 60_000;
server.on("connection", () => (connections += 1));
server.on("secureConnection", (socket: TLSSocket) => {
  if (socket.isSessionReused()) resumedSessions += 1;
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("message", () => {
  process.send?.({ connections, resumedSessions } satisfies Seen);
  connections = 0;
  resumedSessions = 0;
});
process.on("disconnect", () => process.exit());
