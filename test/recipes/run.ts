/**
 * The README and the guides do what they say: the recipes run in a new project as written there, the samples compile, the
 * sessions show what the documents show.
 */
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startMock } from "../../src/mock/index.js";
import { packedPackage } from "../helpers/packedPackage.js";
import { type Document, missingNames, readDocuments } from "./documents.js";
import { compileSamples } from "./samples.js";
import { normalize, runSessions, takePicture } from "./sessions.js";

const tarball = packedPackage();
const recipes = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(recipes));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

interface Recipe {
  readonly name: string;
  /** The test, beside this file. */
  readonly source: string;
  /** The automation it tests, beside this file, too. */
  readonly automation: string;
  /** The ending of the test's file in the project; default that of the source. */
  readonly ending?: string;
  /** What the guide says to install, run and configure. */
  readonly install: readonly string[];
  readonly command: string;
  readonly manifest?: string;
  /** What the runner prints of the number of tests that passed. */
  readonly passed: RegExp;
}

const esm = { automation: "automation.mjs" };
const jest = {
  automation: "jest/automation.js",
  install: ["npm install --save-dev jest@30.5.2"],
  command: "npx jest",
  passed: /^Tests: +(\d+) passed, \1 total$/m,
};
const nodeTest = { ...esm, command: "node --test", passed: /^(?:#|ℹ) pass (\d+)$/m };

/**
 * The recipes by the project they run in. Each of a project adds to what the ones before it installed, which it names too,
 * so none of them can lean on a package that its own part of the guide does not name.
 */
const projects: readonly (readonly Recipe[])[] = [
  [
    { name: "node:test", source: "nodeTest/cancel.test.mjs", install: [], ...nodeTest },
    { name: "Jest", source: "jest/cancel.test.js", ...jest },
    {
      ...jest,
      name: "Jest with ts-jest",
      source: "tsJest/cancel.test.mjs",
      ending: ".ts",
      install: [...jest.install, "npm install --save-dev ts-jest@29.4.15 typescript@5.9.3"],
      manifest: '{ "jest": { "preset": "ts-jest" } }\n',
    },
  ],
  [
    {
      ...esm,
      name: "Vitest",
      source: "vitest/cancel.test.mjs",
      install: ["npm install --save-dev vitest@4.1.12"],
      command: "npx vitest run",
      passed: /^ *Tests +(\d+) passed \(\1\)$/m,
    },
  ],
  [{ name: "MSW", source: "msw/cancel.test.mjs", install: ["npm install --save-dev msw@2.15.0"], ...nodeTest }],
];

const allRecipes = projects.flat();

const install = "npm install --prefer-offline --no-audit --no-fund --loglevel=error";
const environment = { ...process.env, NO_COLOR: "1" };

/** Runs a command as the guide writes it and gives all that it printed. */
async function run(cwd: string, command: string, ...more: readonly string[]): Promise<string> {
  const [name = "", ...args] = [...command.split(" "), ...more];
  const program = name === "node" ? process.execPath : process.platform === "win32" ? `${name}.cmd` : name;
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { cwd, env: environment });
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} failed: ${String(error)}\n${stdout}${stderr}`, { cause: error });
  }
}

/** What of the recipes is not in the documents, word for word, and what code of theirs is in no recipe. */
async function compareRecipes(documents: readonly Document[]): Promise<string[]> {
  const fences = documents.flatMap((document) => document.fences);
  const texts = new Set(fences.map(({ text }) => text));
  const lines = new Set(fences.flatMap(({ text }) => text.split("\n")));
  const sources = new Set(allRecipes.flatMap(({ automation, source }) => [automation, source]));
  const codes = await Promise.all([...sources].map((source) => readFile(join(recipes, source), "utf8")));
  const configurations = allRecipes.flatMap(({ manifest }) => manifest ?? []);
  const commands = allRecipes.flatMap(({ install, command }) => [...install, command]);
  return [
    ...[...codes, ...configurations].filter((text) => !texts.has(text)).map((text) => `not shown: ${text}`),
    ...commands.filter((line) => !lines.has(line)).map((line) => `not shown: ${line}`),
    ...fences
      .filter(({ language, text }) => language === "js" && !codes.includes(text))
      .map(({ text }) => `not run: ${text}`),
  ];
}

/** Makes the README's call, to the mock instead of a region. */
async function makeCall(documents: readonly Document[], projectFolder: string): Promise<string[]> {
  const call = documents[0]?.fences.find(({ language }) => language === "ts")?.text ?? "";
  const mock = await startMock();
  try {
    const script = join(projectFolder, "call.mjs");
    await writeFile(script, call.replace(/region: "[^"]*"/, `endpoint: "${mock.url}"`));
    await run(projectFolder, `node ${script}`);
    const sent = mock.requests.map(({ operation, status }) => `${operation ?? ""} ${status ?? ""}`);
    return sent.join() === "upgradeWorkFlowUpdate 200" ? [] : [`The call of the README sent: ${sent.join()}`];
  } finally {
    await mock.close();
  }
}

/** Sets up a project as the guide says, on top of what is there; runs the recipe in it, and gives the number of tests. */
async function runRecipe(folder: string, recipe: Recipe): Promise<number> {
  const { source, automation, ending = extname(source), command, manifest = "{}", passed } = recipe;
  await rm(join(folder, "test"), { recursive: true, force: true });
  await mkdir(join(folder, "test"), { recursive: true });
  const manifestFile = join(folder, "package.json");
  const installed = JSON.parse(await readFile(manifestFile, "utf8").catch(() => "{}")) as object;
  await writeFile(manifestFile, JSON.stringify({ ...installed, ...(JSON.parse(manifest) as object) }));
  await copyFile(join(recipes, automation), join(folder, basename(automation)));
  await copyFile(join(recipes, source), join(folder, "test", `cancel.test${ending}`));

  const packages = recipe.install.flatMap((line) => line.split(" ").filter((word) => /\w@\d/.test(word)));
  await run(folder, install, tarball, ...packages);

  const output = await run(folder, command);
  const expected = (await readFile(join(recipes, source), "utf8")).match(/^test\(/gm)?.length ?? 0;
  const actual = Number(passed.exec(output)?.[1]);
  if (expected === 0 || actual !== expected) throw new Error(`${expected} tests are to pass:\n${output}`);
  return actual;
}

/** A recipe in ES modules is pasted into TypeScript, too. */
async function checkTypes(folder: string): Promise<void> {
  const types = ["--types", "node", "--typeRoots", join(root, "node_modules", "@types")];
  const flags = ["--noEmit", "--strict", "--allowJs", "--checkJs", "--skipLibCheck", "--target", "es2022", ...types];
  await run(folder, "node", tsc, ...flags, "--module", "nodenext", join("test", "cancel.test.mjs"));
}

const folder = await mkdtemp(join(tmpdir(), "cce-recipes-"));
let failures = 0;

/** Prints what a check found. */
async function report(name: string, check: () => Promise<readonly string[] | string>): Promise<void> {
  const found = await check().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
  const problems = typeof found === "string" ? [] : found;
  failures += problems.length;
  for (const problem of problems) console.log(`failed  ${name}: ${problem.trimEnd()}`);
  if (problems.length === 0) console.log(`ok      ${typeof found === "string" ? `${name}: ${found}` : name}`);
}

try {
  for (const [index, project] of projects.entries()) {
    for (const recipe of project) {
      const projectFolder = join(folder, String(index));
      await report(recipe.name, async () => {
        const tests = await runRecipe(projectFolder, recipe);
        if (recipe.automation === esm.automation) await checkTypes(projectFolder);
        return `${tests} tests`;
      });
    }
  }

  const documents = await readDocuments(root);
  const projectFolder = join(folder, "documents");
  await mkdir(projectFolder);
  await writeFile(join(projectFolder, "package.json"), '{ "type": "module" }');
  await run(projectFolder, install, tarball);
  await report("the documents show the recipes as they were run", () => compareRecipes(documents));
  await report("the documents name everything public", () => missingNames(documents, root));
  await report("the samples compile", () => compileSamples(documents, projectFolder, root));
  await report("the README's call", () => makeCall(documents, projectFolder));
  await report("the picture of the README", async () => {
    const [file, command] = [
      join(root, "docs", "why.svg"),
      "cce-upgrade why --cluster 00000000-0000-4000-8000-000000000002",
    ];
    const drawn = await takePicture(command, projectFolder);
    const before = await readFile(file, "utf8").catch(() => "");
    if (normalize(drawn) === normalize(before)) return [];
    if (!process.argv.includes("--draw")) return ["docs/why.svg is not what the command shows. Draw it with --draw."];
    await writeFile(file, drawn);
    return "drawn";
  });
  for (const document of documents) {
    const sessions = document.fences.filter(({ language }) => language === "console").length;
    if (sessions > 0)
      await report(`${sessions} sessions of ${document.path}`, () => runSessions(document, projectFolder));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
