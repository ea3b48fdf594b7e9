import type { ResponseHeaders } from "../base/errors.js";

/** A successful response: its body and what came with it. */
export interface CceResponse<T> {
  /** The body. */
  readonly data: T;
  /** The HTTP status. */
  readonly status: number;
  /** The headers, names in lower case. */
  readonly headers: ResponseHeaders;
  /** ID of the request; quote it to the vendor's support. */
  readonly requestId: string | undefined;
  /** How often the client tried to send the request, including attempts without a connection. */
  readonly attempts: number;
  /** The time spent waiting between attempts, in milliseconds. */
  readonly totalDelayMs: number;
}

/** A call under way: a promise of the body, with access to the rest of the response. */
export interface CceCall<T> extends Promise<T> {
  /** The response with status, headers and request ID. Never sends another request, however often it is called. */
  withResponse(): Promise<CceResponse<T>>;
}

/** Turns a response into a call. Using only one of its two promises leaves no unhandled rejection of the other. */
export function createCall<T>(response: Promise<CceResponse<T>>): CceCall<T> {
  const body = response.then(({ data }) => data);
  return Object.assign(body, {
    withResponse: () => {
      body.catch(() => undefined);
      // A promise for each caller: one without a handler still reports the failure.
      return response.then((resolved) => resolved);
    },
  });
}
