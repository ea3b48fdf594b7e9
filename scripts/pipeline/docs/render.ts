import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arrange, type NamedSection, splitIntroduction, withLinks } from "./arrange.js";
import { readDeviations } from "./deviations.js";
import { withCodesByStatus } from "./errorCodes.js";
import { withImages } from "./images.js";
import { chinese, english, type Language, languages } from "./languages.js";
import { type FinishedPage, finishPage, pageTemplate, redocOptions } from "./page.js";
import { explorerFile, renderExplorer } from "../explorer/explorer.js";
import { callOf, codeFor } from "./code.js";
import { readSamples } from "./samples.js";
import { sections } from "./sections.js";
import { inChinese, type Translations } from "./translations.js";
import { words } from "./words.js";
import { type OpenApiDocument, operationsOf, type Spec } from "../openapi.js";
import { forReaders } from "../prepare.js";
import { ToolError } from "../problems.js";
import type { Project } from "../project.js";
import type { Redocly } from "../redocly/commandLine.js";

/** The document a page is made of: in its language, in the order of the page, with all that it shows beside the contract. */
export function pageDocument(
  project: Project,
  source: OpenApiDocument,
  language: Language,
  translations: Translations,
): OpenApiDocument {
  const deviations = readDeviations(project);
  const [inEnglish, own] = [english, language].map((shown) => {
    const isTranslated = shown === chinese;
    const document = isTranslated ? inChinese(source, translations) : source;
    const linked = withLinks(document, deviations.entries.length > 0 ? words.en.deviations : undefined);
    const translate = isTranslated ? translations.translate : (text: string) => text;
    return {
      document: linked,
      guide: splitIntroduction(withImages(project, linked).info.description).sections,
      appendix: sections(linked, deviations, words[shown.code], translate),
    };
  });
  const named = (part: "guide" | "appendix"): NamedSection[] =>
    (own?.[part] ?? []).map((section, index) => ({
      ...section,
      name: inEnglish?.[part][index]?.title ?? section.title,
    }));
  const page = arrange(
    own?.document ?? source,
    { guide: named("guide"), appendix: named("appendix") },
    words[language.code],
  );
  return forReaders(withCodesByStatus(page));
}

/** The document in which operations without samples of their own have those that are made for every operation. */
function withSamples(document: OpenApiDocument): OpenApiDocument {
  const paths = structuredClone(document.paths);
  for (const placed of operationsOf({ ...document, paths })) {
    const { operation } = placed;
    Object.assign(operation, { "x-codeSamples": operation["x-codeSamples"] ?? codeFor(callOf(document, placed)) });
  }
  return { ...document, paths };
}

async function renderPage(
  project: Project,
  spec: Spec,
  language: Language,
  translations: Translations,
  redocly: Redocly,
): Promise<FinishedPage> {
  const folder = mkdtempSync(join(tmpdir(), "cce-docs-"));
  const at = (name: string) => join(folder, name);
  try {
    // Synchronously: other work of this process must not delay the start of the tool.
    const samples = readSamples(project);
    const document = withSamples(samples.addTo(pageDocument(project, spec.document, language, translations)));
    writeFileSync(at("openapi.json"), JSON.stringify(document));
    writeFileSync(at("page.hbs"), pageTemplate(language, spec.hash, document));
    writeFileSync(at("options.json"), JSON.stringify(redocOptions(document, samples.languages)));
    const { exitCode, stdout, stderr } = await redocly([
      "build-docs",
      at("openapi.json"),
      "--inlineBundle",
      "--template",
      at("page.hbs"),
      "--openapi",
      at("options.json"),
      "--output",
      at("page.html"),
    ]);
    if (exitCode !== 0) throw new ToolError(`redocly build-docs failed: ${stderr.trim() || stdout.trim()}`);
    return finishPage(await readFile(at("page.html"), "utf8"), language);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rendered docs. */
export interface RenderedDocs {
  /** A page for each language, and the explorer, that need nothing from any network, by path below `generated/`. */
  readonly pages: ReadonlyMap<string, string>;
  /** Texts that stay English on the Chinese page, in a sentence each. */
  readonly warnings: readonly string[];
}

export async function renderDocs(
  project: Project,
  spec: Spec,
  translations: Translations,
  redocly: Redocly,
): Promise<RenderedDocs> {
  const [explorer, finished] = await Promise.all([
    renderExplorer(project, spec),
    Promise.all(
      languages.map(async (language) => ({
        path: language.file,
        ...(await renderPage(project, spec, language, translations, redocly)),
      })),
    ),
  ]);
  return {
    pages: new Map([...finished.map(({ path, html }) => [path, html] as const), [explorerFile, explorer]]),
    warnings: finished.flatMap(({ warnings }) => warnings),
  };
}
