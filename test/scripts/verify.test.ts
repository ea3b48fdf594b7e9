import { withProjectCopy } from "../helpers/projectCopy.js";

jest.setTimeout(120_000);

describe("npm run verify", () => {
  it("runs the gates it is asked for, counts them in its last line, and fails when one does", async () => {
    await withProjectCopy(async (copy) => {
      const passed = await copy.start("verify", ["check"]).ended;
      expect(passed).toMatchObject({ exitCode: 0, stderr: "" });
      expect(passed.stdout).toMatch(/^== check\n.*\n1 passed, 0 failed\n$/);

      copy.remove("generated/types.gen.ts");
      const failed = await copy.start("verify", ["check"]).ended;
      expect(failed.exitCode).toBe(1);
      expect(failed.stdout).toMatch(/\nFailed: check\. .*\n0 passed, 1 failed\n$/);
    });
  });

  it("counts a Jest that does not start as a failure", async () => {
    await withProjectCopy(async (copy) => {
      // The copy has no tests.
      const { exitCode, stdout } = await copy.start("verify", ["tools"]).ended;
      expect([exitCode, stdout.trim().split("\n").at(-1)]).toEqual([1, "0 passed, 1 failed"]);
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
