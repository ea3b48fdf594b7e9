/** Reads the spec of each project given by its root, and prints what came of it. Run by {@link readSpecs}. */
import { projectAt } from "../../scripts/pipeline/project.js";
import { readSpec } from "../../scripts/pipeline/spec.js";

const results = [];
for (const root of process.argv.slice(2)) {
  results.push(await readSpec(projectAt(root)).catch((error: unknown) => ({ error: String(error) })));
}
console.log(JSON.stringify(results));
