import createClient from "openapi-fetch";
import type { OperationDescriptor } from "../../generated/client.gen.js";
import type { ArrangedCall } from "./arrange.js";
import type { WireRequest } from "./wire.js";

/** Makes the request of a call and hands it to `exchange`, which carries it out with all its attempts. */
export type Dispatch = <T>(
  descriptor: OperationDescriptor,
  call: ArrangedCall,
  headers: Readonly<Record<string, string>>,
  exchange: (request: WireRequest) => Promise<T>,
) => Promise<T>;

/** Stands in for the runtime's `Request`, which cannot be sent twice and costs more than everything else together. */
class RequestParts implements WireRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;

  constructor(
    readonly url: string,
    init: { readonly method: string; readonly headers: Headers; readonly body?: string },
  ) {
    this.method = init.method;
    this.headers = Object.fromEntries(init.headers);
    this.body = init.body;
  }
}

/** Stands in for the runtime's `Response`: the answer is judged by us, so openapi-fetch only hands it through. */
function envelope(result: unknown) {
  return { ok: true, status: 200, headers: { get: () => null }, body: result };
}

/**
 * The one place that calls openapi-fetch. It builds the request (address, query, headers) and does no more:
 * sending, reading and judging are ours, because it lets failures look like successes.
 */
export function createDispatch(baseUrl: string): Dispatch {
  const client = createClient<Record<string, never>>({ baseUrl, Request: RequestParts as unknown as typeof Request });
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<{ data: unknown }>;
  return async <T>(
    descriptor: OperationDescriptor,
    { path, query, header, body }: ArrangedCall,
    headers: Readonly<Record<string, string>>,
    exchange: (request: WireRequest) => Promise<T>,
  ) => {
    const { data } = await request(descriptor.method, descriptor.path, {
      params: { path, query, header },
      headers,
      body,
      bodySerializer: (text: string) => text,
      parseAs: "stream",
      fetch: async (parts: WireRequest) => envelope(await exchange(parts)),
    });
    return data as T;
  };
}
