/** How much a page loads and an installation takes. Fails when it is more than we promise. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { renderRuntime } from "../../scripts/pipeline/runtime.js";
import type { Spec } from "../../scripts/pipeline/openapi.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { readSpec } from "../../scripts/pipeline/spec.js";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Everything a browser user needs: calls, signing, retries and errors come with the client. */
const consumer = `
import { createCceClient, isCceApiError } from "cce-upgrade-workflow";
const cce = createCceClient({ region: "cn-north-4", projectId: "p", credentials: { accessKey: "a", secretKey: "s" } });
export const cancel = (cluster_id, upgrade_workflow_id) =>
  cce
    .upgradeWorkFlowUpdate({ cluster_id, upgrade_workflow_id, body: { status: { phase: "Cancel" } } })
    .catch((error) => (isCceApiError(error) ? error.errorCode : error));
`;

interface Bundled {
  readonly gzip: number;
  readonly minified: number;
  /** Minified bytes by source file. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Bundles the consumer as a page would get it; from the sources, with the client of `spec`, where one is given. */
async function bundle(spec?: Spec): Promise<Bundled> {
  const result = await build({
    stdin: { contents: consumer, resolveDir: root, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    ...(spec && { alias: { "cce-upgrade-workflow": "./src/index.ts" } }),
    plugins: spec
      ? [
          {
            name: "client-of-another-spec",
            setup: ({ onLoad }) => {
              onLoad({ filter: /runtime\.gen\.ts$/ }, () => ({ contents: renderRuntime(spec), loader: "ts" }));
            },
          },
        ]
      : [],
  });
  const [file] = result.outputFiles;
  const [output] = Object.values(result.metafile.outputs);
  if (file === undefined || output === undefined) throw new Error("esbuild gave no output");
  return {
    gzip: gzipSync(file.contents, { level: 9 }).length,
    minified: file.contents.length,
    parts: Object.fromEntries(Object.entries(output.inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
  };
}

/** A name that no other text helps to compress. */
function unheardOf(text: string): string {
  return createHash("sha256")
    .update(text)
    .digest("base64url")
    .replace(/[^a-z]/gi, "")
    .slice(0, 16);
}

/** The spec with further operations: copies of its own, under names and paths of their own. */
function withMore(spec: Spec, count: number): Spec {
  const sources = Object.entries(spec.document.paths);
  const more = Array.from({ length: count }, (_, index) => {
    const [path, item] = sources[index % sources.length] ?? ["", {}];
    const copy = structuredClone<Record<string, unknown>>(item);
    for (const [method, operation] of Object.entries(copy)) {
      if (isOperation(operation)) copy[method] = { ...operation, operationId: unheardOf(`${index} ${method}`) };
    }
    return [`${path}/${unheardOf(String(index))}`, copy] as const;
  });
  return { ...spec, document: { ...spec.document, paths: { ...spec.document.paths, ...Object.fromEntries(more) } } };
}

function isOperation(value: unknown): value is { readonly operationId: string } {
  return typeof value === "object" && value !== null && "operationId" in value;
}

function operationCount({ document }: Spec): number {
  return Object.values(document.paths).reduce((sum, item) => sum + Object.values(item).filter(isOperation).length, 0);
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

interface Installation {
  /** The files of this package, by path, each with its bytes. */
  readonly files: ReadonlyMap<string, number>;
  /** The packages beside it, each with its bytes on disk. */
  readonly packages: ReadonlyMap<string, number>;
}

/** What an installation brings. */
async function installation(): Promise<Installation> {
  const { stdout } = await promisify(execFile)(npm, ["pack", "--dry-run", "--json", "--silent", "--ignore-scripts"], {
    cwd: root,
  });
  // Of what "npm run build" left in dist/.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [
    { readonly files: readonly { readonly path: string; readonly size: number }[] },
  ];
  const packages = new Map<string, number>();
  const add = async (name: string, from: string): Promise<void> => {
    if (packages.has(name)) return;
    const manifest = createRequire(from).resolve(`${name}/package.json`);
    packages.set(name, await bytesBelow(dirname(manifest)));
    await addAll(manifest);
  };
  const addAll = async (manifest: string): Promise<void> => {
    const { dependencies = {} } = JSON.parse(await readFile(manifest, "utf8")) as {
      dependencies?: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) await add(name, manifest);
  };
  await addAll(join(root, "package.json"));
  return { files: new Map(packed.files.map(({ path, size }) => [path, size])), packages };
}

/** The parts of the package; a file belongs to the first that matches it. */
const parts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Prism for the mock, with its licences", /^dist\/prism\./],
  ["made of the contract", /^generated\/|^dist\/generated\/|^dist\/validators\.js$/],
  ["CommonJS files", /\.cjs$/],
  ["everything else", /^/],
];

function partSizes(files: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sizes = new Map(parts.map(([name]) => [name, 0]));
  for (const [path, bytes] of files) {
    const name = parts.find(([, pattern]) => pattern.test(path))?.[0] ?? "";
    sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  }
  return sizes;
}

const spec = await readSpec(projectAt(root));
const extra = withMore(spec, 20);
const [built, plain, grown] = await Promise.all([bundle(), bundle(spec), bundle(extra)]);
const perOperation = (grown.gzip - plain.gzip) / (operationCount(extra) - operationCount(spec));
const { files, packages } = await installation();
const [prism = 0, contract = 0, commonJs = 0, others = 0] = partSizes(files).values();
const beside = [...packages.values()].reduce((sum, size) => sum + size, 0);
const foreign = [...packages.keys()].filter((name) => !["openapi-fetch", "openapi-typescript-helpers"].includes(name));

/** What a part may measure: so much without any operation, and so much more for each of the contract. */
const limit = (base: number, forEach: number): number => base + forEach * operationCount(spec);

/** These limits are 0.6 to 2 % above the sizes, except for what is made of the contract and for Prism. */
const results: readonly (readonly [what: string, bytes: number, limit: number])[] = [
  ["browser bundle, gzip", built.gzip, limit(12_500, 44)],
  ["one more operation in it, gzip", Math.round(perOperation), 100],
  ["installation: client, command and README, with openapi-fetch", others + beside, limit(1_115_000, 2_000)],
  ["installation: made of the contract", contract, limit(0, 22_000)],
  ["installation: the client's and the mock's CommonJS files", commonJs, limit(265_000, 1_000)],
  ["installation: Prism for the mock, with its licences", prism, limit(1_850_000, 0)],
  ["packages beside ours, openapi-fetch and its helpers", foreign.length, 0],
];
for (const [what, actual, limit] of results) {
  console.log(`${actual > limit ? "OVER" : "ok  "}  ${what}: ${actual} (limit ${limit})`);
}
console.log(`\nThe bundle is ${plain.minified} bytes before gzip (${built.minified} from the built files):`);
for (const [path, bytes] of Object.entries(plain.parts).sort(([, one], [, other]) => other - one)) {
  if (bytes > 0) console.log(`${String(bytes).padStart(6)}  ${path}`);
}
console.log("\nThe installation:");
for (const [name, bytes] of [...partSizes(files), ...packages]) console.log(`${String(bytes).padStart(8)}  ${name}`);
console.log(`${String(beside + [...files.values()].reduce((sum, size) => sum + size, 0)).padStart(8)}  in all`);
if (results.some(([, actual, limit]) => actual > limit)) process.exitCode = 1;
