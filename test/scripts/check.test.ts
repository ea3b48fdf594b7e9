import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";

jest.setTimeout(60_000);

function stale(path: string): string {
  return `generated/${path} does not match the spec. Mend: npm run generate\n`;
}

async function expectFailure(copy: ProjectCopy, told: string): Promise<void> {
  const { exitCode, stdout, stderr } = await copy.start("check").ended;
  expect(stderr).toBe(told);
  expect(stdout).toBe("");
  expect(exitCode).toBe(1);
}

async function expectSuccess(copy: ProjectCopy): Promise<void> {
  const before = copy.hashes();
  const files = Object.keys(copy.hashes("generated")).length;
  const { exitCode, stdout, stderr } = await copy.start("check").ended;
  expect(stderr).toBe("");
  expect(stdout).toBe(`generated/ matches spec/openapi.yaml (${files} files)\n`);
  expect(exitCode).toBe(0);
  expect(copy.hashes()).toEqual(before);
}

describe("npm run check", () => {
  it.concurrent("names every file that an edit of the spec has made stale", async () => {
    await withProjectCopy(async (copy) => {
      copy.editSpec("  version: 1.0.0\n", "  version: 1.0.1\n");
      const before = copy.hashes();
      await expectFailure(
        copy,
        ["client.gen.ts", "openapi.json", "operations.gen.ts", "runtime.gen.ts", "types.gen.ts"].map(stale).join(""),
      );
      expect(copy.hashes()).toEqual(before);
    });
  });

  it.concurrent("names every file that was edited by hand, built docs included", async () => {
    await withProjectCopy(async (copy) => {
      const edited = [
        "client.gen.ts",
        "docs/index.html",
        "openapi.json",
        "operations.gen.ts",
        "runtime.gen.ts",
        "types.gen.ts",
      ];
      copy.write("generated/docs/index.html", "<html></html>");
      for (const path of edited) copy.write(`generated/${path}`, `${copy.read(`generated/${path}`)}\n`);
      await expectFailure(copy, edited.map(stale).join(""));
    });
  });

  it.concurrent("names every file that is missing or is too many", async () => {
    await withProjectCopy(async (copy) => {
      copy.remove("generated/types.gen.ts");
      copy.write("generated/sub/left.gen.ts", "");
      await expectFailure(
        copy,
        "generated/sub/left.gen.ts is not made from the spec. Mend: delete it\n" +
          "generated/types.gen.ts is missing. Mend: npm run generate\n",
      );
    });
  });

  it.concurrent("passes on what is there, also with CRLF line ends in the spec", async () => {
    await withProjectCopy(async (copy) => {
      await expectSuccess(copy);
      const spec = copy.read("spec/openapi.yaml");
      copy.write("spec/openapi.yaml", spec.replaceAll(/\r?\n/g, "\r\n"));
      expect(copy.read("spec/openapi.yaml").length).toBeGreaterThan(spec.length);
      await expectSuccess(copy);
    });
  });
});
