import type { OpenApiDocument } from "../openapi.js";

/** A path to a value of a document. */
export type Path = readonly (string | number)[];

/** A text for readers, with its place in the document. */
export interface DocumentText {
  readonly path: Path;
  readonly text: string;
}

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** Fields whose value is a text for readers. */
const textFields: ReadonlySet<string> = new Set(["title", "summary", "description"]);
/** Fields that explain values: each entry is a text for readers. */
const explainedValues: ReadonlySet<string> = new Set(["x-enumDescriptions", "x-cce-knownValues"]);
/** Fields whose entries have names of their own, which say nothing of what they are. */
const namedEntries: ReadonlySet<string> = new Set([
  "callbacks",
  "content",
  "examples",
  "headers",
  "parameters",
  "paths",
  "properties",
  "requestBodies",
  "responses",
  "schemas",
  "securitySchemes",
  "variables",
]);
/** Fields whose value is data, not a part of the document. */
const dataFields: ReadonlySet<string> = new Set(["default", "enum", "example", "value", "x-codeSamples"]);

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsBelow(value: Json, path: Path): DocumentText[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, index) => textsBelow(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    if (dataFields.has(key)) return [];
    if (typeof item === "string") return textFields.has(key) ? [{ path: at, text: item }] : [];
    if (!isRecord(item)) return textsBelow(item, at);
    const entries = Object.entries(item);
    if (explainedValues.has(key)) {
      return entries.flatMap(([name, text]) => (typeof text === "string" ? [{ path: [...at, name], text }] : []));
    }
    if (namedEntries.has(key)) return entries.flatMap(([name, entry]) => textsBelow(entry, [...at, name]));
    return textsBelow(item, at);
  });
}

/** The document with each of its texts changed. Operations refer to a tag by its name, which therefore stays. */
export function mapTexts(document: OpenApiDocument, change: (text: string) => string): OpenApiDocument {
  const result = structuredClone(document);
  for (const { path, text } of documentTexts(document)) {
    const changed = change(text);
    if (changed === text) continue;
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>>)[key], result);
    const isTagName = path.length === 3 && path[0] === "tags" && path[2] === "name";
    (parent as Record<string, string>)[isTagName ? "x-displayName" : String(path.at(-1))] = changed;
  }
  return result;
}

/** Every text of a document that is written for readers, names of tags included; names and values are not. */
export function documentTexts(document: OpenApiDocument): DocumentText[] {
  const tags = document.tags ?? [];
  return [
    ...textsBelow(document as unknown as Json, []),
    ...tags.map(({ name }, index) => ({ path: ["tags", index, "name"], text: name })),
  ];
}
