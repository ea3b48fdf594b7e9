/** A preference is a token with an optional value, which is a token or a quoted string (RFC 7240, section 2). */
const preferencePattern =
  /([^\s,;="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?((?:\s*;(?:"(?:[^"\\]|\\.)*"|[^,"])*)?)/g;

/**
 * Parses the `Prefer` header into names in lower case and values, empty without one. As the RFC says, the first of
 * several preferences with the same name counts. Parameters after a semicolon are ignored.
 */
export function parsePrefer(header: string | undefined): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>();
  for (const [, name = "", quoted, bare] of (header ?? "").matchAll(preferencePattern)) {
    const key = name.toLowerCase();
    if (!preferences.has(key)) preferences.set(key, quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
  }
  return preferences;
}
