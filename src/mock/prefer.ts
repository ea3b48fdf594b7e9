/** A preference is a token, perhaps with a value, which is a token or a quoted string (RFC 7240, section 2). */
const preferencePattern =
  /([^\s,;="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?((?:\s*;(?:"(?:[^"\\]|\\.)*"|[^,"])*)?)/g;

/**
 * Reads the `Prefer` header: names in lower case with their values, an empty one where none is given. As the RFC says,
 * the first of several preferences of one name counts, and parameters after a semicolon are not looked at.
 */
export function parsePrefer(header: string | undefined): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>();
  for (const [, name = "", quoted, bare] of (header ?? "").matchAll(preferencePattern)) {
    const key = name.toLowerCase();
    if (!preferences.has(key)) preferences.set(key, quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
  }
  return preferences;
}
