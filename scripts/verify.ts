import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "./command.js";
import { UsageError } from "./pipeline/problems.js";

type Command = readonly string[];

const npm = (script: string, ...args: string[]) => ["npm", "run", "--silent", script, ...args];
const node = (file: string) => ["node", "--import", "tsx", file];

/** Gates that run Jest; each test counts. */
const jestGates: Readonly<Record<string, Command>> = {
  test: ["npm", "test", "--", "--coverage"],
  tools: ["npx", "jest", "--selectProjects", "tools"],
};

/** The other gates: commands that must succeed, one after another. */
const commandGates: Readonly<Record<string, readonly Command[]>> = {
  check: [npm("check")],
  docs: [node("test/docs/run.ts")],
  recipes: [node("test/recipes/run.ts")],
  lint: [npm("lint")],
  runtimes: [node("test/runtimes/run.ts")],
  typecheck: [npm("typecheck")],
  api: [node("test/api/run.ts")],
  package: [node("test/package/run.ts")],
  size: [node("test/size/run.ts")],
  arazzo: [node("test/arazzo/run.ts")],
  terminal: [node("test/cli/pty.run.ts")],
  start: [npm("start", "--", "--once"), ["git", "diff", "--exit-code"]],
};

/** Gates of the packed package. Their command gets the path of the file; packing it also builds `dist/`. */
const packageGates: ReadonlySet<string> = new Set(["recipes", "runtimes", "package", "size"]);

/**
 * The gates in rounds: a round begins when the one before it is over, and its gates run side by side. Jest uses every core
 * by itself, and `start` writes docs that `check` would read.
 */
const rounds: readonly (readonly string[])[] = [
  ...Object.keys(jestGates).map((gate) => [gate]),
  Object.keys(commandGates).filter((gate) => gate !== "start"),
  ["start"],
];

/** Enough to use two cores; each gate of the package unpacks many files. */
const sideBySide = Math.min(2, availableParallelism());

type Print = (text: string) => void;

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a command. Resolves to whether it succeeds. Without `print` its output goes to the terminal. */
function succeeds(root: string, [command = "", ...args]: Command, print?: Print): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: print ? ["ignore", "pipe", "pipe"] : "inherit" });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => print?.(text));
    }
    child.once("error", reject).once("close", (exitCode) => {
      resolve(exitCode === 0);
    });
  });
}

async function runJest(root: string, command: Command): Promise<Count> {
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

/** Packs the package into an empty folder. Resolves to the path of its file, or to `undefined` when that fails. */
async function packPackage(root: string, folder: string, print: Print): Promise<string | undefined> {
  const command = ["npm", "pack", "--silent", "--pack-destination", folder];
  if (!(await succeeds(root, command, print))) return undefined;
  const [name = ""] = await readdir(folder);
  return join(folder, name);
}

await main(async ({ root }) => {
  const gates = rounds.flat();
  const asked = process.argv.slice(2);
  const unknown = asked.find((gate) => !gates.includes(gate));
  if (unknown !== undefined) {
    throw new UsageError(
      `There is no gate "${unknown}".\nUsage: npm run verify -- [gate...]\nGates, all by default: ${gates.join(" ")}`,
    );
  }
  const packageFolder = await mkdtemp(join(tmpdir(), "cce-package-"));
  let packing: Promise<string | undefined> | undefined;

  const passes = async (gate: string, print: Print): Promise<boolean> => {
    const args: string[] = [];
    if (packageGates.has(gate)) {
      const file = await (packing ??= packPackage(root, packageFolder, print));
      if (file === undefined) {
        print("The package cannot be packed.\n");
        return false;
      }
      args.push(file);
    }
    for (const command of commandGates[gate] ?? []) {
      if (!(await succeeds(root, [...command, ...args], print))) return false;
    }
    return true;
  };

  let [passed, failed] = [0, 0];
  const failing: string[] = [];
  const count = (gate: string, result: Count): void => {
    passed += result.passed;
    failed += result.failed;
    if (result.failed > 0) failing.push(gate);
  };
  // The output of gates that run side by side is printed in one piece each.
  const runCommands = async (queue: string[]): Promise<void> => {
    for (let gate = queue.shift(); gate !== undefined; gate = queue.shift()) {
      let output = `== ${gate}\n`;
      const isPassed = await passes(gate, (text) => (output += text));
      process.stdout.write(output);
      count(gate, isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
    }
  };
  try {
    for (const round of rounds) {
      const queue = round.filter((gate) => asked.length === 0 || asked.includes(gate));
      const [jestGate = ""] = queue;
      const jest = jestGates[jestGate];
      if (jest === undefined) {
        await Promise.all(Array.from({ length: sideBySide }, () => runCommands(queue)));
      } else {
        console.log(`== ${jestGate}`);
        count(jestGate, await runJest(root, jest));
      }
    }
  } finally {
    await rm(packageFolder, { recursive: true, force: true });
  }
  if (failing.length > 0) console.log(`Failed: ${failing.join(" ")}. One alone: npm run verify -- ${failing[0] ?? ""}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
