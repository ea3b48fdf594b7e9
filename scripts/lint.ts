import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { lint } from "./pipeline/lint.js";
import { main } from "./pipeline/main.js";
import { formatProblem } from "./pipeline/problems.js";
import { projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";

await main(async () => {
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  await readSpec(project);
  const findings = await lint(project);
  for (const finding of findings) console.error(formatProblem(finding));
  if (findings.length > 0) process.exitCode = 1;
  else console.log("spec/openapi.yaml: no findings");
});
