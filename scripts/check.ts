import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readTranslations } from "./pipeline/docs/translations.js";
import { main } from "./pipeline/main.js";
import { docsFile, findDrift, renderPages, renderSources } from "./pipeline/outputs.js";
import { formatProblem } from "./pipeline/problems.js";
import { projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";

const advice = {
  stale: "does not match the spec. Mend: npm run generate",
  missing: "is missing. Mend: npm run generate",
  extra: "is not made from the spec. Mend: delete it",
};

await main(async () => {
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  const spec = await readSpec(project);
  const built = existsSync(join(project.generated, docsFile));
  const [sources, { problems: untranslated }, pages] = await Promise.all([
    renderSources(spec),
    readTranslations(project, spec),
    built ? renderPages(project, spec) : new Map<string, string>(),
  ]);
  const drift = await findDrift(project, sources, pages);
  for (const { path, kind } of drift) console.error(`generated/${path} ${advice[kind]}`);
  for (const problem of untranslated) console.error(formatProblem(problem));
  if (drift.length + untranslated.length > 0) process.exitCode = 1;
  else console.log(`generated/ matches spec/openapi.yaml (${sources.size + pages.size} files)`);
});
