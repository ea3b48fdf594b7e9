import type { BaseResolver, Document } from "@redocly/openapi-core";
import { type Path, referencesBelow } from "./openapi.js";

/** The place of an alias of YAML that stands inside the value it repeats. */
export function circularAlias(value: unknown, path: Path = [], above: readonly object[] = []): Path | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (above.includes(value)) return path;
  for (const [key, part] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const found = circularAlias(part, at, [...above, value]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value at a JSON pointer, or the first reference on the way there. */
function valueAt(document: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce<unknown>((value, name) => {
    const fields = Object(value) as Readonly<Record<string, unknown>>;
    const key = decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
    return typeof fields["$ref"] === "string" ? fields : fields[key];
  }, document);
}

async function leadsBack(resolver: BaseResolver, document: Document, reference: string): Promise<boolean> {
  const passed = new Set<string>();
  let [source, next]: [Document, unknown] = [document, reference];
  while (typeof next === "string") {
    const [file = "", pointer = ""] = next.split("#");
    const found = file === "" ? source : await resolver.resolveDocument(source.source.absoluteRef, file);
    if (found instanceof Error) return false;
    source = found;
    const place = `${source.source.absoluteRef}#${pointer}`;
    if (passed.has(place)) return true;
    passed.add(place);
    next = (Object(valueAt(source.parsed, pointer)) as { readonly $ref?: unknown }).$ref;
  }
  return false;
}

/** The place of a reference that leads back to itself and never to a value, in this file or by way of others. */
export async function circularReference(resolver: BaseResolver, document: Document): Promise<Path> {
  for (const [path, reference] of referencesBelow(document.parsed)) {
    if (await leadsBack(resolver, document, reference)) return path;
  }
  return [];
}
