import { main } from "./command.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { formatProblem } from "./pipeline/problems.js";
import { readSpec } from "./pipeline/spec.js";

await main(async (project) => {
  const spec = await readSpec(project);
  const found = [...spec.findings, ...readTranslations(project).problemsOf(spec)];
  for (const problem of found) console.error(formatProblem(problem));
  if (found.length > 0) process.exitCode = 1;
  else console.log("spec/openapi.yaml: no findings");
});
