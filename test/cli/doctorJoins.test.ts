import { join } from "node:path";
import { parseDocument } from "yaml";
import { bundleCli } from "../../scripts/pipeline/bundle.js";
import { startNode } from "../helpers/childProcess.js";
import { withProjectCopy } from "../helpers/projectCopy.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { ids, userOf } from "./support.js";

jest.setTimeout(120_000);

afterEach(closeServers);

const json = (schema: object) => ({ description: "Done.", content: { "application/json": { schema } } });

function read(operationId: string, schema: object, parameters: object[] = []) {
  return {
    operationId,
    tags: ["Look"],
    summary: "Read something",
    description: "Reads something.",
    externalDocs: { url: "https://example.com/read" },
    "x-cce-source": "Nowhere",
    "x-cce-retry": { unprocessed: true, unknown: true },
    "x-cce-iam-actions": [`cce:test:${operationId}`],
    parameters,
    responses: { "200": json(schema), "400": { $ref: "#/components/responses/BadRequest" } },
  };
}

const parameter = (place: string, name: string) => ({
  name,
  in: place,
  required: true,
  description: "Something.",
  schema: { type: "string", minLength: 1 },
  example: "x",
});

it("reads that are added to the contract join: lists, what is in them, and what cannot be known is named", async () => {
  await withProjectCopy(async (copy) => {
    const spec = parseDocument(copy.read("spec/openapi.yaml"));
    const base = "/api/v3/projects/{project_id}/clusters/{cluster_id}";
    const shared = ["project_id", "cluster_id"].map((name) => ({ $ref: `#/components/parameters/${name}` }));
    const text = { type: "string", description: "A text.", nullable: true, example: "x" };
    const pool = {
      type: "object",
      description: "A pool.",
      required: ["size", "secret"],
      properties: {
        name: text,
        size: { type: "integer", description: "A size.", example: 1 },
        secret: { ...text, writeOnly: true },
      },
    };
    const list = { type: "object", description: "Pools." };
    const grown = { allOf: [{ $ref: "#/components/schemas/UpgradeWorkFlow" }, pool], description: "Both." };
    const paths = {
      [`${base}/pools`]: { parameters: shared, get: read("listPools", list) },
      [`${base}/pools/{pool_id}`]: {
        parameters: [...shared, parameter("path", "pool_id")],
        get: read("showPool", grown),
      },
      [`${base}/prices`]: { parameters: shared, get: read("listPrices", list, [parameter("query", "currency")]) },
    };
    for (const [path, item] of Object.entries(paths)) spec.setIn(["paths", path], spec.createNode(item));
    copy.write("spec/openapi.yaml", String(spec));
    const generated = await copy.start("generate").ended;
    expect(generated).toMatchObject({ exitCode: 0 });
    const binary = join(copy.root, "dist", "cli.js");
    await bundleCli(copy.root, binary);

    const { url, requests } = await startServer((request, response) => {
      const path = request.url ?? "";
      const one = { kind: "WorkFlowTask", metadata: { uid: "id-1" }, name: null, extra: 1 };
      answer(response, 200, JSON.stringify(path.endsWith("s") ? { items: [one] } : one));
    });
    const env = { ...userOf(url), HOME: copy.root };
    const { stdout } = await startNode([binary, "doctor", "--cluster", ids.cluster, "--json"], copy.root, env).ended;
    const { checks, differences } = JSON.parse(stdout) as {
      readonly checks: readonly { check: string; message: string }[];
      readonly differences: readonly object[];
    };
    const sent = requests.map(({ method, path }) => `${method} ${path.split(ids.cluster)[1] ?? path}`);
    expect(sent[0]).toBe("GET /");
    expect(sent.filter((line) => /pools|upgradeworkflows/.test(line))).toEqual([
      "GET /operation/upgradeworkflows",
      "GET /pools",
      "GET /operation/upgradeworkflows/id-1",
      "GET /pools/id-1",
    ]);
    const messages = checks.map(({ message }) => message);
    expect(messages).toContain("listPrices: not sent, as its currency is not known here");
    expect(messages.join("\n")).toContain("cce:test:listPools, cce:test:showPool: granted");
    const found = differences.filter((each) => "operation" in each && each.operation === "showPool");
    expect(found).toEqual([
      expect.objectContaining({ kind: "otherForm", field: "(the body)" }),
      expect.objectContaining({ kind: "undocumentedField", field: "extra" }),
    ]);
  });
});
