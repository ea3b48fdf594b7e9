import type { OperationDescriptor } from "../transport/operation.js";
import type { Authorizer } from "../auth/authorizer.js";
import { resolveEndpoint } from "../client/endpoint.js";
import { abortSignal, aFunction, checkedInUse, type Checks, nodeAgent, wholeNumber } from "../base/checks.js";
import type { Platform } from "../client/platform.js";
import { systemClock } from "../base/clock.js";
import { defaultLimits, exchange, type Exchanged } from "../transport/exchange.js";
import type { FetchFunction } from "../transport/fetchWire.js";
import type { NodeAgent } from "../transport/wire.js";

/** Where IAM is, and how it is asked. */
export interface IamOptions {
  /** Region, e.g. `cn-north-4`. */
  readonly region: string;
  /** Address of IAM, for another cloud or a mock. Default: the one of the region. Must be `https://` or loopback. */
  readonly iamEndpoint?: string | undefined;
  /** Longest time of one attempt, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the look-up when it fires. */
  readonly signal?: AbortSignal | undefined;
  /** What sends the requests. Default: Node's own HTTP on Node, the runtime's `fetch` elsewhere. */
  readonly fetch?: FetchFunction | undefined;
  /** On Node: the agent of `node:http` or `node:https` that connects, for a proxy or an authority of one's own. */
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

/** IAM of a region has the address of CCE with its own name in it. */
export function iamEndpoint({ region, iamEndpoint: given }: Pick<IamOptions, "region" | "iamEndpoint">): string {
  return given === undefined
    ? resolveEndpoint({ region }).replace("//cce.", "//iam.")
    : resolveEndpoint({ endpoint: given });
}

/** Asks IAM with the same deadlines, retries and errors as any call. Repeating a request to IAM changes nothing. */
export function askIam(
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
