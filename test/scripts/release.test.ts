import { execFileSync } from "node:child_process";
import { changelogOf, lastRelease, releaseProblems } from "../../scripts/release/versions.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";

function git(copy: ProjectCopy, ...args: string[]): void {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: copy.root, stdio: "pipe" });
}

function commit(copy: ProjectCopy): void {
  git(copy, "add", "-A");
  git(copy, "commit", "--quiet", "-m", "all");
}

/** A copy that is a repository, ready to be released but for what a test changes. */
async function withRepository(use: (copy: ProjectCopy, version: string) => Promise<void>): Promise<void> {
  await withProjectCopy(async (copy) => {
    const { version } = JSON.parse(copy.read("package.json")) as { version: string };
    copy.write("CHANGELOG.md", `# Changelog\n\n## ${version}\n\n- What is new.\n`);
    copy.write(".gitignore", "node_modules\n");
    git(copy, "init", "--quiet");
    commit(copy);
    await use(copy, version);
  });
}

const release = async (copy: ProjectCopy) => copy.start("release", ["--skip-gates"]).ended;

describe("npm run release", () => {
  it("prints what it would publish and publishes nothing", async () => {
    await withRepository(async (copy, version) => {
      const { exitCode, stdout, stderr } = await release(copy);
      expect(stderr).toBe("");
      expect(exitCode).toBe(0);
      expect(stdout).toContain("There is no release yet");
      expect(stdout).toContain(`Would publish cce-upgrade-workflow ${version}`);
      expect(stdout).toContain("- What is new.");
      expect(stdout).toContain("package.json lacks what only the owner knows: repository, bugs, homepage\n");
    });
  });

  it("refuses a tree with changes, and a version that is released", async () => {
    await withRepository(async (copy, version) => {
      git(copy, "tag", `v${version}`);
      copy.write("README.md", "changed");
      const { exitCode, stderr } = await release(copy);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("There are changes that are not committed.");
      expect(stderr).toContain(`version ${version} is released already`);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });

  it("refuses Chinese texts that are still to be translated", async () => {
    await withRepository(async (copy) => {
      const translated = copy.read("spec/zh/texts.yaml");
      copy.write("spec/zh/texts.yaml", `# A line more.\n${translated.replace('zh: "CCE 集群升级流程"', "zh: 待翻译")}`);
      commit(copy);
      const { exitCode, stderr } = await release(copy);
      const line = copy.read("spec/zh/texts.yaml").split('- at: "#/info/title"')[0]?.split("\n").length ?? 0;
      expect(stderr).toBe(`spec/zh/texts.yaml:${line}:3 Still to be translated: "#/info/title".\n`);
      expect(exitCode).toBe(1);
    });
  });

  it("wants a new major version of the spec for a breaking change", async () => {
    await withRepository(async (copy) => {
      git(copy, "tag", "v0.0.1");
      copy.editSpec("operationId: upgradeWorkFlowUpdate\n", "operationId: renamedUpdate\n");
      commit(copy);
      const refused = await release(copy);
      expect(refused.exitCode).toBe(1);
      expect(refused.stdout).toContain("major");
      expect(refused.stderr).toContain("does not match its changes");

      const version = /^ {2}version: (.*)$/m.exec(copy.read("spec/openapi.yaml"))?.[1] ?? "";
      copy.editSpec(`  version: ${version}\n`, "  version: 99.0.0\n");
      commit(copy);
      const accepted = await release(copy);
      expect(accepted.stderr).toBe("");
      expect(accepted.exitCode).toBe(0);
    });
  });
});

describe("the files of a release", () => {
  const files = {
    packageJson: "",
    spec: "",
    changelog: "# Changelog\n\n## 1.2.3\n\n- A.\n\n## 1.2.2 (2026-01-01)\n\n- B.\n\n## 1.2.1\n\n",
    versionSource: 'export const version = "1.2.3";',
  };
  const problems = (version: string, tags: readonly string[] = []) =>
    releaseProblems(files, { package: version, spec: "1.0.0" }, tags);

  it("are right", () => {
    expect(problems("1.2.3", ["v1.2.2"])).toEqual([]);
  });

  it.each([
    ["1.2", /not a semantic version/],
    ["1.2.4", /src\/version\.ts does not say 1\.2\.4/],
    ["1.2.4", /no section "## 1\.2\.4"/],
    ["1.2.1", /the section "## 1\.2\.1" is empty/],
  ])("%s: %s", (version, problem) => {
    expect(problems(version)).toContainEqual(expect.stringMatching(problem));
  });

  it("give the section of a version, also of one with a date", () => {
    expect(changelogOf(files.changelog, "1.2.3")).toBe("- A.");
    expect(changelogOf(files.changelog, "1.2.2")).toBe("- B.");
    expect(changelogOf(files.changelog, "9.9.9")).toBeUndefined();
  });

  it("come after the newest tag, by number", () => {
    expect(lastRelease(["v1.9.0", "v1.10.0", "v1.2.30", "next"])).toBe("v1.10.0");
    expect(lastRelease(["next"])).toBeUndefined();
  });
});
