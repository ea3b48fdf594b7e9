import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";

/** A table as Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map(line).join("\n");
}

/** Puts `text` between the comments `<!-- name -->` and `<!-- /name -->` of docs/benchmarks.md. */
export async function writeIntoBenchmarks(root: string, name: string, text: string): Promise<void> {
  const file = join(root, "docs", "benchmarks.md");
  const document = await readFile(file, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, after] = [document.indexOf(begin), document.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`docs/benchmarks.md has no ${begin} … ${end}`);
  const whole = `${document.slice(0, before + begin.length)}\n\n${text}\n\n${document.slice(after)}`;
  const { prettier } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { prettier: object };
  await writeFile(`${file}.tmp`, await format(whole, { ...prettier, parser: "markdown" }));
  await rename(`${file}.tmp`, file);
}
