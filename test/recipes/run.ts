/** The recipes of the README: written there as they stand here, and run in a new project as it says. */
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packedPackage } from "../helpers/packedPackage.js";

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
  /** What the README says to install, run and configure. */
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
 * so none of them can lean on a package that its own part of the README does not name.
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

const recipesOfReadme = projects.flat();

const environment = { ...process.env, NO_COLOR: "1" };

/** Runs a command as the README writes it and gives all that it printed. */
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

/** What of the recipes is not in the README, word for word. */
async function missingInReadme(): Promise<string[]> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const fences = [...readme.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  const lines = fences.flatMap((text) => text.split("\n"));
  const missing: string[] = [];
  for (const source of new Set(recipesOfReadme.flatMap(({ automation, source }) => [automation, source]))) {
    if (!fences.includes(await readFile(join(recipes, source), "utf8"))) missing.push(`test/recipes/${source}`);
  }
  for (const { install, command, manifest } of recipesOfReadme) {
    missing.push(...[...install, command].filter((line) => !lines.includes(line)));
    if (manifest !== undefined && !fences.includes(manifest)) missing.push(manifest);
  }
  return [...new Set(missing)];
}

/** Sets up a project as the README says, on top of what is there; runs the recipe in it, and gives the number of tests. */
async function runRecipe(folder: string, recipe: Recipe): Promise<number> {
  const { source, automation, ending = extname(source), install, command, manifest = "{}", passed } = recipe;
  await rm(join(folder, "test"), { recursive: true, force: true });
  await mkdir(join(folder, "test"), { recursive: true });
  const manifestFile = join(folder, "package.json");
  const installed = JSON.parse(await readFile(manifestFile, "utf8").catch(() => "{}")) as object;
  await writeFile(manifestFile, JSON.stringify({ ...installed, ...(JSON.parse(manifest) as object) }));
  await copyFile(join(recipes, automation), join(folder, basename(automation)));
  await copyFile(join(recipes, source), join(folder, "test", `cancel.test${ending}`));

  const packages = install.flatMap((line) => line.split(" ").filter((word) => /\w@\d/.test(word)));
  await run(folder, "npm install --prefer-offline --no-audit --no-fund --loglevel=error", tarball, ...packages);

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
try {
  for (const [index, project] of projects.entries()) {
    for (const recipe of project) {
      const projectFolder = join(folder, String(index));
      try {
        const tests = await runRecipe(projectFolder, recipe);
        if (recipe.automation === esm.automation) await checkTypes(projectFolder);
        console.log(`ok      ${recipe.name}: ${tests} tests`);
      } catch (error) {
        failures += 1;
        console.log(`failed  ${recipe.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  const missing = await missingInReadme();
  failures += missing.length;
  for (const text of missing) console.log(`failed  README.md does not show: ${text.trimEnd()}`);
  if (missing.length === 0) console.log("ok      README.md shows the recipes as they were run");
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
