import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { dig, isObject, keysOf, pointerTo, resolve, schemasOf, type Json, type JsonObject } from "./conformance.js";
import { decisions } from "./deviations.js";
import { autopilot, type LaterOperation, leftOut, lists, objects, standard } from "./laterPages.js";

const spec = parse(readFileSync(join(__dirname, "../../spec/openapi.yaml"), "utf8")) as Json;
const operations = [...standard, ...autopilot];

const types: Readonly<Record<string, string>> = { string: "String", boolean: "Boolean", integer: "Integer" };

/** Keywords that say what a value means, and those that are written in another way. */
const described = "type enum properties required items additionalProperties description example".split(" ");

const print = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A schema in the notation of the tables. */
function notationOf(given: Json | undefined, isRequired = false): string {
  const flag = isRequired ? "!" : "";
  const allOf = dig(given, "allOf");
  const { name, value } = resolve(spec, Array.isArray(allOf) ? allOf[0] : given);
  if (name !== undefined) return name + flag;
  const schema = isObject(value) ? value : {};
  const { type, items, additionalProperties, properties, enum: values } = schema;
  if (type === "array") return `Array of ${notationOf(items)}${flag}`;
  if (isObject(additionalProperties)) return `Map of ${notationOf(additionalProperties)}${flag}`;
  if (isObject(properties)) {
    const listed = Object.entries(fieldsOf(schema)).map(([field, notation]) => `${field}: ${notation}`);
    return `{ ${listed.join(", ")} }${flag}`;
  }
  if (type === "object") return `Object${flag}`;
  const further = Object.entries(schema)
    .filter(([key]) => !described.includes(key) && !key.startsWith("x-") && key !== "minLength")
    .map(([key, limit]) => ` ${key} ${print(limit)}`);
  const listed = Array.isArray(values) ? ` = ${values.map(print).join(", ")}` : "";
  return (typeof type === "string" ? (types[type] ?? type) : "Any JSON") + flag + further.join("") + listed;
}

function fieldsOf(schema: Json | undefined): Record<string, string> {
  const required = dig(schema, "required");
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  const properties = dig(schema, "properties");
  return Object.fromEntries(
    Object.entries(isObject(properties) ? properties : {}).map(([name, field]) => [
      name,
      notationOf(field, isRequired(name)),
    ]),
  );
}

const bodyOf = (holder: Json | undefined): string | undefined => {
  const schema = dig(holder, "content", "application/json", "schema");
  return schema === undefined ? undefined : notationOf(schema);
};

/** What the contract says of an operation, in the form of the tables. */
function operationOf(document: Json, { method, path }: LaterOperation): Record<string, unknown> {
  const operation = dig(document, "paths", path, method.toLowerCase());
  const { url } = (dig(operation, "externalDocs") ?? {}) as { url?: string };
  const actions = dig(operation, "x-cce-iam-actions");
  return {
    operationId: dig(operation, "operationId"),
    method,
    path,
    page: /\/(\w+)\.html$/.exec(url ?? "")?.[1],
    body: bodyOf(dig(operation, "requestBody")),
    bodyRequired: dig(operation, "requestBody", "required"),
    response: bodyOf(dig(operation, "responses", "200")),
    iamAction: Array.isArray(actions) ? actions.map(print).join(", ") : undefined,
    retry: dig(operation, "x-cce-retry"),
  };
}

/** Where the contract departs from the tables on purpose. */
const departures = new Map(decisions.flatMap(({ departures = [] }) => departures.map((each) => [each.at, each])));

/** The differences of an object that no decision lists. */
function objectDifferences(name: string, schema: Json | undefined): string[] {
  const expected = objects[name] ?? {};
  const actual = fieldsOf(schema);
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((field) => {
    const at = `${name}.${field}`;
    const wanted = departures.get(at)?.contract ?? expected[field] ?? "nothing";
    const found = actual[field] ?? "nothing";
    return found === wanted ? [] : [`${at}: sources ${wanted}, contract ${found}`];
  });
}

function expectedOf(operation: LaterOperation): Record<string, unknown> {
  const { operationId, method, path, page, body, response, iamAction } = operation;
  return {
    operationId,
    method,
    path,
    page,
    body: departures.get(operationId)?.contract ?? body,
    bodyRequired: body && true,
    response,
    iamAction,
    retry: { unprocessed: true, unknown: method === "GET" },
  };
}

const schemaOf = (name: string): Json | undefined => dig(spec, "components", "schemas", name);

describe("the operations of later pages", () => {
  test.each(operations)("$operationId is as its page says", (operation) => {
    expect(operationOf(spec, operation)).toEqual(expectedOf(operation));
  });

  test("have the fields of the pages, except where a decision says otherwise", () => {
    expect(Object.keys(objects).flatMap((name) => objectDifferences(name, schemaOf(name)))).toEqual([]);
    const values = Object.keys(lists).map((name) => [name, notationOf(schemaOf(name))]);
    expect(Object.fromEntries(values)).toEqual(lists);
  });

  test("use no schema that is in no table", () => {
    const found = new Set<string>();
    for (const { path } of operations) schemasOf(spec, dig(spec, "paths", path), found);
    const shared = new Set<string>(["Metadata", "Timestamp"]);
    const later = [...found].filter((name) => !shared.has(name) && !name.includes("Error"));
    const added = decisions.flatMap(({ schemas = [] }) => schemas);
    expect(later.sort()).toEqual([...Object.keys(objects), ...Object.keys(lists), ...added].sort());
  });

  test("lack those that the contract leaves out", () => {
    const paths = dig(spec, "paths");
    expect(Object.keys(isObject(paths) ? paths : {}).filter((path) => leftOut.test(path))).toEqual([]);
    expect(operations).toHaveLength(26);
  });

  test("depart from the pages only where they differ from them", () => {
    for (const { at, sources, contract } of departures.values()) {
      const [name = "", field] = at.split(".");
      const said =
        field === undefined ? operations.find(({ operationId }) => operationId === at)?.body : objects[name]?.[field];
      expect([at, said]).toEqual([at, sources]);
      expect(contract).not.toBe(sources);
    }
  });
});

describe("a change is found", () => {
  const fields = Object.entries(objects).flatMap(([name, listed]) =>
    Object.keys(listed).map((field) => ({ name, field })),
  );

  /** The differences once the schema of a field was changed. */
  function changed({ name, field }: (typeof fields)[number], change: (schema: JsonObject, field: string) => void) {
    const copy = structuredClone(schemaOf(name));
    if (!isObject(copy)) throw new Error(`No schema ${name}.`);
    change(copy, field);
    return objectDifferences(name, copy).map((difference) => difference.split(":")[0]);
  }

  const propertiesOf = (schema: JsonObject) => schema["properties"] as JsonObject;

  test.each<[string, (schema: JsonObject, field: string) => void]>([
    ["is dropped", (schema, field) => Reflect.deleteProperty(propertiesOf(schema), field)],
    [
      "is renamed",
      (schema, field) => {
        const properties = propertiesOf(schema);
        properties[`${field}s`] = properties[field] ?? null;
        Reflect.deleteProperty(properties, field);
      },
    ],
    ["has another type", (schema, field) => (propertiesOf(schema)[field] = { type: "number" })],
    [
      "has the opposite flag",
      (schema, field) => {
        const required = Array.isArray(schema["required"]) ? schema["required"] : [];
        schema["required"] = required.includes(field)
          ? required.filter((name) => name !== field)
          : [...required, field];
      },
    ],
  ])("when a field %s", (_, change) => {
    expect(fields.length).toBeGreaterThan(150);
    const missed = fields.filter((each) => !changed(each, change).includes(`${each.name}.${each.field}`));
    expect(missed).toEqual([]);
  });

  test("when a list has a value less", () => {
    const less = (name: string) => {
      const copy = structuredClone(schemaOf(name));
      if (isObject(copy) && Array.isArray(copy["enum"])) copy["enum"].pop();
      return notationOf(copy);
    };
    for (const [name, values] of Object.entries(lists)) expect(less(name)).not.toBe(values);
  });

  test("when an operation has another path, body, response or repetition, or none", () => {
    for (const operation of operations) {
      const at = ["paths", operation.path, operation.method.toLowerCase()];
      const parts = ["requestBody/required", "requestBody/content", "responses/200/content", "x-cce-retry", ""];
      for (const part of parts) {
        const path = keysOf(`${pointerTo(...at)}${part && `/${part}`}`);
        if (dig(spec, ...path) === undefined) continue;
        const copy = structuredClone(spec);
        const last = path.pop() ?? "";
        Reflect.deleteProperty(dig(copy, ...path) as JsonObject, last);
        expect(operationOf(copy, operation)).not.toEqual(expectedOf(operation));
      }
    }
  });
});
