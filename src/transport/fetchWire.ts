import { cameBeforeSending } from "./connection.js";
import { readBody, withOneType } from "./body.js";
import type { Wire } from "./wire.js";

/** What the client passes to `fetch`. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
  readonly body?: string;
}

interface FetchBody {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(): Promise<unknown>;
  };
}

/** What the client reads of the response of `fetch`. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { forEach(use: (value: string, name: string) => void): void };
  readonly body: FetchBody | null;
}

/**
 * The part of `fetch` that the client uses. Fits the runtime's own and other implementations, such as that of the
 * package undici, whose types differ. It must not repeat requests by itself: the client would take a repetition that
 * fails to connect as proof that nothing was sent.
 */
export type FetchFunction = (url: string, init: FetchInit) => Promise<FetchResponse>;

async function* chunksOf(body: FetchBody): AsyncGenerator<Uint8Array> {
  // Some browsers cannot iterate a stream.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    // Closes the connection if the body was not read to its end. A failure changes nothing any more.
    reader.cancel().catch(() => undefined);
  }
}

/** The runtime's own `fetch`, looked up on each call: tests and tools may replace it after the client was created. */
const runtimeFetch: FetchFunction = (url, init) => fetch(url, init);

/** A wire over `fetch`, for every runtime. */
export function fetchWire(given: FetchFunction | undefined, maxBytes: number): Wire {
  const send = given ?? runtimeFetch;
  return async ({ method, url, headers, body }, { signal }, departure) => {
    let response: FetchResponse;
    try {
      response = await send(url.href, {
        method,
        headers: { ...headers },
        redirect: "manual",
        signal,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      departure.isRuledOut = cameBeforeSending(error);
      throw error;
    }
    // A Map, as a header may be named "constructor", which every object has.
    const joined = new Map<string, string>();
    response.headers.forEach((value, name) => {
      // Each Set-Cookie comes separately; the values of other names are joined already.
      const before = joined.get(name);
      joined.set(name, before === undefined ? value : `${before}, ${value}`);
    });
    const responseHeaders = withOneType(Object.fromEntries(joined));
    const chunks = response.body && chunksOf(response.body);
    const read = await readBody(chunks, responseHeaders["content-type"] ?? "", maxBytes, signal);
    return { status: response.status, headers: responseHeaders, ...read };
  };
}
