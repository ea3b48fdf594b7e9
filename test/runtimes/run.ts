/** The built package, the same on every runtime: installed in an empty project, one suite against the mock. */
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startMock, type Mock } from "../../src/mock/index.js";
import { packedPackage } from "../helpers/packedPackage.js";
import { runInChromium } from "./chromium.js";
import { checkProxy, runOnCommandLine, type CommandLine } from "./commandLine.js";
import {
  findChromium,
  installPackage,
  installRuntime,
  NotInstalled,
  packagedRuntimes,
  type PackagedRuntime,
} from "./install.js";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cache = join(root, "node_modules", ".cache", "cce-runtimes");

const accessKey = "AKOFTHESMOKESUITE";
const secretKey = "the-secret-key-of-the-smoke-suite";

const suiteChecks = ["token", "AK/SK", "API error", "timeout"];
const columns = [...suiteChecks, "requests", "proxy"];

/** What the suite must have sent, in order: what each request carries, and how the mock answers. */
const expectedRequests = [
  ["token", 200],
  ["signature", 401],
  ["signature", 200],
  ["token", 404],
  ["token", 200],
];

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What the suite says of a runtime. */
interface Outcome {
  readonly version: string;
  readonly results: readonly Check[];
}

interface Runtime {
  readonly name: string;
  /** The version that was installed; missing where it is whatever the machine has. */
  readonly version?: string;
  readonly locate: () => Promise<string>;
  readonly runSuite: (program: string, folder: string, target: { readonly mockUrl: string }) => Promise<unknown>;
  /** Missing where the user's settings, and not a program's, decide on proxies. */
  readonly checkProxy?: (program: string, folder: string) => Promise<void>;
}

type Located = Pick<Runtime, "version" | "locate">;

function packaged(runtime: PackagedRuntime): Located {
  return { version: runtime.version, locate: () => installRuntime(runtime, cache) };
}

function onCommandLine(name: string, located: Located, commandLine: CommandLine): Runtime {
  return {
    name,
    ...located,
    runSuite: (program, folder, target) => runOnCommandLine(commandLine, program, folder, target),
    checkProxy: (program, folder) => checkProxy(commandLine, program, folder),
  };
}

const node20 = process.versions.node.startsWith("20.")
  ? { version: process.versions.node, locate: () => Promise.resolve(process.execPath) }
  : packaged(packagedRuntimes.node20);

const nodeWithProxies = {
  recipe: "plain.mjs",
  proxyVariables: { NODE_USE_ENV_PROXY: "1" },
} as const;

const runtimes: readonly Runtime[] = [
  onCommandLine("Node 20", node20, { recipe: "proxy.mjs" }),
  onCommandLine("Node 22", packaged(packagedRuntimes.node22), nodeWithProxies),
  onCommandLine("Node 24", packaged(packagedRuntimes.node24), nodeWithProxies),
  onCommandLine("Node 26", packaged(packagedRuntimes.node26), nodeWithProxies),
  onCommandLine("Bun", packaged(packagedRuntimes.bun), {
    suiteFlags: ["--no-install"],
    recipeFlags: ["--no-install"],
    recipe: "plain.mjs",
  }),
  onCommandLine("Deno", packaged(packagedRuntimes.deno), {
    suiteFlags: ["run", "--no-prompt", "--cached-only", "--allow-net=127.0.0.1"],
    recipeFlags: ["run", "--no-prompt", "--cached-only", "--allow-net", "--allow-env"],
    recipe: "plain.mjs",
  }),
  { name: "Chromium", locate: findChromium, runSuite: runInChromium },
];

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the suite printed, refused unless it has all checks: a check that did not run is none that passed. */
function readOutcome(value: unknown): Outcome {
  const { version, results } = value as Partial<Outcome>;
  const names = Array.isArray(results) ? results.map(({ name }: Partial<Check>) => name) : [];
  if (typeof version !== "string" || results === undefined || names.join() !== suiteChecks.join()) {
    throw new Error(`no results of the suite: ${JSON.stringify(value)}`);
  }
  return { version, results };
}

async function resultOf(name: string, work: () => Promise<void> | void): Promise<Check> {
  try {
    await work();
    return { name, ok: true, detail: "" };
  } catch (error) {
    return { name, ok: false, detail: messageOf(error) };
  }
}

/** Compares what the mock received with what the suite must have sent. */
function checkRequests({ requests }: Mock): void {
  const received = requests.map(({ headers, status }) => {
    const signed = "authorization" in headers && "x-sdk-date" in headers;
    return [signed ? "signature" : "x-auth-token" in headers ? "token" : "nothing", status];
  });
  const [actual, expected] = [JSON.stringify(received), JSON.stringify(expectedRequests)];
  if (actual !== expected) throw new Error(`the mock received ${actual}, expected ${expected}`);
}

/** One line of the table, and what is to be said below it. */
interface Row {
  readonly cells: readonly string[];
  readonly problems: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

async function tryRuntime(runtime: Runtime, mock: Mock, folder: string): Promise<Row> {
  const { name } = runtime;
  let startedAt = performance.now();
  try {
    const program = await runtime.locate();
    startedAt = performance.now();
    mock.reset();
    const target = { mockUrl: mock.url, accessKey, secretKey };
    const { version, results } = readOutcome(await runtime.runSuite(program, folder, target));
    if (version !== (runtime.version ?? version)) throw new Error(`it says that it is ${version}`);
    const { checkProxy } = runtime;
    const checks = [
      ...results,
      await resultOf("requests", () => {
        checkRequests(mock);
      }),
      ...(checkProxy ? [await resultOf("proxy", () => checkProxy(program, folder))] : []),
    ];
    const cells = columns.map((column) => {
      const check = checks.find((candidate) => candidate.name === column);
      return check === undefined ? "-" : check.ok ? "ok" : "FAILED";
    });
    const problems = checks.filter(({ ok }) => !ok).map((check) => `${name}, ${check.name}: ${check.detail}`);
    return {
      cells: [name, version, ...cells, String(Math.round(performance.now() - startedAt))],
      problems,
      exitCode: problems.length > 0 ? 1 : 0,
    };
  } catch (error) {
    const missing = error instanceof NotInstalled;
    return {
      cells: [name, missing ? "NOT INSTALLED" : "FAILED"],
      problems: [`${name}: ${messageOf(error)}`],
      exitCode: missing ? 2 : 1,
    };
  }
}

function printTable(lines: readonly (readonly string[])[]): void {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  for (const line of lines) {
    const cells = line.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    console.log(cells.join("  ").trimEnd());
  }
}

/** The packages that recipes import, in the versions that the project has. */
async function packagesOfRecipes(): Promise<string[]> {
  const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  return ["undici"].map((name) => `${name}@${devDependencies[name] ?? "none"}`);
}

const folder = await mkdtemp(join(tmpdir(), "cce-runtimes-"));
const mock = await startMock({ accessKeys: [{ accessKey, secretKey }] });
try {
  await installPackage(packedPackage(), folder, await packagesOfRecipes());
  for (const file of ["smoke.mjs", "main.mjs"]) await cp(join(root, "test", "runtimes", file), join(folder, file));
  await cp(join(root, "test", "network", "recipes"), folder, { recursive: true });

  const rows: Row[] = [];
  for (const runtime of runtimes) rows.push(await tryRuntime(runtime, mock, folder));
  printTable([["runtime", "version", ...columns, "ms"], ...rows.map(({ cells }) => cells)]);
  for (const problem of rows.flatMap(({ problems }) => problems)) console.error(`\n${problem}`);
  process.exitCode = Math.max(...rows.map(({ exitCode }) => exitCode));
} finally {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
}
