import { cameBeforeSending } from "./connection.js";
import { readBody, withOneType } from "./body.js";
import type { Wire } from "./wire.js";

/** What the client gives to `fetch`. */
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
 * The part of `fetch` the client uses. The runtime's own fits, and so does any implementation of it, such as the one of
 * the package undici, whose types are not the same. It must not send a request again by itself: the client believes a
 * failure to connect, and that of a second sending says nothing about the first.
 */
export type FetchFunction = (url: string, init: FetchInit) => Promise<FetchResponse>;

async function* chunksOf(body: FetchBody): AsyncGenerator<Uint8Array> {
  // Not every browser can iterate a stream.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    // Ends the connection of a body that is not read to its end; nothing is left to fail.
    reader.cancel().catch(() => undefined);
  }
}

/** The runtime's own `fetch`, looked up at each call: somebody may replace it after the client was made. */
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
    // Not yet an object: every object has a "constructor", and a header may have that name.
    const joined = new Map<string, string>();
    response.headers.forEach((value, name) => {
      // Each Set-Cookie comes by itself, the values of other names come joined.
      const before = joined.get(name);
      joined.set(name, before === undefined ? value : `${before}, ${value}`);
    });
    const responseHeaders = withOneType(Object.fromEntries(joined));
    const chunks = response.body && chunksOf(response.body);
    const read = await readBody(chunks, responseHeaders["content-type"] ?? "", maxBytes, signal);
    return { status: response.status, headers: responseHeaders, ...read };
  };
}
