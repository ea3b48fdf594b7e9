import type { OperationDescriptor } from "../transport/operation.js";
import type { Authorizer } from "../auth/authorizer.js";
import { resolveEndpoint } from "../client/endpoint.js";
import { abortSignal, aFunction, checkedInUse, type Checks, nodeAgent, wholeNumber } from "../base/checks.js";
import type { Platform } from "../client/platform.js";
import { systemClock } from "../base/clock.js";
import { defaultLimits, exchange, type Exchanged } from "../transport/exchange.js";
import type { FetchFunction } from "../transport/fetchWire.js";
import type { NodeAgent } from "../transport/wire.js";

/** Options of requests to IAM. */
export interface IamOptions {
  /** The region, e.g. `cn-north-4`. */
  readonly region: string;
  /** Address of IAM, for another cloud or a mock. Must be `https://` or loopback. Default: that of the region. */
  readonly iamEndpoint?: string | undefined;
  /** How long one attempt may take, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the look-up when it fires, with a `CceAbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** The function that sends requests. Default: Node's own HTTP on Node, the runtime's `fetch` elsewhere. */
  readonly fetch?: FetchFunction | undefined;
  /**
   * On Node: the `node:http` or `node:https` agent that connects, e.g. for a proxy or a private certificate authority.
   */
  readonly agent?: NodeAgent | undefined;
}

export const iamChecks: Checks<IamOptions> = {
  region: checkedInUse,
  iamEndpoint: checkedInUse,
  timeoutMs: wholeNumber(),
  signal: abortSignal,
  fetch: aFunction,
  agent: nodeAgent,
};

const maxResponseBytes = 1024 * 1024;

/** The address of IAM: in a region, that of CCE with another first label. */
export function iamEndpoint({ region, iamEndpoint: given }: Pick<IamOptions, "region" | "iamEndpoint">): string {
  return given === undefined
    ? resolveEndpoint({ region }).replace("//cce.", "//iam.")
    : resolveEndpoint({ endpoint: given });
}

/**
 * Calls IAM with the deadlines, retries and errors of any call. Both requests may be repeated after an unknown outcome:
 * the list of projects is read, and a token that was issued and lost expires unused.
 */
export function callIam(
  platform: Platform,
  options: IamOptions,
  authorizer: Authorizer,
  operation: string,
  request: { readonly method: string; readonly path: string; readonly body?: string },
  status: number,
): Promise<Exchanged> {
  const descriptor: OperationDescriptor = {
    method: request.method,
    path: request.path,
    params: {},
    success: { [status]: "object" },
    retry: { unprocessed: true, unknown: true },
  };
  const settings = {
    ...defaultLimits,
    wire: platform.wire(options, maxResponseBytes),
    authorizer,
    clock: systemClock,
    timeoutMs: options.timeoutMs ?? defaultLimits.timeoutMs,
    onEvent: undefined,
  };
  const call = { operation, descriptor, projectId: undefined, signal: options.signal };
  return exchange(settings, call, {
    method: request.method,
    url: new URL(`${iamEndpoint(options)}${request.path}`),
    headers: { accept: "application/json", "content-type": "application/json" },
    body: request.body,
  });
}
