import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { CceConfigError } from "../base/errors.js";
import { bodyText, gatewayError, parseBody, type Answer, type Call } from "./engine/http.js";

/** The longest body the mock takes, in bytes. */
export const maxBodyBytes = 1024 * 1024;

const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "X-Request-Id, Retry-After, sl-violations",
};

/** Gives the answer to a request; `response` is for those that do not just send it. */
export type Handler = (call: Call, response: ServerResponse) => Promise<void>;

export interface ListeningServer {
  readonly port: number;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The body, or `undefined` where it is too long; read to its end, or the client would not get to the answer. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBodyBytes) chunks.push(chunk);
  }
  return length <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
  );
}

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> & { readonly "x-request-id": string };
  readonly body: Buffer;
}

/** Gives an answer the form it goes out in; an ID in the body is the ID of the request. */
export function wireAnswer({ status, headers, body }: Answer, requestId: string): WireAnswer {
  const bytes = Buffer.from(bodyText(body));
  const inBody = typeof body === "object" && body !== null && "request_id" in body;
  const id = inBody && typeof body.request_id === "string" ? body.request_id : requestId;
  return {
    status,
    headers: { ...corsHeaders, ...headers, "content-length": String(bytes.length), "x-request-id": id },
    body: bytes,
  };
}

/** Sends an answer. */
function sendAnswer(response: ServerResponse, answer: Answer, requestId: string): void {
  const { status, headers, body } = wireAnswer(answer, requestId);
  response.writeHead(status, headers).end(body);
}

function answerPreflight(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  response
    .writeHead(204, {
      ...corsHeaders,
      "x-request-id": requestId,
      "access-control-allow-methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
      "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
      vary: "Access-Control-Request-Headers",
    })
    .end();
}

async function receive(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const requestId = randomBytes(16).toString("hex");
  const bodyBytes = await readBody(request);
  if (request.method === "OPTIONS") {
    answerPreflight(request, response, requestId);
    return;
  }
  if (bodyBytes === undefined) {
    const message = `The body is longer than ${maxBodyBytes} bytes`;
    sendAnswer(response, gatewayError(413, "APIGW.0201", message, requestId), requestId);
    return;
  }
  const target = request.url ?? "/";
  const queryAt = target.indexOf("?");
  const call: Call = {
    method: (request.method ?? "GET").toLowerCase(),
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: queryAt < 0 ? "" : target.slice(queryAt + 1),
    headers: headersOf(request),
    bodyBytes,
    body: parseBody(Buffer.from(bodyBytes).toString("utf8")),
    requestId,
  };
  try {
    await handler(call, response);
  } catch (error) {
    const message = `The mock failed: ${error instanceof Error ? error.message : String(error)}`;
    if (response.headersSent) response.destroy();
    else sendAnswer(response, gatewayError(500, "APIGW.0601", message, requestId), requestId);
  }
}

/** Answers what is no HTTP, which never reaches a handler. */
function answerBrokenRequest(socket: Duplex): void {
  if (!socket.writable) return;
  const requestId = randomBytes(16).toString("hex");
  const answer = gatewayError(400, "APIGW.0602", "Bad request", requestId);
  const { headers, body } = wireAnswer(answer, requestId);
  const head = Object.entries({ ...headers, connection: "close" }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head.join("")}\r\n${body.toString()}`);
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE"
          ? `Port ${port} of ${host} is taken. Give another one, or 0 for a free one.`
          : `The mock cannot listen on port ${port} of ${host}: ${cause.message}`;
      const parameter = cause.code === "EADDRINUSE" || cause.code === "EACCES" ? "port" : "host";
      reject(new CceConfigError(parameter, reason, { cause }));
    });
    server.listen(port, host, () => {
      resolve(server.address() as AddressInfo);
    });
  });
}

/**
 * Starts an HTTP server.
 *
 * @throws {@link CceConfigError} when the port is taken or not a port, or when the host is none of this machine.
 */
export async function startServer(port: number, host: string, handler: Handler): Promise<ListeningServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CceConfigError("port", `A port is a whole number from 0 to 65535, not ${port}.`);
  }
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    // A connection that ends in the middle of a request leaves nobody to answer.
    receive(request, response, handler).catch(() => response.destroy());
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("clientError", (_error, socket) => {
    answerBrokenRequest(socket);
  });
  const address = await listen(server, port, host);
  let closing: Promise<void> | undefined;
  return {
    port: address.port,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    close: () =>
      (closing ??= new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      })),
  };
}
