/**
 * What changing the contract costs: `npm run generate` beside the tools it calls, the time from a save to new types in
 * `npm run dev`, and how everything grows with the number of operations. Prints tables and writes
 * `results/generate.json` and docs/benchmarks.md. `--quick` measures shortly, `--only tools,dev,growth` a part; both write
 * nothing.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { build } from "esbuild";
import { parse, stringify } from "yaml";
import { projectAt } from "../../scripts/pipeline/project.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { describeMachine } from "./machine.js";
import { median, printTable, rounded, shown } from "./numbers.js";
import { markdownTable, writeIntoBenchmarks } from "./document.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const { resolve } = createRequire(join(root, "package.json"));
const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string", default: "tools,dev,growth" } },
});
const effort = values.quick
  ? { rounds: 2, saves: 5, repeats: 3, sizes: [0, 10, 100] }
  : { rounds: 7, saves: 25, repeats: 11, sizes: [0, 10, 100, 1_000] };
const wanted = new Set(values.only.split(","));

/** Notes the memory of every process of a command at its end, also of those that it starts. */
const noteMemory = `import fs from "node:fs"; process.on("exit", () => fs.appendFileSync(process.env.BENCH_MEMORY, process.resourceUsage().maxRSS + "\\n"));`;

interface Ran {
  readonly ms: number;
  /** The most memory that one of its processes had, in MiB. */
  readonly memoryMiB: number;
  readonly stdout: string;
}

async function run(cwd: string, ...args: string[]): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "cce-bench-"));
  try {
    const [script, memory] = [join(folder, "note.mjs"), join(folder, "memory")];
    await Promise.all([writeFile(script, noteMemory), writeFile(memory, "")]);
    const env = {
      ...process.env,
      NODE_OPTIONS: `--import=${pathToFileURL(script).href}`,
      BENCH_MEMORY: memory,
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    };
    const startedAt = performance.now();
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env, maxBuffer: 2 ** 28 });
    const ms = performance.now() - startedAt;
    const kibibytes = (await readFile(memory, "utf8")).split("\n").map(Number);
    return { ms, memoryMiB: Math.max(...kibibytes) / 1_024, stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `npm run generate` without npm. */
const manifestOfProject = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  readonly scripts: { readonly generate: string };
};
const generateArguments = manifestOfProject.scripts.generate.split(" ").slice(1);

/** Changes a text of the spec, and changes it back the next time. */
function changeTitle(copy: ProjectCopy): void {
  const title = /^ {2}title: .*$/m.exec(copy.read("spec/openapi.yaml"))?.[0] ?? "";
  copy.editSpec(title, title.endsWith(" again") ? title.slice(0, -" again".length) : `${title} again`);
}

/** The command line of a package, by the name of its command. */
async function commandOf(name: string, command: string): Promise<string> {
  const manifest = resolve(`${name}/package.json`);
  const { bin } = JSON.parse(await readFile(manifest, "utf8")) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[command] ?? "");
}

/** `npm run generate` and each of its tools alone, in turns, after a change of the spec. */
async function measureTools(): Promise<Readonly<Record<string, number>>> {
  const redocly = await commandOf("@redocly/cli", "redocly");
  const types = await commandOf("openapi-typescript", "openapi-typescript");
  return withProjectCopy(async (copy) => {
    const commands: Readonly<Record<string, readonly string[]>> = {
      "npm run generate": generateArguments,
      "redocly lint": [redocly, "lint", "cce", "--config", "spec/redocly.yaml"],
      "redocly build-docs": [redocly, "build-docs", "spec/openapi.yaml", "--inlineBundle", "--output", "page.html"],
      "openapi-typescript": [types, "spec/openapi.yaml", "--output", "types.d.ts"],
    };
    const samples = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
    for (let round = 0; round < effort.rounds; round += 1) {
      changeTitle(copy);
      for (const [name, args] of Object.entries(commands)) {
        samples.get(name)?.push((await run(copy.root, ...args)).ms);
      }
    }
    return Object.fromEntries([...samples].map(([name, times]) => [name, rounded(median(times))]));
  });
}

/** Milliseconds from a save to the line that tells that types and client are written. */
async function measureDev(): Promise<number> {
  return withProjectCopy(async (copy) => {
    const running = copy.start("dev");
    await running.printed(/lint: .*/);
    const times: number[] = [];
    for (let save = 0; save < effort.saves; save += 1) {
      const printed = running.printedSoFar();
      const startedAt = performance.now();
      changeTitle(copy);
      await running.printed(/types\.gen\.ts|client\.gen\.ts|types and client/, printed);
      times.push(performance.now() - startedAt);
      // The round goes on with lint and docs; the next save is to meet a quiet program.
      await running.printed(/lint: [\s\S]*docs/, printed);
    }
    return rounded(median(times));
  });
}

type PathItem = Readonly<Record<string, unknown>>;

/** The spec of a copy with its cancel copied until there are `count` operations more. */
function multiply(copy: ProjectCopy, count: number): void {
  const document = parse(copy.read("spec/openapi.yaml")) as { paths: Record<string, PathItem> };
  const [path, item] = Object.entries(document.paths)[0] ?? ["", {}];
  const patch = item["patch"] as PathItem & { readonly operationId: string };
  for (let index = 0; index < count; index += 1) {
    document.paths[`${path}/copy${index}`] = {
      parameters: item["parameters"],
      patch: { ...patch, operationId: `${patch.operationId}Copy${index}` },
    };
  }
  copy.write("spec/openapi.yaml", stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }));
}

const consumer = `import { createCceClient, isCceApiError } from "./built/src/index.js";

const cce = createCceClient({ region: "cn-north-4", projectId: "p", credentials: { token: "t" } });

export async function cancel(cluster_id: string, upgrade_workflow_id: string): Promise<string | undefined> {
  try {
    const body = { status: { phase: "Cancel" } } as const;
    return (await cce.upgradeWorkFlowUpdate({ cluster_id, upgrade_workflow_id, body })).status?.phase;
  } catch (error) {
    return isCceApiError(error) ? error.errorCode : undefined;
  }
}
`;

const consumerSettings = JSON.stringify({
  compilerOptions: {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: "es2022",
    module: "nodenext",
    lib: ["es2023", "dom"],
    types: [],
  },
  files: ["consumer.ts"],
});

interface Growth {
  readonly operations: number;
  readonly generateMs: number;
  readonly generateMiB: number;
  readonly docsKiB: number;
  /** Milliseconds until the title of the docs is there; missing where there is no browser. */
  readonly docsOpenMs: number | undefined;
  readonly clientStartMs: number;
  readonly typeCheckMs: number;
}

async function openDocs(file: string): Promise<number | undefined> {
  try {
    await stat(chromium);
  } catch {
    return undefined;
  }
  const { chromium: launcher } = await import("playwright-core");
  const browser = await launcher.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    const startedAt = performance.now();
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("h1", { timeout: 120_000 });
    return rounded(performance.now() - startedAt);
  } finally {
    await browser.close();
  }
}

/** Loading the client and making one, in a process that does nothing else. */
async function startClient(folder: string): Promise<number> {
  const program = `
    const startedAt = performance.now();
    const { createCceClient } = await import("./client.mjs");
    createCceClient({ region: "cn-north-4", projectId: "p", credentials: { token: "t" } });
    console.log(performance.now() - startedAt);
  `;
  const times: number[] = [];
  for (let repeat = 0; repeat < effort.repeats; repeat += 1) {
    const { stdout } = await run(folder, "--input-type=module", "--eval", program);
    times.push(Number(stdout));
  }
  return rounded(median(times));
}

async function measureGrowth(count: number): Promise<Growth> {
  const tsc = resolve("typescript/bin/tsc");
  return withProjectCopy(async (copy) => {
    multiply(copy, count);
    const at = (path: string) => join(copy.root, path);
    const generated = await run(copy.root, ...generateArguments);
    const docs = at("generated/docs/index.html");
    await build({
      entryPoints: [at("src/index.ts")],
      outfile: at("client.mjs"),
      bundle: true,
      minify: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      logLevel: "error",
    });
    await run(copy.root, tsc, "-p", "src", "--outDir", "built");
    copy.write("consumer.ts", consumer);
    copy.write("consumer.json", consumerSettings);
    const times: number[] = [];
    for (let repeat = 0; repeat < Math.min(effort.repeats, 5); repeat += 1) {
      times.push((await run(copy.root, tsc, "-p", "consumer.json")).ms);
    }
    return {
      operations: count,
      generateMs: rounded(generated.ms),
      generateMiB: rounded(generated.memoryMiB),
      docsKiB: rounded((await stat(docs)).size / 1_024),
      docsOpenMs: await openDocs(docs),
      clientStartMs: await startClient(copy.root),
      typeCheckMs: rounded(median(times)),
    };
  });
}

const machine = await describeMachine(root);
const { date, node, system, processor, cores, loadBefore } = machine;
console.log(`Node ${node}, ${system}, ${processor}, ${cores} cores, load ${loadBefore} before; ${date}`);
// The copies are made of the folder in which a command runs.
process.chdir(projectAt(root).root);

const tools = wanted.has("tools") ? await measureTools() : undefined;
if (tools) {
  const alone = Object.entries(tools).filter(([name]) => name !== "npm run generate");
  const slowest = Math.max(...alone.map(([, ms]) => ms));
  printTable(
    "Generating, ms (goal: at most 1.6 × the slowest tool)",
    ["", "median", "× slowest tool"],
    Object.entries(tools).map(([name, ms]) => [name, shown(ms), shown(ms / slowest)]),
  );
}
const devMs = wanted.has("dev") ? await measureDev() : undefined;
if (devMs !== undefined) console.log(`\nFrom a save to types and client: ${shown(devMs)} ms (goal: at most 150)`);

const growth: Growth[] = [];
if (wanted.has("growth")) {
  for (const count of effort.sizes) growth.push(await measureGrowth(count));
  printTable(
    "With so many operations more",
    ["", "generate, ms", "MiB", "docs, KiB", "docs open, ms", "client starts, ms", "type-check of a consumer, ms"],
    growth.map((row) => [
      row.operations.toString(),
      ...[row.generateMs, row.generateMiB, row.docsKiB, row.docsOpenMs ?? Number.NaN].map(shown),
      ...[row.clientStartMs, row.typeCheckMs].map(shown),
    ]),
  );
}
if (!values.quick && tools && devMs !== undefined && growth.length > 0) {
  await mkdir(join(here, "results"), { recursive: true });
  const text = JSON.stringify({ machine, effort, tools, devMs, growth }, undefined, 2);
  await writeFile(join(here, "results", "generate.json"), `${text}\n`);
  const ms = (value: number | undefined) => (value === undefined ? "" : Math.round(value).toLocaleString("en"));
  const head = ["operations more", "generate, ms", "its memory, MiB", "docs, KiB", "docs open, ms"];
  const rows = growth.map((row) => [
    row.operations.toLocaleString("en"),
    ...[row.generateMs, row.generateMiB, row.docsKiB, row.docsOpenMs].map(ms),
    row.clientStartMs.toFixed(1),
    ms(row.typeCheckMs),
  ]);
  const sentence = `${date}, the same machine, after a change of the spec: ${Object.entries(tools)
    .map(([name, took]) => `\`${name}\` ${ms(took)} ms`)
    .join(
      ", ",
    )}, medians of ${effort.rounds} interleaved runs, each from the start of its process. In \`npm run dev\`, types and client are written ${ms(devMs)} ms after a save (median of ${effort.saves}). With the cancel copied:`;
  const table = markdownTable([...head, "client starts, ms", "type-check of ten lines, ms"], rows);
  await writeIntoBenchmarks(root, "bench:generate", `${sentence}\n\n${table}`);
  console.log("\nWritten to test/bench/results and docs/benchmarks.md.");
}
