import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "./command.js";
import { UsageError } from "./pipeline/problems.js";

const npm = (script: string, ...args: string[]) => ["npm", "run", "--silent", script, ...args];
const node = (file: string) => ["node", "--import", "tsx", file];

/** Gates that run Jest; each test counts. */
const jestGates: Readonly<Record<string, readonly string[]>> = {
  test: ["npm", "test", "--", "--coverage"],
  tools: ["npx", "jest", "--selectProjects", "tools"],
};

/** The other gates: commands that must succeed, one after another. */
const commandGates: Readonly<Record<string, readonly (readonly string[])[]>> = {
  check: [npm("check")],
  lint: [npm("lint")],
  typecheck: [npm("typecheck")],
  api: [node("test/api/run.ts")],
  terminal: [node("test/cli/pty.run.ts")],
  package: [node("test/package/run.ts")],
  size: [npm("build"), node("test/size/run.ts")],
  arazzo: [node("test/arazzo/run.ts")],
  recipes: [node("test/recipes/run.ts")],
  runtimes: [node("test/runtimes/run.ts")],
  docs: [node("test/docs/run.ts")],
  start: [npm("start", "--", "--once"), ["git", "diff", "--exit-code"]],
};

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a command with its output on the terminal. Resolves to whether it succeeds. */
function succeeds(root: string, [command = "", ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    spawn(command, args, { cwd: root, stdio: "inherit" })
      .once("error", reject)
      .once("close", (exitCode) => {
        resolve(exitCode === 0);
      });
  });
}

async function runJest(root: string, command: readonly string[]): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "cce-verify-"));
  try {
    const file = join(folder, "report.json");
    const succeeded = await succeeds(root, [...command, "--ci", "--json", `--outputFile=${file}`]);
    const report = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Readonly<Record<string, number>>;
    const { numPassedTests: passed = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = report;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    // Coverage below its threshold fails no test, nor does a Jest that does not start.
    return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runGate(root: string, gate: string): Promise<Count> {
  const jest = jestGates[gate];
  if (jest !== undefined) return runJest(root, jest);
  for (const command of commandGates[gate] ?? []) {
    if (!(await succeeds(root, command))) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

await main(async ({ root }) => {
  const gates = [...Object.keys(jestGates), ...Object.keys(commandGates)];
  const asked = process.argv.slice(2);
  const unknown = asked.find((gate) => !gates.includes(gate));
  if (unknown !== undefined) {
    throw new UsageError(
      `There is no gate "${unknown}".\nUsage: npm run verify -- [gate...]\nGates, all by default: ${gates.join(" ")}`,
    );
  }
  let [passed, failed] = [0, 0];
  const failing: string[] = [];
  for (const gate of asked.length > 0 ? asked : gates) {
    console.log(`== ${gate}`);
    const count = await runGate(root, gate);
    passed += count.passed;
    failed += count.failed;
    if (count.failed > 0) failing.push(gate);
  }
  if (failing.length > 0) console.log(`Failed: ${failing.join(" ")}. To run one: npm run verify -- ${failing[0]}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
