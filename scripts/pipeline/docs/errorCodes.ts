import type { OpenApiDocument, OpenApiRef } from "../openapi.js";
import { operationsOf, resolve } from "../openapi.js";

type Values = Readonly<Record<string, string>>;

/** The HTTP statuses a meaning begins with, as in "413 or 414. The request is too large." */
function statusesOf(meaning: string): string[] {
  return meaning.split(/[.。]/)[0]?.match(/\b[1-5]\d{2}\b/g) ?? [];
}

function knownValues(value: object): Values {
  return "x-cce-knownValues" in value ? (value["x-cce-knownValues"] as Values) : {};
}

function isReference(value: object): value is OpenApiRef {
  return "$ref" in value && typeof value.$ref === "string";
}

/** Whether a part of the document lists codes of several statuses. */
function listsStatuses(document: OpenApiDocument, value: unknown, seen = new Set<string>()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isReference(value)) {
    if (seen.has(value.$ref)) return false;
    seen.add(value.$ref);
    return listsStatuses(document, resolve<object>(document, value), seen);
  }
  const meanings = Object.values(knownValues(value));
  if (meanings.some((meaning) => statusesOf(meaning).length > 0)) return true;
  return Object.values(value).some((part) => listsStatuses(document, part, seen));
}

/**
 * The document in which each response lists only the error codes of its status. Components it needs for that are copied
 * once for each status, however many operations refer to them.
 */
export function withCodesByStatus(document: OpenApiDocument): OpenApiDocument {
  const components = structuredClone(document.components ?? {}) as Record<string, Record<string, unknown>>;
  const paths = structuredClone(document.paths);

  function narrow(value: unknown, status: string): unknown {
    if (typeof value !== "object" || value === null || !listsStatuses(document, value)) return value;
    if (Array.isArray(value)) return value.map((item) => narrow(item, status));
    if (isReference(value)) return narrowReference(value, status);
    const parts = Object.entries(value).map(([key, part]) => [key, narrow(part, status)] as const);
    const changed = Object.fromEntries(parts);
    if (!("x-cce-knownValues" in value)) return changed;
    const values = Object.entries(knownValues(value)).filter(([, meaning]) => {
      const statuses = statusesOf(meaning);
      return statuses.length === 0 || statuses.includes(status);
    });
    return { ...changed, "x-cce-knownValues": Object.fromEntries(values) };
  }

  function narrowReference(reference: OpenApiRef, status: string): OpenApiRef {
    const [, , kind = "", name = ""] = reference.$ref.split("/");
    const key = `${name}-${status}`;
    const holder = (components[kind] ??= {});
    if (!(key in holder)) {
      // Before it is filled, because a schema may contain itself.
      holder[key] = {};
      const target = narrow(resolve<object>(document, reference), status);
      holder[key] = kind === "schemas" ? { title: name, ...(target as object) } : target;
    }
    return { $ref: `#/components/${kind}/${key}` };
  }

  for (const { operation } of operationsOf({ ...document, paths })) {
    const responses = operation.responses as Record<string, unknown>;
    for (const [status, response] of Object.entries(responses)) {
      if (/^\d+$/.test(status)) responses[status] = narrow(response, status);
    }
  }
  return { ...document, paths, components };
}
