import type { Middleware } from "openapi-fetch";
import { addressOf, arrange } from "../transport/request.js";
import { operationAt } from "./operations.js";

/** The parameters' own URL, where openapi-fetch has written another: it knows one style for all of a query. */
function rewritten(request: Request, url: URL): Request | undefined {
  return url.href === request.url ? undefined : new Request(url, request);
}

/**
 * A middleware that checks the parameters of each call before they are sent. openapi-fetch itself sends `..` and an empty
 * or missing ID in a path, which then is the path of something else. Throws a `CceConfigError` that names the parameter.
 */
export const parameterGuard: Middleware = {
  onRequest({ request, schemaPath, params, options: { baseUrl } }) {
    const { operation, descriptor } = operationAt(request.method, schemaPath);
    // The body is not among the parameters here; `fetch` looks for it.
    const given = { ...params.path, ...params.query, ...params.header, ...(descriptor.body && { body: {} }) };
    const arranged = arrange(operation, descriptor, given, {});
    return rewritten(request, addressOf(baseUrl, descriptor, arranged));
  },
};
