import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startNode } from "../helpers/childProcess.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { skipRedoc, withoutLabels } from "./redoclyDouble.js";

jest.setTimeout(600_000);

/** A block of CONTRIBUTING.md that is to be put before or after a line of a file. */
interface Edit {
  readonly file: string;
  readonly where: string;
  readonly line: string;
  readonly text: string;
}

const walkthrough =
  readFileSync("CONTRIBUTING.md", "utf8").split("\n## Changing the spec\n")[1]?.split("\n## ")[0] ?? "";
const edits = [...walkthrough.matchAll(/^```\w+ (\S+) (before|after) "(.*)"\n([^]*?)^```$/gm)].map(
  ([, file = "", where = "", line = "", text = ""]): Edit => ({ file, where, line, text }),
);

function perform(copy: ProjectCopy, { file, where, line, text }: Edit): void {
  const parts = copy.read(file).split(`\n${line}\n`);
  if (parts.length !== 2) throw new Error(`${file} has the line ${parts.length - 1} times: ${line}`);
  const indented = text.replaceAll(/^(?=.)/gm, /^ */.exec(line)?.[0] ?? "");
  copy.write(file, parts.join(where === "before" ? `\n${indented}${line}\n` : `\n${line}\n${indented}`));
}

interface Report {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** Runs `test/spec` of the copy. */
async function testSpec(copy: ProjectCopy, env: Readonly<Record<string, string>> = {}): Promise<Report> {
  const jest = ["node_modules/jest/bin/jest.js", "--selectProjects", "behaviour", "--testPathPatterns", "test/spec"];
  const { stdout } = await startNode([...jest, "--json", "--maxWorkers=1"], copy.root, env).ended;
  const { numPassedTests, testResults } = JSON.parse(stdout) as {
    numPassedTests: number;
    testResults: { message: string; assertionResults: { failureMessages: string[] }[] }[];
  };
  const failures = testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages),
  );
  return { passed: numPassedTests, failures };
}

it("the walkthrough of CONTRIBUTING.md leads from four edits of the spec to checks and tests that pass", async () => {
  await withProjectCopy(async (copy) => {
    for (const folder of ["test/spec", "test/helpers/loadedOnce"]) {
      cpSync(join(process.cwd(), folder), join(copy.root, folder), { recursive: true });
    }
    const ofSpec = edits.filter(({ file }) => file === "spec/openapi.yaml");
    const ofDeviations = edits.filter(({ file }) => file === "test/spec/deviations.ts");
    expect([ofSpec.length, ofDeviations.length]).toEqual([5, 1]);

    for (const edit of ofSpec) perform(copy, edit);
    const incomplete = await copy.start("lint").ended;
    const findings = incomplete.stderr.trim().split("\n");
    expect(findings.filter((finding) => !finding.includes(" No Chinese counterpart in spec/zh/texts.yaml "))).toEqual(
      [],
    );

    // One failure, with a line for each difference from the tables.
    const { failures } = await testSpec(copy);
    expect(failures).toHaveLength(1);
    const differences = failures[0]?.match(/^\s*\+\s+".+",$/gm)?.map((line) => line.trim()) ?? [];
    expect(differences).toEqual([
      expect.stringContaining("table 6, requester: added"),
      expect.stringContaining("table 9, taskType: values"),
      expect.stringContaining("/rehearsals: added"),
    ]);

    for (const edit of ofDeviations) perform(copy, edit);
    const tested = await testSpec(copy, { UPDATE_DEVIATIONS: "1" });
    expect(tested.failures).toEqual([]);
    expect(tested.passed).toBeGreaterThan(400);

    const { stdout } = await copy.start("lint").ended;
    copy.write("spec/zh/texts.yaml", copy.read("spec/zh/texts.yaml") + stdout.slice(stdout.indexOf("- at:")));
    expect(await copy.start("lint").ended).toEqual({
      exitCode: 0,
      stdout: "spec/openapi.yaml: no findings\n",
      stderr: "",
    });
    skipRedoc(copy);
    const generated = await copy.start("generate").ended;
    expect([generated.exitCode, withoutLabels(generated.stderr)]).toEqual([0, ""]);
    expect(await copy.start("check").ended).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
