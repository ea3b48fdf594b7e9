import type { Credentials, CredentialsProvider } from "../auth/credentials.js";
import {
  abortSignal,
  aFunction,
  checkedInUse,
  type Checks,
  hostNames,
  nodeAgent,
  wholeNumber,
} from "../base/checks.js";
import type { CceEvent } from "../transport/exchange.js";
import type { FetchFunction } from "../transport/fetchWire.js";
import type { NodeAgent } from "../transport/wire.js";

/** The address of the service, by the region of the clusters. */
interface RegionOptions {
  /** Region of the clusters, e.g. `cn-north-4`; gives the address of the service. Either this or `endpoint`. */
  readonly region: string;
  /** Address of the service, for another cloud, a proxy or a mock. Takes precedence over `region`. Must be `https://`. */
  readonly endpoint?: string | undefined;
}

/** The address of the service itself. */
interface EndpointOptions {
  /** Region of the clusters. Not needed beside `endpoint`. */
  readonly region?: string | undefined;
  /** Address of the service, for another cloud, a proxy or a mock. Must be `https://`. */
  readonly endpoint: string;
}

/** Options of {@link createCceClient}: where the service is, by `region` or `endpoint`, and how it is called. */
export type CceClientOptions = (RegionOptions | EndpointOptions) & CceClientSettings;

/** Options of {@link createCceClient} other than the address of the service. */
export interface CceClientSettings {
  /** Hosts that may be reached over plain `http://`. Default: none but loopback. */
  readonly allowHttpHosts?: readonly string[] | undefined;
  /** The project of calls that do not name one. */
  readonly projectId?: string | undefined;
  /** A token, an access key, or an async function that gives one of them. */
  readonly credentials: Credentials | CredentialsProvider;
  /** Longest time of one attempt, with its look-up of credentials, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Longest time of a call with all its attempts and waits, in milliseconds. Default: 180,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** How often a request is sent at the most; 1 means no retry. Default: 3. */
  readonly maxAttempts?: number | undefined;
  /** Largest body of a response, in bytes. Default: 8,388,608 (8 MiB). */
  readonly maxResponseBytes?: number | undefined;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What sends the requests. Default: Node's own HTTP on Node, the runtime's `fetch` elsewhere. */
  readonly fetch?: FetchFunction | undefined;
  /** On Node: the agent of `node:http` or `node:https` that connects, for a proxy or an authority of one's own. */
  readonly agent?: NodeAgent | undefined;
  /** Called after each attempt; for logs. Exceptions it throws are ignored. */
  readonly onEvent?: ((event: CceEvent) => void) | undefined;
}

/** Options of one call; they take precedence over the client's. */
export interface CallOptions {
  /** Ends the call when it fires. */
  readonly signal?: AbortSignal | undefined;
  /** Further headers of this request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Longest time of one attempt, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Longest time of the call with all its attempts and waits, in milliseconds. */
  readonly totalTimeoutMs?: number | undefined;
  /** How often the request is sent at the most; 1 means no retry. */
  readonly maxAttempts?: number | undefined;
}

/** The options that a client and a call share. */
const limits = {
  headers: checkedInUse,
  timeoutMs: wholeNumber(),
  totalTimeoutMs: wholeNumber(),
  maxAttempts: wholeNumber(100),
};

export const clientChecks: Checks<CceClientOptions> = {
  region: checkedInUse,
  endpoint: checkedInUse,
  allowHttpHosts: hostNames,
  projectId: checkedInUse,
  credentials: checkedInUse,
  ...limits,
  maxResponseBytes: wholeNumber(),
  fetch: aFunction,
  agent: nodeAgent,
  onEvent: aFunction,
};

export const callChecks: Checks<CallOptions> = { signal: abortSignal, ...limits };
