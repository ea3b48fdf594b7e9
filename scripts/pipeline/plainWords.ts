import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "./problems.js";

/** Words this project does not use, and what to write instead. CONTRIBUTING.md, "Words". */
const banned: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/answer/i, "response, respond; to a question of the command: reply"],
  [/\btold\b/i, "named, reported, received, or a sentence with who says it"],
  [/\btells\b(?! \w+ apart)/i, "says, names, shows, returns"],
  [/\bmend(?:s|ed|ing)?\b/i, "fix, correct"],
  [/\bheed(?:s|ed|ing)?\b/i, "follow, respect, obey"],
  [/\bwhoever\b/i, "the one who it is: the caller, the reader, …"],
  [/\bnobody\b/i, "no one, nothing, or a sentence with the one who does"],
  [/\b(?:goes|go|going|went) before\b/i, "precedes, takes precedence over"],
  [/\bin the place of\b/i, "instead of"],
  [/\bas (?:it|they) came\b/i, "unchanged, as received"],
  [/\bdeeds?\b/i, "action"],
  [/\b(?:afresh|anew)\b/i, "again"],
  [/\b(?:is|are) to be\b/i, "must be, should be, will be"],
  [/\b(?:that|which|what) (?:is|are) none\b/i, "is not one, is invalid"],
  [/\bwhat bec(?:o|a)mes? of\b/i, "what happens to, the result of"],
  [/\b(?:thereof|therein|hitherto|whosoever|whatsoever|lest|albeit|ere|nought|unto)\b/i, "a word of today"],
];

const folders = ["docs", "scripts", "spec", "src"];
const textFile = /\.(?:[cm]?[jt]s|md|yaml|sh|py|go|java)$/;

/** This file, which names the words. */
const exempt = "scripts/pipeline/plainWords.ts";

/** The banned words in a text, in every line where they occur. */
export function bannedWords(file: string, text: string): Problem[] {
  return text.split("\n").flatMap((content, index) =>
    banned.flatMap(([pattern, instead]) => {
      const match = pattern.exec(content);
      if (match === null) return [];
      const message = `"${match[0]}" is not a word of this project. Write: ${instead}.`;
      return [{ file, line: index + 1, column: match.index + 1, message, rule: "plain-words" }];
    }),
  );
}

/** A changelog down to the first release, which stays as published, without code: renames quote the old names. */
function unreleased(changelog: string): string {
  const release = /^## \d/m.exec(changelog);
  const text = release === null ? changelog : changelog.slice(0, release.index);
  return text.replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length));
}

/** The banned words in the hand-written texts of a project: comments, names, messages and documents. */
export async function findBannedWords(root: string): Promise<Problem[]> {
  const documents = (await readdir(root)).filter((name) => name.endsWith(".md"));
  const below = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      return names.map((name) => `${folder}/${name.replaceAll("\\", "/")}`).filter((path) => textFile.test(path));
    }),
  );
  const files = [...documents, ...below.flat().sort()].filter((path) => path !== exempt);
  const problems = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(root, file), "utf8");
      return bannedWords(file, file === "CHANGELOG.md" ? unreleased(text) : text);
    }),
  );
  return problems.flat();
}
