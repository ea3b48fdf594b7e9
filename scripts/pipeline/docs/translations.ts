import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isSeq, LineCounter, parseDocument } from "yaml";
import { mockScenarios } from "../../../src/mock/scenarios.js";
import type { OpenApiDocument } from "../openapi.js";
import type { Problem } from "../problems.js";
import { type Project, shown } from "../project.js";
import type { Spec } from "../spec.js";
import { deviationParts, type Deviations, readDeviations } from "./deviations.js";
import { documentTexts, type Path } from "./texts.js";

/** A text for readers, wherever it is kept. */
interface PlacedText {
  /** Names its place in `spec/zh/texts.yaml`. */
  readonly at: string;
  readonly text: string;
  readonly place: () => Omit<Problem, "message">;
}

/** An entry of `spec/zh/texts.yaml`: the text that is at a place, and what it is in Chinese. */
interface Counterpart {
  readonly at: string;
  readonly en: string;
  readonly zh: string;
  readonly place: Omit<Problem, "message">;
}

/** The Chinese texts. */
export interface Translations {
  /** A text in Chinese; as it is where it has no counterpart. */
  readonly translate: (text: string) => string;
  /** Texts without a counterpart, counterparts of texts that have changed, and counterparts of nothing. */
  readonly problemsOf: (spec: Spec) => readonly Problem[];
}

/** How lines are broken makes no difference. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function pointer(path: Path): string {
  return `#/${path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
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

function scenarioTexts(project: Project): PlacedText[] {
  const path = join(project.root, "src", "mock", "scenarios.ts");
  const source = readText(path);
  return mockScenarios.map(({ name, description }) => ({
    at: `scenarios: ${name}`,
    text: description,
    place: () => ({
      file: shown(project, path),
      line: source.slice(0, Math.max(source.indexOf(description), 0)).split("\n").length,
      column: 1,
    }),
  }));
}

function readCounterparts(project: Project): { counterparts: Counterpart[]; problems: Problem[] } {
  const path = join(dirname(project.spec), "zh", "texts.yaml");
  const file = shown(project, path);
  const lines = new LineCounter();
  const yaml = parseDocument(readText(path), { lineCounter: lines });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Problem[] = yaml.errors.map(({ pos, message }) => ({
    ...placeAt(pos[0]),
    message: message.split("\n")[0] ?? message,
  }));
  const counterparts: Counterpart[] = [];
  const items = isSeq(yaml.contents) ? yaml.contents.items : [];
  for (const [index, item] of items.entries()) {
    const place = placeAt(item.range[0]);
    const field = (name: string) => {
      const value: unknown = yaml.getIn([index, name]);
      return typeof value === "string" && value !== "" ? value : undefined;
    };
    const at = field("at");
    const en = field("en");
    const zh = field("zh");
    if (at === undefined || en === undefined || zh === undefined) {
      problems.push({ ...place, message: 'Each entry needs the texts "at", "en" and "zh".' });
    } else {
      counterparts.push({ at, en, zh, place });
    }
  }
  return { counterparts, problems };
}

/** Compares what is to be translated with what is translated. A text that is in several places is translated once. */
function compare(texts: readonly PlacedText[], counterparts: readonly Counterpart[]): Problem[] {
  const translated = new Set(counterparts.map(({ en }) => plain(en)));
  const wanted = new Set(texts.map(({ text }) => plain(text)));
  const missing = texts.filter(({ text }) => plain(text) !== "" && !translated.has(plain(text)));
  const missingAt = new Map(missing.map((text) => [text.at, text]));
  const problems: Problem[] = [];
  const changed = new Set<string>();
  const seen = new Map<string, Counterpart>();
  for (const counterpart of counterparts) {
    const { at, en, place } = counterpart;
    const other = seen.get(plain(en));
    seen.set(plain(en), counterpart);
    const now = missingAt.get(at);
    if (now !== undefined) {
      changed.add(plain(now.text));
      problems.push({ ...place, message: `The English text at "${at}" has changed. It is now: ${plain(now.text)}` });
    } else if (!wanted.has(plain(en))) {
      problems.push({
        ...place,
        message: `There is no such English text any more (it was at "${at}"). Delete the entry.`,
      });
    } else if (other !== undefined) {
      problems.push({ ...place, message: `The same English text has an entry in line ${other.place.line} already.` });
    }
  }
  const told = new Set(changed);
  for (const { at, text, place } of missing) {
    if (told.has(plain(text))) continue;
    told.add(plain(text));
    problems.push({ ...place(), message: `No Chinese counterpart in spec/zh/texts.yaml for "${at}": ${plain(text)}` });
  }
  return problems;
}

/** Reads `spec/zh/texts.yaml`, which is held against the spec, its deviations and the mock's scenarios. */
export function readTranslations(project: Project): Translations {
  const { counterparts, problems } = readCounterparts(project);
  const chinese = new Map(counterparts.map(({ en, zh }) => [plain(en), zh]));
  return {
    translate: (text) => chinese.get(plain(text)) ?? text,
    problemsOf: (spec) => {
      const texts = [...specTexts(spec), ...deviationTexts(readDeviations(project)), ...scenarioTexts(project)];
      return [...problems, ...compare(texts, counterparts)];
    },
  };
}

/** An [Overlay](https://spec.openapis.org/overlay/v1.0.0.html) document, in the form the scripts make. */
export interface Overlay {
  readonly overlay: "1.0.0";
  readonly info: { readonly title: string; readonly version: string };
  readonly actions: readonly { readonly target: string; readonly update: Readonly<Record<string, string>> }[];
}

/** The Chinese texts as an overlay of the document. */
export function overlayOf(document: OpenApiDocument, { translate }: Pick<Translations, "translate">): Overlay {
  const updates = new Map<string, Record<string, string>>();
  for (const { path, text } of documentTexts(document)) {
    const translation = translate(text);
    if (translation === text) continue;
    const parent = path.slice(0, -1);
    // Operations refer to a tag by its name, which therefore stays; what is shown is another field.
    const isTagName = path.length === 3 && path[0] === "tags" && path[2] === "name";
    const field = isTagName ? "x-displayName" : String(path.at(-1));
    const target = `$${parent.map((part) => `[${typeof part === "number" ? part : `'${part}'`}]`).join("")}`;
    updates.set(target, { ...updates.get(target), [field]: translation });
  }
  return {
    overlay: "1.0.0",
    info: { title: translate(document.info.title), version: document.info.version },
    actions: [...updates].map(([target, update]) => ({ target, update })),
  };
}

/** Applies an overlay made by {@link overlayOf}: each target is one object, each update a few texts. */
export function applyOverlay(document: OpenApiDocument, { actions }: Overlay): OpenApiDocument {
  const result = structuredClone(document);
  for (const { target, update } of actions) {
    const found = [...target.matchAll(/\['([^']*)'\]|\[(\d+)\]/g)].reduce<unknown>(
      (value, [, name, index]) => (value as Readonly<Record<string, unknown>>)[name ?? index ?? ""],
      result,
    );
    Object.assign(found as object, update);
  }
  return result;
}
