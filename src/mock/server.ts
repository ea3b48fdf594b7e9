import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { CceConfigError } from "../base/errors.js";
import { gatewayError, parseBody, type MockRequest, type MockResponse } from "./engine/http.js";

/** The longest body the mock accepts, in bytes. */
export const maxBodyBytes = 1024 * 1024;

const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "X-Request-Id, Retry-After, sl-violations",
};

/** Responds to a request by writing to `outgoing`. */
export type Handler = (request: MockRequest, outgoing: ServerResponse) => Promise<void>;

/** A server that listens. */
export interface ListeningServer {
  readonly port: number;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The body; `undefined` if it is too long. Reads to its end even then, or the client would not see the response. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBodyBytes) chunks.push(chunk);
  }
  return length <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
  );
}

/** A response with the bytes and all the headers that are sent. */
export interface EncodedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> & { readonly "x-request-id": string };
  readonly body: Buffer;
}

/** Encodes a response. An ID in its body is also the ID in its header. */
export function encodeResponse({ status, headers, body }: MockResponse, requestId: string): EncodedResponse {
  const isJson = /^application\/(?:[^;]+\+)?json\b/i.test(headers["content-type"] ?? "");
  const text = body === undefined ? "" : typeof body === "string" && !isJson ? body : JSON.stringify(body);
  const bytes = Buffer.from(text);
  const inBody = typeof body === "object" && body !== null && "request_id" in body;
  const id = inBody && typeof body.request_id === "string" ? body.request_id : requestId;
  return {
    status,
    headers: {
      ...corsHeaders,
      ...headers,
      // HTTP forbids the header with this status.
      ...(status === 204 ? {} : { "content-length": String(bytes.length) }),
      "x-request-id": id,
    },
    body: bytes,
  };
}

function send(outgoing: ServerResponse, response: MockResponse, requestId: string): void {
  const { status, headers, body } = encodeResponse(response, requestId);
  outgoing.writeHead(status, headers).end(body);
}

async function receive(incoming: IncomingMessage, outgoing: ServerResponse, handler: Handler): Promise<void> {
  const requestId = randomBytes(16).toString("hex");
  const bodyBytes = await readBody(incoming);
  if (bodyBytes === undefined) {
    const message = `The body is longer than ${maxBodyBytes} bytes`;
    send(outgoing, gatewayError(413, "APIGW.0201", message, requestId), requestId);
    return;
  }
  const target = incoming.url ?? "/";
  const queryAt = target.indexOf("?");
  const request: MockRequest = {
    method: (incoming.method ?? "GET").toLowerCase(),
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: queryAt < 0 ? "" : target.slice(queryAt + 1),
    headers: headersOf(incoming),
    bodyBytes,
    body: parseBody(Buffer.from(bodyBytes).toString("utf8")),
    requestId,
  };
  await handler(request, outgoing);
}

/** Responds to input that is not HTTP, which never reaches a handler. */
function refuseBrokenRequest(socket: Duplex): void {
  if (!socket.writable) return;
  const requestId = randomBytes(16).toString("hex");
  const { headers, body } = encodeResponse(gatewayError(400, "APIGW.0602", "Bad request", requestId), requestId);
  const head = Object.entries({ ...headers, connection: "close" }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head.join("")}\r\n${body.toString()}`);
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE"
          ? `Port ${port} of ${host} is taken. Choose another, or 0 for a free one.`
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
 * @throws {@link CceConfigError} when the port is taken or invalid, or when the host is not an address of this machine.
 */
export async function startServer(port: number, host: string, handler: Handler): Promise<ListeningServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CceConfigError("port", `A port is a whole number from 0 to 65535, not ${port}.`);
  }
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    // Fails when the connection ends in the middle of a request: there is no one left to respond to.
    receive(incoming, outgoing, handler).catch(() => outgoing.destroy());
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("clientError", (_error, socket) => {
    refuseBrokenRequest(socket);
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
