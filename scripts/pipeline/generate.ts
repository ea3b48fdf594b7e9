import { readTranslations } from "./docs/translations.js";
import { isFatal, lint } from "./lint.js";
import { renderPages, renderSources, writeOutputs } from "./outputs.js";
import { type Problem, SpecError } from "./problems.js";
import type { Project } from "./project.js";
import { readSpec, type Spec } from "./spec.js";

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
 * Makes everything in `generated/` from the spec. The linter and the docs run as processes of their own beside the rest.
 *
 * @throws SpecError when the spec is invalid; `generated/` is as it was.
 */
export async function generate(project: Project): Promise<Generated> {
  const spec = await readSpec(project);
  const pages = renderPages(project, spec).then(
    (outputs) => ({ outputs }),
    (error: unknown) => ({ error }),
  );
  const [findings, sources, { problems: untranslated }] = await Promise.all([
    lint(project),
    renderSources(spec),
    readTranslations(project, spec),
  ]);
  const fatal = findings.filter(isFatal);
  const rendered = await pages;
  if (fatal.length > 0) throw new SpecError(fatal);
  if ("error" in rendered) throw rendered.error;
  const written = await writeOutputs(project, new Map([...sources, ...rendered.outputs]));
  return { spec, written, findings, untranslated };
}
