import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolError } from "../pipeline/problems.js";
import { withRedocly } from "../pipeline/redocly/commandLine.js";
import { run } from "./run.js";

/** The verdict on the changes of the spec since the last release. */
export interface SpecChange {
  /** Whether the version of the spec accounts for the changes. */
  readonly accepted: boolean;
  /** The changes, as redocly reports them. */
  readonly report: string;
}

/**
 * Classifies the changes of the spec since a release as breaking or not, and checks that its version was raised to match.
 * The rules (`diff-recommended`) are set here: without them Redocly rates every change as harmless.
 */
export async function classifySpecChanges(root: string, tag: string): Promise<SpecChange> {
  const folder = await mkdtemp(join(tmpdir(), "cce-release-"));
  try {
    const [base, config] = [join(folder, "openapi.yaml"), join(folder, "redocly.yaml")];
    await writeFile(base, await run(root, "git", "show", `${tag}:spec/openapi.yaml`));
    await writeFile(config, "telemetry: off\nextends: [diff-recommended]\n");
    const { exitCode, stdout, stderr } = await withRedocly(root, (redocly) =>
      redocly([
        "diff",
        base,
        "spec/openapi.yaml",
        "--config",
        config,
        "--check-version",
        // A breaking change is allowed with a new major version, which --check-version checks.
        "--fail-on",
        "none",
      ]),
    );
    if (exitCode > 1) throw new ToolError(`redocly diff failed: ${stderr.trim() || stdout.trim()}`);
    return { accepted: exitCode === 0, report: `${stdout.trim()}\n${exitCode === 0 ? "" : stderr.trim()}`.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the tests of a release against the present code: they must still pass. */
export async function runTestsOf(root: string, tag: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "cce-release-"));
  const copy = join(folder, "project");
  try {
    await run(root, "git", "clone", "--quiet", "--no-hardlinks", root, copy);
    // Only the tests of the package's behaviour: scripts and spec may change together with their tests.
    await run(copy, "git", "checkout", "--quiet", tag, "--", "test/http", "test/unit", "test/workflow", "test/helpers");
    await symlink(join(root, "node_modules"), join(copy, "node_modules"), "dir");
    await run(copy, "npm", "test", "--silent", "--", "test/http", "test/unit", "test/workflow");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
