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

/** What stands in the place of a secret. */
export const redacted = "[redacted]";

/** A copy of `headers` with the values of the secret ones replaced. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.has(name.toLowerCase()) ? redacted : value]),
  );
}

/**
 * A function that takes the given secrets, plain or percent-encoded, out of a text: for texts of others that may repeat
 * what they were sent.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .flatMap((secret) => (secret === "" ? [] : [secret, encodeURIComponent(secret)]))
    .sort((one, other) => other.length - one.length) // A secret may be the beginning of another.
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // All at once: a short secret may be a part of the text that stands in the place of another.
  const anyForm = forms.length === 0 ? undefined : new RegExp(forms.join("|"), "g");
  return (text) => (anyForm === undefined ? text : text.replace(anyForm, redacted));
}
