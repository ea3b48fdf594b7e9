import { textOf } from "../../base/fields.js";

export { fieldsOf, itemsOf } from "../../base/fields.js";

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
  return value === undefined || value === null ? undefined : plain(textOf(value));
}
