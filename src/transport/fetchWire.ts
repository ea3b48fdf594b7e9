import { readBody } from "./readBody.js";
import type { Wire } from "./wire.js";

/** The part of `fetch` the client uses; any implementation of it may be given as the option `fetch`. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Not every browser can iterate a stream.
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
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
  return async ({ method, url, headers, body }, signal) => {
    const response = await send(url, {
      method,
      headers: { ...headers },
      redirect: "manual",
      signal,
      ...(body === undefined ? {} : { body }),
    });
    const answerHeaders = Object.fromEntries(response.headers);
    const stream = response.body as ReadableStream<Uint8Array> | null;
    const read = await readBody(stream && chunksOf(stream), answerHeaders["content-type"] ?? "", maxBytes, signal);
    return { status: response.status, headers: answerHeaders, ...read };
  };
}
