import { marked } from "marked";
import { mainOperation, type OpenApiDocument, type PlacedOperation } from "../openapi.js";
import { addressOf, splitIntroduction } from "./arrange.js";

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Where Redoc shows an operation, as what follows `#/` in an address. */
export function operationAddress({ operation }: PlacedOperation): string {
  return `${addressOf(operation.tags?.[0] ?? "")}/${(operation.operationId ?? "").toLowerCase()}`;
}

/**
 * The beginning of a page in plain HTML: its introduction and its main operation, to be read until Redoc has started. The
 * address of another operation hides it, and what ends the page removes it.
 *
 * @param document The document as the page shows it, with code samples.
 */
export function firstText(document: OpenApiDocument): string {
  const main = mainOperation(document);
  if (main === undefined) return "";
  const { operation } = main;
  const markdown = (text = "") => marked.parse(text, { async: false }).trim();
  const [sample] = operation["x-codeSamples"] ?? [];
  const code =
    sample &&
    `<h3>${escapeText(sample.label ?? sample.lang)}</h3>\n<pre><code>${escapeText(sample.source)}</code></pre>`;
  return `<main id="first-text">
<h1>${escapeText(document.info.title)}</h1>
${markdown(splitIntroduction(document.info.description).lead)}
<h2>${escapeText(operation.summary ?? "")}</h2>
${markdown(operation.description)}
${code ?? ""}
</main>
<script>
  {
    const first = document.getElementById("first-text");
    const address = "#/${operationAddress(main)}";
    if (location.hash.startsWith(address)) first.querySelector("h2").scrollIntoView();
    else if (location.hash.length > 2) first.remove();
  }
</script>`;
}

/** Ends a page whose Redoc has been started: removes the first text as soon as Redoc shows the same. */
export const endOfFirstText = `<script type="module">
  const first = document.getElementById("first-text");
  const isShown = () => {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(2)));
    const top = part?.querySelector("h2")?.getBoundingClientRect().top;
    return location.hash.length <= 2 || (top >= 0 && top < innerHeight / 2);
  };
  const latest = performance.now() + 3000;
  const look = () => {
    if (isShown() || performance.now() > latest) first?.remove();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
</script>`;
