/** Whether a version has its patch, as `v1.19.16-r80`. */
export function isExact(version: string): boolean {
  return /^v\d+\.\d+\.\d+-r\d+$/.test(version);
}

/** An exact version for one that may lack its release and patch. */
export function exactVersion(version: string): string {
  if (/^v\d+\.\d+$/.test(version)) return `${version}.0-r0`;
  return /^v\d+\.\d+\.\d+$/.test(version) ? `${version}-r0` : version;
}

/** The newest of some versions that a version stands for, which may lack its release and patch. */
export function matching(version: string, versions: readonly string[]): string | undefined {
  const found = versions.filter(
    (each) => each === version || each.startsWith(`${version}.`) || each.startsWith(`${version}-`),
  );
  return found.sort((one, other) => one.localeCompare(other, "en", { numeric: true })).at(-1);
}
