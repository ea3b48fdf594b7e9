import type { UnauthorizedRequest } from "../auth/authorizer.js";
import type { ResponseHeaders } from "../base/errors.js";

/** A request as a wire sends it. */
export type WireRequest = UnauthorizedRequest;

/** A response as received, with its whole body. */
export interface WireResponse {
  /** 0 where the runtime hides it, as browsers do for redirects. */
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly text: string;
  /** Why `text` is not the body that the server sent, as a predicate of "the body": "was cut off (…)". */
  readonly defect?: string | undefined;
}

/** An agent of `node:http` or `node:https`. */
export interface NodeAgent {
  readonly maxSockets: number;
  destroy(): void;
}

/** Signals that an attempt was abandoned. */
export interface Stop {
  /** Fires then. Created on first use: on Node that takes as long as signing a request. */
  readonly signal: AbortSignal;
  /** Calls `listener` then, or at once if the attempt has been abandoned. */
  readonly onStop: (listener: () => void) => void;
  /** Throws the reason if the attempt has been abandoned. */
  readonly throwIfStopped: () => void;
}

/**
 * Whether a request may have left this machine. A wire keeps it correct at all times, as a call may end at any moment.
 */
export interface Departure {
  /** Whether it is certain that no byte of the request has been sent. Final once the call has ended. */
  isRuledOut: boolean;
}

/**
 * Sends a request once and reads its response, without following redirects. `stop` ends both. The caller passes a
 * `departure` with nothing ruled out.
 *
 * Rejects with the runtime's error when there is no response.
 */
export type Wire = (request: WireRequest, stop: Stop, departure: Departure) => Promise<WireResponse>;
