import { main } from "./command.js";
import { renderDocs } from "./pipeline/docs/render.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { findingsOf } from "./pipeline/findings.js";
import { renderSources, writeOutputs } from "./pipeline/outputs.js";
import { formatProblem } from "./pipeline/problems.js";
import { withRedocly } from "./pipeline/redocly/commandLine.js";
import { readSpec } from "./pipeline/spec.js";
import { followSpec } from "./serve/followSpec.js";
import { untilInterrupted } from "./serve/ports.js";

function since(start: number): string {
  return `${Math.round(performance.now() - start)} ms`;
}

function report(written: readonly string[], start: number, what: string): void {
  const names = written.map((path) => `generated/${path}`).join(", ");
  console.log(written.length === 0 ? `${what}: nothing changed (${since(start)})` : `${names} (${since(start)})`);
}

await main(async (project) => {
  const following = followSpec(project, "output", async (signal) => {
    const start = performance.now();
    const spec = await readSpec(project);
    report(await writeOutputs(project, await renderSources(project, spec)), start, "types and client");
    const translations = readTranslations(project);
    const findings = findingsOf(project, spec, translations);
    for (const finding of findings) console.error(formatProblem(finding));
    if (findings.length === 0) console.log(`lint: no findings (${since(start)})`);
    // Last, because it takes longest and a newer round aborts it.
    const { pages, warnings } = await withRedocly(
      project.root,
      (redocly) => renderDocs(project, spec, translations, redocly),
      signal,
    );
    signal.throwIfAborted();
    for (const warning of warnings) console.error(warning);
    report(await writeOutputs(project, pages), start, "docs");
  });
  console.log("Watching spec/. Stop with Ctrl-C.");
  following.run();
  await untilInterrupted();
  await following.stop();
});
