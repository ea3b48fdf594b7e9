import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import { type AddressInfo, connect } from "node:net";
import { connect as connectTls, type SecureVersion } from "node:tls";
import type { Duplex } from "node:stream";
import { Agent as UndiciAgent, fetch as undiciFetch } from "undici";
import { createClientWith } from "../../src/client/client.node.js";
import type { CceClient, CceClientSettings } from "../../src/index.js";
import { systemClock } from "../../src/base/clock.js";
import type { FetchFunction } from "../../src/transport/fetchWire.js";
import { type Authority, type Certificate, createAuthority } from "../network/support.js";

export type Protocol = "http" | SecureVersion;
export const versions = ["TLSv1.2", "TLSv1.3"] as const;

/** A service, and what of it can be counted. */
export interface CountingService {
  readonly port: number;
  /** The clusters of the cancels that it carried out, one entry for each time. */
  readonly cancelled: string[];
  /** Answers instead of the service, once the cancel has been carried out. */
  instead: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
}

/** Some kilobytes, so that an answer takes several pieces, and several records. */
const longText = "x".repeat(40_000);

export interface Workplace {
  readonly authority: Authority;
  readonly certificate: Certificate;
  /** Closes everything when a test has ended. */
  readonly atEnd: (close: () => unknown) => void;
  readonly closeAll: () => Promise<void>;
}

export async function createWorkplace(): Promise<Workplace> {
  const authority = await createAuthority();
  const closers: (() => unknown)[] = [];
  return {
    authority,
    certificate: await authority.issue("127.0.0.1"),
    atEnd: (close) => closers.push(close),
    closeAll: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

export async function startCounting(
  { certificate, atEnd }: Workplace,
  protocol: Protocol,
  options: https.ServerOptions = {},
): Promise<CountingService> {
  const service: CountingService = { port: 0, cancelled: [], instead: undefined };
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    request.resume().on("end", () => {
      service.cancelled.push(/clusters\/([^/]+)/.exec(String(request.url))?.[1] ?? "");
      if (service.instead !== undefined) {
        service.instead(request, response);
        return;
      }
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ status: { phase: "Cancel" }, spec: { clusterID: longText } }));
    });
  };
  const server =
    protocol === "http"
      ? http.createServer(respond)
      : https.createServer({ ...certificate, minVersion: protocol, maxVersion: protocol, ...options }, respond);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return Object.assign(service, { port: (server.address() as AddressInfo).port });
}

/** An agent that hands its sockets over when they are open, as those for proxies do. */
function lateAgent(protocol: Protocol, ca: string): http.Agent {
  const agent = new (protocol === "http" ? http.Agent : https.Agent)({ keepAlive: true });
  return Object.assign(agent, {
    createConnection: (
      options: { port: number; host: string },
      done: (error: Error | null, socket?: Duplex) => void,
    ) => {
      const isTls = protocol !== "http";
      const socket: Duplex = isTls ? connectTls({ ...options, ca }) : connect(options);
      socket.once("error", done);
      socket.once(isTls ? "secureConnect" : "connect", () => {
        socket.off("error", done);
        done(null, socket);
      });
    },
  });
}

/** The ways to send a request. */
export const ways = ["own agent", "given agent", "late agent", "fetch"] as const;
export type Way = (typeof ways)[number];

/** What a client of this way is given. */
export function optionsOf({ authority, atEnd }: Workplace, way: Way, protocol: Protocol): Partial<CceClientSettings> {
  const ca = authority.cert;
  if (way === "own agent") return {};
  if (way === "fetch") {
    const dispatcher = new UndiciAgent({ connect: { ca } });
    atEnd(() => dispatcher.destroy());
    const fetch: FetchFunction = (url, init) => undiciFetch(url, { ...init, dispatcher });
    return { fetch };
  }
  const agent =
    way === "late agent"
      ? lateAgent(protocol, ca)
      : new (protocol === "http" ? http.Agent : https.Agent)({ keepAlive: true, ...{ ca } });
  atEnd(() => {
    agent.destroy();
  });
  return { agent };
}

/** A client whose retries come at once. */
export function clientAt(port: number, protocol: Protocol, options: Partial<CceClientSettings>): CceClient {
  const endpoint = `${protocol === "http" ? "http" : "https"}://127.0.0.1:${port}`;
  const clock = { ...systemClock, random: () => 0 };
  return createClientWith({ endpoint, projectId: "p", credentials: { token: "a-token-of-a-test" }, ...options }, clock);
}

/** The parameters of a cancel at this cluster. */
export function cancelOf(cluster_id: string) {
  return { cluster_id, upgrade_workflow_id: "w", body: { status: { phase: "Cancel" } } } as const;
}

/**
 * Lets the client's own agents trust the authority: they are made at the first call.
 *
 * @returns What takes that back.
 */
export function trustAuthority({ authority }: Workplace): () => void {
  const { Agent } = https;
  class TrustingAgent extends Agent {
    constructor(options?: https.AgentOptions) {
      super({ ...options, ca: authority.cert });
    }
  }
  Object.assign(https, { Agent: TrustingAgent });
  return () => {
    Object.assign(https, { Agent });
  };
}
