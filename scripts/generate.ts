import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "./pipeline/generate.js";
import { main } from "./command.js";
import { formatProblem } from "./pipeline/problems.js";
import { projectAt } from "./pipeline/project.js";

await main(async () => {
  const start = performance.now();
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  const { written, findings, untranslated } = await generate(project);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  for (const path of written) console.log(`wrote generated/${path}`);
  console.log(written.length === 0 ? `generated/ is up to date (${seconds} s)` : `done in ${seconds} s`);
  for (const problem of untranslated) console.error(`${formatProblem(problem)} (Chinese docs)`);
  if (findings.length > 0) console.error(`The linter has ${findings.length} finding(s) on style: npm run lint`);
});
