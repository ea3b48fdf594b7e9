/** The package as its users get it: packed, installed in an empty project, imported in every way it promises. */
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { filesBelow } from "../../scripts/pipeline/outputs.js";
import { hashOf } from "../../scripts/pipeline/project.js";
import { packedPackage } from "../helpers/packedPackage.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const require = createRequire(import.meta.url);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const tarball = packedPackage();

async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd });
    return stdout.trim();
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed in the test of the package:\n${stdout}${stderr}`);
  }
}

function expectEqual(what: string, actual: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: expected ${other}, got ${one}`);
  console.log(`ok  ${what}`);
}

/** What every consumer does: makes a client, explains a workflow, reads the contract. */
const consumer = `
const cce = createCceClient({ endpoint: "http://127.0.0.1:1", credentials: { token: "t" } });
console.log(typeof cce.upgradeWorkFlowUpdate, explainCancel({ status: { phase: "Pending" } }).verdict);
`;

const typedConsumer = `
import { createCceClient, isCceApiError, type CceClient, type UpgradeWorkFlow } from "cce-upgrade-workflow";
import { credentialsFromEnv } from "cce-upgrade-workflow/node";
import { createFetchClient, type paths } from "cce-upgrade-workflow/openapi-fetch";
import type { operations } from "cce-upgrade-workflow/types";
const cce: CceClient = createCceClient({ region: "cn-north-4", projectId: "p", credentials: { token: "t" } });
export async function cancel(cluster_id: string, upgrade_workflow_id: string): Promise<UpgradeWorkFlow | string> {
  try {
    return await cce.upgradeWorkFlowUpdate({ cluster_id, upgrade_workflow_id, body: { status: { phase: "Cancel" } } });
  } catch (error) {
    if (isCceApiError(error)) return \`\${error.status} \${error.errorCode ?? ""}\`;
    throw error;
  }
}
// @ts-expect-error -- a wrong phase must not compile
void cce.upgradeWorkFlowUpdate({ cluster_id: "c", upgrade_workflow_id: "w", body: { status: { phase: "Cancle" } } });
export const client = createFetchClient({ region: "cn-north-4", credentials: credentialsFromEnv() });
// @ts-expect-error -- nor a path that the contract does not have
void client.GET("/api/v3");
export type Parameters = operations["upgradeWorkFlowUpdate"]["parameters"] & paths[keyof paths]["parameters"];
`;

/** The one entry whose types need those of Node. */
const typedMock = `
import { startMock, type Mock } from "cce-upgrade-workflow/mock";
export const mock: Promise<Mock> = startMock({ workflows: [{ status: { phase: "Pending" } }] });
// @ts-expect-error -- a wrong phase must not compile
void startMock({ workflows: [{ status: { phase: 1 } }] });
`;

/** The part of an address that leads to a heading, as GitHub and npm make it. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = markdown.replaceAll(/^```.*?^```$/gms, "").matchAll(/^#+ (.*)$/gm);
  const anchors = [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
  return new Set(anchors);
}

/** The relative links in the documents of a package that lead to no file of it or to no heading. */
async function deadLinks(root: string): Promise<string[]> {
  const documents = (await filesBelow(root)).filter((path) => path.endsWith(".md"));
  const found = await Promise.all(
    documents.map(async (path) => {
      const text = (await readFile(join(root, path), "utf8")).replaceAll(/^```.*?^```$/gms, "");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
      const dead = await Promise.all(
        links.map(async ([, file = "", anchor]) => {
          const target = file === "" ? path : join(dirname(path), file);
          const content = await readFile(join(root, target), "utf8").catch(() => undefined);
          const leadsThere = content !== undefined && (anchor === undefined || anchorsOf(content).has(anchor));
          return leadsThere ? [] : [`${path}: ${file}${anchor === undefined ? "" : `#${anchor}`}`];
        }),
      );
      return dead.flat();
    }),
  );
  return found.flat();
}

const folder = await mkdtemp(join(tmpdir(), "cce-package-"));
try {
  await writeFile(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }');
  await run(folder, npm, "install", "--prefer-offline", "--no-audit", "--no-fund", "--silent", tarball);
  const installed = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
  expectEqual("installed packages", installed.sort(), [
    "cce-upgrade-workflow",
    "openapi-fetch",
    "openapi-typescript-helpers",
  ]);

  const installedPackage = join(folder, "node_modules", "cce-upgrade-workflow");
  const foreign = (await filesBelow(installedPackage)).filter(
    (path) =>
      !/^(dist\/|docs\/|schemas\/|\w+(\.zh-CN)?\.md$|LICENSE$|package\.json$|generated\/openapi\.json$|spec\/DEVIATIONS\.md$)/.test(
        path,
      ),
  );
  expectEqual("files of the package beside the built ones", foreign, []);

  expectEqual("links of its documents that lead nowhere", await deadLinks(installedPackage), []);
  const command = join(folder, "node_modules", ".bin", "cce-upgrade-workflow");
  expectEqual(
    "npx cce-upgrade-workflow",
    (await run(folder, command, "--help")).startsWith("Usage: cce-upgrade "),
    true,
  );

  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const hash = hashOf(await readFile(join(root, "spec", "openapi.yaml"), "utf8"));
  const origin = `// cce-upgrade-workflow ${version}. spec/openapi.yaml sha256: ${hash}`;
  const dist = join(installedPackage, "dist");
  const built = (await filesBelow(dist)).filter((path) => /\.[cm]?[jt]s$/.test(path));
  const heads = await Promise.all(built.map(async (path) => (await readFile(join(dist, path), "utf8")).slice(0, 200)));
  const silent = built.filter((_, index) => !heads[index]?.replace(/^#!.*\n/, "").startsWith(`${origin}\n`));
  expectEqual(`built files, of ${built.length}, that do not tell their version and spec`, silent, []);

  await writeFile(
    join(folder, "esm.mjs"),
    `import { createCceClient, explainCancel } from "cce-upgrade-workflow";${consumer}`,
  );
  expectEqual("import", await run(folder, process.execPath, "esm.mjs"), "function allowed");
  await writeFile(
    join(folder, "cjs.cjs"),
    `const { createCceClient, explainCancel } = require("cce-upgrade-workflow");${consumer}`,
  );
  // As on a Node that cannot require ES modules.
  const withoutRequiringEsm = process.allowedNodeEnvironmentFlags.has("--no-experimental-require-module")
    ? ["--no-experimental-require-module"]
    : [];
  expectEqual("require", await run(folder, process.execPath, ...withoutRequiringEsm, "cjs.cjs"), "function allowed");
  await copyFile(join(here, "bothKinds.mjs"), join(folder, "bothKinds.mjs"));
  const bothKinds = await run(folder, process.execPath, ...withoutRequiringEsm, "bothKinds.mjs");
  expectEqual("import and require in one process", JSON.parse(bothKinds), {
    differingExports: [],
    copies: 2,
    guards: [true, true],
    errors: [404, 404],
    connections: 1,
    documentReadings: 1,
  });
  await writeFile(
    join(folder, "json.cjs"),
    `console.log(require("cce-upgrade-workflow/openapi.json").openapi, require("cce-upgrade-workflow/package.json").name);`,
  );
  expectEqual(
    "openapi.json and package.json",
    await run(folder, process.execPath, "json.cjs"),
    "3.0.3 cce-upgrade-workflow",
  );
  await writeFile(join(folder, "deep.cjs"), `require("cce-upgrade-workflow/dist/src/client/client.js")`);
  const deep = await run(folder, process.execPath, "deep.cjs").catch((error: unknown) => String(error));
  expectEqual("what is not exported cannot be reached", deep.includes("ERR_PACKAGE_PATH_NOT_EXPORTED"), true);

  for (const file of ["typed.ts", "typed.cts"]) await writeFile(join(folder, file), typedConsumer);
  for (const file of ["mock.ts", "mock.cts"]) await writeFile(join(folder, file), typedMock);
  const tsc = require.resolve("typescript/bin/tsc");
  const nodeTypes = ["--types", "node", "--typeRoots", join(root, "node_modules", "@types")];
  for (const [module, moduleResolution, files, types] of [
    ["nodenext", "nodenext", ["typed.ts", "typed.cts"], []],
    ["nodenext", "nodenext", ["mock.ts", "mock.cts"], nodeTypes],
    ["esnext", "bundler", ["typed.ts"], []],
    ["commonjs", "node10", ["typed.ts", "mock.ts"], nodeTypes],
  ] as const) {
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", ...types];
    const modules = ["--module", module, "--moduleResolution", moduleResolution];
    await run(folder, process.execPath, tsc, ...flags, ...modules, ...files);
    console.log(
      `ok  types of ${files.join(", ")}, strict, with moduleResolution ${moduleResolution}, skipLibCheck off`,
    );
  }

  await run(root, npm, "exec", "--no", "--", "publint", "--strict", tarball);
  console.log("ok  publint");
  const attw = ["--exclude-entrypoints", "openapi.json", "why.schema.json"];
  await run(root, npm, "exec", "--no", "--", "attw", tarball, ...attw);
  console.log("ok  arethetypeswrong");

  console.log(`\nThe package ${version} works as its users get it.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
