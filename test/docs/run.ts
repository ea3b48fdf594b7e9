/**
 * The built docs in a real browser, without any network: every route, every field, value and error,
 * in a sample of languages, widths and themes.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { addressOf } from "../../scripts/pipeline/docs/arrange.js";
import { operationAddress } from "../../scripts/pipeline/docs/firstText.js";
import { pageDocument, renderDocs } from "../../scripts/pipeline/docs/render.js";
import { chineseLabels } from "../../scripts/pipeline/docs/labels.js";
import { chinese, english, type Language } from "../../scripts/pipeline/docs/languages.js";
import { readSamples } from "../../scripts/pipeline/docs/samples.js";
import { readTranslations } from "../../scripts/pipeline/docs/translations.js";
import { words } from "../../scripts/pipeline/docs/words.js";
import { mainOperation, operationsOf, type PlacedOperation, resolve } from "../../scripts/pipeline/openapi.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { readSpec } from "../../scripts/pipeline/spec.js";
import { withRedocly } from "../../scripts/pipeline/redocly/commandLine.js";
import { serveDocs } from "../../scripts/serve/docsServer.js";
import { tables } from "../spec/tables.js";
import { findingsInBothThemes } from "./axe.js";
import { inPage, openPage, settle, startBrowser, type WatchedPage } from "./browser.js";
import { tryExplorer } from "./explorer.js";
import { timeToText } from "./firstText.js";
import { goTo, walk, type Walked } from "./walk.js";

const project = projectAt(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const output = join(project.root, "test", "docs", "output");
const viewports = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** A way to look at the docs. */
interface Variant {
  readonly language: Language;
  readonly viewport: keyof typeof viewports;
  readonly scheme: "light" | "dark";
}

/** A sample in which each language meets each width and each theme, and each width each theme. */
const variants: readonly Variant[] = [
  { language: english, viewport: "desktop", scheme: "light" },
  { language: chinese, viewport: "phone", scheme: "light" },
  { language: chinese, viewport: "desktop", scheme: "dark" },
  { language: english, viewport: "phone", scheme: "dark" },
];

function nameOf({ language, viewport, scheme }: Variant): string {
  return `${language.code}-${viewport}-${scheme}`;
}

/** The parts of a list that one of several variants looks at, so that together they look at each part once. */
function share<T>(parts: readonly T[], variant: Variant, among: readonly Variant[]): T[] {
  return parts.filter((_, index) => among[index % among.length] === variant);
}

/** For a look at a part: the name of a variant, or how it begins. */
const wanted = process.argv[2] ?? "";

const spec = await readSpec(project);
const translations = readTranslations(project);
const { translate } = translations;
const operations = operationsOf(readSamples(project).addTo(spec.document));
const tags = spec.document.tags ?? [];

const failures: string[] = [];
let checks = 0;

function expect(what: string, holds: boolean, detail = ""): void {
  checks++;
  if (holds) return;
  failures.push(what);
  console.error(`FAILED ${what}${detail === "" ? "" : `: ${detail}`}`);
}

/** Texts of Markdown as they are read on the page. */
function shown(markdown: string): string {
  const words = markdown.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, "").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return words.replaceAll(/[`*]/g, "").replaceAll(/\s+/g, " ").trim();
}

function inLanguage(language: Language, text: string): string {
  return language === chinese ? translate(text) : text;
}

function label(language: Language, text: string): string {
  return language === chinese ? (chineseLabels[text] ?? text) : text;
}

function expectTexts(where: string, text: string, wanted: Iterable<string>): void {
  const missing = [...new Set(wanted)].filter((part) => !text.includes(part));
  expect(`${where} shows everything`, missing.length === 0, `not found: ${missing.join(" | ")}`);
}

function routeOf(placed: PlacedOperation): string {
  return `#/${operationAddress(placed)}`;
}

/** What follows the operations, in the order of the page. */
function sectionsIn(language: Language): { readonly route: string; readonly title: string; readonly text: string }[] {
  const sections = (pageDocument(project, spec.document, language, translations).tags ?? []).slice(tags.length);
  return (sections as { readonly name: string; readonly "x-displayName": string; readonly description: string }[]).map(
    (section) => ({
      route: `#/${addressOf(section.name)}`,
      title: section["x-displayName"],
      text: section.description,
    }),
  );
}

function titleOf(language: Language, { operation }: PlacedOperation): string {
  return inLanguage(language, operation.summary ?? "");
}

const fieldNames = tables.flatMap(({ rows }) => rows.map(({ name }) => name));
const values = tables.flatMap(({ rows }) => rows.flatMap((row) => row.values));
const schemes3 = Object.entries(spec.document.components?.securitySchemes ?? {});

function errorsOf(language: Language, { operation }: PlacedOperation): { status: string; text: string }[] {
  return Object.entries(operation.responses).map(([status, response]) => ({
    status,
    text: shown(inLanguage(language, resolve(spec.document, response).description ?? "")),
  }));
}

/** What the introduction has to show: all there is, in tables. */
function introductionTexts(language: Language): string[] {
  const introduction = inLanguage(language, spec.document.info.description ?? "");
  const prose = introduction.split("\n").map((line) => shown(line.replace(/^\s*(- |#+ )/, "")));
  const meanings = Object.values(spec.document.components?.schemas ?? {}).flatMap((schema) =>
    Object.values({ ...schema["x-enumDescriptions"], ...schema["x-cce-knownValues"] }),
  );
  return [
    ...prose,
    ...fieldNames,
    ...values,
    ...meanings.map((meaning) => shown(inLanguage(language, meaning))),
    ...schemes3.flatMap(([name, { name: header = "" }]) => [name, header]),
    ...operations.flatMap((placed) => [
      ...errorsOf(language, placed).flatMap(({ status, text }) => (status.startsWith("2") ? [] : [status, text])),
      ...(placed.operation["x-cce-iam-actions"] ?? []),
      titleOf(language, placed),
    ]),
    words[language.code].deviations,
    words[language.code].scenarios,
  ];
}

/** What the part of an operation has to show. */
function operationTexts(language: Language, placed: PlacedOperation): string[] {
  const { operation, parameters } = placed;
  const samples = operation["x-codeSamples"] ?? [];
  const isOfThePage = samples.length > 0;
  return [
    titleOf(language, placed),
    ...parameters.map(({ name }) => name),
    ...errorsOf(language, placed).flatMap(({ status, text }) => [status, text]),
    language === english ? "Token or (AkSkAuthorization and AkSkDate)" : "Token 或 (AkSkAuthorization 和 AkSkDate)",
    ...schemes3.map(([, { description = "" }]) => shown(inLanguage(language, description)).slice(0, 40)),
    ...samples.map((sample) => sample.label ?? sample.lang),
    ...samples.map(({ source }) => source.replaceAll(/\s+/g, " ").trim()),
    ...(isOfThePage ? [...fieldNames, ...values.filter((value) => value !== "Content-Type")] : []),
  ];
}

async function withPage(
  browser: Browser,
  folderUrl: string,
  language: Language,
  name: string,
  options: BrowserContextOptions,
  use: (watched: WatchedPage) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const watched = await openPage(context, folderUrl);
    await watched.page.goto(folderUrl + basename(language.file), { timeout: 120_000 });
    await settle(watched.page);
    await use(watched);
    expect(`${name} asks no other host`, watched.foreign.length === 0, watched.foreign.join(" "));
    expect(`${name} has nothing to complain of`, watched.complaints.length === 0, watched.complaints.join(" | "));
  } finally {
    await context.close();
  }
}

interface Facts {
  readonly lang: string;
  readonly isDark: boolean;
  readonly title: string;
  readonly heading: string;
  readonly icon?: string;
  readonly images: readonly { readonly alt: string; readonly width: number }[];
  readonly sections: readonly string[];
}

/** What a page says of itself, and the variant's share of sections and routes, with a screenshot of each. */
async function visit({ page }: WatchedPage, variant: Variant): Promise<void> {
  const { language, scheme } = variant;
  const name = nameOf(variant);
  const sections = sectionsIn(language);
  const illustrated = sections.find(({ text }) => text.includes("<img "));
  if (illustrated) await goTo(page, illustrated.route, illustrated.title);
  const facts = await inPage<Facts>(page, "facts");
  expect(`${name} is ${scheme}`, facts.isDark === (scheme === "dark"));
  expect(`${name} says its language`, facts.lang === language.tag, facts.lang);
  expect(`${name} has its title`, facts.title === inLanguage(language, spec.document.info.title), facts.title);
  expect(`${name} carries its icon`, facts.icon === "data:image/svg+xml,");
  expect(
    `${name} shows a diagram with a text for those who do not see it`,
    facts.images.some(({ alt, width }) => alt.length > 80 && width > 0),
  );
  expect(
    `${name} shows every image`,
    facts.images.every(({ width }) => width > 0),
    JSON.stringify(facts.images),
  );

  const stops = [
    ...sections,
    ...tags.map((tag) => ({ route: `#/${addressOf(tag.name)}`, title: inLanguage(language, tag.name) })),
    ...operations.map((placed) => ({ route: routeOf(placed), title: titleOf(language, placed) })),
  ];
  await page.screenshot({ path: join(output, name, "00.png") });
  for (const { route, title } of share(stops, variant, variants)) {
    await goTo(page, route, title);
    await page.screenshot({ path: join(output, name, `${addressOf(title).replaceAll(/[^\p{L}\d-]/gu, "")}.png`) });
    const overflow = await inPage<number>(page, "overflow");
    expect(`${name} ${route} fits the window`, overflow <= 0, `${overflow} px too wide`);
  }
}

/** The titles of all tags and operations, where a walk ends. */
function titlesIn(language: Language): string[] {
  return [
    ...tags.map((tag) => inLanguage(language, tag.name)),
    ...operations.map((placed) => titleOf(language, placed)),
  ];
}

/** What axe-core finds at the top, in the main operation and in a section with tables, in both themes. */
async function checkAccess({ page }: WatchedPage, variant: Variant): Promise<void> {
  const { language } = variant;
  const findings = await findingsInBothThemes(page);
  const main = mainOperation(spec.document);
  const tableTitles = [words[language.code].fields, words[language.code].allErrors];
  const stops = [
    ...(main ? [{ route: routeOf(main), title: titleOf(language, main) }] : []),
    ...sectionsIn(language).filter(({ title }) => tableTitles.includes(title)),
  ];
  for (const { route, title } of stops) {
    await goTo(page, route, title);
    findings.push(...(await findingsInBothThemes(page)));
  }
  expect(`${nameOf(variant)} can be used by everyone`, findings.length === 0, findings.join("\n"));
}

/** The introduction and the sections, scrolled through: in each language once, and in each width once. */
async function readIntroduction({ page }: WatchedPage, variant: Variant): Promise<void> {
  const { language } = variant;
  const [address = ""] = page.url().split("#");
  // Loading the same page again would scroll to where it was.
  await page.goto("about:blank");
  await page.goto(address);
  await settle(page);
  const lead = (await inPage<{ text: string }>(page, "look", [])).text.replaceAll(/\s+/g, " ");
  const sections = sectionsIn(language);
  const titles = sections.map(({ title }) => title);
  const walked: Walked[] = [];
  const seen: string[] = [];
  for (const { route, title } of sections) {
    await goTo(page, route, title);
    // A walk through a section that is shorter than half a window is over at once.
    seen.push((await inPage<{ text: string }>(page, "look", [])).text);
    walked.push(await walk(page, { title, titles: titles.filter((other) => other !== title), open: false }));
  }
  const text = [...seen, ...walked.map((part) => part.text)].join(" ").replaceAll(/\s+/g, " ");
  const overflow = Math.max(...walked.map((part) => part.overflow));
  const name = `${nameOf(variant)}: the introduction`;
  expectTexts(name, `${lead} ${text}`, introductionTexts(language));
  expect(`${name} fits the window`, overflow <= 0, `${overflow} px too wide`);
}

/** One operation in so many is read, besides the main one: all are rendered alike, and each is visited once. */
const readOneIn = 3;

/** Operations, scrolled through: on a desktop the variant's share of a sample, with everything opened, on a phone the main one. */
async function readOperations({ page }: WatchedPage, variant: Variant): Promise<void> {
  const { language, viewport } = variant;
  const alike = variants.filter((other) => other.viewport === viewport);
  const open = viewport === "desktop" && [label(language, "View security details")];
  const main = mainOperation(spec.document)?.operation.operationId;
  const isMain = ({ operation }: PlacedOperation) => operation.operationId === main;
  const sample = operations.filter((placed, index) => isMain(placed) || index % readOneIn === 0);
  const own = open ? share(sample, variant, alike) : operations.filter(isMain);
  for (const placed of own) {
    const title = titleOf(language, placed);
    await goTo(page, routeOf(placed), title);
    const titles = titlesIn(language).filter((other) => other !== title);
    const { text, overflow } = await walk(page, { title, titles, open });
    const name = `${nameOf(variant)}: ${placed.operation.operationId ?? ""}`;
    if (open) expectTexts(name, text, operationTexts(language, placed));
    expect(`${name} fits the window`, overflow <= 0, `${overflow} px too wide`);
  }
}

/** From an operation in one language to the same in the other, and back. */
async function switchLanguage({ page }: WatchedPage, name: string): Promise<void> {
  const [placed] = operations;
  if (placed === undefined) throw new Error("The document has no operation.");
  await goTo(page, routeOf(placed), titleOf(english, placed));
  for (const language of [chinese, english]) {
    await page.getByRole("link", { name: language.name, exact: true }).click();
    await page.waitForURL((url) => url.pathname.endsWith(basename(language.file)) && url.hash === routeOf(placed));
    await page
      .getByRole("heading", { name: titleOf(language, placed) })
      .first()
      .waitFor();
    const { lang } = await inPage<Facts>(page, "facts");
    expect(`${name} switches to ${language.name}`, lang === language.tag, lang);
  }
}

const folder = await mkdtemp(join(tmpdir(), "cce-docs-test-"));
const folderUrl = `${pathToFileURL(folder).href}/`;
const browser = await startBrowser();
try {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const { pages, warnings } = await withRedocly(project.root, (redocly) =>
    renderDocs(project, spec, translations, redocly),
  );
  expect("every label of Redoc is translated", warnings.length === 0, warnings.join(" "));
  for (const [path, html] of pages) {
    await writeFile(join(folder, basename(path)), html);
    expect(`${path} does not listen for changes`, !html.includes("/live-reload"));
  }
  const look = async (variant: Variant): Promise<void> => {
    const { language, viewport, scheme } = variant;
    const name = nameOf(variant);
    const options = { viewport: viewports[viewport], colorScheme: scheme };
    await withPage(browser, folderUrl, language, name, options, async (watched) => {
      // Each language and each width once, in both themes.
      if (scheme === "light") await checkAccess(watched, variant);
      await visit(watched, variant);
      if (scheme === "light") await readIntroduction(watched, variant);
      await readOperations(watched, variant);
      if (language === english) await switchLanguage(watched, name);
    });
    console.log(`seen ${language.name}, ${viewport}, ${scheme}`);
  };
  for (const { what, found, expected } of await tryExplorer(browser, folder, spec.document)) {
    const shownFound = JSON.stringify(found);
    expect(`the explorer ${what}`, shownFound === JSON.stringify(expected), shownFound);
  }
  const server = await serveDocs(folder, 0);
  const main = mainOperation(spec.document);
  try {
    for (const isSlow of main ? [false, true] : []) {
      for (const route of ["", main ? routeOf(main) : ""]) {
        const ms = await timeToText(
          browser,
          `${server.url}/${route}`,
          shown(main?.operation.description ?? "").slice(0, 30),
          isSlow,
        );
        console.log(`main operation readable after ${ms} ms${isSlow ? " on slow 4G" : ""}: /${route}`);
      }
    }
  } finally {
    await server.close();
  }
  // Two at a time: most of a look is waiting for the page to settle.
  const queue = variants.filter((variant) => nameOf(variant).startsWith(wanted));
  const lookOn = async (): Promise<void> => {
    for (let variant = queue.shift(); variant !== undefined; variant = queue.shift()) await look(variant);
  };
  await Promise.all([lookOn(), lookOn()]);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${checks} checks, ${failures.length} failed. Screenshots: test/docs/output/`);
if (failures.length > 0) process.exitCode = 1;
