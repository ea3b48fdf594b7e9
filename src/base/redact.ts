import { isObject, parseJson } from "./fields.js";

/**
 * The headers whose values are secrets, in lower case. The project's only list: everything that is shown, logged or
 * kept in an error goes through it.
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
 * The length of the shortest secret that is replaced inside other texts. A shorter one, such as `t` or `lock`, is part
 * of ordinary words, and replacing it would make every sentence unreadable. The vendor's passwords have at least 8
 * characters, access keys 20, and tokens hundreds. The value of a secret header is replaced whatever its length.
 */
const minSecretCharacters = 8;

/** A copy of `headers` with the values of the secret ones replaced. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.has(name.toLowerCase()) ? redacted : value]),
  );
}

/** The forms in which a text may repeat a secret: plain, escaped as in JSON (slashes too or not), percent-encoded. */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, json.replaceAll("/", "\\/"), encodeURIComponent(secret)];
}

/**
 * Returns a function that replaces the given secrets, plain or escaped, in a text: servers and proxies may repeat what
 * they received. It leaves earlier replacements alone.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  let pattern: RegExp | undefined;
  return (text) => text.replace((pattern ??= anyOf(secrets)), redacted);
}

function anyOf(secrets: readonly string[]): RegExp {
  const forms = secrets.filter(({ length }) => length >= minSecretCharacters).flatMap(formsOf);
  // One secret may be the beginning of another.
  const longestFirst = forms.sort((one, other) => other.length - one.length);
  // In one pass that also matches the replacement itself, since a secret may be a part of it.
  const patterns = [redacted, ...longestFirst].map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // Ignores case: percent-encoding allows both, and host names are put in lower case.
  return new RegExp(patterns.join("|"), "gi");
}

/**
 * A body for display, without secrets: parsed, or as text if it is not JSON. Secrets in field names are replaced as
 * well, so look fields up in the original body instead.
 */
export function redactBody(text: string, clean: (text: string) => string): unknown {
  const parsed = parseJson(text, (_, value) => {
    if (typeof value === "string") return clean(value);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [clean(name), field]));
  });
  return parsed === undefined ? clean(text) : parsed;
}
