/** The versions of a release, from the files that name them. */
export interface Versions {
  /** `version` of package.json. */
  readonly package: string;
  /** `info.version` of the spec. */
  readonly spec: string;
}

/** The files a release is checked by, as text. */
export interface ReleaseFiles {
  readonly packageJson: string;
  readonly spec: string;
  readonly changelog: string;
  readonly versionSource: string;
}

/** The section of a changelog for a version: the lines below `## <version>`; `undefined` without one. */
export function changelogOf(changelog: string, version: string): string | undefined {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  if (start < 0) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.startsWith("## "));
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join("\n")
    .trim();
}

/** Everything that is wrong with the files of a release, one sentence each. */
export function releaseProblems(files: ReleaseFiles, versions: Versions, released: readonly string[]): string[] {
  const problems: string[] = [];
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(versions.package)) {
    problems.push(`package.json: version ${versions.package} is not a semantic version.`);
  }
  if (released.includes(`v${versions.package}`)) {
    problems.push(
      `package.json: version ${versions.package} is released already (tag v${versions.package}). Raise it.`,
    );
  }
  if (!files.versionSource.includes(`"${versions.package}"`)) {
    problems.push(`src/version.ts does not say ${versions.package}.`);
  }
  const section = changelogOf(files.changelog, versions.package);
  if (section === undefined) problems.push(`CHANGELOG.md has no section "## ${versions.package}".`);
  else if (section === "") problems.push(`CHANGELOG.md: the section "## ${versions.package}" is empty.`);
  return problems;
}

/** The newest tag of a release (`v1.2.3`); `undefined` if there is none. */
export function lastRelease(tags: readonly string[]): string | undefined {
  const numbers = (tag: string) => /^v(\d+)\.(\d+)\.(\d+)$/.exec(tag)?.slice(1).map(Number);
  return tags
    .filter((tag) => numbers(tag) !== undefined)
    .sort((one, other) => {
      const [a = [], b = []] = [numbers(one), numbers(other)];
      return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0);
    })
    .at(-1);
}
