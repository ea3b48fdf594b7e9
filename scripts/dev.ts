import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { renderDocs } from "./pipeline/docs/render.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { isFatal, lint } from "./pipeline/lint.js";
import { main } from "./command.js";
import { renderSources, writeOutputs } from "./pipeline/outputs.js";
import { formatProblem, SpecError, ToolError } from "./pipeline/problems.js";
import { type Project, projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";
import { withRedocly } from "./pipeline/redocly/commandLine.js";
import { untilInterrupted } from "./serve/ports.js";
import { watchSpec } from "./serve/watchSpec.js";

function since(start: number): string {
  return `${Math.round(performance.now() - start)} ms`;
}

function tell(written: readonly string[], start: number, what: string): void {
  const names = written.map((path) => `generated/${path}`).join(", ");
  console.log(written.length === 0 ? `${what}: nothing changed (${since(start)})` : `${names} (${since(start)})`);
}

/** One round: types and client at once, then what takes longer, which a newer round ends. */
async function round(project: Project, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const start = performance.now();
  const spec = await readSpec(project);
  tell(await writeOutputs(project, await renderSources(project, spec)), start, "types and client");
  const translations = readTranslations(project);
  const [findings, pages] = await withRedocly(
    project.root,
    (redocly) => Promise.all([lint(project, redocly), renderDocs(project, spec, translations, redocly)]),
    signal,
  );
  signal.throwIfAborted();
  const fatal = findings.filter(isFatal);
  if (fatal.length > 0) throw new SpecError(fatal);
  for (const finding of findings) console.error(`${formatProblem(finding)} (style)`);
  for (const problem of translations.problemsOf(spec)) console.error(`${formatProblem(problem)} (Chinese docs)`);
  if (findings.length === 0) console.log(`lint: no findings (${since(start)})`);
  tell(await writeOutputs(project, pages), start, "docs");
}

await main(async () => {
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  let latest = new AbortController();
  let running = Promise.resolve();
  const start = () => {
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    running = running
      .then(() => round(project, signal))
      .catch((error: unknown) => {
        // A newer round tells by itself; and Ctrl-C reaches the tools too, whose end is no failure then.
        if (signal.aborted) return;
        const isTold = error instanceof SpecError || error instanceof ToolError;
        const text = isTold ? error.message : String(error instanceof Error ? error.stack : error);
        console.error(`${text}\nKept the last good output; waiting for the next change.`);
      });
  };
  const stopWatching = watchSpec(project, start);
  console.log("Watching spec/. Stop with Ctrl-C.");
  start();
  await untilInterrupted();
  latest.abort();
  stopWatching();
  await running;
});
