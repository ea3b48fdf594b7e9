import type { Spec } from "./openapi.js";
import { ignoredHeaders } from "./parameters.js";
import type { Problem } from "./problems.js";
import type { Project } from "./project.js";
import { withRedocly } from "./redocly/commandLine.js";

/** What a run of the generator did. */
export interface Generated {
  readonly spec: Spec;
  /** The files that were written, below `generated/`; those that were up to date are not among them. */
  readonly written: readonly string[];
  /** Findings of the linter, which are no reason to stop. */
  readonly findings: readonly Problem[];
  /** What is left out, in a sentence each: header parameters, labels of Redoc that stay English on the Chinese page. */
  readonly warnings: readonly string[];
}

/**
 * Makes everything in `generated/` from the spec. The docs have a process of their own beside the rest.
 *
 * @throws SpecError when the spec is invalid, ToolError when its types do not compile; `generated/` stays as it was.
 */
export async function generate(project: Project): Promise<Generated> {
  return withRedocly(project.root, async (redocly) => {
    // Loaded only now: that process starts first, and does not wait for them.
    const [{ compile }, { readSpec }, { readTranslations }, { renderDocs }, { findingsOf }, outputs] =
      await Promise.all([
        import("./compile.js"),
        import("./spec.js"),
        import("./docs/translations.js"),
        import("./docs/render.js"),
        import("./findings.js"),
        import("./outputs.js"),
      ]);
    const translations = readTranslations(project);
    const spec = await readSpec(project);
    const rendered = renderDocs(project, spec, translations, redocly);
    // Awaited below, unless something fails before.
    rendered.catch(() => undefined);
    const sources = await outputs.renderSources(project, spec);
    compile(project, sources);
    const { pages, warnings } = await rendered;
    const written = await outputs.writeOutputs(project, new Map([...sources, ...pages]));
    const notes = [...ignoredHeaders(spec.document), ...warnings];
    return { spec, written, warnings: notes, findings: findingsOf(project, spec, translations) };
  });
}
