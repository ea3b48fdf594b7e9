/** Makes the sources of each project given by its root, compiles them with its `spec/use.ts`, and prints the errors. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../../scripts/pipeline/compile.js";
import { renderSources } from "../../scripts/pipeline/outputs.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { readSpec } from "../../scripts/pipeline/spec.js";

async function build(root: string): Promise<void> {
  const project = projectAt(root);
  const sources = await renderSources(project, await readSpec(project));
  const use = join(root, "spec", "use.ts");
  compile(project, new Map([...sources, ["use.gen.ts", existsSync(use) ? readFileSync(use, "utf8") : ""]]));
}

const results = [];
for (const root of process.argv.slice(2)) {
  results.push(
    await build(root).then(
      () => ({ error: "" }),
      (error: unknown) => ({ error: String(error) }),
    ),
  );
}
console.log(JSON.stringify(results));
