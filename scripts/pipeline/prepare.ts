import type { OpenApiDocument } from "./openapi.js";

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of `value` in which every object was passed through `change`, innermost first. */
function mapObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, change)])));
}

/**
 * The document with every discriminator's mapping as references. OpenAPI also allows bare names of schemas, which the
 * tools of the chain take for files.
 */
export function withReferences(document: unknown): unknown {
  const { schemas = {} } = (document as { components?: { schemas?: JsonObject } }).components ?? {};
  return mapObjects(document as Json, (object) => {
    const { discriminator } = object;
    if (!isObject(discriminator) || !isObject(discriminator["mapping"])) return object;
    const mapping = Object.entries(discriminator["mapping"]).map(
      ([value, name]) =>
        [value, typeof name === "string" && name in schemas ? `#/components/schemas/${name}` : name] as const,
    );
    return { ...object, discriminator: { ...discriminator, mapping: Object.fromEntries(mapping) } };
  });
}

/**
 * The document as examples are checked with it. Redocly refuses `nullable` without `type`, where it stands beside `allOf`
 * and the like; here such a schema is a choice between these and null.
 */
export function forExamples(document: unknown): unknown {
  return mapObjects(document as Json, (object) => {
    const { nullable, allOf, oneOf, anyOf, discriminator, ...rest } = object;
    const composed = { allOf, oneOf, anyOf, discriminator };
    const parts = Object.entries(composed).filter((part): part is [string, Json] => part[1] !== undefined);
    if (nullable !== true || "type" in rest || parts.length === 0) return object;
    return { ...rest, anyOf: [Object.fromEntries(parts), { enum: [null] }] };
  });
}

/** Appends the explained values of `key` to the description, as a list. */
function describeValues(key: string) {
  return (object: JsonObject): JsonObject => {
    const values = object[key];
    if (!isObject(values)) return object;
    const list = Object.entries(values).map(
      ([value, meaning]) => `- \`${value}\`: ${typeof meaning === "string" ? meaning : JSON.stringify(meaning)}`,
    );
    const description = typeof object["description"] === "string" ? object["description"] : "";
    return { ...object, description: `${description}\n\n${list.join("\n")}`.trim() };
  };
}

/**
 * The document as it is published and rendered: the values of open lists (`x-cce-knownValues`) become part of the
 * description, since no tool knows the extension. Docs show `x-enumDescriptions` by themselves.
 */
export function forReaders(document: OpenApiDocument): OpenApiDocument {
  return mapObjects(document as unknown as Json, describeValues("x-cce-knownValues")) as unknown as OpenApiDocument;
}

/** Puts the description of a schema beside each property that is nothing but a reference to it, where editors look. */
function describeReferences(schemas: JsonObject) {
  return (object: JsonObject): JsonObject => {
    const { properties } = object;
    if (!isObject(properties)) return object;
    const described = Object.entries(properties).map(([name, property]) => {
      const reference = isObject(property) ? property["$ref"] : undefined;
      const target = typeof reference === "string" ? schemas[reference.split("/").at(-1) ?? ""] : undefined;
      const description = isObject(target) ? target["description"] : undefined;
      return [name, isObject(property) && description !== undefined ? { ...property, description } : property] as const;
    });
    return { ...object, properties: Object.fromEntries(described) };
  };
}

/** The document types are made of: the explained values of enums become part of the doc comments too. */
export function forTypes(document: OpenApiDocument): OpenApiDocument {
  const explained = mapObjects(forReaders(document) as unknown as Json, describeValues("x-enumDescriptions"));
  const { schemas = {} } = (explained as { components?: { schemas?: JsonObject } }).components ?? {};
  return mapObjects(explained, describeReferences(schemas)) as unknown as OpenApiDocument;
}
