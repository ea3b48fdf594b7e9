import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findBannedWords } from "../../scripts/pipeline/plainWords.js";
import { formatProblem } from "../../scripts/pipeline/problems.js";

/** What the check finds in a project with the given files. */
async function find(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "plain-words-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return (await findBannedWords(root)).map(formatProblem);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const good = `
/** Sends the response and recommends amendments. It tells jobs apart and is done before the deadline. */
export function respond(anybody: string): string {
  return "The caller can tell whether heedless readers extol the condescended.";
}
`;

const bad = `
// Nobody is told.
const wireAnswer = "Whoever mends it goes before";
`;

describe("the word list", () => {
  it("has no false alarm", async () => {
    expect(await find({ "src/good.ts": good, "README.md": "# Respond\n" })).toEqual([]);
  });

  it("names the file, the place, the word and what to write, in comments, names and messages", async () => {
    const found = await find({ "src/deep/bad.ts": bad });
    expect(found.map((line) => /^(\S+ "[^"]+")/.exec(line)?.[1])).toEqual([
      'src/deep/bad.ts:2:14 "told"',
      'src/deep/bad.ts:2:4 "Nobody"',
      'src/deep/bad.ts:3:11 "Answer"',
      'src/deep/bad.ts:3:29 "mends"',
      'src/deep/bad.ts:3:21 "Whoever"',
      'src/deep/bad.ts:3:38 "goes before"',
    ]);
    expect(found[3]).toMatch(/Write: fix, correct\. \[plain-words\]$/);
  });

  it("reads sources, scripts, the spec and documents, but neither tests nor generated or installed files", async () => {
    const text = "They are to be read anew.\n";
    const read = [
      "docs/guide.md",
      "scripts/run.ts",
      "spec/samples/cancel.go",
      "spec/zh/texts.yaml",
      "src/a.ts",
      "README.md",
    ];
    const ignored = ["generated/types.gen.ts", "node_modules/a/index.js", "test/a.test.ts", "src/data.json"];
    const found = await find(Object.fromEntries([...read, ...ignored].map((path) => [path, text])));
    expect(new Set(found.map((line) => line.split(":")[0]))).toEqual(new Set(read));
    expect(found).toHaveLength(2 * read.length);
  });

  it("leaves alone what the changelog says about releases, and the old names it quotes", async () => {
    const changelog = "## Unreleased\n\n`Answer` is `Response`.\nIt is told.\n\n## 0.1.0\n\nIt is told.\n";
    expect(await find({ "CHANGELOG.md": changelog })).toEqual([expect.stringMatching(/^CHANGELOG\.md:4:7 "told"/)]);
  });
});
