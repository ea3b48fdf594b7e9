import {
  type OpenApiDocument,
  type OpenApiSchema,
  type OpenApiServer,
  operationsOf,
  partsOf,
  type PlacedOperation,
  resolve,
  type Spec,
} from "./openapi.js";
import { banner } from "./project.js";
import { notationOf } from "./parameters.js";
import { acceptOf, contentOf, isNullable, successStatuses } from "./responses.js";

function responseKind(document: OpenApiDocument, placed: PlacedOperation, status: string): string | string[] {
  const content = contentOf(document, placed, status);
  if (content === undefined) return "none";
  if (content.isText) return content.accept.toLowerCase().replace(/\s*;.*/, "");
  const { schema = {} } = content;
  let first: OpenApiSchema = resolve<OpenApiSchema>(document, schema);
  while (first.type === undefined && first.allOf?.[0] !== undefined) first = resolve(document, first.allOf[0]);
  if (first.type === "array") return "array";
  if (first.type !== "object" && first.properties === undefined) return "any";
  const names = partsOf(document, schema).flatMap(({ properties = {} }) => Object.keys(properties));
  return names.length === 0 ? "object" : [...new Set(names)];
}

/** How an operation is sent, as `src/transport/operation.ts` describes it. */
function describe(document: OpenApiDocument, placed: PlacedOperation): object {
  const { path, method, operation, parameters } = placed;
  const body = operation.requestBody && resolve(document, operation.requestBody);
  const params = parameters.map(({ name, in: place, required }) => [
    name,
    place === "path" || required === true ? place : `${place}?`,
  ]);
  const defaults = parameters.flatMap(({ name, "x-cce-default": option }) =>
    option === undefined ? [] : [[name, option]],
  );
  const notations = parameters.flatMap((parameter) => {
    const notation = notationOf(document, parameter);
    return notation === undefined ? [] : [[parameter.name, notation]];
  });
  const statuses = successStatuses(placed);
  const success = statuses.map((status) => [status, responseKind(document, placed, status)]);
  const accept = acceptOf(document, placed);
  const nullable = statuses.some((status) => isNullable(document, contentOf(document, placed, status)?.schema ?? {}));
  const { unprocessed, unknown } = operation["x-cce-retry"] ?? { unprocessed: false, unknown: false };
  const iamActions = operation["x-cce-iam-actions"];
  return {
    method: method.toUpperCase(),
    path,
    params: Object.fromEntries(params) as object,
    ...(defaults.length > 0 && { defaults: Object.fromEntries(defaults) as object }),
    ...(notations.length > 0 && { notations: Object.fromEntries(notations) as object }),
    ...(body && { body: body.required === true ? "body" : "body?" }),
    ...(accept !== undefined && { accept }),
    success: Object.fromEntries(success) as object,
    ...(nullable && { nullable }),
    retry: { unprocessed, unknown },
    ...(iamActions && { iamActions }),
  };
}

/** A base address, with the values that its variables may take. */
function server({ url, variables = {} }: OpenApiServer): object {
  const values = Object.entries(variables).map(([name, variable]) => [name, variable.enum ?? [variable.default]]);
  return { url, variables: Object.fromEntries(values) as object };
}

/**
 * The source of `generated/runtime.gen.ts`: what the client needs to know at run time, each operation and the servers. The
 * compiler compares it with the types of `src/` where it is imported.
 */
export function renderRuntime({ document, hash }: Spec): string {
  const operations = operationsOf(document).map(
    (placed) => `  ${placed.operation.operationId ?? ""}: ${JSON.stringify(describe(document, placed))},\n`,
  );
  const servers = (document.servers ?? []).map((each) => `  ${JSON.stringify(server(each))},\n`);
  return [
    banner(hash),
    `/** How each operation is sent. */\nexport const operations = {\n${operations.join("")}} as const;\n`,
    `/** The base addresses of the API. */\nexport const servers = [\n${servers.join("")}] as const;\n`,
  ].join("\n");
}
