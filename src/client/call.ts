import type { ResponseHeaders } from "../base/errors.js";

/** A successful answer with everything around its body. */
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

/** A call under way: a promise of the body, with a way to the rest of the answer. */
export interface CceCall<T> extends Promise<T> {
  /** The answer with status, headers and request ID. Belongs to the same request, however often it is asked for. */
  withResponse(): Promise<CceResponse<T>>;
}

/** Makes a call of its answer. Whoever uses only one of the two promises has no unhandled rejection of the other. */
export function createCall<T>(answer: Promise<CceResponse<T>>): CceCall<T> {
  const body = answer.then(({ data }) => data);
  return Object.assign(body, {
    withResponse: () => {
      body.catch(() => undefined);
      // One of its own for each caller: one who drops it hears of the failure.
      return answer.then((response) => response);
    },
  });
}
