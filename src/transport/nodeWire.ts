// Test doubles put functions of their own in place of `request` and others; only a look at the default export sees them.
import http, { type Agent, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import { pipeline, type Readable, Transform } from "node:stream";
import { TLSSocket } from "node:tls";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { BodyPieces, withOneType } from "./body.js";
import type { Departure, NodeAgent, Wire, WireResponse, WireRequest } from "./wire.js";

/**
 * Idle connections are closed after four seconds, as `fetch` does: hardly a server closes one sooner, and of a request
 * that meets a server about to close it is not known whether it was processed. Agents follow a server that states a
 * shorter time (`Keep-Alive: timeout=2`). Sockets are bounded, so that a burst of calls does not open one for each.
 */
const agentOptions = { keepAlive: true, timeout: 4_000, maxSockets: 256 };

/** The proxies that Node's own agents got from `NODE_USE_ENV_PROXY`, `--use-env-proxy` or a program. */
function proxyOf(agent: object): object | undefined {
  const { options } = agent as { readonly options?: { readonly proxyEnv?: unknown } };
  return options?.proxyEnv === undefined ? undefined : { proxyEnv: options.proxyEnv };
}

/** An agent, and whether nothing stands between it and the service that might want to read or change a request. */
interface Connector {
  readonly agent: Agent;
  readonly isDirect: boolean;
}

/** All that distinguishes the connections of an agent of ours; Node looks at two dozen more options for TLS. */
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

// One for all clients, so that those that live for one call share connections too.
const ownConnectors = new Map<string, Connector>();

function connectorFor(protocol: string, given: Agent | undefined): Connector {
  if (given !== undefined) return { agent: given, isDirect: false };
  let connector = ownConnectors.get(protocol);
  if (connector === undefined) {
    connector = ownConnector(protocol);
    ownConnectors.set(protocol, connector);
  }
  return connector;
}

/** The caller's headers do not frame the request: one wrong length would make two requests of it. */
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

/** Names and values in turn, which costs Node least. */
function headersOf({ method, headers, body }: WireRequest, host: string): string[] {
  const sent = ["host", headers["host"] ?? host];
  for (const [name, value] of Object.entries(headers)) {
    if (!framing.has(name)) sent.push(name, value);
  }
  const mayHaveBody = method !== "GET" && method !== "HEAD" && method !== "DELETE";
  if (body !== undefined || mayHaveBody) sent.push("content-length", String(Buffer.byteLength(body ?? "")));
  return sent;
}

/** The same by name, for those who stand between and look for them so. */
function byName(headers: readonly string[]): OutgoingHttpHeaders {
  const names = headers.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, headers[2 * index + 1]]));
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const cookies = headers["set-cookie"];
  const joined = withOneType(headers as Record<string, string>);
  return cookies === undefined ? joined : { ...joined, "set-cookie": cookies.join(", ") };
}

/** A body without the end its format demands is whole: how HTTP ends the body decides that. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

/** Unpacks `deflate`: zlib's format, which some send without zlib's frame. The first byte shows which it is. */
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
    // Not `flush`, which ends the stream before the last of what was written has been unpacked.
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

/** How often a body may be packed, as with `fetch`. */
const maxCodings = 5;

/** The body as the server meant it. Nothing is asked for but that a proxy may pack it all the same. */
function unpacked(incoming: IncomingMessage): Readable {
  const codings = incoming.headers["content-encoding"]?.toLowerCase().split(",") ?? [];
  const found = codings.map((coding) => unpackers[coding.trim()]);
  if (found.length > maxCodings || !found.every((unpack) => unpack !== undefined)) return incoming;
  return found.reduceRight<Readable>(
    // An error of either reaches who reads the body.
    (body, unpack) => pipeline(body, unpack(), () => undefined),
    incoming,
  );
}

function receive(incoming: IncomingMessage, maxBytes: number, done: (response: WireResponse) => void): void {
  const headers = headersOf(incoming);
  const pieces = new BodyPieces(maxBytes);
  const finish = (broken?: string) => {
    const { text, defect } = pieces.read(headers["content-type"] ?? "", broken);
    // Every response to a request has a status; the type is also that of a request that comes in.
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

/** Sockets whose state is known; that of a test double may be connecting for ever, and what is written to it read. */
const ownKinds: ReadonlySet<unknown> = new Set([Socket, TLSSocket]);

/** The event until which all that is written to a socket waits in this process; none where it does not, or may not. */
function openingOf(socket: Socket): "connect" | "secure" | undefined {
  if (!ownKinds.has(socket.constructor)) return undefined;
  if (socket instanceof TLSSocket) return socket.getPeerFinished() === undefined ? "secure" : undefined;
  return socket.connecting ? "connect" : undefined;
}

/** Keeps `departure` true for a request that got this socket. One that was handed over open counts as written to. */
function watchSocket(socket: Socket, departure: Departure): void {
  const opening = openingOf(socket);
  departure.isRuledOut = opening !== undefined || socket.destroyed;
  if (opening === undefined) return;
  socket.once(opening, () => {
    // Certificates are looked at in this very moment, and those that are no good destroy the socket.
    departure.isRuledOut = socket.destroyed;
  });
}

/**
 * A wire over `node:http` and `node:https`, with the agent that is given or ones of its own. Does what {@link fetchWire}
 * does at a fraction of the cost: redirects are not followed, packed bodies are unpacked, headers of one name joined.
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
      // Without a listener it would be lost: the response has come, as far as Node is concerned.
      outgoing.on("upgrade", ({ headers }, socket) => {
        socket.destroy();
        reject(new Error(`the server wants to speak ${String(headers.upgrade)}`));
      });
      stop.onStop(() => {
        outgoing.destroy();
      });
      outgoing.end(request.body);
    });
}
