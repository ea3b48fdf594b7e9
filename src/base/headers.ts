import { CceConfigError } from "./errors.js";
import { isObject } from "./fields.js";

/** Whether HTTP allows `text` as the name of a header. */
export function isHeaderName(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text);
}

/**
 * A header value that can be sent.
 *
 * @throws CceConfigError when it is not a string or has characters that no header may carry.
 */
export function safeHeader(name: string, value: unknown): string {
  if (typeof value !== "string") {
    throw new CceConfigError(
      name,
      `The header "${name}" must be a string (got ${value === null ? "null" : typeof value}).`,
    );
  }
  // The value is not shown: it may be a secret.
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new CceConfigError(name, `The header "${name}" has a character that no header may carry (a line break?).`);
  }
  return value;
}

/** Headers a caller gives, checked, with names in lower case. */
export function safeHeaders(headers: unknown = {}): Record<string, string> {
  // The entries of a Headers or a Map are not its own properties and would be lost without a word.
  if (!isObject(headers) || Symbol.iterator in headers) {
    throw new CceConfigError("headers", '"headers" must be a plain object of names and values.');
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!isHeaderName(name)) {
        throw new CceConfigError("headers", `${JSON.stringify(name)} cannot be the name of a header.`);
      }
      return [name.toLowerCase(), safeHeader(name, value)];
    }),
  );
}
