import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentTexts } from "../../scripts/pipeline/docs/texts.js";
import { applyOverlay, overlayOf, readTranslations } from "../../scripts/pipeline/docs/translations.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { readSpec } from "../../scripts/pipeline/spec.js";
import type { ProjectCopy } from "../helpers/projectCopy.js";
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
    const spec = await readSpec(project);
    const { problemsOf, translate } = readTranslations(project);
    expect(problemsOf(spec)).toEqual([]);
    for (const { text } of documentTexts(spec.document)) expect(translate(text)).toMatch(/\p{Script=Han}/u);
  });

  it("give the same document whether the scripts or Redocly apply their overlay", async () => {
    const spec = await readSpec(project);
    const overlay = overlayOf(spec.document, readTranslations(project));
    const folder = mkdtempSync(join(tmpdir(), "cce-overlay-"));
    try {
      writeFileSync(join(folder, "openapi.json"), JSON.stringify(spec.document));
      writeFileSync(join(folder, "zh.json"), JSON.stringify(overlay));
      const redocly = join(process.cwd(), "node_modules", "@redocly", "cli", "bin", "cli.js");
      const args = ["bundle", "openapi.json", "--overlay", "zh.json", "--output", "bundled.json"];
      execFileSync(process.execPath, [redocly, ...args], {
        cwd: folder,
        stdio: "ignore",
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      });
      const bundled: unknown = JSON.parse(readFileSync(join(folder, "bundled.json"), "utf8"));
      expect(applyOverlay(spec.document, overlay)).toEqual(bundled);
      expect(overlay.actions.length).toBeGreaterThan(100);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    { script: "check", exitCode: 1, mark: "" },
    { script: "lint", exitCode: 1, mark: "" },
    { script: "generate", exitCode: 0, mark: " \\(Chinese docs\\)" },
  ])("npm run $script tells which are outdated, with file and line", async ({ script, exitCode, mark }) => {
    let places: string[] = [];
    const told = await runIn(script, (copy) => {
      places = outdate(copy);
    });
    const reasons = [
      String.raw`The English text at "[^"]+" has changed\. It is now: Cancel the upgrade of a cluster`,
      String.raw`The English text at "[^"]+" has changed\. It is now: The workflow was created\.`,
      String.raw`There is no such English text any more \(it was at "#\/nowhere"\)\. Delete the entry\.`,
    ];
    for (const [index, reason] of reasons.entries()) {
      expect(told.stderr).toMatch(new RegExp(`^${places[index] ?? ""}\\d+ ${reason}${mark}$`, "m"));
    }
    expect(told.exitCode).toBe(exitCode);
    if (script === "generate") expect(told.stdout).toContain("wrote generated/docs/zh.html\n");
  });

  it("name the place of a text that has none", async () => {
    let line = 0;
    const added = "          description: A field of its own.\n";
    const told = await runIn("lint", (copy) => {
      const before = "          description: Name of the workflow. In no published sample.\n";
      copy.editSpec(before, added);
      edit(copy, texts, "Name of the workflow. In no published sample.", "A field of another.");
      copy.write(texts, copy.read(texts).replace("/components/schemas/Metadata/properties/name/", "/elsewhere/"));
      line = copy.specLine(added);
    });
    expect(told.stderr).toMatch(
      new RegExp(
        String.raw`^spec/openapi\.yaml:${line}:\d+ No Chinese counterpart in spec/zh/texts\.yaml for "#/components/schemas/Metadata/properties/name/description": A field of its own\.$`,
        "m",
      ),
    );
    expect(told.exitCode).toBe(1);
  });

  it("are asked for a scenario of the mock and a deviation too", () => {
    const { translate } = readTranslations(project);
    expect(translate("Refused: the workflow is Running.")).toBe("拒绝：流程处于 Running。");
    expect(translate("The path parameters are required")).toBe("路径参数为必选");
    expect(translate("a text nobody has written")).toBe("a text nobody has written");
  });

  it("refuse an entry that lacks a part", async () => {
    const told = await runIn("lint", (copy) => {
      copy.write(texts, `${copy.read(texts)}- at: "#/info/title"\n  en: Half\n`);
    });
    expect(told.stderr).toMatch(/^spec\/zh\/texts\.yaml:\d+:\d+ Each entry needs the texts "at", "en" and "zh"\.$/m);
    expect(told.exitCode).toBe(1);
  });

  it("are as good however lines are broken", async () => {
    const told = await runIn("lint", (copy) => {
      copy.write(texts, copy.read(texts).replaceAll("\n", "\r\n"));
    });
    expect(told).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
