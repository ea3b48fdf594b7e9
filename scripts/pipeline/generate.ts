import { isFatal, lint } from "./lint.js";
import { type Problem, SpecError } from "./problems.js";
import type { Project } from "./project.js";
import type { Spec } from "./spec.js";
import { withRedocly } from "./redocly/commandLine.js";

/** What a run of the generator did. */
export interface Generated {
  readonly spec: Spec;
  /** The files that were written, below `generated/`; those that were up to date are not among them. */
  readonly written: readonly string[];
  /** Findings of the linter that do not stop the generator. */
  readonly findings: readonly Problem[];
  /** Texts whose Chinese counterpart is missing or outdated. */
  readonly untranslated: readonly Problem[];
}

/**
 * Makes everything in `generated/` from the spec. The linter and the docs have a process of their own beside the rest.
 *
 * @throws SpecError when the spec is invalid; `generated/` is as it was.
 */
export async function generate(project: Project): Promise<Generated> {
  return withRedocly(project.root, async (redocly) => {
    const linted = lint(project, redocly);
    // This and the docs are waited for below, unless something fails before.
    linted.catch(() => undefined);
    // Loaded only now: the linter does not wait for them.
    const [{ readSpec }, { readTranslations }, { renderDocs }, { renderSources, writeOutputs }] = await Promise.all([
      import("./spec.js"),
      import("./docs/translations.js"),
      import("./docs/render.js"),
      import("./outputs.js"),
    ]);
    const translations = readTranslations(project);
    const spec = await readSpec(project, linted);
    const rendered = renderDocs(project, spec, translations, redocly);
    rendered.catch(() => undefined);
    const findings = await linted;
    const fatal = findings.filter(isFatal);
    if (fatal.length > 0) throw new SpecError(fatal);
    const sources = await renderSources(project, spec);
    const written = await writeOutputs(project, new Map([...sources, ...(await rendered)]));
    return { spec, written, findings, untranslated: translations.problemsOf(spec) };
  });
}
