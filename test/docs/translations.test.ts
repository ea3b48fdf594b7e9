import { documentTexts } from "../../scripts/pipeline/docs/texts.js";
import { inChinese, readTranslations } from "../../scripts/pipeline/docs/translations.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import type { ProjectCopy } from "../helpers/projectCopy.js";
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
  it("are complete", async () => {
    const spec = await readOwnSpec();
    const { problemsOf, translate } = readTranslations(project);
    expect(problemsOf(spec)).toEqual([]);
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

  it.each([
    { script: "check", exitCode: 1, mark: "" },
    { script: "lint", exitCode: 1, mark: "" },
    { script: "generate", exitCode: 0, mark: " \\(Chinese docs\\)" },
  ])("npm run $script names the outdated ones, with file and line", async ({ script, exitCode, mark }) => {
    let places: string[] = [];
    const ran = await runIn(script, (copy) => {
      places = outdate(copy);
    });
    const reasons = [
      String.raw`The English text at "[^"]+" has changed\. It is now: Cancel the upgrade of a cluster`,
      String.raw`The English text at "[^"]+" has changed\. It is now: The workflow was created\.`,
      String.raw`The English text is gone \(it was at "#\/nowhere"\)\. Delete the entry\.`,
    ];
    for (const [index, reason] of reasons.entries()) {
      expect(ran.stderr).toMatch(new RegExp(`^${places[index] ?? ""}\\d+ ${reason}${mark}$`, "m"));
    }
    expect(ran.exitCode).toBe(exitCode);
    if (script === "generate") expect(ran.stdout).toContain("wrote generated/docs/zh.html\n");
  });

  it("name the place of a text that has none", async () => {
    let line = 0;
    const added = "          description: A field of its own.\n";
    const ran = await runIn("lint", (copy) => {
      const before = "          description: Name of the workflow. In no published sample.\n";
      copy.editSpec(before, added);
      edit(copy, texts, "Name of the workflow. In no published sample.", "A field of another.");
      copy.write(texts, copy.read(texts).replace("/components/schemas/Metadata/properties/name/", "/elsewhere/"));
      line = copy.specLine(added);
    });
    expect(ran.stderr).toMatch(
      new RegExp(
        String.raw`^spec/openapi\.yaml:${line}:\d+ No Chinese counterpart in spec/zh/texts\.yaml for "#/components/schemas/Metadata/properties/name/description": A field of its own\.$`,
        "m",
      ),
    );
    expect(ran.exitCode).toBe(1);
  });

  it("are asked for a scenario of the mock and a deviation too", () => {
    const { translate } = readTranslations(project);
    expect(translate("Refused: the workflow is Running.")).toBe("拒绝：流程处于 Running。");
    expect(translate("The path parameters are required")).toBe("路径参数为必选");
    expect(translate("an unwritten text")).toBe("an unwritten text");
  });

  it("refuse an entry that lacks a part", async () => {
    const ran = await runIn("lint", (copy) => {
      copy.write(texts, `${copy.read(texts)}- at: "#/info/title"\n  en: Half\n`);
    });
    expect(ran.stderr).toMatch(/^spec\/zh\/texts\.yaml:\d+:\d+ Each entry needs the texts "at", "en" and "zh"\.$/m);
    expect(ran.exitCode).toBe(1);
  });

  it("are as good however lines are broken", async () => {
    const ran = await runIn("lint", (copy) => {
      copy.write(texts, copy.read(texts).replaceAll("\n", "\r\n"));
    });
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
