// Test doubles replace `request` and others on the default export; named imports would not see that.
import http, { type Agent, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import { pipeline, type Readable, Transform } from "node:stream";
import { TLSSocket } from "node:tls";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { shared } from "../base/shared.js";
import { BodyPieces, withOneType } from "./body.js";
import type { Departure, NodeAgent, Wire, WireResponse, WireRequest } from "./wire.js";

/**
 * Idle connections are closed after four seconds, as in `fetch`. Few servers close one earlier, and a request sent just
 * when the server closes the connection is lost with an unknown outcome. Agents respect a shorter time that the server
 * announces (`Keep-Alive: timeout=2`). The number of sockets is limited, so that a burst of calls does not open one
 * each.
 */
const agentOptions = { keepAlive: true, timeout: 4_000, maxSockets: 256 };

/** The proxies of Node's own agents, set by `NODE_USE_ENV_PROXY`, `--use-env-proxy` or a program. */
function proxyOf(agent: object): object | undefined {
  const { options } = agent as { readonly options?: { readonly proxyEnv?: unknown } };
  return options?.proxyEnv === undefined ? undefined : { proxyEnv: options.proxyEnv };
}

/** An agent, and whether it connects directly, so that no code between it and the service reads or changes requests. */
interface Connector {
  readonly agent: Agent;
  readonly isDirect: boolean;
}

/** The key by which an agent of ours keeps its connections; Node's own contains two dozen more options of TLS. */
function getName({ host, port, servername }: Readonly<Record<string, unknown>>): string {
  return [host, port, servername].join(" ");
}

function ownConnector(protocol: string): Connector {
  const { Agent, globalAgent } = protocol === "https:" ? https : http;
  const proxy = proxyOf(globalAgent);
  const agent = new Agent({ ...agentOptions, ...proxy });
  const isDirect = proxy === undefined;
  return { agent: isDirect ? Object.assign(agent, { getName }) : agent, isDirect };
}

// Shared by all clients, so that even clients created for a single call reuse connections.
const ownConnectors = shared("connectors", () => new Map<string, Connector>());

function connectorFor(protocol: string, given: Agent | undefined): Connector {
  if (given !== undefined) return { agent: given, isDirect: false };
  let connector = ownConnectors.get(protocol);
  if (connector === undefined) {
    connector = ownConnector(protocol);
    ownConnectors.set(protocol, connector);
  }
  return connector;
}

/** Headers that the caller cannot set: a wrong length would turn one request into two. */
const framing: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Names and values alternately, the form that Node processes fastest. */
function headersOf({ method, headers, body }: WireRequest, host: string): string[] {
  const sent = ["host", headers["host"] ?? host];
  for (const [name, value] of Object.entries(headers)) {
    if (!framing.has(name)) sent.push(name, value);
  }
  const mayHaveBody = method !== "GET" && method !== "HEAD" && method !== "DELETE";
  if (body !== undefined || mayHaveBody) sent.push("content-length", String(Buffer.byteLength(body ?? "")));
  return sent;
}

/** The same headers by name, for agents that expect them so. */
function byName(headers: readonly string[]): OutgoingHttpHeaders {
  const names = headers.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, headers[2 * index + 1]]));
}

function responseHeaders({ headers }: IncomingMessage): Record<string, string> {
  const cookies = headers["set-cookie"];
  const joined = withOneType(headers as Record<string, string>);
  return cookies === undefined ? joined : { ...joined, "set-cookie": cookies.join(", ") };
}

/** Accepts compressed bodies without the end marker of their format: HTTP itself shows whether a body is complete. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

/** Decompresses `deflate`: zlib's format, which some servers send without its frame. The first byte shows which. */
function inflateEither(): Transform {
  let inflate: Transform | undefined;
  const begin = (chunk: Buffer) => {
    const isFramed = (Number(chunk[0]) & 0x0f) === 8;
    const begun: Transform = (isFramed ? createInflate : createInflateRaw)(lenient);
    begun.on("data", (unpacked) => either.push(unpacked));
    begun.on("end", () => either.push(null));
    begun.on("error", (error) => either.destroy(error));
    return begun;
  };
  const either = new Transform({
    transform: (chunk: Buffer, encoding, done) => {
      inflate ??= begin(chunk);
      inflate.write(chunk, encoding, done);
    },
    // Not `flush`, which would end the stream before all input has been decompressed.
    final: (done) => {
      if (inflate === undefined) either.push(null);
      else inflate.end();
      done();
    },
    destroy: (error, done) => {
      inflate?.destroy();
      done(error);
    },
  });
  return either;
}

const gunzip = () => createGunzip(lenient);

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: gunzip,
  "x-gzip": gunzip,
  deflate: inflateEither,
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

/** How many encodings of a body are undone, as in `fetch`. */
const maxCodings = 5;

/** The body, decompressed. The client asks for no compression, but a proxy may compress all the same. */
function unpacked(incoming: IncomingMessage): Readable {
  const codings = incoming.headers["content-encoding"]?.toLowerCase().split(",") ?? [];
  const found = codings.map((coding) => unpackers[coding.trim()]);
  if (found.length > maxCodings || !found.every((unpack) => unpack !== undefined)) return incoming;
  return found.reduceRight<Readable>(
    // The reader of the body gets the errors of both streams.
    (body, unpack) => pipeline(body, unpack(), () => undefined),
    incoming,
  );
}

function receive(incoming: IncomingMessage, maxBytes: number, done: (response: WireResponse) => void): void {
  const headers = responseHeaders(incoming);
  const pieces = new BodyPieces(maxBytes);
  const finish = (broken?: string) => {
    const { text, defect } = pieces.read(headers["content-type"] ?? "", broken);
    // Every response has a status; the type also covers incoming requests, which have none.
    done({ status: Number(incoming.statusCode), headers, text, defect });
  };
  const body = unpacked(incoming);
  body.on("data", (chunk: Buffer) => {
    if (pieces.add(chunk)) return;
    finish();
    incoming.destroy();
  });
  body.on("end", () => {
    finish();
  });
  body.on("error", ({ message }) => {
    finish(message);
  });
}

/**
 * Sockets whose state can be trusted: that of a test double may be "connecting" for ever and yet deliver what is sent.
 */
const ownKinds: ReadonlySet<unknown> = new Set([Socket, TLSSocket]);

/** The event until which data written to a socket stays in this process; `undefined` if it may leave at once. */
function openingOf(socket: Socket): "connect" | "secure" | undefined {
  if (!ownKinds.has(socket.constructor)) return undefined;
  if (socket instanceof TLSSocket) return socket.getPeerFinished() === undefined ? "secure" : undefined;
  return socket.connecting ? "connect" : undefined;
}

/** Keeps `departure` correct for a request on this socket. An open socket counts as written to. */
function watchSocket(socket: Socket, departure: Departure): void {
  const opening = openingOf(socket);
  departure.isRuledOut = opening !== undefined || socket.destroyed;
  if (opening === undefined) return;
  socket.once(opening, () => {
    // Certificates are checked at this very moment, and a bad one destroys the socket.
    departure.isRuledOut = socket.destroyed;
  });
}

/**
 * A wire over `node:http` and `node:https`, with the given agent or its own. Behaves like {@link fetchWire} at a
 * fraction of the cost: it follows no redirects, decompresses bodies and joins headers of one name.
 */
export function nodeWire(given: NodeAgent | undefined, maxBytes: number): Wire {
  return (request, stop, departure) =>
    new Promise((resolve, reject) => {
      const { protocol, hostname, port, host, pathname, search } = request.url;
      const { request: send } = protocol === "https:" ? https : http;
      departure.isRuledOut = true;
      const { agent, isDirect } = connectorFor(protocol, given as Agent | undefined);
      const headers = headersOf(request, host);
      const outgoing = send(
        {
          method: request.method,
          // IPv6 addresses have brackets in a URL and nowhere else.
          hostname: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
          port,
          path: pathname + search,
          headers: isDirect ? headers : byName(headers),
          agent,
          joinDuplicateHeaders: true,
        },
        (incoming) => {
          receive(incoming, maxBytes, resolve);
        },
      );
      outgoing.on("socket", (socket) => {
        watchSocket(socket, departure);
      });
      outgoing.on("error", reject);
      // Node regards an upgrade as the response; without this listener the call would hang.
      outgoing.on("upgrade", ({ headers }, socket) => {
        socket.destroy();
        reject(new Error(`the server wants to switch to ${String(headers.upgrade)}`));
      });
      stop.onStop(() => {
        outgoing.destroy();
      });
      outgoing.end(request.body);
    });
}
