import type { Spec } from "../../scripts/pipeline/openapi.js";
import { startNode } from "./childProcess.js";

/** What reading a spec gave: the spec, or the error as text. */
export type ReadSpec = Omit<Spec, "placeOf"> | { readonly error: string };

/**
 * Reads the specs of projects, given by their roots, all in one process. Not in this one: Redocly's engine consists of ES
 * modules, which Jest cannot load in CommonJS mode.
 */
export async function readSpecs(roots: readonly string[]): Promise<ReadSpec[]> {
  return (await runHelper("specReader.ts", roots)) as ReadSpec[];
}

/** Makes the sources of projects and compiles them with their `spec/use.ts`. Resolves to the error of each, as text. */
export async function buildSpecs(roots: readonly string[]): Promise<{ readonly error: string }[]> {
  return (await runHelper("specBuilder.ts", roots)) as { readonly error: string }[];
}

async function runHelper(name: string, roots: readonly string[]): Promise<unknown> {
  const args = ["--import", "tsx", `test/helpers/${name}`, ...roots];
  const { exitCode, stdout, stderr } = await startNode(args, process.cwd()).ended;
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The spec of this project. */
export async function readOwnSpec(): Promise<Spec> {
  const [spec] = await readSpecs([process.cwd()]);
  if (spec === undefined || "error" in spec) throw new Error(spec?.error);
  return { ...spec, placeOf: () => ({ file: "spec/openapi.yaml", line: 1, column: 1 }) };
}
