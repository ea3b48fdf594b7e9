/** The README and the guides as a test reads them. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A block of code in a document. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  /** The line of its first line of code, from 1. */
  readonly line: number;
}

export interface Document {
  /** Its path in the project. */
  readonly path: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

function fencesOf(text: string): Fence[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language = "", 2: code = "", index }) => {
    return { language, text: code, line: text.slice(0, index).split("\n").length + 1 };
  });
}

/** Reads the README and the guides. */
export async function readDocuments(root: string): Promise<Document[]> {
  const guides = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md")).sort();
  const paths = ["README.md", ...guides.map((name) => `docs/${name}`)];
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(root, path), "utf8");
      return { path, text, fences: fencesOf(text) };
    }),
  );
}

/** What is public and in no guide: operations, functions and classes of the package, commands. */
export async function missingNames(documents: readonly Document[], root: string): Promise<string[]> {
  const read = (path: string) => readFile(join(root, path), "utf8");
  const operations = [...(await read("generated/openapi.json")).matchAll(/"operationId": "(\w+)"/g)];
  const names = [...(await read("test/api/public.txt")).matchAll(/^(\w+): (?:function|const|class)/gm)];
  const commands = [...(await read("src/cli/program.ts")).matchAll(/\.command\("(\w+)"\)/g)];
  const missing = (guide: string, found: readonly RegExpExecArray[]) => {
    const text = documents
      .filter(({ path }) => path.startsWith(guide))
      .map((document) => document.text)
      .join("\n");
    const words = new Set(text.match(/\w+/g));
    return found
      .map(([, name = ""]) => name)
      .filter((name) => !words.has(name))
      .map((name) => `${guide} has no ${name}`);
  };
  return [...missing("docs/client.md", operations), ...missing("docs/", names), ...missing("docs/cli.md", commands)];
}
