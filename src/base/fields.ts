/** The fields of an object that no compiler has checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value of the wire is an object: it comes from a server, not from a compiler. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a value of the wire; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** The items of a value of the wire; none where it is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value of the wire as text: a text as it is, anything else, an empty text too, as JSON. */
export function textOf(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}

/** The value of a JSON text; `undefined`, which JSON cannot say, where it is none. */
export function parseJson(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}
