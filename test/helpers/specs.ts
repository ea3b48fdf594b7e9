import type { Spec } from "../../scripts/pipeline/openapi.js";
import { startNode } from "./childProcess.js";

/** What reading a spec gave: the spec, or the error as text. */
export type ReadSpec = Omit<Spec, "placeOf"> | { readonly error: string };

/**
 * Reads the specs of projects, given by their roots, all in one process. Not in this one: Redocly's engine consists of ES
 * modules, which Jest cannot load in CommonJS mode.
 */
export async function readSpecs(roots: readonly string[]): Promise<ReadSpec[]> {
  const args = ["--import", "tsx", "test/helpers/specReader.ts", ...roots];
  const { exitCode, stdout, stderr } = await startNode(args, process.cwd()).ended;
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ReadSpec[];
}

/** The spec of this project. */
export async function readOwnSpec(): Promise<Spec> {
  const [spec] = await readSpecs([process.cwd()]);
  if (spec === undefined || "error" in spec) throw new Error(spec?.error);
  return { ...spec, placeOf: () => ({ file: "spec/openapi.yaml", line: 1, column: 1 }) };
}
