import { renderRuntime } from "../../scripts/pipeline/runtime.js";
import type { OpenApiSchema } from "../../scripts/pipeline/openapi.js";

/** What the client is told of an answer whose body has this schema. */
function kindOf(schema: OpenApiSchema): unknown {
  const text = renderRuntime({
    document: {
      paths: {
        "/things": {
          get: {
            operationId: "showThing",
            responses: { "200": { content: { "application/json": { schema } } } },
          },
        },
      },
      components: {
        schemas: {
          Named: { type: "object", properties: { name: { type: "string" } } },
          Counted: { type: "object", allOf: [{ $ref: "#/components/schemas/Named" }], properties: { count: {} } },
        },
      },
    },
    hash: "",
  } as unknown as Parameters<typeof renderRuntime>[0]);
  const descriptor = JSON.parse(/^ {2}showThing: (.+),$/m.exec(text)?.[1] ?? "") as {
    success: Record<string, unknown>;
  };
  return descriptor.success["200"];
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
  expect(kindOf(schema)).toEqual(kind);
});
