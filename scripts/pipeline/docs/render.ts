import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDeviations } from "./deviations.js";
import { withImages } from "./images.js";
import { chinese, type Language, languages } from "./languages.js";
import { finishPage, pageTemplate, redocOptions } from "./page.js";
import { sections } from "./sections.js";
import { applyOverlay, overlayOf, type Translations } from "./translations.js";
import { words } from "./words.js";
import type { OpenApiDocument } from "../openapi.js";
import { forReaders } from "../prepare.js";
import { ToolError } from "../problems.js";
import type { Project } from "../project.js";
import type { Spec } from "../spec.js";
import type { Redocly } from "../redocly/commandLine.js";

/** The Chinese texts as an OpenAPI overlay, below `generated/`: for any tool that applies one to `openapi.json`. */
const overlayFile = "docs/zh.overlay.json";

/** The document a page is made of: in its language, with everything the introduction shows beside its own text. */
function pageDocument(
  project: Project,
  { document: source }: Spec,
  language: Language,
  translations: Translations,
): OpenApiDocument {
  const isTranslated = language === chinese;
  const translate = isTranslated ? translations.translate : (text: string) => text;
  const document = isTranslated ? applyOverlay(source, overlayOf(source, translations)) : source;
  const tables = sections(document, readDeviations(project), words[language.code], translate);
  const described = withImages(project, document);
  const description = `${described.info.description ?? ""}\n\n${tables}`;
  return forReaders({ ...described, info: { ...described.info, description } });
}

async function renderPage(
  project: Project,
  spec: Spec,
  language: Language,
  translations: Translations,
  redocly: Redocly,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "cce-docs-"));
  const at = (name: string) => join(folder, name);
  try {
    // Written at once and not in turns with other work, which may take long: the tool is to start.
    const document = pageDocument(project, spec, language, translations);
    writeFileSync(at("openapi.json"), JSON.stringify(document));
    writeFileSync(at("page.hbs"), pageTemplate(language, spec.hash));
    writeFileSync(at("options.json"), JSON.stringify(redocOptions(document)));
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

/** The rendered docs by path below `generated/`: a page for each language that needs nothing from any network. */
export async function renderDocs(
  project: Project,
  spec: Spec,
  translations: Translations,
  redocly: Redocly,
): Promise<Map<string, string>> {
  const pages = await Promise.all(
    languages.map(async (language): Promise<[string, string]> => [
      language.file,
      await renderPage(project, spec, language, translations, redocly),
    ]),
  );
  const overlay = `${JSON.stringify(overlayOf(spec.document, translations), null, 2)}\n`;
  return new Map([...pages, [overlayFile, overlay]]);
}
