import { main } from "./command.js";
import { generate } from "./pipeline/generate.js";

await main(async (project) => {
  const start = performance.now();
  const { written, findings, warnings } = await generate(project);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  for (const path of written) console.log(`wrote generated/${path}`);
  console.log(written.length === 0 ? `generated/ is up to date (${seconds} s)` : `done in ${seconds} s`);
  for (const warning of warnings) console.error(warning);
  if (findings.length > 0) console.error(`Findings of the linter: ${findings.length}. Run: npm run lint`);
});
