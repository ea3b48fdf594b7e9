import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chineseReadmeProblems } from "../../scripts/pipeline/chineseReadme.js";
import { formatProblem } from "../../scripts/pipeline/problems.js";

const english = `# Title

One sentence.

## Use it

\`\`\`sh
# run it
npm start
\`\`\`

## More

Read on.
`;

/** What the check finds in two READMEs. */
function problemsOf(en: string, zh: string): string[] {
  const root = mkdtempSync(join(tmpdir(), "chinese-readme-"));
  try {
    writeFileSync(join(root, "README.md"), en);
    writeFileSync(join(root, "README.zh-CN.md"), zh);
    return chineseReadmeProblems(root).map(formatProblem);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A Chinese README that names the hashes of the English one, as the messages give them. */
function translated(): string {
  const bare = "# 标题\n\n一句话。\n\n## 使用\n\n```sh\n# 运行\nnpm start\n```\n\n## 更多\n\n请继续阅读。\n";
  return problemsOf(english, bare).reduceRight((text, problem) => {
    const [, line, mark = ""] = /^README\.zh-CN\.md:(\d+):1 .*(<!-- .* -->)/.exec(problem) ?? [];
    return text.split("\n").toSpliced(Number(line), 0, "", mark).join("\n");
  }, bare);
}

describe("the Chinese README", () => {
  it("is in step when each section names the hash of the English one, however its lines are broken", () => {
    expect(problemsOf(english, translated())).toEqual([]);
    expect(problemsOf(english.replace("One sentence.", "One\nsentence."), translated())).toEqual([]);
  });

  it("is behind where an English section has changed: the section, its line and the new hash are named", () => {
    const zh = translated();
    const line = zh.split("\n").indexOf("## 更多") + 1;
    expect(problemsOf(english.replace("Read on.", "Read further."), zh)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^README\\.zh-CN\\.md:${line}:1 The text of the section "More" \\(README\\.md:12\\) has changed\\. ` +
            "Translate it, then write <!-- en: [0-9a-f]{12} --> below this heading\\. \\[chinese-readme\\]$",
        ),
      ),
    ]);
  });

  it("has the sections and the code of the English one, and comments of its own", () => {
    const zh = translated();
    expect(problemsOf(english, zh.replace("npm start", "npm test"))).toEqual([
      expect.stringContaining('The code differs from the section "Use it" (README.md:5).'),
    ]);
    expect(problemsOf(`${english}\n## End\n`, zh)).toEqual([
      expect.stringContaining('Section 4 differs from that of README.md, which has "End" here.'),
    ]);
    expect(problemsOf(english, `${zh}\n## 完\n`)).toEqual([expect.stringContaining("which has no further one here.")]);
    expect(problemsOf(english, "")).toEqual([expect.stringMatching(/^README\.zh-CN\.md:1:1 Section 1 differs/)]);
  });
});
