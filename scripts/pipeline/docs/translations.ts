import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { mockScenarios } from "../../../src/mock/service/scenarios.js";
import { mockSituations } from "../../../src/mock/service/situations.js";
import type { OpenApiDocument, Spec } from "../openapi.js";
import type { Place, Problem } from "../problems.js";
import { type Project, shown } from "../project.js";
import { readYaml } from "../yaml.js";
import { deviationParts, type Deviations, readDeviations } from "./deviations.js";
import { documentTexts, mapTexts, type Path } from "./texts.js";

/** A text for readers, wherever it is kept. */
interface PlacedText {
  /** Names its place in `spec/zh/texts.yaml`. */
  readonly at: string;
  readonly text: string;
  readonly place: () => Place;
}

/** An entry of `spec/zh/texts.yaml`: the text that is at a place, and what it is in Chinese. */
interface Counterpart {
  readonly at: string;
  readonly en: string;
  readonly zh: string;
  readonly place: Place;
}

/** How a Chinese text begins that is still to be written: "to be translated". What follows may be of use for that. */
const toTranslate = "待翻译";

/** The Chinese texts. */
export interface Translations {
  /** A text in Chinese; in English where it has no counterpart, with a mark where that is still to be written. */
  readonly translate: (text: string) => string;
  /** Entries that are still to be translated. */
  readonly unfinished: readonly Problem[];
  /** Texts without a counterpart, counterparts of texts that have changed, and counterparts of nothing. */
  readonly problemsOf: (spec: Spec) => readonly Problem[];
  /** An entry for each text without a counterpart, still to be translated, as YAML; empty where there is none. */
  readonly newEntries: (spec: Spec) => string;
}

/** How lines are broken makes no difference. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function pointer(path: Path): string {
  return `#/${path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function specTexts({ document, placeOf }: Spec): PlacedText[] {
  return documentTexts(document).map(({ path, text }) => ({ at: pointer(path), text, place: () => placeOf(path) }));
}

function deviationTexts({ file, entries }: Deviations): PlacedText[] {
  return entries.flatMap(({ texts, line }) =>
    deviationParts.map((part) => ({
      at: `DEVIATIONS.md: ${texts.title}: ${part}`,
      text: texts[part],
      place: () => ({ file, line, column: 1 }),
    })),
  );
}

/** The descriptions of the mock's reserved IDs, which stand in its source. */
function mockTexts(
  project: Project,
  kind: "scenarios" | "situations",
  described: readonly { readonly name: string; readonly description: string }[],
): PlacedText[] {
  const path = join(project.root, "src", "mock", "service", `${kind}.ts`);
  const source = readText(path);
  return described.map(({ name, description }) => ({
    at: `${kind}: ${name}`,
    text: description,
    place: () => ({
      file: shown(project, path),
      line: source.slice(0, Math.max(source.indexOf(description), 0)).split("\n").length,
      column: 1,
    }),
  }));
}

function readCounterparts(project: Project): { counterparts: Counterpart[]; problems: readonly Problem[] } {
  const path = join(dirname(project.spec), "zh", "texts.yaml");
  const yaml = readYaml(shown(project, path), readText(path));
  if (yaml.problems.length > 0) return { counterparts: [], problems: yaml.problems };
  const counterparts: Counterpart[] = [];
  const problems: Problem[] = [];
  for (const [index, entry] of ((yaml.value() ?? []) as readonly unknown[]).entries()) {
    const place = yaml.placeOf([index]);
    const { at, en, zh } = Object(entry) as Readonly<Record<string, unknown>>;
    if (isText(at) && isText(en) && isText(zh)) counterparts.push({ at, en, zh, place });
    else problems.push({ ...place, message: 'Each entry needs the texts "at", "en" and "zh".' });
  }
  return { counterparts, problems };
}

/** The texts without a counterpart. A text that is in several places needs one entry. */
function untranslated(texts: readonly PlacedText[], counterparts: readonly Counterpart[]): PlacedText[] {
  const translated = new Set(counterparts.map(({ en }) => plain(en)));
  return texts.filter(({ text }) => plain(text) !== "" && !translated.has(plain(text)));
}

/** Each text in the first of its places. */
function once(texts: readonly PlacedText[]): PlacedText[] {
  return [...new Map([...texts].reverse().map((text) => [plain(text.text), text])).values()].reverse();
}

/** Compares the English texts with their counterparts. */
function compare(texts: readonly PlacedText[], counterparts: readonly Counterpart[]): Problem[] {
  const wanted = new Set(texts.map(({ text }) => plain(text)));
  const missing = untranslated(texts, counterparts);
  const missingAt = new Map(missing.map((text) => [text.at, text]));
  const problems: Problem[] = [];
  const reported = new Set<string>();
  const seen = new Map<string, Counterpart>();
  for (const counterpart of counterparts) {
    const { at, en, place } = counterpart;
    const other = seen.get(plain(en));
    seen.set(plain(en), counterpart);
    const now = missingAt.get(at);
    if (now !== undefined) {
      reported.add(plain(now.text));
      problems.push({ ...place, message: `The English text at "${at}" has changed. It is now: ${plain(now.text)}` });
    } else if (!wanted.has(plain(en))) {
      problems.push({
        ...place,
        message: `The English text is gone (it was at "${at}"). Delete the entry.`,
      });
    } else if (other !== undefined) {
      problems.push({ ...place, message: `The same English text has an entry in line ${other.place.line} already.` });
    }
  }
  for (const { at, text, place } of once(missing)) {
    if (reported.has(plain(text))) continue;
    problems.push({ ...place(), message: `No Chinese counterpart in spec/zh/texts.yaml for "${at}": ${plain(text)}` });
  }
  return problems;
}

/** Entries for texts without a counterpart. The Chinese of a text that has changed is kept for the translator. */
function entriesFor(missing: readonly PlacedText[], counterparts: readonly Counterpart[]): string {
  const before = new Map(counterparts.map(({ at, zh }) => [at, zh.replace(toTranslate, "").trim()]));
  const entries = once(missing).map(({ at, text }) => ({
    at,
    en: text,
    zh: `${toTranslate} ${before.get(at) ?? ""}`.trim(),
  }));
  return entries.length === 0 ? "" : stringify(entries, { lineWidth: 0 });
}

/** Reads `spec/zh/texts.yaml` and compares it with the spec, its deviations and the mock's reserved IDs. */
export function readTranslations(project: Project): Translations {
  const { counterparts, problems } = readCounterparts(project);
  const chinese = new Map(counterparts.map(({ en, zh }) => [plain(en), zh]));
  const textsOf = (spec: Spec) => [
    ...specTexts(spec),
    ...deviationTexts(readDeviations(project)),
    ...mockTexts(project, "scenarios", mockScenarios),
    ...mockTexts(project, "situations", mockSituations),
  ];
  return {
    translate: (text) => {
      const zh = chinese.get(plain(text));
      if (!zh?.startsWith(toTranslate)) return zh ?? text;
      // A text of several paragraphs may end with a list or with code.
      return `${text}${text.includes("\n") ? "\n\n" : ""}（${toTranslate}）`;
    },
    unfinished: counterparts
      .filter(({ zh }) => zh.startsWith(toTranslate))
      .map(({ at, place }) => ({ ...place, message: `Still to be translated: "${at}".` })),
    // Without an invalid entry its text would count as untranslated; the entry's own problem is the precise one.
    problemsOf: (spec) => (problems.length > 0 ? problems : compare(textsOf(spec), counterparts)),
    newEntries: (spec) =>
      problems.length > 0 ? "" : entriesFor(untranslated(textsOf(spec), counterparts), counterparts),
  };
}

/** The document with its texts in Chinese. */
export function inChinese(document: OpenApiDocument, { translate }: Pick<Translations, "translate">): OpenApiDocument {
  return mapTexts(document, translate);
}
