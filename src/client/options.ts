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

/** The service of a region. */
interface RegionOptions {
  /**
   * Region of the clusters, e.g. `cn-north-4`; it determines the address of the service. Required without `endpoint`.
   */
  readonly region: string;
  /** Address of the service, for another cloud, a proxy or a mock. Overrides that of `region`. Must be `https://`. */
  readonly endpoint?: string | undefined;
}

/** The service at an address. */
interface EndpointOptions {
  /** Region of the clusters. Not used for the address when there is an `endpoint`. */
  readonly region?: string | undefined;
  /** Address of the service, for another cloud, a proxy or a mock. Must be `https://`. */
  readonly endpoint: string;
}

/** Options of {@link createCceClient}: the `region` or `endpoint` of the service, and how to call it. */
export type CceClientOptions = (RegionOptions | EndpointOptions) & CceClientSettings;

/** Options of {@link createCceClient} except the address of the service. */
export interface CceClientSettings {
  /** Hosts that the client may call over plain `http://`, besides loopback. Default: none. */
  readonly allowHttpHosts?: readonly string[] | undefined;
  /** ID of the project for calls that name none. */
  readonly projectId?: string | undefined;
  /** A token, an access key, or an async function that returns one of them. */
  readonly credentials: Credentials | CredentialsProvider;
  /** How long one attempt may take, including its look-up of credentials, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** How long a call with all its attempts and waits may take, in milliseconds. Default: 180,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** How often a request is sent at most, from 1 (no retry) to 100. Default: 3. */
  readonly maxAttempts?: number | undefined;
  /** Largest body of a response, decompressed, in bytes. Default: 8,388,608 (8 MiB). */
  readonly maxResponseBytes?: number | undefined;
  /** Headers to add to every request. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The function that sends requests. Default: Node's own HTTP on Node, the runtime's `fetch` elsewhere. */
  readonly fetch?: FetchFunction | undefined;
  /**
   * On Node: the `node:http` or `node:https` agent that connects, e.g. for a proxy or a private certificate authority.
   */
  readonly agent?: NodeAgent | undefined;
  /** Called after each attempt, for logs. Exceptions it throws are ignored. */
  readonly onEvent?: ((event: CceEvent) => void) | undefined;
}

/** Options of one call; they override the client's. */
export interface CallOptions {
  /** Ends the call when it fires, with a `CceAbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Headers to add to this request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How long one attempt may take, in milliseconds. Default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** How long the call with all its attempts and waits may take, in milliseconds. Default: the client's. */
  readonly totalTimeoutMs?: number | undefined;
  /** How often the request is sent at most, from 1 (no retry) to 100. Default: the client's. */
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
