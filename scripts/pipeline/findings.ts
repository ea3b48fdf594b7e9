import { readSamples } from "./docs/samples.js";
import { readTranslations, type Translations } from "./docs/translations.js";
import type { Spec } from "./openapi.js";
import type { Problem } from "./problems.js";
import type { Project } from "./project.js";

/** Everything `npm run lint` has to say of the spec, its code samples and its Chinese texts. None of it stops `generate`. */
export function findingsOf(
  project: Project,
  spec: Spec,
  translations: Translations = readTranslations(project),
): readonly Problem[] {
  return [...spec.findings, ...readSamples(project).problemsOf(spec), ...translations.problemsOf(spec)];
}
