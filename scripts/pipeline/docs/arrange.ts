import { type OpenApiDocument, type OpenApiOperation, operationsOf } from "../openapi.js";
import { pathCode, type Section } from "./sections.js";
import { mapTexts } from "./texts.js";
import type { Words } from "./words.js";

/** A section with the name that its address is made of, which is the same in all languages. */
export interface NamedSection extends Section {
  readonly name: string;
}

/** The sections a page shows after the operations. */
export interface PageSections {
  /** Those of the introduction. */
  readonly guide: readonly NamedSection[];
  readonly appendix: readonly NamedSection[];
}

interface Tag {
  readonly name: string;
}

/** An introduction, split into what stands before its first section and the sections. */
export function splitIntroduction(markdown = ""): { readonly lead: string; readonly sections: readonly Section[] } {
  const [lead = "", ...parts] = markdown.split(/^## /m);
  const sections = parts.map((part) => {
    const [title = "", ...lines] = part.split("\n");
    return { title: title.trim(), text: lines.join("\n").trim() };
  });
  return { lead: lead.trim(), sections };
}

/** What stands after `#/` in the address of a section or of the operations of a tag. Redoc makes it of the tag's name. */
export function addressOf(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, "-");
}

/** The document with links to what its texts mention: a table of the source page, and the list of deviations. */
export function withLinks(document: OpenApiDocument, deviations: string | undefined): OpenApiDocument {
  const url = document.externalDocs?.url;
  return mapTexts(document, (text) => {
    const linked =
      url === undefined ? text : text.replaceAll(/\b[Tt]able \d+\b|表 \d+/g, (table) => `[${table}](${url})`);
    if (deviations === undefined) return linked;
    return linked.replaceAll("`DEVIATIONS.md`", `[\`DEVIATIONS.md\`](#/${addressOf(deviations)})`);
  });
}

/** The tags of operations: the declared ones in their order, then the others. */
function operationTags(document: OpenApiDocument): string[] {
  const used = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []));
  const declared = (document.tags ?? []).map(({ name }) => name).filter((name) => used.has(name));
  return [...new Set([...declared, ...used])];
}

/**
 * The document in the order of the page: a short introduction, the operations, each with its method and path first, and
 * after them what was below the headings of the introduction and the appendix. Redoc shows a tag without operations as a
 * section.
 */
export function arrange(document: OpenApiDocument, { guide, appendix }: PageSections, words: Words): OpenApiDocument {
  const paths = structuredClone(document.paths) as Record<string, Record<string, OpenApiOperation>>;
  for (const { path, method, operation } of operationsOf(document)) {
    const { description = "", tags = [] } = operation;
    Object.assign(paths[path]?.[method] ?? {}, {
      // A group shows only operations that have a tag.
      tags: tags.length > 0 ? tags : [words.otherOperations],
      description: `${pathCode(method, path)}\n\n${description}`.trim(),
    });
  }
  const arranged: OpenApiDocument = { ...document, paths };
  const groups = [
    { name: words.operationsGroup, tags: operationTags(arranged) },
    { name: words.guide, tags: guide.map(({ name }) => name) },
    { name: words.appendix, tags: appendix.map(({ name }) => name) },
  ];
  const sections = [...guide, ...appendix].map(({ name, title, text }): Tag & Record<string, unknown> => ({
    name,
    "x-displayName": title,
    "x-traitTag": true,
    description: text,
  }));
  const links = [...guide, ...appendix].map(({ name, title }) => `[${title}](#/${addressOf(name)})`);
  const { lead } = splitIntroduction(document.info.description);
  return {
    ...arranged,
    info: { ...document.info, description: `${lead}\n\n${words.contents} ${links.join(words.listSeparator)}` },
    tags: [...(document.tags ?? []), ...sections],
    "x-tagGroups": groups.filter(({ tags }) => tags.length > 0),
  };
}
