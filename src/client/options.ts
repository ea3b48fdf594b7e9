import type { Credentials, CredentialsProvider } from "../auth/credentials.js";
import { CceConfigError } from "../base/errors.js";
import { safeHeaders } from "../base/headers.js";
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
  /** Largest body of an answer, in bytes. Default: 8,388,608 (8 MiB). */
  readonly maxResponseBytes?: number | undefined;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What sends the requests. Default: Node's own HTTP on Node, the runtime's `fetch` elsewhere. */
  readonly fetch?: FetchFunction | undefined;
  /** On Node: the agent of `node:http` or `node:https` that connects, for a proxy or an authority of one's own. */
  readonly agent?: NodeAgent | undefined;
  /** Told after each attempt; for logs. What it throws is ignored. */
  readonly onEvent?: ((event: CceEvent) => void) | undefined;
}

/** Options of one call; they go before the client's. */
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

function positive(name: string, value: unknown, most = Number.MAX_SAFE_INTEGER): void {
  if (value === undefined) return;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? "of at least 1" : `from 1 to ${most}`;
    throw new CceConfigError(name, `"${name}" must be a whole number ${range} (got ${JSON.stringify(value)}).`);
  }
}

/** Names of an options type, so that a misspelt option is an error also in JavaScript. */
type Names<T> = Readonly<Record<keyof T, true>>;

const clientOptionNames: Names<Required<CceClientOptions>> = {
  region: true,
  endpoint: true,
  allowHttpHosts: true,
  projectId: true,
  credentials: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  maxAttempts: true,
  maxResponseBytes: true,
  headers: true,
  fetch: true,
  agent: true,
  onEvent: true,
};

const callOptionNames: Names<Required<CallOptions>> = {
  signal: true,
  headers: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  maxAttempts: true,
};

function checkNames(options: unknown, names: Readonly<Record<string, true>>): void {
  if (typeof options !== "object" || options === null) {
    throw new CceConfigError("options", "The options must be an object.");
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(names, name)) {
      throw new CceConfigError(name, `There is no option "${name}". Known: ${Object.keys(names).join(", ")}.`);
    }
  }
}

function checkLimits(options: CallOptions): void {
  positive("timeoutMs", options.timeoutMs);
  positive("totalTimeoutMs", options.totalTimeoutMs);
  positive("maxAttempts", options.maxAttempts, 100);
  if (options.headers !== undefined) safeHeaders(options.headers);
}

function checkHosts(hosts: unknown): void {
  if (hosts === undefined) return;
  if (!Array.isArray(hosts) || !hosts.every((host) => typeof host === "string")) {
    throw new CceConfigError("allowHttpHosts", '"allowHttpHosts" must be an array of host names.');
  }
}

function checkSignal(signal: unknown): void {
  if (signal === undefined) return;
  if (typeof signal !== "object" || signal === null || !("aborted" in signal) || !("addEventListener" in signal)) {
    throw new CceConfigError("signal", '"signal" must be an AbortSignal.');
  }
}

function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") {
    throw new CceConfigError(name, `"${name}" must be a function (got ${typeof value}).`);
  }
}

/** @throws CceConfigError when `agent` is no agent. */
export function checkAgent(agent: unknown): void {
  if (agent === undefined) return;
  if (typeof agent !== "object" || agent === null || !("addRequest" in agent)) {
    throw new CceConfigError("agent", '"agent" must be an agent of node:http or node:https.');
  }
}

/** @throws CceConfigError naming the option that is unknown or malformed. */
export function checkClientOptions(options: CceClientOptions): void {
  checkNames(options, clientOptionNames);
  checkLimits(options);
  positive("maxResponseBytes", options.maxResponseBytes);
  checkHosts(options.allowHttpHosts);
  checkFunction("fetch", options.fetch);
  checkAgent(options.agent);
  checkFunction("onEvent", options.onEvent);
}

/** @throws CceConfigError naming the option that is unknown or malformed. */
export function checkCallOptions(options: CallOptions): void {
  checkNames(options, callOptionNames);
  checkLimits(options);
  checkSignal(options.signal);
}
