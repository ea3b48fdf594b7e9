import { withProjectCopy } from "../helpers/projectCopy.js";

jest.setTimeout(120_000);

describe("npm run verify", () => {
  it("runs the gates it is asked for, prints the output of each in one piece, and fails when one does", async () => {
    await withProjectCopy(async (copy) => {
      const passed = await copy.start("verify", ["check"]).ended;
      expect(passed).toMatchObject({ exitCode: 0, stderr: "" });
      expect(passed.stdout).toMatch(/^== check\n.*\n1 passed, 0 failed\n$/);

      // The copy has no tests: Jest does not start, and the program of the gate "api" is missing.
      const failed = await copy.start("verify", ["api", "tools", "check"]).ended;
      expect(failed.exitCode).toBe(1);
      expect(failed.stdout).toMatch(/^== tools\n/);
      expect(failed.stdout).toMatch(/^== check\ngenerated\/ matches spec\/openapi\.yaml .*\n(?=== api|Failed: )/m);
      expect(failed.stdout).toMatch(/^== api\n(?:(?!== ).*\n)*.*test\/api\/run\.ts/m);
      expect(failed.stdout).toMatch(/\nFailed: tools api\. .*\n1 passed, 2 failed\n$/);
    });
  });

  it("lists the gates when there is none of that name", async () => {
    await withProjectCopy(async (copy) => {
      const { exitCode, stdout, stderr } = await copy.start("verify", ["nonsense"]).ended;
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(
        /^There is no gate "nonsense"\.\nUsage: npm run verify -- \[gate\.\.\.\]\nGates, .*: test tools check /,
      );
    });
  });
});
