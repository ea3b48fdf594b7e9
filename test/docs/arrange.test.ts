import { arrange, splitIntroduction, withLinks } from "../../scripts/pipeline/docs/arrange.js";
import { withCodesByStatus } from "../../scripts/pipeline/docs/errorCodes.js";
import { firstText } from "../../scripts/pipeline/docs/firstText.js";
import { words } from "../../scripts/pipeline/docs/words.js";
import { type OpenApiDocument, resolve } from "../../scripts/pipeline/openapi.js";

const response = { $ref: "#/components/responses/Trouble" };

/** A document that has nothing to do with the spec. */
const document: OpenApiDocument = {
  info: { title: "Ponds & more", version: "1", description: "All of `DEVIATIONS.md`.\n\n## Frogs\n\nGreen ones.\n" },
  externalDocs: { url: "https://source.example" },
  tags: [{ name: "Wet things" }, { name: "Unused" }],
  paths: {
    "/ponds": {
      put: {
        operationId: "fillPond",
        summary: "Fill <a> pond",
        tags: ["Wet things"],
        description: "See table 7.",
        requestBody: { content: {} },
        responses: { "400": response, "429": response },
        "x-codeSamples": [{ lang: "Shell", source: "echo <pond>" }],
      },
      get: { operationId: "showPond", responses: { "400": response } },
    },
  },
  components: {
    responses: { Trouble: { content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } } },
    schemas: {
      Error: {
        type: "object",
        properties: { code: { $ref: "#/components/schemas/Code" }, cause: { $ref: "#/components/schemas/Error" } },
      },
      Code: {
        type: "string",
        "x-cce-knownValues": { A: "400. Leak.", B: "400, 413 or 429。两者", C: "429. Slow.", D: "Any." },
      },
    },
  },
};

const section = (name: string) => ({ name, title: `The ${name}`, text: `About ${name}.` });
const arranged = arrange(document, { guide: [section("Frogs")], appendix: [section("All fields")] }, words.en);

describe("the order of the page", () => {
  it("is a short introduction with links, the operations, the guide, the appendix", () => {
    expect(arranged.info.description).toBe(
      "All of `DEVIATIONS.md`.\n\nAfter the operations: [The Frogs](#/frogs) · [The All fields](#/all-fields)",
    );
    expect(arranged["x-tagGroups"]).toEqual([
      { name: "Operations", tags: ["Wet things", "Other operations"] },
      { name: "Guide", tags: ["Frogs"] },
      { name: "Appendix", tags: ["All fields"] },
    ]);
    expect(arranged.tags?.slice(2)).toEqual([
      { name: "Frogs", "x-displayName": "The Frogs", "x-traitTag": true, description: "About Frogs." },
      { name: "All fields", "x-displayName": "The All fields", "x-traitTag": true, description: "About All fields." },
    ]);
  });

  it("begins each operation with its method and path", () => {
    const { put, get } = arranged.paths["/ponds"] as Record<string, { description: string }>;
    expect([put?.description, get?.description]).toEqual([
      "<code>PUT /<wbr>ponds</code>\n\nSee table 7.",
      "<code>GET /<wbr>ponds</code>",
    ]);
  });

  it("splits an introduction at its headings", () => {
    expect(splitIntroduction(document.info.description)).toEqual({
      lead: "All of `DEVIATIONS.md`.",
      sections: [{ title: "Frogs", text: "Green ones." }],
    });
    expect(splitIntroduction()).toEqual({ lead: "", sections: [] });
  });
});

it("a title in another language survives the links", () => {
  const tags = [{ name: "Wet things", "x-displayName": "湿" }];
  expect(withLinks({ ...document, tags }, "All that differs").tags).toEqual(tags);
});

it("tables of the source page and the deviations are linked", () => {
  const linked = JSON.stringify(withLinks(document, "All that differs"));
  expect(linked).toContain("See [table 7](https://source.example).");
  expect(linked).toContain("All of [`DEVIATIONS.md`](#/all-that-differs).");
  expect(withLinks({ ...document, externalDocs: undefined } as unknown as OpenApiDocument, undefined).info).toEqual(
    document.info,
  );
});

it("each response lists the error codes of its status, in components that exist once", () => {
  const narrowed = withCodesByStatus(document);
  expect(Object.keys(narrowed.components?.schemas ?? {})).toEqual([
    ...["Error", "Code", "Error-400", "Code-400", "Error-429", "Code-429"],
  ]);
  const codesOf = (name: string) => Object.keys(narrowed.components?.schemas?.[name]?.["x-cce-knownValues"] ?? {});
  expect([codesOf("Code"), codesOf("Code-400"), codesOf("Code-429")]).toEqual([
    ["A", "B", "C", "D"],
    ["A", "B", "D"],
    ["B", "C", "D"],
  ]);
  expect(narrowed.components?.schemas?.["Error-400"]).toMatchObject({
    title: "Error",
    properties: { cause: { $ref: "#/components/schemas/Error-400" } },
  });
  const { get } = narrowed.paths["/ponds"] as Record<string, { responses: Record<string, typeof response> }>;
  expect(resolve(narrowed, get?.responses["400"] ?? {})).toMatchObject({
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error-400" } } },
  });
});

it("the first text is the main operation in plain HTML", () => {
  const html = firstText(arranged);
  for (const part of [
    "<h1>Ponds &amp; more</h1>",
    "<h2>Fill &lt;a&gt; pond</h2>",
    "<code>PUT /<wbr>ponds</code>",
    "<pre><code>echo &lt;pond&gt;</code></pre>",
    'const address = "#/wet-things/fillpond";',
  ]) {
    expect(html).toContain(part);
  }
});
