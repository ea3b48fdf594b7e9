import { existsSync } from "node:fs";
import { join } from "node:path";
import { main } from "./command.js";
import { renderDocs } from "./pipeline/docs/render.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { docsFile, findDrift, renderSources } from "./pipeline/outputs.js";
import { type Redocly, withRedocly } from "./pipeline/redocly/commandLine.js";
import { readSpec } from "./pipeline/spec.js";

const advice = {
  stale: "does not match the spec. Run: npm run generate",
  missing: "is missing. Run: npm run generate",
  extra: "is not made from the spec. Delete it.",
};

await main(async (project) => {
  const reading = readSpec(project);
  const render = async (redocly: Redocly) => renderDocs(project, await reading, readTranslations(project), redocly);
  const built = existsSync(join(project.generated, docsFile));
  const [sources, { pages }] = await Promise.all([
    reading.then((read) => renderSources(project, read)),
    built ? withRedocly(project.root, render) : { pages: new Map<string, string>() },
  ]);
  const drift = await findDrift(project, sources, pages);
  for (const { path, kind } of drift) console.error(`generated/${path} ${advice[kind]}`);
  if (drift.length > 0) process.exitCode = 1;
  else console.log(`generated/ matches spec/openapi.yaml (${sources.size + pages.size} files)`);
});
