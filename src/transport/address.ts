import { createFinalURL, createQuerySerializer, defaultPathSerializer as pathSerializer } from "openapi-fetch";
import type { OperationDescriptor } from "./operation.js";
import type { ArrangedCall } from "./request.js";

const querySerializer = createQuerySerializer<Record<string, unknown>>();

/**
 * The address of a request, with the values of its path and its query encoded. The one place that calls openapi-fetch:
 * how OpenAPI writes parameters is its business; sending, reading and judging are ours, because it lets failures look
 * like successes, and its requests cannot be sent twice.
 */
export function addressOf(baseUrl: string, { path: template }: OperationDescriptor, call: ArrangedCall): URL {
  const { path, query } = call;
  return new URL(createFinalURL(template, { baseUrl, params: { path, query }, querySerializer, pathSerializer }));
}
