import { type CceCall, type CceResponse, createCall } from "../../client/call.js";
import type { CceClient } from "../../client/client.js";
import type { CallOptions } from "../../client/options.js";
import { operations } from "../../transport/operation.js";

type Method = (params: object, options?: CallOptions) => CceCall<unknown>;

/** A request that may change something, and that has not been sent. */
export interface Write {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
  readonly send: (options: CallOptions) => Promise<CceResponse<unknown>>;
}

/** A client that hands each request that may change something to `handle`, which sends it or throws. */
export function handleWrites(cce: CceClient, handle: (write: Write) => Promise<CceResponse<unknown>>): CceClient {
  const methods = Object.entries(cce as Readonly<Record<string, Method>>).map(([operation, call]) => {
    if (operations[operation as keyof CceClient].method === "GET") return [operation, call] as const;
    const handled = (params: object, options: CallOptions = {}) => {
      const send = (given: CallOptions) => call(params, given).withResponse();
      return createCall(handle({ operation, params: { ...params }, options, send }));
    };
    return [operation, handled] as const;
  });
  return Object.fromEntries(methods) as unknown as CceClient;
}
