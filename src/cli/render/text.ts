/** Characters that move a cursor, hide or turn text round: a value of the service must not play with the terminal. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text as it came, with the characters that would do something else than show escaped. */
export function plain(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A text in one line. */
export function oneLine(text: string): string {
  return plain(text.replace(/\s*[\n\r\t]\s*/g, " ").trim());
}

/** A value of the wire as text; `undefined` where there is none. */
export function shown(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return plain(typeof value === "string" ? value : JSON.stringify(value));
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value of the wire; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The items of a value of the wire; none where it is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
