import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { type OpenApiCodeSample, type OpenApiDocument, operationsOf, type Spec } from "../openapi.js";
import { type Problem, SpecError } from "../problems.js";
import { type Project, shown } from "../project.js";
import { readYaml } from "../yaml.js";

/** How a sample is shown, by the extension of its file. */
type Languages = ReadonlyMap<string, { readonly lang: string; readonly label: string }>;

const languagesFile = "languages.yaml";
/** The sample in TypeScript is compiled with it. */
const compilerOptions = "tsconfig.json";

/** The code samples in `spec/samples/`, which belong to operations by their names: `<operationId>.<extension>`. */
export interface Samples {
  /** The languages, in the order in which readers see them. */
  readonly languages: readonly { readonly lang: string; readonly label: string }[];
  /** The document with its samples, as `x-codeSamples`. */
  readonly addTo: (document: OpenApiDocument) => OpenApiDocument;
  /** Samples of no operation or of no language, and operations of the source page without a sample. */
  readonly problemsOf: (spec: Spec) => readonly Problem[];
}

function readLanguages(project: Project, path: string): Languages {
  const yaml = readYaml(shown(project, path), existsSync(path) ? readFileSync(path, "utf8") : "");
  const problems = [...yaml.problems];
  const languages = new Map<string, { lang: string; label: string }>();
  const entries = problems.length > 0 ? [] : Object.entries(Object(yaml.value()) as object);
  for (const [extension, language] of entries) {
    const { lang, label } = Object(language) as Readonly<Record<string, unknown>>;
    if (typeof lang === "string" && typeof label === "string") languages.set(extension, { lang, label });
    else problems.push({ ...yaml.placeOf([extension]), message: `"${extension}" needs the texts "lang" and "label".` });
  }
  if (problems.length > 0) throw new SpecError(problems);
  return languages;
}

/**
 * Reads `spec/samples/`. A project without it has no samples.
 *
 * @throws SpecError when `languages.yaml` is invalid.
 */
export function readSamples(project: Project): Samples {
  const folder = join(dirname(project.spec), "samples");
  const languages = readLanguages(project, join(folder, languagesFile));
  const files = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name !== languagesFile && name !== compilerOptions && !name.startsWith("."))
    .map((name) => ({ name, operationId: name.slice(0, -extname(name).length), extension: extname(name).slice(1) }));

  function samplesOf(operationId: string | undefined): OpenApiCodeSample[] {
    return [...languages].flatMap(([extension, language]) =>
      files
        .filter((file) => file.operationId === operationId && file.extension === extension)
        .map(({ name }) => ({
          ...language,
          source: readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n"),
        })),
    );
  }

  return {
    languages: [...languages.values()],
    addTo: (document) => {
      const paths = structuredClone(document.paths) as Record<string, Record<string, unknown>>;
      for (const { path, method, operation } of operationsOf(document)) {
        const samples = samplesOf(operation.operationId);
        if (samples.length > 0) Object.assign(paths[path]?.[method] ?? {}, { "x-codeSamples": samples });
      }
      return { ...document, paths };
    },
    problemsOf: ({ document, placeOf }) => {
      const operations = operationsOf(document);
      const known = new Set(operations.map(({ operation }) => operation.operationId));
      const ofFiles = files.flatMap(({ name, operationId, extension }) => {
        const at = { file: shown(project, join(folder, name)), line: 1, column: 1 };
        const unknown: Problem[] = [];
        if (!known.has(operationId)) unknown.push({ ...at, message: `The spec has no operation "${operationId}".` });
        if (!languages.has(extension)) {
          const message = `No language for ".${extension}" in ${shown(project, join(folder, languagesFile))}.`;
          unknown.push({ ...at, message });
        }
        return unknown;
      });
      const missing = operations
        .filter(({ operation }) => /^Tables? /.test(operation["x-cce-source"] ?? ""))
        .filter(({ operation }) => samplesOf(operation.operationId).length === 0)
        .map(({ path, method, operation: { operationId = "" } }) => ({
          ...placeOf(["paths", path, method, "operationId"]),
          message:
            `An operation of the source page needs a code sample: ${shown(project, folder)}/${operationId}.` +
            `<${[...languages.keys()].join("|")}>`,
        }));
      return [...ofFiles, ...missing];
    },
  };
}
