import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { readTranslations } from "./pipeline/docs/translations.js";
import { lint } from "./pipeline/lint.js";
import { main } from "./command.js";
import { formatProblem } from "./pipeline/problems.js";
import { projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";
import { withRedocly } from "./pipeline/redocly/commandLine.js";

await main(async () => {
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  const spec = await readSpec(project);
  const findings = await withRedocly(project.root, (redocly) => lint(project, redocly));
  const untranslated = readTranslations(project).problemsOf(spec);
  for (const finding of [...findings, ...untranslated]) console.error(formatProblem(finding));
  if (findings.length + untranslated.length > 0) process.exitCode = 1;
  else console.log("spec/openapi.yaml: no findings");
});
