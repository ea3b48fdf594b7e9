import { createFinalURL, createQuerySerializer } from "openapi-fetch";
import type { OperationDescriptor } from "../../generated/client.gen.js";
import type { ArrangedCall } from "./arrange.js";
import type { WireRequest } from "./wire.js";

/** Makes the request of a call and hands it to `exchange`, which carries it out with all its attempts. */
export type Dispatch = <T>(
  descriptor: OperationDescriptor,
  call: ArrangedCall,
  headers: Readonly<Record<string, string>>,
  exchange: (request: WireRequest) => Promise<T>,
) => Promise<T>;

/** Templates of paths, cut at their braces: text and names of parameters in turn. */
const cutTemplates = new Map<string, readonly string[]>();

/**
 * Fills the template of a path. What openapi-fetch has for this looks for the parameters anew each time and costs more
 * than the rest of the request.
 */
function writePath(template: string, values: Readonly<Record<string, unknown>>): string {
  let parts = cutTemplates.get(template);
  if (parts === undefined) {
    parts = template.split(/[{}]/);
    cutTemplates.set(template, parts);
  }
  let path = "";
  let isName = false;
  for (const part of parts) {
    path += isName ? encodeURIComponent(String(values[part])) : part;
    isName = !isName;
  }
  return path;
}

/**
 * The one place that calls openapi-fetch. It writes the address with its path and query and does no more: its own
 * requests cost more than everything else of a call together, and it lets failures look like successes.
 */
export function createDispatch(baseUrl: string): Dispatch {
  const serializers = { querySerializer: createQuerySerializer(), pathSerializer: writePath };
  return (descriptor, { path, query, header, body }, headers, exchange) =>
    exchange({
      method: descriptor.method,
      url: baseUrl + createFinalURL<unknown>(descriptor.path, { baseUrl: "", params: { path, query }, ...serializers }),
      headers:
        body === undefined ? { ...headers, ...header } : { "content-type": "application/json", ...headers, ...header },
      body,
    });
}
