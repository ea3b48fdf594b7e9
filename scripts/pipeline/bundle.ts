import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { build, transform, type Metafile, type Plugin } from "esbuild";
import { ToolError } from "./problems.js";
import type { OpenApiDocument } from "./openapi.js";
import { hashOf, projectAt } from "./project.js";
import { renderValidators } from "./validators.js";

/** The entry points of the package, as the `exports` of package.json name them. */
const entries = [
  "src/index.ts",
  "src/index.node.ts",
  "src/openapiFetch/index.ts",
  "src/openapiFetch/index.node.ts",
  "src/node/index.ts",
  "src/mock/index.ts",
  "src/types.ts",
];

/** Puts the client into a file without the helpers: bundlers drop a file that is not used more readily than its parts. */
const fileOfItsOwn = "src/client/client.ts";

/** The floor of package.json, and what a browser of the last years has. */
const common = {
  bundle: true,
  format: "esm" as const,
  target: ["node20.19", "es2022"],
  logLevel: "silent" as const,
};

/** Bundled CommonJS modules ask for modules of Node by `require`, which ES modules do not have. */
const requireOfNode = `import { createRequire as createRequireOfNode } from "node:module";
const require = createRequireOfNode(import.meta.url);`;

/** What every built file says about its origin. */
async function provenance(root: string): Promise<string> {
  const text = async (path: string) => readFile(join(root, path), "utf8");
  const { name, version } = JSON.parse(await text("package.json")) as { name: string; version: string };
  return `// ${name} ${version}. spec/openapi.yaml sha256: ${hashOf(await readFile(projectAt(root).spec, "utf8"))}`;
}

/** The folders of the packages that went into a bundle. */
function packagesOf(outputs: Metafile["outputs"]): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)].sort();
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: unknown;
  readonly contributors?: readonly { readonly name: string }[];
}

/** Whom the manifest of a package names as its author. */
function authorOf({ author, contributors = [], name }: Manifest): string {
  if (typeof author === "string") return author;
  return contributors.map((contributor) => contributor.name).join(", ") || `the authors of ${name}`;
}

/** The licence of a package: its own file; without one the standard text of the licence its manifest names. */
async function licenceOf(root: string, folder: string, manifest: Manifest): Promise<string> {
  const file = (await readdir(folder)).find((candidate) => /^licen[cs]e/i.test(candidate));
  if (file !== undefined) return (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
  if (manifest.license !== "MIT") {
    throw new ToolError(`${manifest.name} has neither a licence file nor the licence MIT, so it cannot be bundled.`);
  }
  const ofThisPackage = await readFile(join(root, "LICENSE"), "utf8");
  return ofThisPackage.replace(/^Copyright .*$/m, `Copyright (c) ${authorOf(manifest)}`).trim();
}

/** The licences of all packages in a bundle; those with the same text share it. */
async function licences(root: string, title: string, outputs: readonly Metafile["outputs"][]): Promise<string> {
  const byText = new Map<string, string[]>();
  for (const path of new Set(outputs.flatMap(packagesOf).sort())) {
    const folder = join(root, path);
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
    const text = await licenceOf(root, folder, manifest);
    byText.set(text, [...(byText.get(text) ?? []), `${manifest.name} ${manifest.version}`]);
  }
  const notices = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return [title, ...notices].join(`\n${"-".repeat(80)}\n\n`);
}

/** Where the mock finds Prism, which is bundled by {@link bundlePrism}, in the file that is built. */
function prismAt(path: string): Plugin {
  return {
    name: "prism",
    setup: (build) => {
      build.onResolve({ filter: /\/prism\.js$/ }, ({ kind }) =>
        kind === "dynamic-import" ? { path, external: true } : undefined,
      );
    },
  };
}

/** What Prism imports for features that the mock does not have: random responses and Postman collections. */
const unusedByPrism = /^(@faker-js\/faker|postman-collection)$/;

/** A module whose exports can be read and passed on, but throw when they are called or a property of theirs is read. */
function stubOf(name: string): string {
  return `function use() { throw new Error("${name} is not part of the mock."); }
const unused = new Proxy(use, { get: use });
module.exports = new Proxy({}, { get: () => unused });`;
}

/** Bundles stubs of what the mock does not use. */
export const prismStubs: Plugin = {
  name: "prism-stubs",
  setup: (build) => {
    build.onResolve({ filter: unusedByPrism }, ({ path }) => ({ path, namespace: "stub" }));
    build.onLoad({ filter: /^/, namespace: "stub" }, ({ path }) => ({ contents: stubOf(path) }));
  },
};

/**
 * Prism with our adapter in one file. CommonJS, so that the ES modules and the CommonJS modules of the package load the
 * same one.
 */
export async function bundlePrism(root: string, outfile: string): Promise<void> {
  const { metafile } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: ["src/mock/engine/prism.ts"],
    outfile,
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
    // Its ES module exports an object, where CommonJS modules expect a function.
    alias: { "@jsdevtools/ono": createRequire(join(root, "package.json")).resolve("@jsdevtools/ono") },
    minify: true,
    // Node prints the line of an uncaught exception.
    lineLimit: 200,
    legalComments: "none",
    metafile: true,
    plugins: [prismStubs],
    banner: { js: await provenance(root) },
  });
  const title = `${basename(outfile)} contains the following packages, under these licences.\n`;
  await writeFile(outfile.replace(/\.cjs$/, ".LICENSES.txt"), await licences(root, title, [metafile.outputs]));
}

/** The library: few files, so that a first call does not wait for many; readable, since they appear in stack traces. */
async function bundleLibrary(root: string, outdir: string): Promise<void> {
  const { metafile } = await build({
    ...common,
    metafile: true,
    absWorkingDir: root,
    entryPoints: [...entries, fileOfItsOwn],
    outdir,
    outbase: ".",
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    platform: "neutral",
    packages: "external",
    external: ["node:*"],
    plugins: [prismAt("../../prism.cjs")],
    banner: { js: await provenance(root) },
  });
  const banner = `${await provenance(root)}\n"use strict";`;
  await Promise.all(Object.keys(metafile.outputs).map((path) => addCommonJs(join(root, path), banner)));
}

/** The text of a module that finds its neighbours by the names of their CommonJS files. */
function besideCommonJs(text: string): string {
  return text.replaceAll(/((?:from|import) ?\(?"\.[^"]+)\.js"/g, '$1.cjs"');
}

/**
 * Adds the CommonJS counterpart of an ES module. File by file, so that these share their chunks, too; esbuild cannot split
 * what it bundles as CommonJS.
 */
async function addCommonJs(path: string, banner: string): Promise<void> {
  const { code } = await transform(besideCommonJs(await readFile(path, "utf8")), {
    format: "cjs",
    platform: "node",
    target: common.target,
    banner,
    define: { "import.meta.dirname": "__dirname" },
    // Jest cannot `import()` without a flag.
    supported: { "dynamic-import": false },
  });
  await writeFile(path.replace(/\.js$/, ".cjs"), code);
}

/**
 * The command line with the libraries it uses in one file, so that an install of the package does not carry them. The
 * validators that only `doctor` loads go into a file beside it, and so do the licences.
 */
export async function bundleCli(root: string, outfile: string): Promise<void> {
  const folder = dirname(outfile);
  const options = {
    ...common,
    absWorkingDir: root,
    minify: true,
    platform: "node" as const,
    legalComments: "none" as const,
    metafile: true as const,
  };
  const document = JSON.parse(await readFile(join(root, "generated", "openapi.json"), "utf8")) as OpenApiDocument;
  const bundles = await Promise.all([
    build({
      ...options,
      entryPoints: ["src/cli/main.ts"],
      outfile,
      plugins: [prismAt("./prism.cjs")],
      alias: { debug: "./src/cli/session/noDebug.ts" },
      banner: { js: `#!/usr/bin/env node\n${await provenance(root)}\n${requireOfNode}` },
    }),
    build({
      ...options,
      stdin: { contents: renderValidators(root, document), resolveDir: root },
      outfile: join(folder, "validators.js"),
      banner: { js: await provenance(root) },
    }),
  ]);
  const title = "cli.js and validators.js contain the following packages, under these licences.\n";
  const outputs = bundles.map(({ metafile }) => metafile.outputs);
  await writeFile(join(folder, "cli.LICENSES.txt"), await licences(root, title, outputs));
  await chmod(outfile, 0o755);
}

/** The declarations that those of the entry points lead to, by path below `folder`. */
async function declarationsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const follow = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    found.set(path, "");
    const text = await readFile(join(folder, path), "utf8");
    found.set(path, text);
    const imports = text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g);
    for (const [, target = ""] of imports) await follow(posix.join(posix.dirname(path), `${target}.d.ts`));
  };
  for (const entry of entries) await follow(entry.replace(/\.ts$/, ".d.ts"));
  return found;
}

/**
 * Declared for each kind of module: openapi-fetch declares its client twice, and its companions accept only that of their
 * own kind.
 */
const onOpenapiFetch = "src/openapiFetch/";

/** The declarations a user's compiler may look into; the others describe what cannot be imported. */
async function declareTypes(root: string, folder: string): Promise<void> {
  const tsc = createRequire(join(root, "package.json")).resolve("typescript/bin/tsc");
  const all = `${folder}.types.tmp`;
  try {
    await promisify(execFile)(process.execPath, [
      tsc,
      "-p",
      join(root, "src"),
      "--emitDeclarationOnly",
      "--outDir",
      all,
    ]);
    const banner = await provenance(root);
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), `${banner}\n${text}`);
    };
    for (const [path, text] of await declarationsOf(all)) {
      await write(path.replace(/\.ts$/, ".cts"), besideCommonJs(text));
      if (path.startsWith(onOpenapiFetch)) await write(path, text.replaceAll(/("\.\.[^"]+)\.js"/g, '$1.cjs"'));
    }
    // The ES modules share these declarations: a type that is declared twice would be two types.
    for (const entry of entries.filter((path) => !path.startsWith(onOpenapiFetch))) {
      await write(entry.replace(/\.ts$/, ".d.ts"), `export * from "./${basename(entry, ".ts")}.cjs";\n`);
    }
  } catch (error) {
    const output = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    throw new ToolError(`tsc found errors; dist/ is as it was.\n${output}`);
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}

/**
 * Builds the package into an empty folder.
 *
 * @throws ToolError when the sources have errors.
 */
export async function buildPackage(root: string, folder: string): Promise<void> {
  await declareTypes(root, folder);
  try {
    await Promise.all([
      bundleLibrary(root, folder),
      bundleCli(root, join(folder, "cli.js")),
      bundlePrism(root, join(folder, "prism.cjs")),
    ]);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw new ToolError(`The package cannot be bundled; dist/ is as it was.\n${String(error)}`);
  }
}
