import ts from "typescript";
import { buildSmallSpecs, responses, type SmallResult, type SmallSpec } from "../helpers/smallSpecs.js";

jest.setTimeout(120_000);

/** A spec that works, and code whose right lines compile with its types and whose wrong ones do not. */
interface Case extends SmallSpec {
  readonly what: string;
  readonly code?: string;
}

const cats = `Pet:
  oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
  discriminator: { propertyName: kind, mapping: { cat: Cat, dog: Dog } }
Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string } } }`;

const account = `Key: { type: string, readOnly: true }
Owner: { type: object, required: [key], properties: { key: { $ref: "#/components/schemas/Key" }, name: { type: string } } }
Account:
  type: object
  required: [id, name, password, owner]
  properties:
    id: { type: string, readOnly: true }
    name: { type: string }
    password: { type: string, writeOnly: true }
    owner: { $ref: "#/components/schemas/Owner" }
Order:
  allOf: [{ $ref: "#/components/schemas/Account" }, { required: [id, name] }]
  required: [id, comment]
  properties: { comment: { type: string } }`;

const body = `requestBody:
  required: true
  content:
    application/json:
      schema:
        $ref: "#/components/schemas/`;

const cases: readonly Case[] = [
  {
    what: "allOf with required",
    operation: responses("#/components/schemas/Sub"),
    schemas: `Loose: { type: object, properties: { name: { type: string } } }
Sub: { allOf: [{ $ref: "#/components/schemas/Loose" }], required: [name] }`,
    code: `import type { Sub } from "./types.gen.js";
export const right: Sub = { name: "a" };
// @ts-expect-error The field is required.
export const wrong: Sub = {};`,
  },
  {
    what: "allOf with required in an operation",
    operation: `responses:
  "200":
    description: Fine.
    content:
      application/json:
        schema: { allOf: [{ $ref: "#/components/schemas/Loose" }], required: [name] }`,
    schemas: "Loose: { type: object, properties: { name: { type: string } } }",
  },
  {
    what: "a path in a file of its own",
    paths: "/things:\n  $ref: path.yaml",
    files: { "path.yaml": "get:\n  operationId: readThing\n  responses:\n    '204': { description: Fine. }\n" },
    code: `import type { Operations } from "./client.gen.js";
export const right: keyof Operations = "readThing";`,
  },
  {
    what: "a discriminator that maps to bare names",
    operation: responses("#/components/schemas/Pet"),
    schemas: cats,
    code: `import type { Pet } from "./types.gen.js";
export const right = (pet: Pet) => (pet.kind === "cat" ? pet.lives : undefined);
// @ts-expect-error Not a kind of the mapping.
export const wrong: Pet = { kind: "mouse" };`,
  },
  {
    what: "nullable beside allOf, with an example of either kind",
    schemas: `One: { nullable: true, allOf: [{ $ref: "#/components/schemas/Thing" }], example: { id: a } }
Other: { nullable: true, allOf: [{ $ref: "#/components/schemas/Thing" }], example: null }`,
    code: `import type { One } from "./types.gen.js";
export const right: One[] = [null, { id: "a" }];`,
  },
  {
    what: "two files of one base name",
    paths: `/one:\n  get:\n    operationId: readOne\n    ${responses("one/Part.yaml").replaceAll("\n", "\n    ")}
/other:\n  get:\n    operationId: readOther\n    ${responses("other/Part.yaml").replaceAll("\n", "\n    ")}`,
    files: {
      "one/Part.yaml": "type: object\nrequired: [a]\nproperties: { a: { type: string } }\n",
      "other/Part.yaml": "type: object\nrequired: [b]\nproperties: { b: { type: string } }\n",
    },
    code: `import type { Operations } from "./client.gen.js";
export const one: ReturnType<Operations["readOne"]> = { a: "a" };
export const other: ReturnType<Operations["readOther"]> = { b: "b" };
// @ts-expect-error A field of the other file.
export const wrong: ReturnType<Operations["readOther"]> = { a: "a" };`,
  },
  {
    what: "readOnly and writeOnly fields that are required",
    operation: `${body}Account"\n${responses("#/components/schemas/Account")}`,
    schemas: account,
    code: `import type { Operations, ReadThingParams } from "./client.gen.js";
import type { operations } from "./operations.gen.js";
const written = { name: "a", password: "b", owner: {} };
export const right: ReadThingParams = { body: written };
export const same: operations["readThing"]["requestBody"]["content"]["application/json"] = written;
export const read: ReturnType<Operations["readThing"]> = { id: "a", name: "a", owner: { key: "a" } };
// @ts-expect-error A request does not carry the field.
export const wrong: ReadThingParams = { body: { ...written, id: "a" } };
// @ts-expect-error Nor one further inside.
export const inside: ReadThingParams = { body: { ...written, owner: { key: "a" } } };
// @ts-expect-error A response does.
export const missing: ReturnType<Operations["readThing"]> = { name: "a", owner: { key: "a" } };
// @ts-expect-error A response does not carry the password.
export const secret: ReturnType<Operations["readThing"]> = { ...read, password: "b" };`,
  },
  {
    what: "a field with a default, which a request may leave out",
    operation: `${body}Order"\n${responses()}`,
    schemas: `Order: { type: object, required: [name], properties: { name: { type: string }, express: { type: boolean, default: false } } }`,
    code: `import type { Order } from "./types.gen.js";
export const right: Order = { name: "a" };
// @ts-expect-error The type is that of the field.
export const wrong: Order = { name: "a", express: "no" };`,
  },
  {
    what: "readOnly fields in a schema of requests only, made of another",
    operation: `${body}Order"\n${responses()}`,
    schemas: account,
    code: `import type { Order } from "./types.gen.js";
export const right: Order = { name: "a", password: "b", owner: {}, comment: "c" };
// @ts-expect-error A request does not carry the field.
export const wrong: Order = { ...right, id: "a" };`,
  },
];

const wrong: Case = { what: "a wrong use", code: "export const missing: Nowhere = 1;" };

describe("the generated files compile, with the types that are meant, for", () => {
  let results: readonly SmallResult[];

  beforeAll(async () => {
    results = await buildSmallSpecs(
      [...cases, wrong].map((each) => ({ ...each, files: { ...each.files, "use.ts": each.code ?? "" } })),
    );
  });

  it.each(cases.map((each, index) => ({ ...each, index })))("$what", ({ index }) => {
    expect(results[index]?.error).toBe("");
  });

  it("nothing that does not compile: every error has its place", () => {
    const [place, , advice] = results.at(-1)?.error.split("\n") ?? [];
    expect(place).toBe("ToolError: generated/use.gen.ts:1:23 Cannot find name 'Nowhere'.");
    expect(advice).toContain("Nothing was written.");
  });
});

/** Names that mean something to TypeScript: its words, and the types that are there everywhere. */
function namesOfTypeScript(): string[] {
  const { FirstKeyword, LastKeyword } = ts.SyntaxKind;
  const words = Object.values(ts.SyntaxKind)
    .filter((kind) => typeof kind === "number" && kind >= FirstKeyword && kind <= LastKeyword)
    .map((kind) => ts.tokenToString(kind as ts.SyntaxKind))
    .filter((word) => word !== undefined);
  const options = { lib: ["lib.es2022.d.ts"], types: [], noEmit: true };
  const program = ts.createProgram(["empty.ts"], options, {
    ...ts.createCompilerHost(options),
    getSourceFile: (path, language) =>
      ts.createSourceFile(path, path === "empty.ts" ? "" : (ts.sys.readFile(path) ?? ""), language),
  });
  const [empty] = program.getSourceFiles().filter(({ fileName }) => fileName === "empty.ts");
  if (empty === undefined) throw new Error("No file");
  const types = program.getTypeChecker().getSymbolsInScope(empty, ts.SymbolFlags.Type | ts.SymbolFlags.Value);
  return [...words, ...types.map(({ name }) => name)];
}

describe("schemas may be called as TypeScript, its types and the generated files call things", () => {
  const own = [
    "CceClient",
    "KnownPhase",
    "Operations",
    "ReadThingParams",
    "components",
    "operations",
    "paths",
    "WithRequired",
  ];
  const names = [...new Set([...namesOfTypeScript(), ...own])].filter((name) => /^[\w$]+$/.test(name) && !(name in {}));
  const kinds: Readonly<Record<string, string>> = {
    objects: "{ type: object, required: [id], properties: { id: { type: string } } }",
    "schemas made of another": `{ allOf: [{ $ref: "#/components/schemas/Thing" }], required: [id] }`,
  };
  let results: readonly SmallResult[];

  beforeAll(async () => {
    const paths = names.map(
      (name, index) =>
        `/p${index}:\n  get:\n    operationId: read${index}\n    ${responses(`#/components/schemas/${name}`).replaceAll("\n", "\n    ")}\n`,
    );
    const all = Object.values(kinds).map((schema) => names.map((name) => `"${name}": ${schema}\n`).join(""));
    results = await buildSmallSpecs(all.map((schemas) => ({ paths: paths.join(""), schemas })));
  });

  it.each(Object.keys(kinds).map((kind, index) => ({ kind, index })))("$kind", ({ index }) => {
    expect(names).toEqual(expect.arrayContaining(["Array", "Readonly", "Record", "default", "import", "in", "string"]));
    expect(results[index]?.error).toBe("");
  });
});
