import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "./problems.js";

const english = "README.md";
const chinese = "README.zh-CN.md";

/** A heading of a document with the text below it. */
interface Section {
  readonly heading: string;
  readonly level: number;
  /** The line of the heading, from 1. */
  readonly line: number;
  readonly body: string;
}

function sectionsOf(text: string): Section[] {
  const lines = text.split("\n");
  let isCode = false;
  const starts = lines.flatMap((content, index) => {
    if (content.startsWith("```")) isCode = !isCode;
    return !isCode && /^#+ /.test(content) ? [index] : [];
  });
  return starts.map((start, index) => {
    const [, marks = "", heading = ""] = /^(#+) (.*)$/.exec(lines[start] ?? "") ?? [];
    return {
      heading,
      level: marks.length,
      line: start + 1,
      body: lines.slice(start + 1, starts[index + 1]).join("\n"),
    };
  });
}

/** The hash of a section. How its lines are broken makes no difference. */
function hashOf({ heading, body }: Section): string {
  const text = `${heading}\n${body}`.replaceAll(/\s+/g, " ").trim();
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The code of a section without its comments, which are translated. */
function codeOf({ body }: Section): string {
  const blocks = [...body.matchAll(/^```.*?^```$/gms)].map(([block]) => block);
  return blocks.join("\n").replaceAll(/ *(?:\/\/|# ).*$/gm, "");
}

/** Where the Chinese README has fallen behind the English one. Each of its sections names the hash of the English one. */
export function chineseReadmeProblems(root: string): Problem[] {
  const read = (name: string) => {
    const path = join(root, name);
    return sectionsOf(existsSync(path) ? readFileSync(path, "utf8") : "");
  };
  const [source, translation] = [read(english), read(chinese)];
  const problem = (line: number, message: string): Problem => ({
    file: chinese,
    line,
    column: 1,
    message,
    rule: "chinese-readme",
  });
  const problems: Problem[] = [];
  for (let index = 0; index < Math.max(source.length, translation.length); index += 1) {
    const [section, counterpart] = [source[index], translation[index]];
    if (section?.level !== counterpart?.level || !section || !counterpart) {
      const wanted = section ? `"${section.heading}"` : "no further one";
      const message = `Section ${index + 1} differs from that of ${english}, which has ${wanted} here.`;
      return [problem(counterpart?.line ?? 1, message)];
    }
    const { line, body } = counterpart;
    const mark = `<!-- en: ${hashOf(section)} -->`;
    const place = `the section "${section.heading}" (${english}:${section.line})`;
    if (!body.trimStart().startsWith(mark)) {
      problems.push(
        problem(line, `The text of ${place} has changed. Translate it, then write ${mark} below this heading.`),
      );
    } else if (codeOf(section) !== codeOf(counterpart)) {
      problems.push(problem(line, `The code differs from ${place}.`));
    }
  }
  return problems;
}
