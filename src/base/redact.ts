import { isObject, parseJson } from "./fields.js";

/**
 * The headers whose values are secrets, in lower case. The one list of the project: whatever is shown, logged or kept
 * in an error goes through it.
 */
export const secretHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "x-auth-token",
  "x-metadata-token",
  "x-security-token",
  "x-subject-token",
]);

/** What replaces a secret. */
export const redacted = "[redacted]";

/**
 * Shorter secrets are not searched for in texts of others. They are parts of ordinary words: without `t` or `lock`, no
 * sentence could be read. No real one is that short: the vendor's passwords have 8 characters at least, access keys 20,
 * and tokens hundreds. Where a header is secret by its name, a value of any length is replaced.
 */
const minSecretCharacters = 8;

/** A copy of `headers` with the values of the secret ones replaced. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.has(name.toLowerCase()) ? redacted : value]),
  );
}

/** A secret as others may write it: as it is, escaped as in JSON (with or without the slashes), percent-encoded. */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, json.replaceAll("/", "\\/"), encodeURIComponent(secret)];
}

/**
 * A function that takes the given secrets, plain or escaped, out of a text: for texts of others that may repeat what they
 * were sent. What has been replaced already stays as it is.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  let pattern: RegExp | undefined;
  return (text) => text.replace((pattern ??= anyOf(secrets)), redacted);
}

function anyOf(secrets: readonly string[]): RegExp {
  const forms = secrets.filter(({ length }) => length >= minSecretCharacters).flatMap(formsOf);
  // A secret may be the beginning of another.
  const longestFirst = forms.sort((one, other) => other.length - one.length);
  // In one pass, which leaves replacements alone: a secret may be a part of the text that replaces another.
  const patterns = [redacted, ...longestFirst].map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // In either case: that of percent-encoding is free, and the name of a host is written small.
  return new RegExp(patterns.join("|"), "gi");
}

/**
 * The body that a text is, to be shown: parsed, its texts without secrets; the text without them where it is not JSON. A
 * name that holds a secret is replaced as well, so look fields up in the original body.
 */
export function redactBody(text: string, clean: (text: string) => string): unknown {
  const parsed = parseJson(text, (_, value) => {
    if (typeof value === "string") return clean(value);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [clean(name), field]));
  });
  return parsed === undefined ? clean(text) : parsed;
}
