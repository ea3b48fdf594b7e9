import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type Call, callOf, codeFor } from "../../scripts/pipeline/docs/code.js";
import { explorerDocument } from "../../scripts/pipeline/explorer/explorer.js";
import { type OpenApiDocument, operationsOf, type Spec } from "../../scripts/pipeline/openapi.js";
import { readOwnSpec } from "../helpers/specs.js";

const call: Call = {
  operationId: "fillPond",
  method: "put",
  path: "/projects/{project_id}/ponds/{pond_id}/fill",
  endpoint: { value: "http://127.0.0.1:1" },
  parameters: [
    { name: "project_id", in: "path", from: { variable: "CCE_PROJECT_ID" } },
    { name: "pond_id", in: "path", from: { value: "it's" } },
    { name: "depth", in: "query", from: { value: 3 } },
    { name: "X-Frog", in: "header", from: { value: "green" } },
  ],
  body: { reason: 'over "here"' },
  bodyType: "Pond",
};

const sourceOf = (lang: string) => codeFor(call).find((code) => code.lang === lang)?.source ?? "";

let spec: Spec;

beforeAll(async () => {
  spec = await readOwnSpec();
});

describe("a call as code", () => {
  it.each([
    ["TypeScript", 'endpoint: "http://127.0.0.1:1",'],
    ["TypeScript", 'project_id: process.env["CCE_PROJECT_ID"] ?? "",'],
    ["TypeScript", 'pond_id: "it\'s",'],
    ["TypeScript", "depth: 3,"],
    ["Java", 'new FillPondRequest()\n                .withPondId("it\'s")\n                .withDepth("3")'],
    ["Java", String.raw`JsonUtils.toObject("{\"reason\":\"over \\\"here\\\"\"}", Pond.class)`],
    ["Java", '.withProjectId(System.getenv("CCE_PROJECT_ID"))'],
    ["Python", 'pond_id="it\'s",'],
    ["Python", "client.fill_pond(request)"],
    ["Go", 'PondId: "it\'s",'],
    ["Go", "body := &model.Pond{}"],
    ["Go", "client.FillPond(&model.FillPondRequest{"],
  ])("has the values in %s: %s", (lang, part) => {
    expect(sourceOf(lang)).toContain(part);
  });

  it("as a shell command quotes values and leaves variables to the shell", () => {
    expect(sourceOf("Shell")).toBe(
      [
        "curl --silent --show-error --fail-with-body --request PUT",
        String.raw`'http://127.0.0.1:1/projects/'"$CCE_PROJECT_ID"'/ponds/it'\''s/fill?depth=3'`,
        '--header "X-Auth-Token: $CCE_TOKEN"',
        "--header 'X-Frog: green'",
        "--header 'Content-Type: application/json'",
        `--data '{"reason":"over \\"here\\""}'`,
      ].join(" \\\n  ") + "\n",
    );
  });

  it("compiles against the client for every operation", () => {
    const folder = mkdtempSync(join(process.cwd(), "spec", "samples", ".code-"));
    try {
      const files = operationsOf(spec.document).map((placed, index) => {
        const file = join(folder, `${index}.ts`);
        writeFileSync(file, codeFor(callOf(spec.document, placed))[0]?.source ?? "");
        return file;
      });
      const { config } = ts.readConfigFile(join(process.cwd(), "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
        config: { compilerOptions: object };
      };
      const { options } = ts.convertCompilerOptionsFromJson(
        {
          ...config.compilerOptions,
          paths: { "cce-upgrade-workflow": ["./src/index.ts"] },
          noEmit: true,
          incremental: false,
        },
        process.cwd(),
      );
      const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
      expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the document of the explorer", () => {
  it("has the mock first, no credentials, and choices for each operation", () => {
    const explorer = explorerDocument(spec.document) as OpenApiDocument;
    expect(explorer.servers?.[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect([explorer.security, explorer.components?.securitySchemes]).toEqual([[], {}]);
    for (const { operation, parameters } of operationsOf(explorer)) {
      expect(operation.security).toEqual([]);
      const prefer = parameters.find(({ name }) => name === "Prefer");
      expect(Object.values(prefer?.examples ?? {})).toContainEqual({
        summary: "code=429, example=throttled",
        value: "code=429, example=throttled",
      });
      const workflow = parameters.find(({ name }) => name === "upgrade_workflow_id");
      if (workflow) expect(workflow.examples).toHaveProperty("workflowRunning");
    }
  });
});
