import { chinese, english, type Language } from "./languages.js";
import { chineseLabels, chineseParts } from "./labels.js";
import { endOfFirstText, firstText } from "./firstText.js";
import { type OpenApiDocument, operationsOf } from "../openapi.js";
import { ToolError } from "../problems.js";
import type { Samples } from "./samples.js";
import { words } from "./words.js";

/** Images Redoc loads from its maker's host; the page must work without any network. */
const foreignImages = /https:\/\/cdn\.redoc\.ly\/redoc\/[\w-]+\.svg/g;
const expectedForeignImages = 2;

function dataUri(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** In a blue that can be read on light and on dark ground. */
const logo = dataUri(
  '<svg xmlns="http://www.w3.org/2000/svg" width="42" height="14" viewBox="0 0 42 14"><text x="0" y="11" font-family="sans-serif" font-size="12" font-weight="bold" fill="#3b82f6">Redoc</text></svg>',
);
const icon = dataUri(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#c7000b"/><path d="M16 6v13m-6-6 6-7 6 7M9 25h14" fill="none" stroke="#fff" stroke-width="3"/></svg>',
);

/** How every label of Redoc gets its text: without translations, its English default. */
const labelFunction = "translate:(e,t)=>(typeof t==`string`?t:t?.defaultValue)||e||``";

/** Options of Redoc for a document whose code samples are in some of the languages. */
export function redocOptions(document: OpenApiDocument, languages: Samples["languages"]): object {
  const samples = operationsOf(document).flatMap(({ operation }) => operation["x-codeSamples"] ?? []);
  const used = samples.map(({ lang, label = lang }) => ({ lang, label }));
  const inOrder = new Map([...languages, ...used].map((language) => [language.label, language]));
  return {
    schemasExpansionLevel: "all",
    jsonSamplesExpandLevel: "all",
    layout: "three-panel",
    // What it would offer is the page's own document, tables and all; the contract is generated/openapi.json.
    hideDownloadButtons: true,
    // Redoc shows a sample only in a language that is listed here; the first is what a reader sees first.
    codeSamples: {
      languages: [
        ...[...inOrder.values()].filter(({ label }) => used.some((sample) => sample.label === label)),
        { lang: "Payload" },
      ],
    },
  };
}

/**
 * Wide: the switch of languages is in the sidebar. Narrow: at the top, and each row of a table is a block whose cells name
 * their columns; samples precede what they are samples of. An open menu covers the section that follows it, which Redoc
 * draws over it in one column. In tables Redoc keeps Chinese text on one line, which makes them too wide. Colours are those
 * of Redoc, darker or lighter where they had too little contrast.
 */
const style = `
    body { margin: 0; }
    html:root { --link-color-primary: #1559c7; --link-color-primary-legacy: #1559c7; --input-content-placeholder-color: #5f616d;
      --color-blue-7: #1559c7; --color-carrot-7: #9a5200; --color-green-7: #0b7239; }
    html:root.dark { --link-color-primary: #8ab8ff; --link-color-primary-legacy: #8ab8ff;
      --input-content-placeholder-color: #a5a7b4; --color-carrot-7: #ffbe62; --color-green-7: #4dd470;
      --color-magenta-7: #ff7dbb; }
    #redoc .tag-patch > * { color: #8a5300; }
    #redoc .tag-post > * { color: #17631d; }
    #redoc .tag-get > * { color: #1559c7; }
    #redoc .tag-put > *, #redoc .tag-delete > * { color: #b3261e; }
    .dark #redoc .tag-patch > * { color: #f5c31d; }
    .dark #redoc .tag-post > * { color: #7ddb72; }
    .dark #redoc .tag-get > * { color: #8ab8ff; }
    .dark #redoc .tag-put > *, .dark #redoc .tag-delete > * { color: #ff8f85; }
    #redoc span:has(> .deep-link-anchor) span { color: var(--text-color-primary); }
    .language-switch { position: fixed; z-index: 1; left: 20px; bottom: 56px; padding: 1px 10px; border-radius: 12px;
      border: 1px solid #8a94a6; background: #fff; font: 12px/20px sans-serif; }
    .language-switch a { color: #1559c7; text-decoration: none; }
    .language-switch a:hover { text-decoration: underline; }
    .dark .language-switch { background: #16181d; }
    .dark .language-switch a { color: #7fb0ff; }
    #first-text { position: fixed; z-index: 1; inset: 0; overflow: auto; padding: 48px 32px; background: #fff; color: #33353d;
      font: 14px/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
    #first-text code { font: 12px/1.6 monospace; background: #ededf2; padding: 1px 4px; border-radius: 4px; }
    #first-text pre { overflow: auto; padding: 16px; border-radius: 8px; background: #fafafa; }
    #first-text pre code { padding: 0; background: none; }
    #first-text a { color: #1559c7; }
    .dark #first-text { background: #22242b; color: #d5d6de; }
    .dark #first-text code { background: #3c3e48; }
    .dark #first-text pre { background: #2a2b33; }
    .dark #first-text pre code { background: none; }
    .dark #first-text a { color: #8ab8ff; }
    #api-content div:has(> [data-component-name="Panel/Panel"] [aria-expanded="true"]) { z-index: 2; }
    #redoc th, #redoc td { word-break: normal; }
    @media (min-width: 1000px) {
      #redoc td code { word-break: normal; overflow-wrap: break-word; }
      #redoc div:has(> [data-testid="right-panel"]:empty) > [data-testid="middle-panel"] { width: 100%; max-width: none; }
      #redoc [data-testid="right-panel"]:empty { display: none; }
      #first-text { padding-left: 349px; padding-right: max(64px, calc(100% - 1110px)); }
    }
    @media (max-width: 999px) {
      #redoc div:has(> [data-testid="middle-panel"] > [id$="/responses"]) > [data-testid="right-panel"] { order: -1; }
    }
    @media (max-width: 767px) {
      .language-switch { position: absolute; top: 6px; right: 24px; bottom: auto; left: auto; }
      #redoc td, #redoc tr { display: block; border-width: 0; padding-top: 1px; padding-bottom: 1px; }
      #redoc tr { padding: 6px 0; border-bottom: 1px solid #8a94a655; }
      #redoc thead { display: none; }
      #redoc td[data-column]:not(:empty)::before { content: attr(data-column) ": "; font-weight: 600; }
    }
    @media print { .language-switch { display: none; } }`;

/** Lets cells of tables name their columns, and tables that are wider than their frame be scrolled with keys. */
const tableScript = `<script type="module">
  const label = () => {
    for (const table of document.querySelectorAll("#redoc table:not([data-labelled])")) {
      table.dataset.labelled = "";
      table.parentElement.tabIndex = 0;
      const columns = [...table.querySelectorAll("th")].map((heading) => heading.textContent);
      for (const row of table.rows) for (const [index, cell] of [...row.cells].entries()) cell.dataset.column = columns[index];
    }
  };
  label();
  new MutationObserver(label).observe(document.getElementById("redoc"), { childList: true, subtree: true });
</script>`;

const explorerName = "explorer.html";

/** Text that the template shows as it is. */
function forTemplate(text: string): string {
  return text.replaceAll("{{", "&#123;&#123;");
}

/** The frame of a page, for `build-docs`. The first text stands before the styles of Redoc, which are long. */
export function pageTemplate(language: Language, specHash: string, document: OpenApiDocument): string {
  const other = language === english ? chinese : english;
  // Both pages have the same routes for operations, so a reader stays where they are.
  return `<!DOCTYPE html>
<html lang="${language.tag}">

<head>
  <meta charset="utf-8">
  <meta name="generated-from" content="spec/openapi.yaml sha256 ${specHash}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{title}}</title>
  <link rel="icon" href="${icon}">
  <link rel="alternate" hreflang="${other.tag}" href="${other.file.split("/").at(-1) ?? ""}">
  <style>${style}
  </style>
  <script>document.documentElement.classList.toggle("dark", matchMedia("(prefers-color-scheme: dark)").matches);</script>
</head>

<body>
  ${forTemplate(firstText(document))}
  <nav class="language-switch" aria-label="${words[language.code].switchLabel}"><a href="${other.file.split("/").at(-1) ?? ""}" hreflang="${other.tag}" lang="${other.tag}" onclick="this.hash = location.hash">${other.name}</a> · <a href="${explorerName}">${words[language.code].explorer}</a></nav>
  {{{redocHead}}}
  {{{redocHTML}}}
  ${endOfFirstText}
  ${tableScript}
</body>

</html>
`;
}

/** A page that is ready, and what to know of it. */
export interface FinishedPage {
  readonly html: string;
  /** Texts of Redoc that stay English, in a sentence each. */
  readonly warnings: readonly string[];
}

function inChineseWords(page: string): FinishedPage {
  const labels = `(globalThis.redocLabels??=${JSON.stringify(chineseLabels)})`;
  const translated = `translate:(e,t)=>{const d=(typeof t==\`string\`?t:t?.defaultValue)||e||\`\`;return ${labels}[d]??d}`;
  const warnings: string[] = [];
  let html = page;
  for (const [from, to] of [[labelFunction, translated] as const, ...chineseParts]) {
    const parts = html.split(from);
    if (parts.length === 2) html = parts.join(to);
    else {
      warnings.push(
        `Redoc's code has ${from} ${parts.length - 1} times and not once, so the Chinese page shows English there. ` +
          "Adapt scripts/pipeline/docs/page.ts or labels.ts.",
      );
    }
  }
  return { html, warnings };
}

/**
 * Makes a page of `build-docs` need nothing from any host, and puts Redoc's own labels into its language.
 *
 * @throws ToolError when Redoc loads other images than expected, since the page might then need a network.
 */
export function finishPage(html: string, language: Language): FinishedPage {
  const parts = html.split(foreignImages);
  if (parts.length - 1 !== expectedForeignImages) {
    throw new ToolError(
      `redocly build-docs was expected to leave ${expectedForeignImages} images on a foreign host and left ` +
        `${parts.length - 1}. Look at what the page loads, and adapt scripts/pipeline/docs/page.ts.`,
    );
  }
  const selfContained = parts.join(logo);
  return language === chinese ? inChineseWords(selfContained) : { html: selfContained, warnings: [] };
}
