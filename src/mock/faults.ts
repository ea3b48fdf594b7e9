import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Faults } from "./plan.js";
import type { EncodedResponse } from "./server.js";

/** The headers with those that the faults replace or add; the length and the ID of the response stay. */
function alterHeaders(response: EncodedResponse, { headers = {}, contentType }: Faults): Record<string, string> {
  const added = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { "content-length": length, "x-request-id": requestId } = response.headers;
  return {
    ...response.headers,
    ...Object.fromEntries(added),
    ...(contentType === undefined ? {} : { "content-type": contentType }),
    ...(length === undefined ? {} : { "content-length": length }),
    "x-request-id": requestId,
  };
}

/** Sends a response as the faults alter it; `undefined` drops the connection. `signal` ends a delay. */
export async function deliver(
  outgoing: ServerResponse,
  response: EncodedResponse | undefined,
  faults: Faults,
  signal: AbortSignal,
): Promise<void> {
  const { delayMs = 0, truncateBodyAtBytes } = faults;
  if (delayMs > 0) await wait(delayMs, undefined, { signal });
  if (response === undefined) {
    outgoing.destroy();
    return;
  }
  const { status, body } = response;
  outgoing.writeHead(status, alterHeaders(response, faults));
  if (truncateBodyAtBytes === undefined) {
    outgoing.end(body);
    return;
  }
  outgoing.write(body.subarray(0, Math.max(0, Math.min(truncateBodyAtBytes, body.length - 1))), () => {
    outgoing.destroy();
  });
}
