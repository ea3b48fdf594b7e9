import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { startNode } from "../helpers/childProcess.js";

jest.setTimeout(60_000);

const path = join(process.cwd(), "spec", "openapi.yaml");
const spec = parse(readFileSync(path, "utf8")) as {
  components: { schemas: object; securitySchemes: Record<string, { name: string; description: string }> };
};

/** Every reference of the spec. */
function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : references(inner),
  );
}

describe("the spec", () => {
  let read: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    const { exitCode, stdout, stderr } = await startNode(
      ["--import", "tsx", "test/scripts/otherParsers.ts", path],
      process.cwd(),
    ).ended;
    if (exitCode !== 0) throw new Error(stderr);
    read = JSON.parse(stdout) as typeof read;
  });

  it("is read by the parser of hey-api, which makes a schema of each file that is referred to", () => {
    expect(read["hey-api"]).toEqual({ schemas: Object.keys(spec.components.schemas) });
  });

  it("is valid for the parser of Scalar, which follows no reference to a file", () => {
    expect(read["Scalar"]).toEqual({ valid: true, errors: [] });
  });

  it("is valid by the JSON Schema of OpenAPI", () => {
    expect(read["JSON Schema of OpenAPI"]).toEqual({ valid: true });
  });

  it("is one file", () => {
    const all = references(spec);
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((reference) => !reference.startsWith("#/"))).toEqual([]);
  });

  it("says how a generated client sends a token in the header of a token only", () => {
    const schemes = spec.components.securitySchemes;
    const [, code = ""] = /`auth: (.+)`/.exec(schemes["Token"]?.description ?? "") ?? [];
    const auth = runInNewContext(code, { token: "a-token" }) as (scheme: { name: string }) => string | undefined;
    const sent = Object.values(schemes).filter((scheme) => auth(scheme) === "a-token");
    expect(sent.map(({ name }) => name)).toEqual(["X-Auth-Token"]);
  });
});
