import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { dig, isObject, pointerTo, resolve, type Json, type JsonObject } from "./conformance.js";
import { page } from "./tables.js";

const spec = parse(readFileSync(join(__dirname, "../../spec/openapi.yaml"), "utf8")) as Json;

interface Example {
  readonly pointer: string;
  /** Its name under `components/examples`, where it has one. */
  readonly name?: string;
  readonly schema: Json;
  readonly value: Json;
}

/** The examples of a parameter, header or media type, all of which have a schema beside them. */
function besideSchema(holder: JsonObject, schema: Json, path: readonly string[]): Example[] {
  const single = holder["example"];
  const found: Example[] =
    single === undefined ? [] : [{ pointer: pointerTo(...path, "example"), schema, value: single }];
  for (const [key, given] of Object.entries(isObject(holder["examples"]) ? holder["examples"] : {})) {
    const { name, value } = resolve(spec, given);
    const pointer = pointerTo(...path, "examples", key);
    const content = dig(value, "value");
    if (content === undefined) throw new Error(`The example at ${pointer} has no value.`);
    found.push({ pointer, schema, value: content, ...(name === undefined ? {} : { name }) });
  }
  return found;
}

/** The examples of a schema and of every schema inside it; what it refers to is visited where it is defined. */
function inSchema(schema: Json | undefined, path: readonly string[]): Example[] {
  if (!isObject(schema)) return [];
  const own = schema["example"];
  const found: Example[] = own === undefined ? [] : [{ pointer: pointerTo(...path, "example"), schema, value: own }];
  for (const [name, property] of Object.entries(isObject(schema["properties"]) ? schema["properties"] : {})) {
    found.push(...inSchema(property, [...path, "properties", name]));
  }
  for (const key of ["items", "additionalProperties", "not"]) found.push(...inSchema(schema[key], [...path, key]));
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    const parts = Array.isArray(schema[key]) ? schema[key] : [];
    found.push(...parts.flatMap((part, index) => inSchema(part, [...path, key, String(index)])));
  }
  return found;
}

/** Every example below a value of the document. */
function examplesIn(value: Json, path: readonly string[] = []): Example[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => examplesIn(item, [...path, String(index)]));
  if (!isObject(value)) return [];
  const found: Example[] = [];
  const schema = value["schema"];
  if (schema !== undefined) found.push(...besideSchema(value, schema, path));
  for (const [key, inner] of Object.entries(value)) {
    if (key === "schema") found.push(...inSchema(inner, [...path, key]));
    else if (key === "schemas" && path.at(-1) === "components") {
      for (const [name, component] of Object.entries(isObject(inner) ? inner : {})) {
        found.push(...inSchema(component, [...path, key, name]));
      }
    } else if (key !== "example" && key !== "examples") found.push(...examplesIn(inner, [...path, key]));
  }
  return found;
}

/**
 * A copy of the schemas in which an object has no fields but those it lists. In the contract they are open, so that an
 * response may grow; an example with an undescribed field is a slip of the pen, and the branches of an `anyOf` tell
 * one body from another only when they are closed.
 */
function closed(value: Json): Json {
  if (Array.isArray(value)) return value.map(closed);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  if (isObject(value["properties"]) && value["type"] === "object" && value["additionalProperties"] === undefined) {
    copy["additionalProperties"] = false;
  }
  return copy;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const components = closed({ schemas: dig(spec, "components", "schemas") ?? {} });

/** Compiling takes much longer than validating, and each example is validated in many variants. */
const validators = new Map<Json, ValidateFunction>();

/** What a validator has against a value; `undefined` where it has nothing. */
function problemOf(schema: Json, value: Json): string | undefined {
  const validate = validators.get(schema) ?? ajv.compile({ allOf: [closed(schema)], components });
  validators.set(schema, validate);
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}

const examples = examplesIn(spec);
const named = examples.filter((example) => example.name !== undefined);

/** A schema and the parts it is made of, without references. */
function partsOf(schema: Json | undefined): JsonObject[] {
  const { value } = resolve(spec, schema);
  if (!isObject(value)) return [];
  const inner = ["allOf", "anyOf", "oneOf"].flatMap((key) => (Array.isArray(value[key]) ? value[key] : []));
  return [value, ...inner.flatMap(partsOf)];
}

/** Copies of a value, each with one thing in it turned into a thing of another kind or under another name. */
function mutantsOf(value: Json, schema: Json | undefined): { what: string; mutant: Json }[] {
  if (!Array.isArray(value) && !isObject(value)) return [{ what: "", mutant: { mutated: true } }];
  const mutants: { what: string; mutant: Json }[] = [{ what: "", mutant: "mutated" }];
  const parts = partsOf(schema);
  if (parts.some((part) => part["additionalProperties"] === true)) return mutants;
  const isMap = parts.some((part) => isObject(part["additionalProperties"]));
  for (const [key, inner] of Object.entries(value)) {
    const schemas = parts.flatMap(
      (part) => part["items"] ?? dig(part, "properties", key) ?? dig(part, "additionalProperties") ?? [],
    );
    for (const { what, mutant } of mutantsOf(inner, { anyOf: schemas })) {
      const copy = structuredClone(value);
      (copy as JsonObject)[key] = mutant;
      mutants.push({ what: pointerTo(key) + what, mutant: copy });
    }
    if (Array.isArray(value) || isMap) continue;
    const { [key]: content, ...others } = value;
    mutants.push({ what: `${pointerTo(key)} renamed`, mutant: { ...others, [`${key}Renamed`]: content ?? null } });
  }
  return mutants;
}

describe("the walk through the contract", () => {
  test("meets the examples of media types, parameters, headers, schemas and fields", () => {
    const pointers = examples.map((example) => example.pointer);
    const operation = pointerTo("paths", page.path, page.method);
    expect(pointers).toEqual(
      expect.arrayContaining([
        `${operation}/requestBody/content/application~1json/examples/cancel`,
        `${operation}/responses/200/content/application~1json/examples/cancelled`,
        "/components/parameters/project_id/example",
        "/components/parameters/cluster_id/example",
        "/components/parameters/upgrade_workflow_id/example",
        "/components/headers/X-Request-Id/example",
        "/components/headers/Retry-After/example",
        "/components/responses/BadRequest/content/application~1json/examples/hybrid",
        "/components/schemas/UpgradeWorkFlowUpdateRequestBodyStatus/properties/phase/example",
        "/components/schemas/Metadata/properties/labels/example",
        "/components/schemas/LineStatus/properties/critical/example",
        "/components/schemas/Timestamp/example",
      ]),
    );
    expect(new Set(pointers).size).toBe(pointers.length);
  });

  test("meets as many as the document has", () => {
    const count = (value: Json): number => {
      if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + count(item), 0);
      if (!isObject(value)) return 0;
      return Object.entries(value).reduce((sum, [key, inner]) => {
        if (key === "example") return sum + 1;
        return sum + (key === "examples" ? Object.keys(inner as JsonObject).length : count(inner));
      }, 0);
    };
    const definitions = Object.keys((dig(spec, "components", "examples") ?? {}) as JsonObject).length;
    expect(examples.length).toBeGreaterThan(definitions);
    expect(examples).toHaveLength(count(spec) - definitions);
  });

  test("reaches every named example from a body", () => {
    const defined = dig(spec, "components", "examples");
    const names = new Set(named.map((example) => example.name));
    expect([...names].sort()).toEqual(Object.keys(isObject(defined) ? defined : {}).sort());
    for (const name of [
      "UpgradeWorkFlowUpdateRequest",
      "UpgradeWorkFlowUpdateResponse",
      "InvalidRequest",
      "HybridError",
      "IncorrectAuthentication",
      "AuthenticationFailed",
      "AccessDenied",
      "ResourceNotFound",
      "RouteNotFound",
      "StaleVersion",
      "Throttled",
      "ResourceLocked",
      "InternalError",
      "BackendUnavailable",
      "IamUnavailable",
      "BackendTimeout",
    ]) {
      expect(names).toContain(name);
    }
  });
});

describe("every example is valid", () => {
  test.each(examples)("$pointer", ({ schema, value }) => {
    expect(problemOf(schema, value)).toBeUndefined();
  });
});

describe("no example stays valid when it is changed", () => {
  test.each(examples)("$pointer", ({ schema, value }) => {
    const mutants = mutantsOf(value, schema);
    const survivors = mutants.filter(({ mutant }) => problemOf(schema, mutant) === undefined);
    expect(mutants.length).toBeGreaterThan(0);
    expect(survivors.map(({ what }) => what)).toEqual([]);
  });

  test("and a nullable field takes null where OpenAPI says so", () => {
    expect(problemOf({ type: "string", nullable: true }, null)).toBeUndefined();
    expect(problemOf({ type: "string" }, null)).toBeDefined();
  });
});

describe("the samples of the page", () => {
  test.each([page.request, page.response])("$example is the one printed", ({ example, text }) => {
    expect(dig(spec, "components", "examples", example, "value")).toEqual(JSON.parse(text));
  });

  test("the path with the examples of its parameters is the one printed", () => {
    const path = page.path.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
      const sent = dig(spec, "components", "parameters", name, "example");
      return typeof sent === "string" ? sent : placeholder;
    });
    expect(`${page.method.toUpperCase()} ${path}`).toBe(page.requestLine);
  });
});
