import type { ResponseHeaders } from "../errors/errors.js";

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** An answer as it came in, with its whole body. */
export interface WireAnswer {
  /** 0 where the runtime hides it: a browser on a redirect. */
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly text: string;
  /** Why `text` is not the whole body, or not what was sent. */
  readonly defect?: string | undefined;
}

/**
 * Sends one request and reads its answer, without following redirects.
 *
 * Rejects when there is no answer, with the runtime's error.
 */
export type Wire = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;
