import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { renderClient } from "./client.js";
import { splitDirections } from "./directions.js";
import { english } from "./docs/languages.js";
import { renderJson } from "./json.js";
import { withoutIgnored } from "./parameters.js";
import { renderRuntime } from "./runtime.js";
import type { Project } from "./project.js";
import type { Spec } from "./openapi.js";
import { renderTypes } from "./types.js";

/** Files to be written, by path below `generated/`. */
export type Outputs = ReadonlyMap<string, string>;

/** Where the rendered docs start, below `generated/`. What is beside it is built and not committed either. */
export const docsFile = english.file;

/** The files that are committed, rendered in memory. */
export async function renderSources(project: Project, source: Spec): Promise<Outputs> {
  const spec = { ...source, document: withoutIgnored(source.document) };
  const split = { ...spec, document: splitDirections(spec.document) };
  const { types, operations } = await renderTypes(project, split);
  return new Map([
    ["types.gen.ts", types],
    ["client.gen.ts", renderClient(split)],
    ["operations.gen.ts", operations],
    ["runtime.gen.ts", renderRuntime(spec)],
    ["openapi.json", renderJson(project, spec)],
  ]);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Writes the outputs that differ from what is there, and resolves to their paths. Every file is written beside its
 * place first and renamed when all are there, so that a failure leaves the old ones.
 */
export async function writeOutputs(project: Project, outputs: Outputs): Promise<string[]> {
  const present = await Promise.all([...outputs.keys()].map((path) => readText(join(project.generated, path))));
  const changed = [...outputs].filter(([, content], index) => present[index] !== content).map(([path]) => path);
  const temporary = (path: string) => join(project.generated, `${path}.${process.pid}.tmp`);
  try {
    for (const path of changed) {
      await mkdir(dirname(temporary(path)), { recursive: true });
      await writeFile(temporary(path), outputs.get(path) ?? "");
    }
    for (const path of changed) await rename(temporary(path), join(project.generated, path));
  } finally {
    for (const path of changed) await rm(temporary(path), { force: true });
  }
  return changed;
}

/** How `generated/` differs from what the spec gives. */
export interface Drift {
  readonly path: string;
  readonly kind: "stale" | "missing" | "extra";
}

/** Compares `generated/` with the outputs, byte for byte. A page that was never built is not missing. */
export async function findDrift(project: Project, sources: Outputs, pages: Outputs): Promise<Drift[]> {
  const present = await filesBelow(project.generated);
  const outputs = new Map([...sources, ...pages]);
  const drift: Drift[] = present.filter((path) => !outputs.has(path)).map((path) => ({ path, kind: "extra" }));
  for (const [path, content] of outputs) {
    const actual = await readText(join(project.generated, path));
    if (actual === undefined) {
      if (sources.has(path)) drift.push({ path, kind: "missing" });
    } else if (actual !== content) {
      drift.push({ path, kind: "stale" });
    }
  }
  return drift.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The paths of all files below a folder, with slashes. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
