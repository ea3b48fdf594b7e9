import { main } from "./command.js";
import { generate } from "./pipeline/generate.js";
import { formatProblem } from "./pipeline/problems.js";

await main(async (project) => {
  const start = performance.now();
  const { spec, written, untranslated, warnings } = await generate(project);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  for (const path of written) console.log(`wrote generated/${path}`);
  console.log(written.length === 0 ? `generated/ is up to date (${seconds} s)` : `done in ${seconds} s`);
  for (const warning of warnings) console.error(warning);
  for (const problem of untranslated) console.error(`${formatProblem(problem)} (Chinese docs)`);
  if (spec.findings.length > 0)
    console.error(`Style findings of the linter: ${spec.findings.length}. Run: npm run lint`);
});
