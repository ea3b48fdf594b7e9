import { CceConfigError } from "./errors.js";
import { isObject } from "./fields.js";

/** Whether HTTP allows `text` as the name of a header. */
export function isHeaderName(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text);
}

/**
 * Returns `value` if it can be sent as a header.
 *
 * @throws CceConfigError when it is not a string or contains characters that no header may have.
 */
export function safeHeader(name: string, value: unknown): string {
  if (typeof value !== "string") {
    throw new CceConfigError(
      name,
      `The header "${name}" must be a string (got ${value === null ? "null" : typeof value}).`,
    );
  }
  // The value may be a secret: do not show it.
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new CceConfigError(
      name,
      `The header "${name}" contains a character that no header may have (a line break?).`,
    );
  }
  return value;
}

/** The headers of a caller, checked, with names in lower case. */
export function safeHeaders(headers: unknown = {}): Record<string, string> {
  // The entries of a Headers or a Map are not its properties and would silently be lost.
  if (!isObject(headers) || Symbol.iterator in headers) {
    throw new CceConfigError("headers", '"headers" must be a plain object of names and values.');
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!isHeaderName(name)) {
        throw new CceConfigError("headers", `${JSON.stringify(name)} is not a valid header name.`);
      }
      return [name.toLowerCase(), safeHeader(name, value)];
    }),
  );
}
