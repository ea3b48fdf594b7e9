import { redacted } from "../base/redact.js";
import type { Credentials } from "./credentials.js";

/** The fields of credentials that must not appear in logs. */
const secretFields: ReadonlySet<string> = new Set(["secretKey", "securityToken", "token"]);

/**
 * Whether `value` can be sent as a key or a token: a string of visible ASCII characters. The usual mistake is white
 * space around it, such as the line break at the end of a file.
 */
export function isKeyText(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

/**
 * A frozen copy of `credentials` that does not show its secrets: `console.log`, `util.inspect` and `JSON.stringify`
 * print `[redacted]` instead. The secrets are readable by name but not enumerable, so a spread (`{ ...credentials }`)
 * does not copy them.
 */
export function protectSecrets<T extends Credentials>(credentials: T): Readonly<T> {
  const fields = Object.entries(credentials);
  const safe = Object.fromEntries(fields.map(([name, value]) => [name, secretFields.has(name) ? redacted : value]));
  const show = (): Record<string, unknown> => ({ ...safe });
  const copy = { ...credentials };
  for (const [name, value] of fields) {
    Object.defineProperty(copy, name, { value, enumerable: !secretFields.has(name) });
  }
  Object.defineProperty(copy, "toJSON", { value: show });
  Object.defineProperty(copy, Symbol.for("nodejs.util.inspect.custom"), { value: show });
  return Object.freeze(copy);
}
