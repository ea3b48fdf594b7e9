import { main } from "./command.js";
import { chineseReadmeProblems } from "./pipeline/chineseReadme.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { findingsOf } from "./pipeline/findings.js";
import { findBannedWords } from "./pipeline/plainWords.js";
import { formatProblem } from "./pipeline/problems.js";
import { readSpec } from "./pipeline/spec.js";

await main(async (project) => {
  const spec = await readSpec(project);
  const translations = readTranslations(project);
  const found = [
    ...findingsOf(project, spec, translations),
    ...chineseReadmeProblems(project.root),
    ...(await findBannedWords(project.root)),
  ];
  for (const problem of found) console.error(formatProblem(problem));
  const entries = translations.newEntries(spec);
  if (entries !== "")
    console.log(`\n# To be added to spec/zh/texts.yaml, where they replace outdated entries:\n${entries}`);
  if (found.length > 0) process.exitCode = 1;
  else console.log("spec/openapi.yaml: no findings");
});
