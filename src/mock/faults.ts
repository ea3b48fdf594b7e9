import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer } from "./engine/http.js";
import type { Faults } from "./plan.js";
import type { WireAnswer } from "./server.js";

/** The answer with the headers that the faults give it. */
export function disguise(answer: Answer, { headers = {}, contentType }: Faults): Answer {
  const added = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...Object.fromEntries(added),
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    },
  };
}

/** Sends an answer, or what the faults leave of it; `signal` ends the waiting when the mock closes. */
export async function deliver(
  response: ServerResponse,
  answer: WireAnswer | undefined,
  { delayMs = 0, truncateBodyAtBytes }: Faults,
  signal: AbortSignal,
): Promise<void> {
  if (delayMs > 0) await wait(delayMs, undefined, { signal });
  if (answer === undefined) {
    response.destroy();
    return;
  }
  const { status, headers, body } = answer;
  response.writeHead(status, headers);
  if (truncateBodyAtBytes === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.max(0, Math.min(truncateBodyAtBytes, body.length - 1))), () => {
    response.destroy();
  });
}
