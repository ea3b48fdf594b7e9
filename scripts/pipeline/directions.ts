import { type Fields, isObject } from "../../src/base/fields.js";
import {
  type OpenApiDocument,
  type OpenApiRef,
  type OpenApiSchema,
  operationsOf,
  partsOf,
  referencesBelow,
  resolve,
} from "./openapi.js";

type Direction = "request" | "response";

/** What keeps a field out of each direction. */
const marks = { request: "readOnly", response: "writeOnly" } as const;

/** The direction of what stands in a field of the document. */
const directions: Readonly<Record<string, Direction>> = {
  parameters: "request",
  requestBody: "request",
  requestBodies: "request",
  responses: "response",
  headers: "response",
};

const prefix = "#/components/schemas/";

/** The names of the schemas that a value leads to, by way of others too. */
function schemasFrom(document: OpenApiDocument, value: unknown): ReadonlySet<string> {
  const reached = new Set(referencesBelow(value).map(([, reference]) => reference));
  // A set also visits what is added on the way.
  for (const $ref of reached) {
    for (const [, next] of referencesBelow(resolve<object>(document, { $ref }))) reached.add(next);
  }
  const names = [...reached].filter((reference) => reference.startsWith(prefix));
  return new Set(names.map((reference) => reference.slice(prefix.length)));
}

/** The fields of an object that one direction does not carry. */
function hiddenFields(document: OpenApiDocument, schema: object, mark: string): string[] {
  return partsOf(document, schema).flatMap(({ properties = {} }) =>
    Object.entries(properties)
      .filter(([, field]) => isObject(field) && (resolve<object>(document, field) as Fields)[mark] === true)
      .map(([name]) => name),
  );
}

/** Whether a value has fields of its own that one of the directions does not carry. */
function hidesFields(document: OpenApiDocument, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (
    ("properties" in value && Object.values(marks).some((mark) => hiddenFields(document, value, mark).length > 0)) ||
    Object.values(value).some((part) => hidesFields(document, part))
  );
}

/**
 * The document that types are made of: requests without their `readOnly` fields, responses without their `writeOnly` ones. A
 * schema that both use is there twice then, for requests as `…Writable`.
 */
export function splitDirections(document: OpenApiDocument): OpenApiDocument {
  const { schemas = {} } = document.components ?? {};
  const own = new Set(Object.keys(schemas).filter((name) => hidesFields(document, schemas[name])));
  if (own.size === 0 && !hidesFields(document, document.paths)) return document;

  const operations = operationsOf(document);
  const inRequests = schemasFrom(
    document,
    operations.map(({ operation, parameters }) => [operation.requestBody, parameters]),
  );
  const inResponses = schemasFrom(
    document,
    operations.map(({ operation }) => operation.responses),
  );
  const leadsToHidden = (name: string) =>
    own.has(name) || [...schemasFrom(document, schemas[name])].some((other) => own.has(other));
  const writable = new Map<string, string>();
  for (const name of [...inRequests].filter((each) => inResponses.has(each) && leadsToHidden(each))) {
    let free = `${name}Writable`;
    while (free in schemas) free += "_";
    writable.set(name, free);
  }

  const shape = (value: unknown, direction?: Direction, inherited: readonly string[] = []): unknown => {
    if (Array.isArray(value)) return value.map((item) => shape(item, direction, inherited));
    if (!isObject(value)) return value;
    const { $ref, required, properties } = value as Partial<OpenApiRef & OpenApiSchema>;
    if (typeof $ref === "string") {
      const name = direction === "request" && $ref.startsWith(prefix) && writable.get($ref.slice(prefix.length));
      return name ? { ...value, $ref: prefix + name } : value;
    }
    const hidden = direction ? [...inherited, ...hiddenFields(document, value, marks[direction])] : [];
    const kept = {
      ...value,
      ...(Array.isArray(required) && { required: required.filter((name: string) => !hidden.includes(name)) }),
      ...(isObject(properties) && {
        properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.includes(name))),
      }),
    };
    return Object.fromEntries(
      Object.entries(kept).map(([key, part]) => [
        key,
        /^(examples?$|x-)/.test(key) ? part : shape(part, direction ?? directions[key], key === "allOf" ? hidden : []),
      ]),
    );
  };

  const shaped = Object.entries(schemas).flatMap(([name, schema]): [string, unknown][] => {
    const forRequests = writable.get(name);
    const main = shape(schema, inRequests.has(name) && !inResponses.has(name) ? "request" : "response");
    return forRequests
      ? [
          [name, main],
          [forRequests, shape(schema, "request")],
        ]
      : [[name, main]];
  });
  const components = { ...(shape(document.components) as object), schemas: Object.fromEntries(shaped) as Fields };
  return { ...document, paths: shape(document.paths), components } as OpenApiDocument;
}
