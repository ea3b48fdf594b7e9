import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { OpenApiDocument } from "../openapi.js";
import { ToolError } from "../problems.js";
import { type Project, shown } from "../project.js";

/** An image in Markdown that is a file beside the spec. */
const localImage = /!\[([^\]]*)\]\((?![a-z]+:)([^)\s]+)\)/g;

const types: Readonly<Record<string, string>> = { ".svg": "image/svg+xml", ".png": "image/png" };

function withIntroduction(document: OpenApiDocument, description: string): OpenApiDocument {
  return { ...document, info: { ...document.info, description } };
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(/\s+/g, " ");
}

/** The document with the images of its introduction in it. Not as images of Markdown, whose data URIs Redoc prints. */
export function withImages(project: Project, document: OpenApiDocument): OpenApiDocument {
  let introduction = document.info.description ?? "";
  for (const [image, alt = "", path = ""] of introduction.matchAll(localImage)) {
    const file = join(dirname(project.spec), path);
    if (!existsSync(file)) {
      throw new ToolError(`The introduction shows the image ${shown(project, file)}, which does not exist.`);
    }
    const content = readFileSync(file, "base64");
    const source = `data:${types[extname(path)] ?? "image/svg+xml"};base64,${content}`;
    introduction = introduction.replace(image, () => `<img src="${source}" alt="${escapeAttribute(alt)}">`);
  }
  return withIntroduction(document, introduction);
}

/** The document with each image of its introduction replaced by what it shows in words, for readers without the file. */
export function withoutImages(document: OpenApiDocument): OpenApiDocument {
  const { description } = document.info;
  return description === undefined ? document : withIntroduction(document, description.replaceAll(localImage, "$1"));
}
