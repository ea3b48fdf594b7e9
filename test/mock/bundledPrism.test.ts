import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { bundlePrism, prismStubs } from "../../scripts/pipeline/bundle.js";
import { createEngine, type Engine, type MatchedOperation } from "../../src/mock/engine/engine.js";
import { parseBody, type MockRequest, type ResponseChoice } from "../../src/mock/engine/http.js";
import { encodeResponse } from "../../src/mock/server.js";
import { openapi } from "./support.js";

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: string | number;
  readonly schema: { readonly example?: string | number; readonly enum?: readonly (string | number)[] };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples?: Json }>> };
}

/** A request without its fixed parts. */
interface Draft {
  readonly method: string;
  /** The path as the document has it. */
  readonly template: string;
  /** Values of the path's parameters as they are sent. */
  readonly values: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Follows a reference within the document. */
function resolved<T>(value: T | { readonly $ref: string }): T {
  if (typeof value !== "object" || value === null || !("$ref" in value)) return value;
  const steps = value.$ref.split("/").slice(1);
  return resolved(steps.reduce<unknown>((at, step) => (at as Json)[step], openapi) as T);
}

/** A request for an operation that the document allows. */
function validDraft(method: string, template: string, shared: readonly Parameter[], operation: Operation): Draft {
  const values: Record<string, string> = {};
  const query = new URLSearchParams();
  const headers: Record<string, string> = { "x-auth-token": "token" };
  for (const parameter of [...shared, ...(operation.parameters ?? [])].map(resolved)) {
    const { example, schema } = parameter;
    const declared = resolved(schema);
    const value = String(example ?? declared.example ?? declared.enum?.[0] ?? "a");
    if (parameter.in === "path") values[parameter.name] = encodeURIComponent(value);
    if (parameter.in === "query" && example !== undefined) query.set(parameter.name, value);
    if (parameter.in === "header") headers[parameter.name.toLowerCase()] = value;
  }
  const [type, media] = Object.entries(resolved(operation.requestBody)?.content ?? {})[0] ?? [];
  const [body] = Object.values(media?.examples ?? {}).map(
    (each) => resolved(each as { readonly value: unknown }).value,
  );
  if (type !== undefined) headers["content-type"] = type;
  return {
    method,
    template,
    values,
    query: String(query),
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** Every version of a value that has one part replaced by `replacement`; `undefined` removes it. */
function withOneReplaced(value: unknown, replacement: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [replacement];
  const parts = Object.entries(value).flatMap(([key, part]) =>
    withOneReplaced(part, replacement).map((changed) =>
      Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed },
    ),
  );
  return [replacement, ...parts];
}

/** Requests that break the document, most of them. */
function brokenDrafts(draft: Draft): Draft[] {
  const drafts = Object.keys(draft.values).flatMap((name) =>
    ["a.b", "%00", "%20", "x".repeat(300)].map((value) => ({ ...draft, values: { ...draft.values, [name]: value } })),
  );
  for (const name of Object.keys(draft.headers)) {
    drafts.push({ ...draft, headers: { ...draft.headers, [name]: "" } });
    drafts.push({ ...draft, headers: { ...draft.headers, [name]: "text/plain" } });
    drafts.push({
      ...draft,
      headers: Object.fromEntries(Object.entries(draft.headers).filter(([each]) => each !== name)),
    });
  }
  for (const query of ["limit=many", "limit=-1&limit=2", "unknown=1", "=&&%FF"]) drafts.push({ ...draft, query });
  if (draft.body === undefined) return [...drafts, { ...draft, body: "{}" }];
  const body = JSON.parse(draft.body) as unknown;
  const replacements = [undefined, null, 1, true, "\u0000 ü", [], {}, [[{}]]];
  const bodies = replacements.flatMap((replacement) =>
    withOneReplaced(body, replacement).map((changed) => JSON.stringify(changed)),
  );
  return [...drafts, ...["{", "text", ...bodies].map((changed) => ({ ...draft, body: changed }))];
}

function pathOf({ template, values }: Draft): string {
  return template.replace(/\{(.+?)\}/g, (_, name: string) => values[name] ?? "");
}

function requestOf(draft: Draft): MockRequest {
  const { method, query = "", headers, body = "" } = draft;
  const path = pathOf(draft);
  const bodyBytes = Buffer.from(body);
  return { method, path, query, headers, bodyBytes, body: parseBody(body), requestId: "0".repeat(32) };
}

function operationAt(engine: Engine, draft: Draft): MatchedOperation {
  const operation = engine.match(draft.method, pathOf(draft));
  if (operation === undefined) throw new Error(`No operation for ${draft.method} ${draft.template}`);
  return operation;
}

async function send(engine: Engine, draft: Draft, choice: ResponseChoice): Promise<string> {
  const request = requestOf(draft);
  const response = await operationAt(engine, draft).respond(request, choice);
  const { status, headers, body } = encodeResponse(response, request.requestId);
  return JSON.stringify([status, headers, body.toString("latin1")]);
}

const drafts = Object.entries((openapi as unknown as { paths: Readonly<Record<string, Json>> }).paths).flatMap(
  ([template, { parameters = [], ...operations }]) =>
    Object.entries(operations).map(([method, operation]) =>
      validDraft(method, template, parameters as readonly Parameter[], operation as Operation),
    ),
);

/** Some of many, evenly spread, so that a larger document does not take longer. */
function sampleOf<T>(items: readonly T[], count: number): T[] {
  return items.filter((_, index) => index % Math.ceil(items.length / count) === 0);
}

let folder: string;
let chunk: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cce-prism-"));
  chunk = join(folder, "prism.cjs");
  await bundlePrism(process.cwd(), chunk);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Engines = readonly [unbundled: Engine, bundled: Engine];

async function enginesFor(document: object): Promise<Engines> {
  const unbundled = await createEngine(document);
  let bundled: Engine | undefined;
  await jest.isolateModulesAsync(async () => {
    jest.doMock("../../src/mock/engine/prism.js", () => jest.requireActual<object>(chunk));
    const isolated = await import("../../src/mock/engine/engine.js");
    bundled = await isolated.createEngine(document);
  });
  if (bundled === undefined) throw new Error("The bundled Prism gave no engine.");
  return [unbundled, bundled];
}

/** What both engines respond; fails where they differ or the bundle lacks something. */
async function bothRespond(engines: Engines, draft: Draft, choice: ResponseChoice = {}): Promise<string> {
  const [expected, actual] = await Promise.all([send(engines[0], draft, choice), send(engines[1], draft, choice)]);
  expect(actual).toBe(expected);
  expect(actual).not.toContain("is not part of the mock");
  return actual;
}

describe("the bundled Prism and the one of the registry give the same bytes", () => {
  let engines: Engines;

  beforeAll(async () => {
    engines = await enginesFor(openapi);
  });

  it("for every operation, response and example", async () => {
    for (const draft of drafts) {
      expect(await bothRespond(engines, draft)).toMatch(/^\[2\d\d,/);
      for (const { code, examples } of operationAt(engines[0], draft).responses) {
        expect(await bothRespond(engines, draft, { code })).toContain(`[${code},`);
        for (const example of examples) await bothRespond(engines, draft, { code, example });
      }
    }
  });

  it("for responses made of schemas", async () => {
    const document: unknown = JSON.parse(
      JSON.stringify(openapi, (key, value: unknown) => (/^examples?$/.test(key) ? undefined : value)),
    );
    const ofSchemas = await enginesFor(document as object);
    for (const draft of drafts) expect(await bothRespond(ofSchemas, draft)).toMatch(/^\[2\d\d,/);
  });

  it("for requests that break the document", async () => {
    const statuses: string[] = [];
    for (const draft of sampleOf(drafts.flatMap(brokenDrafts), 300)) {
      statuses.push((await bothRespond(engines, draft)).slice(1, 4));
    }
    expect(statuses.filter((status) => status === "400" || status === "401").length).toBeGreaterThan(100);
  });

  it("for what is wrong with a body", async () => {
    for (const draft of drafts) {
      const { operationId } = operationAt(engines[0], draft);
      for (const body of [{}, [], "text", { status: { phase: 1 } }, { items: [1] }]) {
        const [expected, actual] = await Promise.all(engines.map((engine) => engine.violationsOf(operationId, body)));
        expect(actual).toEqual(expected);
      }
    }
  });
});

it("what Prism does not use throws as soon as it is used, and not before", async () => {
  const outfile = join(folder, "stubs.cjs");
  const contents = `exports.faker = require("@faker-js/faker").default;
    exports.Collection = require("postman-collection").Collection;`;
  const stdin = { contents, resolveDir: process.cwd() };
  await build({ stdin, outfile, bundle: true, format: "cjs", plugins: [prismStubs] });
  interface Unused {
    readonly lorem: unknown;
    new (): unknown;
  }
  const { faker, Collection } = jest.requireActual<Readonly<Record<"faker" | "Collection", Unused>>>(outfile);
  expect(() => faker.lorem).toThrow("@faker-js/faker is not part of the mock");
  expect(() => new Collection()).toThrow("postman-collection is not part of the mock");
});

it("it brings the licences of all its packages, also of those without a licence file", () => {
  const text = readFileSync(join(folder, "prism.LICENSES.txt"), "utf8");
  expect(text).toMatch(/^@stoplight\/prism-http 5\.12\.0\n(?:.+\n)*\n\s*Apache License/m);
  expect(text).toMatch(/^seedrandom \d[\d.]+\n\nMIT License\n\nCopyright \(c\) David Bau\n\nPermission is hereby/m);
  expect(text).toContain("Copyright (c) Stoplight <support@stoplight.io>, Martin Hansen\n");
});
