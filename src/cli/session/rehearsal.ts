import { redactHeaders } from "../../base/redact.js";
import type { CceClient } from "../../client/client.js";
import { createCceClient } from "../../client/client.node.js";
import type { CceClientOptions } from "../../client/options.js";
import type { ShownRequest } from "../terminal/curl.js";
import { handleWrites } from "./writes.js";

/** A client for a dry run, which only reads. */
export function readOnly(cce: CceClient): CceClient {
  return handleWrites(cce, () => Promise.reject(new Error("A dry run only reads.")));
}

/** The request that `send` makes. It is not sent: `fetch` is a function that keeps it. */
export async function requestOf(
  options: CceClientOptions,
  send: (cce: CceClient) => Promise<unknown>,
): Promise<ShownRequest> {
  const requests: ShownRequest[] = [];
  const cce = createCceClient({
    ...options,
    agent: undefined,
    onEvent: undefined,
    fetch: (url, { method, headers, body }) => {
      const text = typeof body === "string" ? body : undefined;
      requests.push({ method, url, headers: redactHeaders(headers), body: text });
      return Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
    },
  });
  try {
    await send(cce);
  } catch (error) {
    // The response need not be one that the operation promises.
    if (requests.length === 0) throw error;
  }
  const [request] = requests;
  if (request === undefined) throw new Error("The client has made no request.");
  return request;
}
