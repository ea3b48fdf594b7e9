import { withProjectCopy } from "../helpers/projectCopy.js";
import { replaceRedocly, skipRedoc } from "./redoclyDouble.js";

jest.setTimeout(240_000);

const version = "  version: 1.0.0\n";

describe("npm run dev", () => {
  it.concurrent(
    "writes again at a change, outlives an invalid spec with the last good output, and ends on SIGTERM",
    async () => {
      await withProjectCopy(async (copy) => {
        skipRedoc(copy);
        const dev = copy.start("dev");
        await dev.printed(/^types and client: nothing changed \(\d+ ms\)$/m);
        await dev.printed(/^generated\/docs\/index\.html.* \(\d+ ms\)$/m);

        let seen = dev.printedSoFar();
        copy.addPath(`  /things:
    get:
      operationId: readThings
      tags: [Cancel]
      summary: Read things.
      description: The first words.
      externalDocs: { url: https://example.com }
      x-cce-source: Nowhere
      x-cce-retry: { unprocessed: true, unknown: true }
      responses:
        "200": { description: Things. }
        "400": { $ref: "#/components/responses/BadRequest" }
`);
        const sources = ["types.gen.ts", "client.gen.ts", "operations.gen.ts", "runtime.gen.ts", "openapi.json"]
          .map((path) => `generated/${path}`)
          .join(", ");
        const written = new RegExp(`^${sources.replaceAll(".", "\\.")} \\(\\d+ ms\\)$`, "m");
        await dev.printed(written, seen);
        expect(copy.read("generated/operations.gen.ts")).toContain("The first words.");
        expect(copy.read("generated/client.gen.ts")).toContain("The first words.");
        const place = `spec/openapi\\.yaml:${copy.specLine("Read things.")}:\\d+`;
        await dev.printed(new RegExp(`^${place} .*\\[rule/summary-no-period\\]$`, "m"), seen);
        await dev.printed(/^generated\/docs\/index\.html.* \(\d+ ms\)$/m, seen);

        const lastGood = copy.hashes("generated");
        const breaks: readonly [from: string, to: string, broken: string, reason: string][] = [
          ["The first words.", "The: second: words.", "The: second: words.", "Nested mappings are not allowed"],
          ["The: second: words.", "[ text ]", "description: [ text ]", "Expected type `string` but got `array`"],
          [
            "description: [ text ]",
            "description: The third words.\n      parameters: [{ name: a, in: query, schema: { type: integer }, example: x }]",
            "parameters: [{ name: a",
            "Example value must conform to the schema: type must be integer",
          ],
        ];
        for (const [from, to, broken, reason] of breaks) {
          seen = dev.printedSoFar();
          copy.editSpec(from, to);
          await dev.printed(new RegExp(`^spec/openapi\\.yaml:${copy.specLine(broken)}:\\d+ ${reason}`, "m"), seen);
          const [, between] = await dev.printed(
            /^([^]*)Kept the last good output; waiting for the next change\.$/m,
            seen,
          );
          expect(between).not.toContain("    at ");
          expect(copy.hashes("generated")).toEqual(lastGood);
        }

        seen = dev.printedSoFar();
        copy.editSpec("example: x }]", "example: 3 }]");
        await dev.printed(written, seen);
        expect(copy.read("generated/operations.gen.ts")).toContain("The third words.");

        dev.signal("SIGTERM");
        expect((await dev.ended).exitCode).toBe(0);
        expect(Object.keys(copy.hashes("generated")).filter((path) => path.endsWith(".tmp"))).toEqual([]);
      });
    },
  );

  it.concurrent("writes types and client at a change while linter and docs are not done", async () => {
    await withProjectCopy(async (copy) => {
      replaceRedocly(copy, "setInterval(() => {}, 60_000);");
      const dev = copy.start("dev");
      await dev.printed(/^types and client: nothing changed/m);
      copy.editSpec(version, "  version: 1.0.1\n");
      await dev.printed(/^generated\/types\.gen\.ts, .* \(\d+ ms\)$/m);
      dev.pressCtrlC();
      expect(await dev.ended).toMatchObject({ exitCode: 0, stderr: "" });
    });
  });

  it.concurrent("ends on Ctrl-C in the middle of its work, and takes that for no failure", async () => {
    await withProjectCopy(async (copy) => {
      copy.editSpec(version, "  version: 1.0.1\n");
      const dev = copy.start("dev");
      await dev.printed(/^generated\/types\.gen\.ts, .* \(\d+ ms\)$/m);
      dev.pressCtrlC();
      const { exitCode, stderr } = await dev.ended;
      expect(stderr).toBe("");
      expect(exitCode).toBe(0);
    });
  });
});
