import { type OpenApiDocument, type OpenApiMedia, type PlacedOperation, resolve } from "./openapi.js";

/** The declared statuses of success; `2XX` stands for any and is not among them. */
export function successStatuses({ operation }: PlacedOperation): string[] {
  return Object.keys(operation.responses).filter((status) => /^2\d\d$/.test(status));
}

/** What a response with this status carries as JSON; `undefined` where it carries none. */
export function jsonMedia(
  document: OpenApiDocument,
  placed: PlacedOperation,
  status: string,
): OpenApiMedia | undefined {
  const response = placed.operation.responses[status];
  return response && resolve(document, response).content?.["application/json"];
}
