import {
  type OpenApiDocument,
  type OpenApiSchema,
  type OpenApiServer,
  operationsOf,
  type PlacedOperation,
  resolve,
  type Spec,
} from "./openapi.js";
import { banner } from "./project.js";
import { jsonMedia, successStatuses } from "./responses.js";

/** The names of the fields that a schema gives an object, its own and those of the schemas it is made of. */
function fieldNames(document: OpenApiDocument, schema: OpenApiSchema): string[] {
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const inherited = parts.flatMap((part) => fieldNames(document, resolve<OpenApiSchema>(document, part)));
  return [...new Set([...Object.keys(schema.properties ?? {}), ...inherited])];
}

function responseKind(document: OpenApiDocument, placed: PlacedOperation, status: string): string | string[] {
  const media = jsonMedia(document, placed, status);
  if (media === undefined) return "none";
  const whole: OpenApiSchema = resolve<OpenApiSchema>(document, media.schema ?? {});
  let schema = whole;
  while (schema.type === undefined && schema.allOf?.[0] !== undefined) schema = resolve(document, schema.allOf[0]);
  if (schema.type === "array") return "array";
  if (schema.type !== "object" && schema.properties === undefined) return "any";
  const names = fieldNames(document, whole);
  return names.length === 0 ? "object" : names;
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
  const success = successStatuses(placed).map((status) => [status, responseKind(document, placed, status)]);
  const { unprocessed, unknown } = operation["x-cce-retry"] ?? { unprocessed: false, unknown: false };
  const iamActions = operation["x-cce-iam-actions"];
  return {
    method: method.toUpperCase(),
    path,
    params: Object.fromEntries(params) as object,
    ...(defaults.length > 0 && { defaults: Object.fromEntries(defaults) as object }),
    ...(body && { body: body.required === true ? "body" : "body?" }),
    success: Object.fromEntries(success) as object,
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
