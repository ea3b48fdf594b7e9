import type { ResponseHeaders } from "../base/errors.js";

/** A successful response: its body and everything around it. */
export interface CceResponse<T> {
  /** The body. */
  readonly data: T;
  /** The HTTP status. */
  readonly status: number;
  /** The headers, names in lower case. */
  readonly headers: ResponseHeaders;
  /** ID of the request, to be quoted to the vendor's support. */
  readonly requestId: string | undefined;
  /** How often the client tried to send the request; an attempt that got no connection counts, too. */
  readonly attempts: number;
  /** How long the call waited between attempts, in milliseconds. */
  readonly totalDelayMs: number;
}

/** A call under way: a promise of the body, with a way to the rest of the response. */
export interface CceCall<T> extends Promise<T> {
  /** The response with status, headers and request ID. Calling it again sends nothing. */
  withResponse(): Promise<CceResponse<T>>;
}

/** Makes a call of its response. A caller that uses one of the two promises gets no unhandled rejection from the other. */
export function createCall<T>(responded: Promise<CceResponse<T>>): CceCall<T> {
  const body = responded.then(({ data }) => data);
  return Object.assign(body, {
    withResponse: () => {
      body.catch(() => undefined);
      // One of its own for each caller: one who drops it hears of the failure.
      return responded.then((response) => response);
    },
  });
}
