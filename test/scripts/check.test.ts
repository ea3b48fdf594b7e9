import { withProjectCopy } from "../helpers/projectCopy.js";

jest.setTimeout(60_000);

const sources = ["client.gen.ts", "openapi.json", "operations.gen.ts", "runtime.gen.ts", "types.gen.ts"];

function stale(path: string): string {
  return `generated/${path} does not match the spec. Run: npm run generate\n`;
}

describe("npm run check", () => {
  it.concurrent(
    "passes with CRLF line ends in the spec, and names every file that an edit has made stale",
    async () => {
      await withProjectCopy(async (copy) => {
        const spec = copy.read("spec/openapi.yaml");
        const withCrlf = spec.replaceAll(/\r?\n/g, "\r\n");
        expect(withCrlf.length).toBeGreaterThan(spec.length);
        copy.write("spec/openapi.yaml", withCrlf);
        let before = copy.hashes();
        expect(await copy.start("check").ended).toEqual({
          exitCode: 0,
          stdout: `generated/ matches spec/openapi.yaml (${sources.length} files)\n`,
          stderr: "",
        });
        expect(copy.hashes()).toEqual(before);

        copy.editSpec("  version: 1.0.0\r\n", "  version: 1.0.1\r\n");
        before = copy.hashes();
        expect(await copy.start("check").ended).toEqual({
          exitCode: 1,
          stdout: "",
          stderr: sources.map(stale).join(""),
        });
        expect(copy.hashes()).toEqual(before);
      });
    },
  );

  it.concurrent(
    "names every file that was edited by hand, is missing or is not from the spec, built docs included",
    async () => {
      await withProjectCopy(async (copy) => {
        const edited = ["client.gen.ts", "docs/index.html", "openapi.json", "operations.gen.ts", "runtime.gen.ts"];
        copy.write("generated/docs/index.html", "<html></html>");
        for (const path of edited) copy.write(`generated/${path}`, `${copy.read(`generated/${path}`)}\n`);
        copy.remove("generated/types.gen.ts");
        copy.write("generated/sub/left.gen.ts", "");
        expect(await copy.start("check").ended).toEqual({
          exitCode: 1,
          stdout: "",
          stderr: [
            ...edited.map(stale),
            "generated/sub/left.gen.ts is not made from the spec. Delete it.\n",
            "generated/types.gen.ts is missing. Run: npm run generate\n",
          ].join(""),
        });
      });
    },
  );
});
