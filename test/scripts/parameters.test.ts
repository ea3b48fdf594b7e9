import { parseDocument } from "yaml";
import { operationRefusals } from "../../scripts/pipeline/operationRefusals.js";
import type { OpenApiDocument } from "../../scripts/pipeline/openapi.js";
import { type Ended, startNode } from "../helpers/childProcess.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { skipRedoc } from "./redoclyDouble.js";
import { answer, closeServers, type SeenRequest, startServer } from "../helpers/server.js";

jest.setTimeout(180_000);

type Fields = Readonly<Record<string, unknown>>;

const text = { type: "string" };
const texts = { type: "array", items: text };
const colours = { type: "object", properties: { R: { type: "integer" }, G: { type: "integer" } } };
const anyColours = { type: "object", additionalProperties: { type: "integer" } };

const inPath = (schema: Fields, more: Fields = {}) => ({ name: "a", in: "path", required: true, schema, ...more });
const inHeader = (schema: Fields, more: Fields = {}) => ({ name: "X-A", in: "header", schema, ...more });
const inQuery = (schema: Fields, more: Fields = {}) => ({ name: "a", in: "query", schema, ...more });

/** A parameter of an operation, what a call gives, and what OpenAPI 3.0 says of the request. */
interface Row {
  readonly what: string;
  readonly parameters: readonly Fields[];
  readonly params: Fields;
  /** What follows the path of the row. */
  readonly sent: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const row = (
  what: string,
  parameter: Fields,
  value: unknown,
  sent: string,
  headers?: Readonly<Record<string, string | undefined>>,
): Row => ({
  what,
  parameters: [parameter],
  params: { [String(parameter["name"])]: value },
  sent,
  ...(headers && { headers }),
});

const rows: readonly Row[] = [
  row("a number in the path", inPath({ type: "integer" }), 7, "/7"),
  row("a fraction in the path", inPath({ type: "number" }), -1.5, "/-1.5"),
  row("a boolean in the path", inPath({ type: "boolean" }), false, "/false"),
  row("a list in the path", inPath(texts), ["blue", "a b,c", "ü"], "/blue,a%20b%2Cc,%C3%BC"),
  row("an exploded list in the path", inPath(texts, { explode: true }), ["blue", "black"], "/blue,black"),
  row("a list of one in the path", inPath({ type: "array", items: { type: "integer" } }), [7], "/7"),
  row("a number in a header", inHeader({ type: "integer" }), 0, "", { "x-a": "0" }),
  row("a boolean in a header", inHeader({ type: "boolean" }), true, "", { "x-a": "true" }),
  row("a list in a header", inHeader(texts), ["blue", "a b", "%2C"], "", { "x-a": "blue,a b,%2C" }),
  row("an empty list in a header", inHeader(texts), [], "", { "x-a": undefined }),
  row("one value in a query", inQuery(text), "a b&c=ü+", "?a=a%20b%26c%3D%C3%BC%2B"),
  row("an empty text in a query", inQuery(text), "", "?a="),
  row("form of a list", inQuery(texts), ["blue", "black"], "?a=blue&a=black"),
  row("form of a list, not exploded", inQuery(texts, { explode: false }), ["blue", "a,b"], "?a=blue,a%2Cb"),
  row("form of one of text and list", inQuery({ oneOf: [text, texts] }, { explode: false }), "blue", "?a=blue"),
  row("form of an object", inQuery(colours), { R: 100, G: 200 }, "?R=100&G=200"),
  row("form of an object with other fields", inQuery(anyColours), { "r&g": 1, b: 2 }, "?r%26g=1&b=2"),
  row("form of an object, not exploded", inQuery(colours, { explode: false }), { R: 100, G: 200 }, "?a=R,100,G,200"),
  row("pipes", inQuery(texts, { style: "pipeDelimited" }), ["blue", "a b"], "?a=blue%7Ca%20b"),
  row("spaces", inQuery(texts, { style: "spaceDelimited", explode: false }), ["blue", "a|b"], "?a=blue%20a%7Cb"),
  row("pipes in an object", inQuery(colours, { style: "pipeDelimited" }), { R: 100, G: 200 }, "?a=R%7C100%7CG%7C200"),
  row(
    "a flat deepObject",
    inQuery(anyColours, { name: "a&", style: "deepObject", explode: true }),
    { R: 100, "g b": 200 },
    "?a%26%5BR%5D=100&a%26%5Bg%20b%5D=200",
  ),
  row("members that are undefined", inQuery(texts), ["blue", undefined, "black"], "?a=blue&a=black"),
  row("an object without members", inQuery(colours), { R: undefined }, ""),
  row("names that need encoding", inQuery(text, { name: "$filter[a&b]" }), "c", "?%24filter%5Ba%26b%5D=c"),
  row("a parameter named body", inQuery(text, { name: "body" }), "once", "?body=once"),
  {
    what: "each parameter by its own style",
    parameters: [
      inQuery(texts, { name: "form" }),
      inQuery(texts, { name: "comma", explode: false }),
      inQuery(texts, { name: "pipe", style: "pipeDelimited" }),
      inQuery(colours, { name: "deep", style: "deepObject" }),
    ],
    params: { form: ["1", "2"], comma: ["1", "2"], pipe: ["1", "2"], deep: { R: 1 } },
    sent: "?form=1&form=2&comma=1,2&pipe=1%7C2&deep%5BR%5D=1",
  },
  {
    what: "headers of the client, which are its own",
    parameters: [
      ...["X-Auth-Token", "Content-Type", "accept", "Authorization", "X-Sdk-Date", "Host"].map((name) =>
        inHeader(text, { name, required: true }),
      ),
      inQuery(text),
    ],
    params: { a: "b" },
    sent: "?a=b",
    headers: { "x-auth-token": "a-token", accept: "application/json", authorization: undefined },
  },
];

/** A response that an operation declares, what the server sends, and what the call gives. */
interface ResponseRow {
  readonly what: string;
  readonly method?: string;
  readonly content: Fields | undefined;
  readonly sent: readonly [type: string, body: string];
  readonly result?: unknown;
  /** What the error says, where the call fails. */
  readonly error?: string;
  readonly accept: string;
}

const named = { type: "object", properties: { name: text } };
const json = "application/json";

const responseRows: readonly ResponseRow[] = [
  {
    what: "JSON with a charset",
    content: { "application/json;charset=utf-8": { schema: named } },
    sent: ["application/json;charset=utf-8", '{"name":"a"}'],
    result: { name: "a" },
    accept: json,
  },
  {
    what: "a kind of JSON",
    content: { "application/vnd.thing+json; version=2": { schema: named } },
    sent: ["application/vnd.thing+json", '{"name":"a"}'],
    result: { name: "a" },
    accept: "application/vnd.thing+json; version=2, application/json",
  },
  {
    what: "text",
    content: { "text/plain; charset=utf-8": { schema: text } },
    sent: ["text/plain; charset=UTF-8", "grün\n"],
    result: "grün\n",
    accept: "text/plain, application/json",
  },
  {
    what: "text of any kind",
    content: { "text/*": {} },
    sent: ["text/csv", ""],
    result: "",
    accept: "text/*, application/json",
  },
  { what: "anything", content: { "*/*": { schema: named } }, sent: [json, "{}"], result: {}, accept: json },
  {
    what: "JSON or YAML",
    content: { "application/yaml": { schema: named }, [json]: { schema: named } },
    sent: [json, "{}"],
    result: {},
    accept: json,
  },
  {
    what: "an object or null",
    content: { [json]: { schema: { ...named, nullable: true } } },
    sent: [json, "null"],
    result: null,
    accept: json,
  },
  {
    what: "the head of JSON",
    method: "head",
    content: { [json]: { schema: named } },
    sent: [json, ""],
    accept: json,
  },
  { what: "nothing", method: "post", content: undefined, sent: [json, ""], accept: json },
  {
    what: "a page where nothing is promised",
    method: "post",
    content: undefined,
    sent: ["text/html", "<h1>Sign in</h1>"],
    error: "200 there is a body, and the operation has none",
    accept: json,
  },
  {
    what: "an error where nothing is promised",
    method: "post",
    content: undefined,
    sent: [json, '{"error_code":"APIGW.0201"}'],
    error: "200 there is a body, and the operation has none",
    accept: json,
  },
  {
    what: "a page where text is promised",
    content: { "text/plain": { schema: text } },
    sent: ["text/html", "<h1>Sign in</h1>"],
    error: "200 the body is text/html, not text/plain",
    accept: "text/plain, application/json",
  },
];

const error = { description: "No.", content: { [json]: { schema: named } } };

function operation(id: string, parameters: readonly Fields[], content: Fields | undefined): Fields {
  return {
    operationId: id,
    tags: ["Cancel"],
    summary: "Try",
    description: "Tries.",
    ...(parameters.length > 0 && { parameters }),
    responses: { "200": { description: "It works.", ...(content && { content }) }, "400": error },
  };
}

const ok = { [json]: { schema: { type: "object" } } };

function addRows(copy: ProjectCopy): void {
  const spec = parseDocument(copy.read("spec/openapi.yaml"));
  rows.forEach(({ parameters }, index) => {
    const segment = parameters.some((parameter) => parameter["in"] === "path") ? "/{a}" : "";
    spec.setIn(["paths", `/row${index}${segment}`], { get: operation(`row${index}`, parameters, ok) });
  });
  responseRows.forEach(({ method = "get", content }, index) => {
    spec.setIn(["paths", `/response${index}`], { [method]: operation(`response${index}`, [], content) });
  });
  copy.write("spec/openapi.yaml", String(spec));
}

const caller = `
import { readFileSync } from "node:fs";
import { createCceClient } from "./src/index.js";

const client = createCceClient({ endpoint: process.env["SERVER"], credentials: { token: "a-token" }, projectId: "p" });
const calls = JSON.parse(readFileSync("calls.json", "utf8"), (_, value) => (value === "(undefined)" ? undefined : value));
const results = [];
for (const [operation, params] of calls) {
  results.push(await client[operation](params).then((result: unknown) => ({ result }), ({ name, outcome, message }) => ({ name, outcome, message })));
}
console.log(JSON.stringify(results, (_, value) => (value === undefined ? "(undefined)" : value)));
`;

const at = (what: string) => rows.findIndex((each) => each.what === what);
const responseAt = (what: string) => responseRows.findIndex((each) => each.what === what);

const consumer = `
import type { Operations } from "./generated/client.gen.js";

type Params<Id extends keyof Operations> = Parameters<Operations[Id]>[0];
export const number: Params<"row${at("a number in the path")}"> = { a: 7 };
export const flag: Params<"row${at("a boolean in a header")}"> = { "X-A": true };
export const list: Params<"row${at("a list in the path")}"> = { a: ["b"] };
export const object: Params<"row${at("form of an object")}"> = { a: { R: 1 } };
export const own: Params<"row${at("headers of the client, which are its own")}"> = { a: "b" };
// @ts-expect-error Not a number.
export const noNumber: Params<"row${at("a number in the path")}"> = { a: "7" };
// @ts-expect-error Not a list.
export const noList: Params<"row${at("a list in the path")}"> = { a: "b" };
// @ts-expect-error The token is the client's.
export const token: Params<"row${at("headers of the client, which are its own")}"> = { a: "b", "X-Auth-Token": "t" };

type Result<Id extends keyof Operations> = ReturnType<Operations[Id]>;
type Is<A, B> = [A, B] extends [B, A] ? true : false;
export const text: Is<Result<"response${responseAt("text")}">, string> = true;
export const none: Is<Result<"response${responseAt("nothing")}">, undefined> = true;
export const head: Is<Result<"response${responseAt("the head of JSON")}">, undefined> = true;
export const maybe: Is<Result<"response${responseAt("an object or null")}">, { name?: string } | null> = true;
export const kind: Is<Result<"response${responseAt("a kind of JSON")}">, { name?: string }> = true;
`;

describe("a client of parameters and responses of every kind that works", () => {
  let generated: Ended;
  let complaints: string;
  let runtime: string;
  let published: string;
  let seen: SeenRequest[];
  let results: readonly unknown[];

  beforeAll(async () => {
    const server = await startServer(({ url = "" }, response) => {
      const [, index] = /^\/response(\d+)/.exec(url) ?? [];
      const [type, body] = responseRows[Number(index ?? -1)]?.sent ?? [json, "{}"];
      answer(response, 200, body, { "content-type": type });
    });
    await withProjectCopy(async (copy) => {
      skipRedoc(copy);
      addRows(copy);
      generated = await copy.start("generate").ended;
      runtime = copy.read("generated/runtime.gen.ts");
      published = copy.read("generated/openapi.json");
      copy.write("caller.ts", caller);
      copy.write("consumer.ts", consumer);
      const calls = [
        ...rows.map(({ params }, index) => [`row${index}`, params]),
        ...responseRows.map((_, index) => [`response${index}`, {}]),
      ];
      copy.write(
        "calls.json",
        JSON.stringify(calls, (_, value: unknown) => (value === undefined ? "(undefined)" : value)),
      );
      const include = ["src", "generated", "consumer.ts"];
      copy.write("tsconfig.consumer.json", JSON.stringify({ extends: "./tsconfig.json", include }));
      const [called, checked] = await Promise.all([
        startNode(["--import", "tsx", "caller.ts"], copy.root, { SERVER: server.url }).ended,
        startNode(["node_modules/typescript/bin/tsc", "-p", "tsconfig.consumer.json"], copy.root).ended,
      ]);
      complaints = checked.stdout + checked.stderr;
      if (called.exitCode !== 0) throw new Error(called.stderr);
      results = JSON.parse(called.stdout) as typeof results;
      seen = server.requests;
    });
  });

  afterAll(closeServers);

  it("is generated, and the headers that are ignored are named once", () => {
    expect(generated.exitCode).toBe(0);
    const ignored = generated.stderr.split("\n").filter((line) => line.includes("Ignored"));
    expect(ignored).toEqual([
      "Ignored header parameters, which the client sets itself: " +
        "Authorization, Content-Type, Host, X-Auth-Token, X-Sdk-Date, accept",
    ]);
    for (const gone of ["X-Auth-Token", "X-Sdk-Date"]) expect(runtime).not.toContain(`"${gone}"`);
    expect(published).not.toContain('"name": "Host"');
  });

  it("has types that agree", () => {
    expect(complaints).toBe("");
  });

  it.each(rows.map((each, index) => ({ ...each, index })))("sends $what", ({ sent, headers = {}, index }) => {
    expect(results[index]).toEqual({ result: {} });
    expect(seen[index]).toMatchObject({ method: "GET", path: `/row${index}${sent}`, body: "" });
    for (const [name, value] of Object.entries(headers)) expect(seen[index]?.headers[name]).toBe(value);
  });

  it.each(responseRows.map((each, index) => ({ ...each, index })))(
    "tells what $what is",
    ({ result = "(undefined)", error, accept, index }) => {
      const failure = {
        name: "CceResponseError",
        outcome: "unknown",
        message: expect.stringContaining(error ?? "") as string,
      };
      expect(results[rows.length + index]).toEqual(error === undefined ? { result } : failure);
      expect(seen[rows.length + index]?.headers.accept).toBe(accept);
    },
  );
});

/** What is wrong with a document of one operation, with the place. */
function refusals(path: string, get: Fields): readonly string[] {
  const document = { paths: { [path]: { get: { operationId: "try", ...get } } } } as unknown as OpenApiDocument;
  return operationRefusals(document).map(({ path: place, message }) => `${place.slice(2).join(".")}: ${message}`);
}

const success = { "200": { description: "It works." } };
const parameterRefusals = (...parameters: readonly Fields[]) =>
  refusals("/{a}", { parameters, responses: success }).map((message) =>
    message.replace(/^get\.parameters\.(\d+): try: the \w+ parameter /, "$1 "),
  );
const responseRefusals = (content: Fields) => refusals("/a", { responses: { "200": { content } } });

describe("a parameter that the client cannot write as OpenAPI says is refused:", () => {
  it.each<[string, Fields, string]>([
    ["a label", inPath(text, { style: "label" }), '"a" has the style "label". In a path only "simple" is supported.'],
    [
      "a matrix",
      inPath(texts, { style: "matrix", explode: true }),
      '"a" has the style "matrix". In a path only "simple" is supported.',
    ],
    ["an object in the path", inPath(colours), '"a" is an object, which is not supported in a path.'],
    ["an object in a header", inHeader(colours), '"X-A" is an object, which is not supported in a header.'],
    [
      "a style of the query in a header",
      inHeader(texts, { style: "form" }),
      '"X-A" has the style "form". In a header only "simple" is supported.',
    ],
    ["allowReserved", inQuery(text, { allowReserved: true }), '"a" has `allowReserved`, which is not supported.'],
    [
      "content",
      { name: "a", in: "query", content: { [json]: { schema: colours } } },
      '"a" has `content`, which is not supported. Give it a schema.',
    ],
    [
      "a nested deepObject",
      inQuery({ type: "object", properties: { deep: colours } }, { style: "deepObject" }),
      '"a" has lists or objects inside a list or an object. OpenAPI does not say how to write them.',
    ],
    [
      "a list of lists",
      inQuery({ type: "array", items: texts }),
      '"a" has lists or objects inside a list or an object. OpenAPI does not say how to write them.',
    ],
    [
      "a deepObject that is a list",
      inQuery(texts, { style: "deepObject", explode: true }),
      '"a" has the style "deepObject", which OpenAPI defines for objects with `explode: true`.',
    ],
    [
      "a deepObject that is not exploded",
      inQuery(colours, { style: "deepObject", explode: false }),
      '"a" has the style "deepObject", which OpenAPI defines for objects with `explode: true`.',
    ],
    [
      "pipes between the letters of a text",
      inQuery(text, { style: "pipeDelimited" }),
      '"a" has the style "pipeDelimited", which OpenAPI defines for lists and objects with `explode: false`.',
    ],
    [
      "exploded pipes",
      inQuery(texts, { style: "spaceDelimited", explode: true }),
      '"a" has the style "spaceDelimited", which OpenAPI defines for lists and objects with `explode: false`.',
    ],
    [
      "a style that nobody knows",
      inQuery(text, { style: "tabDelimited" }),
      '"a" has the unknown style "tabDelimited".',
    ],
    ["a cookie", { name: "a", in: "cookie", schema: text }, '"a" is not supported.'],
    ["a header that cannot be", inHeader(text, { name: "X A" }), '"X A" has a name that no header can have.'],
    [
      "a name that is an operator of a path",
      { ...inPath(text), name: "a*" },
      '"a*" has a name that stands for another style in the path.',
    ],
    ["a name of every object", inQuery(text, { name: "__proto__" }), '"__proto__" cannot have this name.'],
  ])("%s", (_name, parameter, message) => {
    expect(parameterRefusals(parameter)).toEqual([`0 ${message}`]);
  });

  it("an object whose fields are parameters of the query already", () => {
    const other = inQuery(text, { name: "R" });
    expect(parameterRefusals(inQuery(colours), other)).toEqual([
      '0 "a" writes its fields into the query, where "R" is another parameter.',
    ]);
    expect(parameterRefusals(inQuery(colours, { style: "deepObject" }), other)).toEqual([]);
    expect(parameterRefusals(inQuery(colours), { ...other, in: "header" })).toEqual([]);
  });

  it("two objects whose fields are parameters of the query", () => {
    expect(parameterRefusals(inQuery(anyColours), inQuery(anyColours, { name: "b" }))).toEqual([
      '0 "a" writes its fields into the query, where "b" is another parameter.',
      '1 "b" writes its fields into the query, where "a" is another parameter.',
    ]);
  });

  it("not one that the client ignores", () => {
    expect(parameterRefusals(inHeader(colours, { name: "Authorization" }))).toEqual([]);
  });

  it("not one whose type only its values or fields tell", () => {
    const schema = { allOf: [{ properties: { R: {} } }] };
    expect(parameterRefusals(inQuery(schema, { style: "deepObject" }))).toEqual([]);
    expect(parameterRefusals(inPath({ enum: ["a", null] }))).toEqual([]);
    expect(parameterRefusals(inQuery({ items: { enum: [1] } }, { style: "pipeDelimited" }))).toEqual([]);
  });
});

it.each(["/a?b=c", "/a#b", "/a/../b", "/a/%2E", "/a\\b"])("a path such as %s is refused", (path) => {
  expect(refusals(path, { responses: success })).toEqual([
    expect.stringMatching(/^: The path .* contains ".+", which would change the address\. A query is written as/),
  ]);
});

describe("a response that the client cannot read is refused:", () => {
  it.each([
    ["YAML", "application/yaml"],
    ["XML", "application/xml"],
    ["binary", "application/octet-stream"],
    ["pictures", "image/*"],
    ["text in another charset", "text/plain; charset=gbk"],
  ])("%s", (_name, media) => {
    expect(responseRefusals({ [media]: { schema: text } })).toEqual([
      `get.responses.200: try: the response 200 is ${media}. The client reads JSON, and text in UTF-8.`,
    ]);
  });

  it("text that is no string", () => {
    expect(responseRefusals({ "text/plain": { schema: { type: "integer" } } })).toEqual([
      "get.responses.200: try: the response 200 is text/plain, and its schema is no string. Make it one, or declare JSON.",
    ]);
  });

  it("not one that has no body by the rules of HTTP", () => {
    expect(refusals("/a", { responses: { "204": { content: { "application/xml": {} } } } })).toEqual([]);
  });
});
