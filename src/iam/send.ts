import type { OperationDescriptor } from "../../generated/client.gen.js";
import type { Authorizer } from "../auth/authorizer.js";
import { resolveEndpoint } from "../endpoint.js";
import { type Clock, systemClock } from "../transport/clock.js";
import { defaultLimits, exchange, type Exchanged } from "../transport/exchange.js";
import { type FetchFunction, fetchWire } from "../transport/fetchWire.js";

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
  /** What sends the requests. Default: the runtime's `fetch`. */
  readonly fetch?: FetchFunction | undefined;
}

const maxResponseBytes = 1024 * 1024;

/** IAM of a region has the address of CCE with its own name in it. */
function iamEndpoint({ region, iamEndpoint: given }: IamOptions): string {
  return given === undefined
    ? resolveEndpoint({ region }).replace("//cce.", "//iam.")
    : resolveEndpoint({ endpoint: given });
}

/** Asks IAM with the same deadlines, retries and errors as any call. Repeating a request to IAM changes nothing. */
export function askIam(
  options: IamOptions,
  authorizer: Authorizer,
  operation: string,
  request: { readonly method: string; readonly path: string; readonly body?: string },
  status: number,
  clock: Clock = systemClock,
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
    wire: fetchWire(options.fetch, maxResponseBytes),
    authorizer,
    clock,
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
