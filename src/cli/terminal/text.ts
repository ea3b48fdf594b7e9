import { textOf } from "../../base/fields.js";

/** Characters that move the cursor, or hide or reverse text: a value of the service must not control the terminal. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text with the characters escaped that would control the terminal. */
export function plain(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A text in one line, with control characters escaped. */
export function oneLine(text: string): string {
  return plain(text.replace(/\s*[\n\r\t]\s*/g, " ").trim());
}

/** A value of the service as text; `undefined` if there is none. */
export function shown(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : plain(textOf(value));
}

/** A text as one word of a shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
