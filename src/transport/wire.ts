import type { ResponseHeaders } from "../base/errors.js";

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A response as received, with its whole body. */
export interface WireResponse {
  /** 0 where the runtime hides it: a browser on a redirect. */
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly text: string;
  /** Why `text` is not the whole body, or not what was sent. */
  readonly defect?: string | undefined;
}

/** An agent of `node:http` or `node:https`. */
export interface NodeAgent {
  readonly maxSockets: number;
  destroy(): void;
}

/** Signals that a call was abandoned. */
export interface Stop {
  /** Fires then. Made when it is first read: on Node it costs as much as signing does. */
  readonly signal: AbortSignal;
  /** Calls `listener` then; at once when it has happened. */
  readonly onStop: (listener: () => void) => void;
  /** Throws the reason when it has happened. */
  readonly throwIfStopped: () => void;
}

/** What is known of where a request is. A wire keeps it true at every moment: a call may end at any. */
export interface Departure {
  /** Whether it is certain that no byte of the request has left this machine. Holds for ever once the call has ended. */
  isRuledOut: boolean;
}

/**
 * Sends one request, once, and reads its response, without following redirects. `stop` ends both. `departure` comes with
 * nothing ruled out, which is true of every request.
 *
 * Rejects when there is no response, with the runtime's error.
 */
export type Wire = (request: WireRequest, stop: Stop, departure: Departure) => Promise<WireResponse>;
