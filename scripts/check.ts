import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderDocs } from "./pipeline/docs/render.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { main } from "./command.js";
import { docsFile, findDrift, renderSources } from "./pipeline/outputs.js";
import { formatProblem } from "./pipeline/problems.js";
import { projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";
import { withRedocly } from "./pipeline/redocly/commandLine.js";

const advice = {
  stale: "does not match the spec. Mend: npm run generate",
  missing: "is missing. Mend: npm run generate",
  extra: "is not made from the spec. Mend: delete it",
};

await main(async () => {
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  const spec = await readSpec(project);
  const translations = readTranslations(project);
  const built = existsSync(join(project.generated, docsFile));
  const [pages, sources] = await Promise.all([
    built
      ? withRedocly(project.root, (redocly) => renderDocs(project, spec, translations, redocly))
      : new Map<string, string>(),
    renderSources(project, spec),
  ]);
  const drift = await findDrift(project, sources, pages);
  for (const { path, kind } of drift) console.error(`generated/${path} ${advice[kind]}`);
  const untranslated = translations.problemsOf(spec);
  for (const problem of untranslated) console.error(formatProblem(problem));
  if (drift.length + untranslated.length > 0) process.exitCode = 1;
  else console.log(`generated/ matches spec/openapi.yaml (${sources.size + pages.size} files)`);
});
