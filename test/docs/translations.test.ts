import { parse } from "yaml";
import { documentTexts } from "../../scripts/pipeline/docs/texts.js";
import { inChinese, readTranslations } from "../../scripts/pipeline/docs/translations.js";
import type { Spec } from "../../scripts/pipeline/openapi.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { skipRedoc, withoutLabels } from "../scripts/redoclyDouble.js";
import { readOwnSpec } from "../helpers/specs.js";
import { lineOf, runIn } from "./support.js";

jest.setTimeout(120_000);

const project = projectAt(process.cwd());
const texts = "spec/zh/texts.yaml";
const summary = "      summary: Cancel a cluster upgrade workflow\n";

function edit(copy: ProjectCopy, path: string, from: string, to: string): void {
  const text = copy.read(path);
  expect(text.split(from)).toHaveLength(2);
  copy.write(path, text.replace(from, to));
}

/** Changes an English text, deletes a counterpart, and adds one that is of nothing. */
function outdate(copy: ProjectCopy): string[] {
  copy.editSpec(summary, "      summary: Cancel the upgrade of a cluster\n");
  edit(copy, texts, "The workflow was created.", "The workflow was made.");
  copy.write(texts, `${copy.read(texts)}- at: "#/nowhere"\n  en: Nothing\n  zh: 无\n`);
  const now = copy.read(texts);
  return [
    `${texts}:${lineOf(now, 'upgradeworkflows~1{upgrade_workflow_id}/patch/summary"')}:`,
    `${texts}:${lineOf(now, 'upgradeworkflows/post/responses/201/description"')}:`,
    `${texts}:${lineOf(now, '- at: "#/nowhere"')}:`,
  ];
}

describe("the Chinese texts", () => {
  let spec: Spec;

  beforeAll(async () => {
    spec = await readOwnSpec();
  });

  it("are complete", () => {
    const { problemsOf, translate, unfinished } = readTranslations(project);
    expect(problemsOf(spec)).toEqual([]);
    expect(unfinished).toEqual([]);
    for (const { text } of documentTexts(spec.document)) expect(translate(text)).toMatch(/\p{Script=Han}/u);
  });

  it("replace the English ones and nothing else: names, values and data stay", () => {
    const withTexts = (text: string) => ({
      info: { title: text, version: "A" },
      paths: {
        "/A": {
          get: { operationId: "A", tags: ["A tag"], summary: text, responses: { "200": { description: text } } },
        },
      },
      components: {
        schemas: { A: { type: "string", enum: ["A"], example: "A", "x-enumDescriptions": { A: text } } },
      },
    });
    const translate = (text: string) => ({ A: "甲", "A tag": "标签" })[text] ?? text;
    const english = { ...withTexts("A"), tags: [{ name: "A tag" }] };
    // Operations refer to a tag by its name.
    const chinese = { ...withTexts("甲"), tags: [{ name: "A tag", "x-displayName": "标签" }] };
    expect(inChinese(english, { translate })).toEqual(chinese);
  });

  it("are findings of npm run lint where they are outdated or missing, with file and line, however lines are broken", async () => {
    const field = "          description: A field of its own.\n";
    let expected: string[] = [];
    const ran = await runIn("lint", (copy) => {
      copy.editSpec("          description: Name of the workflow. In no published sample.\n", field);
      edit(copy, texts, "Name of the workflow. In no published sample.", "A field of another.");
      edit(copy, texts, "/components/schemas/Metadata/properties/name/", "/elsewhere/");
      const [patch = "", post = "", nowhere = ""] = outdate(copy);
      const elsewhere = `${texts}:${lineOf(copy.read(texts), "/elsewhere/")}:`;
      copy.write(texts, copy.read(texts).replaceAll("\n", "\r\n"));
      expected = [
        String.raw`${patch}\d+ The English text at "[^"]+" has changed\. It is now: Cancel the upgrade of a cluster`,
        String.raw`${post}\d+ The English text at "[^"]+" has changed\. It is now: The workflow was created\.`,
        String.raw`${elsewhere}\d+ The English text is gone \(it was at "#/elsewhere/description"\)\. Delete the entry\.`,
        String.raw`${nowhere}\d+ The English text is gone \(it was at "#/nowhere"\)\. Delete the entry\.`,
        String.raw`spec/openapi\.yaml:${copy.specLine(field)}:\d+ No Chinese counterpart in spec/zh/texts\.yaml for "#/components/schemas/Metadata/properties/name/description": A field of its own\.`,
      ];
    });
    for (const finding of expected) expect(ran.stderr).toMatch(new RegExp(`^${finding}$`, "m"));
    expect(ran.stderr.trim().split("\n")).toHaveLength(expected.length);
    expect(ran.exitCode).toBe(1);
  });

  it("are no drift: generate counts their findings, the page shows English, and check passes", async () => {
    await withProjectCopy(async (copy) => {
      copy.editSpec(summary, "      summary: Cancel the upgrade of a cluster\n");
      skipRedoc(copy);
      const { exitCode, stderr } = await copy.start("generate").ended;
      expect(exitCode).toBe(0);
      expect(withoutLabels(stderr)).toBe("Findings of the linter: 1. Run: npm run lint\n");
      const page = copy.read("generated/docs/zh.html");
      expect(page).toContain("Cancel the upgrade of a cluster");
      expect(await copy.start("check").ended).toEqual({
        exitCode: 0,
        stdout: "generated/ matches spec/openapi.yaml (8 files)\n",
        stderr: "",
      });
    });
  });

  it("come from lint as entries ready to paste, which the page marks until they are translated", async () => {
    await withProjectCopy(async (copy) => {
      const added = "          description: |-\n            A field: its own.\n\n            - One.\n";
      copy.editSpec("          description: Name of the workflow. In no published sample.\n", added);
      copy.editSpec(summary, "      summary: Cancel the upgrade of a cluster\n");
      const printed = (await copy.start("lint").ended).stdout;
      const entries = printed.slice(printed.indexOf("- at:"));
      expect(parse(entries)).toEqual([
        {
          at: expect.stringMatching(/\/patch\/summary$/) as string,
          en: "Cancel the upgrade of a cluster",
          zh: "待翻译 取消集群升级流程",
        },
        {
          at: "#/components/schemas/Metadata/properties/name/description",
          en: "A field: its own.\n\n- One.",
          zh: "待翻译 升级流程的名称。公开的示例中都没有出现。",
        },
      ]);

      // The outdated entries are the only thing left to see to.
      copy.write(texts, `${copy.read(texts)}${entries}`);
      const linted = await copy.start("lint").ended;
      expect(linted.stderr.trim().split("\n")).toEqual([
        expect.stringMatching(/ The English text is gone \(it was at ".*\/patch\/summary"\)\. Delete the entry\.$/),
        expect.stringMatching(/ The English text is gone \(it was at ".*\/name\/description"\)\. Delete the entry\.$/),
      ]);
      expect(linted.stdout).toBe("");

      const { translate, unfinished } = readTranslations(projectAt(copy.root));
      expect(translate("Cancel the upgrade of a cluster")).toBe("Cancel the upgrade of a cluster（待翻译）");
      expect(translate("A field: its own.\n\n- One.")).toBe("A field: its own.\n\n- One.\n\n（待翻译）");

      expect(unfinished.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^Still to be translated: ".*\/patch\/summary"\.$/),
        'Still to be translated: "#/components/schemas/Metadata/properties/name/description".',
      ]);
    });
  });

  it("are asked for a scenario of the mock and a deviation too", () => {
    const { translate } = readTranslations(project);
    expect(translate("Refused: the workflow is Running.")).toBe("拒绝：流程处于 Running。");
    expect(translate("The path parameters are required")).toBe("路径参数为必选");
    expect(translate("an unwritten text")).toBe("an unwritten text");
  });

  it("refuse an entry that lacks a part", async () => {
    await withProjectCopy((copy) => {
      copy.write(texts, `${copy.read(texts)}- at: "#/info/title"\n  en: Half\n`);
      const line = lineOf(copy.read(texts), "en: Half") - 1;
      expect(readTranslations(projectAt(copy.root)).problemsOf(spec)).toMatchObject([
        { file: texts, line, message: 'Each entry needs the texts "at", "en" and "zh".' },
      ]);
      return Promise.resolve();
    });
  });
});
