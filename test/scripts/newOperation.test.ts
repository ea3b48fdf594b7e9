import { isMap, parseDocument, visit } from "yaml";
import { type Ended, startNode } from "../helpers/childProcess.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { skipRedoc } from "./redoclyDouble.js";

jest.setTimeout(240_000);

const summary = "List the rehearsals of an upgrade";
const description = "Lists what was *rehearsed* before an upgrade.\n\nA rehearsal changes nothing.";
const summaryWithPeriod = "Start a rehearsal.";
const parameterText = "Only rehearsals of this kind.";
const fieldText = "Who asked for the workflow.";
const meaning = (value: string) => `A value of the spec of tomorrow, ${value}.`;

const errorResponses = Object.fromEntries(
  Object.entries({
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    429: "TooManyRequests",
    500: "InternalServerError",
    502: "BadGateway",
    503: "ServiceUnavailable",
    504: "GatewayTimeout",
  }).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
);

const rehearsals = {
  parameters: [{ $ref: "#/components/parameters/project_id" }],
  get: {
    operationId: "listRehearsals",
    tags: ["Cancel"],
    summary,
    description,
    externalDocs: { url: "https://example.com/rehearsals" },
    "x-cce-source": "Nowhere",
    "x-cce-retry": { unprocessed: true, unknown: true },
    parameters: [
      {
        name: "kind",
        in: "query",
        description: parameterText,
        required: true,
        schema: {
          type: "string",
          enum: ["dry", "full"],
          "x-enumDescriptions": { dry: "Nothing changes.", full: "On a copy." },
        },
        example: "dry",
      },
      { name: "limit", in: "query", description: "How many.", schema: { type: "integer" }, example: 10 },
    ],
    responses: {
      "200": {
        description: "The rehearsals.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/RehearsalList" } } },
      },
      ...errorResponses,
    },
  },
};

const { externalDocs, "x-cce-source": source, "x-cce-retry": retry, tags } = rehearsals.get;

const rehearsalStart = {
  post: {
    operationId: "startRehearsal",
    tags,
    summary: summaryWithPeriod,
    description: "Starts a rehearsal.",
    externalDocs,
    "x-cce-source": source,
    "x-cce-retry": retry,
    responses: { "204": { description: "It runs." }, ...errorResponses },
  },
};

const rehearsalList = {
  type: "object",
  description: "Rehearsals.",
  "x-cce-source": "Nowhere",
  required: ["items"],
  properties: {
    items: {
      type: "array",
      description: "The rehearsals.",
      items: { type: "string", description: "A name.", example: "first" },
      example: ["first", "second"],
    },
  },
};

/** Adds a value to every explained enum, a field, and operations. */
function growSpec(copy: ProjectCopy): { added: string[]; taskValue: string } {
  const spec = parseDocument(copy.read("spec/openapi.yaml"));
  const added: string[] = [];
  visit(spec, {
    Map: (_key, map) => {
      const explanations = map.get("x-enumDescriptions");
      if (!isMap(explanations)) return;
      const value = `Tomorrow${added.length}`;
      map.addIn(["enum"], value);
      explanations.set(value, meaning(value));
      added.push(value);
    },
  });
  spec.setIn(["paths", "/api/v3/projects/{project_id}/rehearsals"], spec.createNode(rehearsals));
  spec.setIn(["paths", "/rehearsals"], spec.createNode(rehearsalStart));
  spec.setIn(["components", "schemas", "RehearsalList"], spec.createNode(rehearsalList));
  spec.setIn(
    ["components", "schemas", "Metadata", "properties", "requester"],
    spec.createNode({ type: "string", description: fieldText, example: "alice" }),
  );
  copy.write("spec/openapi.yaml", String(spec));
  const tasks = (spec.toJSON() as { components: { schemas: { TaskType: { enum: string[] } } } }).components.schemas;
  return { added, taskValue: tasks.TaskType.enum.at(-1) ?? "" };
}

const consumer = `
import { createCceClient, type CceClient, type KnownTaskType, type ListRehearsalsParams, type Metadata, type RehearsalList, type TaskType } from "./src/index.js";

const client: CceClient = createCceClient({ endpoint: "http://127.0.0.1:1", credentials: { token: "a-token" }, projectId: "p" });
const list: RehearsalList = await client.listRehearsals({ kind: "dry" });
const names: string[] = list.items;
const params: ListRehearsalsParams = { kind: "full", limit: 3, project_id: "other" };
const { data } = await client.listRehearsals(params, { timeoutMs: 5 }).withResponse();
const more: string[] = data.items;
const task: TaskType = "TASK_VALUE";
const metadata: Metadata = { requester: "alice" };
const requester: string | undefined = metadata.requester;
export { names, more, task, requester };

// @ts-expect-error The parameter is required.
await client.listRehearsals({});
// @ts-expect-error So there has to be an argument.
await client.listRehearsals();
// @ts-expect-error Not a value of the parameter.
await client.listRehearsals({ kind: "half" });
// @ts-expect-error Not a number.
await client.listRehearsals({ kind: "dry", limit: "3" });
// @ts-expect-error Not a parameter.
await client.listRehearsals({ kind: "dry", offset: 3 });
// @ts-expect-error The operation takes no body.
await client.listRehearsals({ kind: "dry", body: {} });
// @ts-expect-error Not a field of the response.
list.count;
// @ts-expect-error Not a documented task.
export const unknownTask: KnownTaskType = "Yesterday";
// A value that the service may have added.
export const newTask: TaskType = "Tomorrow";
// @ts-expect-error Not the type of the field.
export const unknownField: Metadata = { requester: 3 };
`;

/** Type-checks a consumer together with everything that could break by the growth. */
async function typeCheck(copy: ProjectCopy, taskValue: string): Promise<string> {
  copy.write("consumer.ts", consumer.replace("TASK_VALUE", taskValue));
  const config = {
    extends: "./tsconfig.json",
    compilerOptions: { types: ["node"] },
    include: ["src", "generated", "scripts", "consumer.ts"],
  };
  copy.write("tsconfig.consumer.json", JSON.stringify(config));
  const { stdout, stderr } = await startNode(
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.consumer.json"],
    copy.root,
  ).ended;
  return stdout + stderr;
}

const caller = `
import { createCceClient } from "./src/index.js";

const client = createCceClient({ endpoint: process.env["MOCK"], credentials: { token: "a-token" }, projectId: "p" });
console.log(JSON.stringify(await client.listRehearsals({ kind: "dry", limit: 2 })));
await client.listRehearsals({ kind: "half" } as never).catch((error: Error) => console.log(error.message));
`;

interface Served {
  readonly called: string;
  readonly fetched: { readonly status: number; readonly body: unknown };
  readonly refused: number;
}

/** Calls the new route of the copy's mock, through the copy's client and without. */
async function callMock(copy: ProjectCopy): Promise<Served> {
  const mock = copy.start("mock", ["--port", "0"]);
  const [, url = ""] = await mock.printed(/The mock listens on (http:\S+)\./);
  copy.write("caller.ts", caller);
  const calling = startNode(["--import", "tsx", "caller.ts"], copy.root, { MOCK: url }).ended;
  const route = `${url}/api/v3/projects/p/rehearsals`;
  const headers = { "x-auth-token": "a-token" };
  const response = await fetch(`${route}?kind=full`, { headers });
  const refused = await fetch(route, { headers });
  const { stdout, stderr } = await calling;
  return {
    called: stdout + stderr,
    fetched: { status: response.status, body: await response.json() },
    refused: refused.status,
  };
}

describe("an operation, a field and enum values added to the spec", () => {
  let added: readonly string[];
  let taskValue: string;
  let generated: Ended;
  let linted: Ended;
  let changed: readonly string[];
  let periodLine: number;
  let complaints: string;
  let served: Served;
  let client: string;
  let types: string;
  let docs: string;

  beforeAll(async () => {
    await withProjectCopy(async (copy) => {
      skipRedoc(copy);
      const before = copy.hashes();
      ({ added, taskValue } = growSpec(copy));
      periodLine = copy.specLine(`summary: ${summaryWithPeriod}`);
      [generated, linted] = await Promise.all([copy.start("generate").ended, copy.start("lint").ended]);
      const after = copy.hashes();
      changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (path) => before[path] !== after[path],
      );
      client = copy.read("generated/client.gen.ts");
      types = copy.read("generated/types.gen.ts");
      docs = copy.read("generated/docs/index.html");
      [complaints, served] = await Promise.all([typeCheck(copy, taskValue), callMock(copy)]);
    });
  });

  it("change nothing but the spec and what is generated", () => {
    expect(generated.exitCode).toBe(0);
    expect(changed.filter((path) => !path.startsWith("generated/docs/")).sort()).toEqual([
      "generated/client.gen.ts",
      "generated/openapi.json",
      "generated/operations.gen.ts",
      "generated/runtime.gen.ts",
      "generated/types.gen.ts",
      "spec/openapi.yaml",
    ]);
  });

  it("are in the types: right uses compile, wrong ones do not, and no source of the project breaks", () => {
    expect(added).toContain(taskValue);
    expect(complaints).toBe("");
  });

  it("are served by the mock: to the client, and to anybody", () => {
    const rehearsals = { items: ["first", "second"] };
    expect(served.fetched).toEqual({ status: 200, body: rehearsals });
    expect(served.refused).toBe(400);
    expect(served.called).toMatch(/^\{.*\}\n.*listRehearsals.*\n$/);
    expect(JSON.parse(served.called.split("\n")[0] ?? "")).toEqual(rehearsals);
  });

  it("have the text of the spec in their doc comments", () => {
    expect(client).toContain(`  /**
   * ${summary}.
   *
   * Lists what was *rehearsed* before an upgrade.
   *
   * A rehearsal changes nothing.
   *
   * See https://example.com/rehearsals
   */
  listRehearsals(params: ListRehearsalsParams): components["schemas"]["RehearsalList"];
`);
    expect(client).toContain(`  /** ${parameterText} */\n  kind: `);
    expect(types).toContain(`@description ${fieldText}`);
    for (const value of added) expect(types).toContain(`- \`${value}\`: ${meaning(value)}`);
  });

  it("are in the docs with their texts", () => {
    expect(added.length).toBeGreaterThan(2);
    for (const text of [summary, parameterText, fieldText, ...added.map(meaning)]) expect(docs).toContain(text);
  });

  it("may break a rule of style: generate only mentions it, lint fails and names the place", () => {
    expect(generated.stderr).toMatch(/^Findings of the linter: \d+\. Run: npm run lint\n$/m);
    expect(linted.exitCode).toBe(1);
    const finding = new RegExp(`^spec/openapi\\.yaml:${periodLine}:\\d+ .*\\[rule/summary-no-period\\]$`, "m");
    expect(linted.stderr).toMatch(finding);
    expect(client).toContain("  startRehearsal(params?: StartRehearsalParams): undefined;\n");
  });
});
