import type { Middleware } from "openapi-fetch";
import { addressOf, arrange } from "../transport/request.js";
import { operationAt } from "./operations.js";

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
    const { href } = addressOf(baseUrl, descriptor, arranged);
    // openapi-fetch writes all parameters of a query in one style, whatever the contract says.
    return href === request.url ? undefined : new Request(href, request);
  },
};
