import { renderRuntime } from "../../scripts/pipeline/runtime.js";
import type { OpenApiSchema } from "../../scripts/pipeline/openapi.js";

/** What the client knows of an operation whose response has this schema. */
function described(
  schema: OpenApiSchema,
  media = "application/json",
): { readonly success: Readonly<Record<string, unknown>>; readonly nullable?: boolean } {
  const text = renderRuntime({
    document: {
      paths: {
        "/things": {
          get: {
            operationId: "showThing",
            responses: { "200": { content: { [media]: { schema } } } },
          },
        },
      },
      components: {
        schemas: {
          Maybe: { type: "object", nullable: true },
          Tree: { type: "object", oneOf: [{ $ref: "#/components/schemas/Tree" }] },
          Named: { type: "object", properties: { name: { type: "string" } } },
          Counted: { type: "object", allOf: [{ $ref: "#/components/schemas/Named" }], properties: { count: {} } },
        },
      },
    },
    hash: "",
  } as unknown as Parameters<typeof renderRuntime>[0]);
  return JSON.parse(/^ {2}showThing: (.+),$/m.exec(text)?.[1] ?? "") as ReturnType<typeof described>;
}

const named = { $ref: "#/components/schemas/Named" };

it.each<[string, OpenApiSchema, unknown]>([
  ["an object by its fields", { type: "object", properties: { id: {}, items: {} } }, ["id", "items"]],
  ["an object without a type by its fields", { properties: { id: {} } }, ["id"]],
  ["an object of several schemas by the fields of all", { allOf: [named, { properties: { id: {} } }] }, ["name", "id"]],
  [
    "an object of nested schemas by the fields of all, each once",
    { allOf: [{ $ref: "#/components/schemas/Counted" }], properties: { name: {} } },
    ["name", "count"],
  ],
  ["an object with one of several schemas by the fields of all", { type: "object", oneOf: [named] }, ["name"]],
  ["an object whose fields are not known as one", { type: "object", additionalProperties: true }, "object"],
  ["a list", { type: "array", items: named }, "array"],
  ["a text as anything", { type: "string" }, "any"],
  ["a body without a schema as anything", {}, "any"],
])("the client knows %s", (_name, schema, kind) => {
  expect(described(schema).success["200"]).toEqual(kind);
});

const maybe = { $ref: "#/components/schemas/Maybe" };

it.each<[string, OpenApiSchema, true | undefined]>([
  ["be null, as its schema says", { type: "object", nullable: true }, true],
  ["be null, as one of its schemas says", { oneOf: [named, maybe] }, true],
  ["be null, as the only schema it is made of says", { allOf: [maybe] }, true],
  ["not be null, as one of the schemas it is made of says", { allOf: [maybe, named] }, undefined],
  ["not be null, in a schema that contains itself", { $ref: "#/components/schemas/Tree" } as OpenApiSchema, undefined],
])("the client knows that a response may %s", (_name, schema, nullable) => {
  expect(described(schema).nullable).toBe(nullable);
});

it("the client knows text by its media type", () => {
  expect(described({ type: "string" }, "Text/Plain; charset=UTF-8").success["200"]).toBe("text/plain");
});
