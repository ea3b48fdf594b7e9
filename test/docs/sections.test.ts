import { sections } from "../../scripts/pipeline/docs/sections.js";
import { words } from "../../scripts/pipeline/docs/words.js";
import type { OpenApiDocument } from "../../scripts/pipeline/openapi.js";

/** A document that has nothing to do with the spec: the tables are made of whatever there is. */
const document: OpenApiDocument = {
  info: { title: "Ponds", version: "1" },
  paths: {
    "/ponds/{pond}": {
      parameters: [{ name: "pond", in: "path", required: true, description: "Which | pond." }],
      put: {
        operationId: "fillPond",
        summary: "Fill a pond",
        parameters: [{ name: "depth", in: "query", description: "How deep.\nIn metres." }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Pond" } } },
        },
        responses: {
          "200": { description: "Filled." },
          "409": {
            description: "Frozen.",
            content: { "application/json": { examples: { ice: { value: {} } } } },
          },
        },
        "x-cce-iam-actions": ["pond:fill"],
        "x-cce-retry": { unprocessed: true, unknown: false },
      },
      get: {
        operationId: "showPond",
        summary: "Show a pond",
        responses: { "200": {}, "404": { description: "Dry." } },
      },
    },
  },
  components: {
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "X-Key", description: "The key." } },
    schemas: {
      Pond: {
        type: "object",
        description: "A pond.",
        required: ["frogs"],
        properties: {
          frogs: { type: "array", description: "Its frogs.", items: { $ref: "#/components/schemas/Frog" } },
          labels: { type: "object", description: "Its labels.", additionalProperties: { type: "string" } },
          colour: { oneOf: [{ type: "string" }, { type: "integer" }], description: "Its colour." },
          since: { description: "How old.", allOf: [{ $ref: "#/components/schemas/Day" }] },
          kind: { type: "string", enum: ["round"], "x-enumDescriptions": { round: "No corners." } },
        },
      },
      Frog: {
        type: "string",
        description: "A frog.",
        enum: ["green", "blue"],
        "x-enumDescriptions": { green: "Common." },
      },
      Day: { type: "string", description: "A day." },
      Trouble: { type: "string", "x-cce-knownValues": { P1: "Leak." } },
    },
  },
};

const deviations = {
  file: "spec/DEVIATIONS.md",
  references: ["[source]: https://source.example"],
  entries: [{ line: 1, texts: { title: "A title", page: "One [source].", contract: "Another.", why: "Because." } }],
};

const markdown = (parts: ReturnType<typeof sections>) =>
  parts.map(({ title, text }) => `## ${title}\n\n${text}`).join("\n\n");
const text = markdown(sections(document, deviations, words.en, (english) => english));

describe("the tables of the docs", () => {
  it.each([
    [
      "an operation",
      "| Fill a pond `fillPond` | <code>PUT /<wbr>ponds/<wbr>{pond}</code> | `pond:fill` | may be sent again only if it is known not to have been processed |",
    ],
    [
      "an operation without more",
      "| Show a pond `showPond` | <code>GET /<wbr>ponds/<wbr>{pond}</code> |  | not to be sent again |",
    ],
    ["a parameter, with what would end a cell", String.raw`| ${"`pond`"} | path | required | Which \| pond. |`],
    ["a parameter of more than one line", "| `depth` | query | optional | How deep. In metres. |"],
    ["a media type", "| `Content-Type` | header | required | `application/json`. The media type of the body. |"],
    ["a security scheme", "| `X-Key` | header, security scheme `Key` | depends on the authentication | The key. |"],
    ["an array", "| `frogs` | array of `Frog` | required | Its frogs. |"],
    ["a map", "| `labels` | map of string | optional | Its labels. |"],
    ["a choice", "| `colour` | string or integer | optional | Its colour. |"],
    ["a reference with a text of its own", "| `since` | `Day` | optional | How old. |"],
    [
      "the values of a schema",
      "**`Frog`**\n\n| Value | Meaning |\n| --- | --- |\n| `green` | Common. |\n| `blue` |  |",
    ],
    ["the values of a field", "**`Pond.kind`**\n\n| Value | Meaning |\n| --- | --- |\n| `round` | No corners. |"],
    [
      "an open list",
      "**`Trouble`**\n\nAn open list: other values are possible.\n\n| Value | Meaning |\n| --- | --- |\n| `P1` | Leak. |",
    ],
    ["the errors, sorted", "| `404` | Dry. |  |\n| `409` | Frozen. | `ice` |"],
    ["a deviation", "**A title**\n\n- **The page:** One [source].\n- **The contract:** Another.\n- **Why:** Because."],
    ["where references lead", "[source]: https://source.example"],
  ])("have %s", (_what, expected) => {
    expect(text).toContain(expected);
  });

  it("name a parameter of several operations once", () => {
    expect(text.match(/^\| `pond` /gm)).toHaveLength(1);
  });

  it("have the same parts in both languages", () => {
    const chinese = markdown(sections(document, deviations, words.zh, (english) => `中文 ${english}`));
    const shape = (lines: string) => lines.split("\n").map((line) => /^(## |\*\*|\||- )?/.exec(line)?.[0] ?? "");
    expect(shape(chinese)).toEqual(shape(text));
    expect(chinese).toContain("**中文 A title**");
  });
});
