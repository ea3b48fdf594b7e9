import { withProjectCopy } from "../helpers/projectCopy.js";
import { buildSmallSpecs, responses, type SmallResult, type SmallSpec, smallSpecFile } from "../helpers/smallSpecs.js";

jest.setTimeout(120_000);

/** A spec that is refused on the lines that end in the comment `# here`, or on `line`, with this text among the reasons. */
interface Case extends SmallSpec {
  readonly what: string;
  readonly reason: string;
}

const intoTheMiddle = "leads into the middle of something. Put what it leads to under a name in components";
const noReference = "No tool follows a reference in an extension. Write the value here. [extensions/no-references]";
const madeOfItself = "The schema is made of itself.";
const inACircle = "This reference leads in a circle and never to a value.";
const region = "region: { default: a, enum: [a] }";
const sharedParameter = "parameters:\n  q: { name: q, in: query, schema: { type: array, items: { type: string } } }\n";

const cases: readonly Case[] = [
  // Types
  {
    what: "a reference into a path",
    paths: `/things:\n  get:\n    operationId: readThing\n    ${responses().replaceAll("\n", "\n    ")}
/others:
  get:
    operationId: readOther
    responses:
      "200":
        description: Fine.
        content:
          application/json:
            schema:
              $ref: "#/paths/~1things/get/responses/200/content/application~1json/schema" # here`,
    reason: intoTheMiddle,
  },
  {
    what: "a reference to the schema of a parameter",
    components: sharedParameter,
    schemas: `Query:\n  type: object\n  properties:\n    q:\n      $ref: "#/components/parameters/q/schema" # here`,
    reason: intoTheMiddle,
  },
  {
    what: "a reference to the items of a parameter",
    components: sharedParameter,
    schemas: `Query:\n  type: object\n  properties:\n    q:\n      $ref: "#/components/parameters/q/schema/items" # here`,
    reason: intoTheMiddle,
  },
  ...["hasOwnProperty", "constructor", "toString"].map((name) => ({
    what: `a schema called ${name}`,
    schemas: `${name}: { type: string } # here`,
    reason: `A component cannot be called ${name}. Rename it.`,
  })),

  // Paths, servers, security
  {
    what: "a path that refers to another one",
    paths: `/things:\n  get:\n    operationId: readThing\n    ${responses().replaceAll("\n", "\n    ")}
/others:
  $ref: "#/paths/~1things" # here`,
    reason: "A path cannot refer to another one.",
  },
  {
    what: "a second server variable",
    top: `security: [{ Token: [] }]
servers:
  - url: https://{stage}.{region}.example.com
    variables:
      ${region}
      stage: { default: live } # here`,
    reason: '"region" is the only variable the client knows. Declare a server for each value of "stage".',
  },
  {
    what: "a server that ends in /",
    top: "security: [{ Token: [] }]\nservers:\n  - url: https://example.com/ # here",
    reason: "Server `url` should not have a trailing slash.",
  },
  ...["http://{region}.example.com", "https://{region}.example.com?a=b", "ftp://{region}"].map((url) => ({
    what: `a server of a region at ${url}`,
    top: `security: [{ Token: [] }]\nservers:\n  - url: ${url} # here\n    variables: { ${region} }`,
    reason: 'The URL of a server with the variable "region" must start with https:// and have no "/" at its end',
  })),
  {
    what: "servers of an operation",
    operation: "servers: [{ url: https://elsewhere.example }] # here",
    reason: "The client sends every request to its one endpoint.",
  },
  {
    what: "servers of a path",
    paths: `/things:
  servers: [{ url: https://elsewhere.example }] # here
  get:
    operationId: readThing
    ${responses().replaceAll("\n", "\n    ")}`,
    reason: "The client sends every request to its one endpoint.",
  },
  ...["[]", "[{ Key: [] }]"].map((security) => ({
    what: `an operation with the security ${security}`,
    operation: `security: ${security} # here`,
    reason: "readThing: the client sends the same credentials with every request.",
  })),
  {
    what: "a document that does not take the token",
    top: "security: [{}] # here",
    reason: "The client sends X-Auth-Token with every request, so security must allow it.",
  },
  {
    what: "a way to authenticate that the client does not know",
    top: "security:\n  - Token: []\n  - Key: [] # here",
    reason: "The client cannot authenticate by Key.",
  },

  // No end, or no place
  {
    what: "a schema made of itself",
    schemas: `Self:\n  allOf:\n    - $ref: "#/components/schemas/Self" # here`,
    reason: madeOfItself,
  },
  {
    what: "schemas made of each other",
    schemas: `One:\n  allOf:\n    - $ref: "#/components/schemas/Other" # here
Other:\n  nullable: true\n  oneOf:\n    - anyOf:\n        - $ref: "#/components/schemas/One" # here`,
    reason: madeOfItself,
  },
  {
    what: "references in a circle",
    schemas: `One:\n  $ref: "#/components/schemas/Other" # here\nOther: { $ref: "#/components/schemas/One" }`,
    reason: inACircle,
  },
  {
    what: "references in a circle through other files",
    operation: `responses:\n  "200":\n    $ref: one.yaml # here`,
    files: { "one.yaml": "$ref: other.yaml\n", "other.yaml": "$ref: one.yaml\n" },
    reason: inACircle,
  },
  { what: "an unknown alias", schemas: "Other: *nowhere # here", reason: 'unidentified alias "nowhere"' },
  {
    what: "an alias inside the value it repeats",
    schemas: "Other: &other\n  type: object\n  properties:\n    again: *other # here",
    reason: "This alias repeats a value inside itself.",
  },
  {
    what: "a schema 3,000 deep",
    schemas: `Deep: ${"{ type: array, items: ".repeat(3000)}{ type: string }${" }".repeat(3000)} # here`,
    reason: "nesting exceeded maxDepth (100)",
  },

  // Extensions
  {
    what: "IAM actions as text",
    operation: "x-cce-iam-actions: cce:cluster:upgrade # here",
    reason: "Expected type `array` but got `string`. [struct]",
  },
  {
    what: "a text for whether to send again",
    operation: 'x-cce-retry:\n  unprocessed: true\n  unknown: "false" # here',
    reason: "Expected type `boolean` but got `string`. [struct]",
  },
  {
    what: "half of whether to send again",
    operation: "x-cce-retry: # here\n  unprocessed: true",
    reason: "The field `unknown` must be present on this level. [struct]",
  },
  {
    what: "a misspelt extension",
    operation:
      "parameters:\n  - name: q\n    in: query\n    schema: { type: string }\n    x-cce-defualt: projectId # here",
    reason: "x-cce-defualt is no extension of this place, which takes x-cce-default. [extensions/known]",
  },
  {
    what: "a default that is no option of the client",
    operation:
      "parameters:\n  - name: q\n    in: query\n    schema: { type: string }\n    x-cce-default: projectID # here",
    reason: '`x-cce-default` can be one of the following only: "projectId". [struct]',
  },
  {
    what: "an extension in a wrong place",
    schemas: "Other:\n  type: string\n  x-cce-retry: {} # here",
    reason:
      "x-cce-retry is no extension of this place, which takes x-cce-source, x-cce-knownValues, x-enumDescriptions.",
  },
  {
    what: "meanings that are no texts",
    schemas: "Other:\n  type: string\n  x-cce-knownValues:\n    a: [b] # here",
    reason: "Expected type `string` but got `array`. [struct]",
  },
  ...["there.txt", "nowhere.txt", "#/components/schemas/Thing"].map((reference) => ({
    what: `an extension that refers to ${reference}`,
    operation: `x-notes:\n  $ref: "${reference}" # here`,
    files: { "there.txt": "Hello" },
    reason: noReference,
  })),
  {
    what: "an extension with a reference deep inside",
    operation: "x-notes:\n  - a:\n      - $ref: nowhere.txt # here",
    reason: noReference,
  },

  {
    what: "more than a thousand findings of style",
    operation: responses("#/components/schemas/Nowhere").replace('Nowhere"', 'Nowhere" # here'),
    schemas: Array.from({ length: 1500 }, (_item, index) => `Unused${index}: { type: string }`).join("\n"),
    reason: "Can't resolve $ref [no-unresolved-refs]",
  },
  {
    what: "an example that does not match a nullable schema made of another",
    schemas: `Maybe:
  nullable: true
  allOf: [{ $ref: "#/components/schemas/Thing" }]
  example:
    id: 3 # here`,
    reason: "`id` property type must be string",
  },
];

describe("the spec is refused with file, line and reason for", () => {
  let results: readonly SmallResult[];

  beforeAll(async () => {
    results = await buildSmallSpecs(cases);
  });

  it.each(cases.map((each, index) => ({ ...each, index })))("$what", ({ index, reason }) => {
    const { error, text } = results[index] ?? { error: "", text: "" };
    const lines = text.split("\n").flatMap((line, at) => (line.endsWith("# here") ? [at + 1] : []));
    const problems = error.replace("SpecError: ", "").split("\n");
    const placed = problems
      .filter((problem) => problem.includes(reason))
      .map((problem) => problem.split(":").slice(0, 2));
    expect([problems, placed]).toEqual([problems, lines.map((line) => [smallSpecFile, String(line)])]);
  });
});

it("npm run generate ends at once on a schema made of itself", async () => {
  await withProjectCopy(async (copy) => {
    copy.editSpec(
      "\n    Timestamp:\n",
      `\n    Self:\n      allOf:\n        - $ref: "#/components/schemas/Self"\n    Timestamp:\n`,
    );
    const before = copy.hashes();
    const { exitCode, stdout, stderr } = await copy.start("generate").ended;
    expect(stderr).toContain(`spec/openapi.yaml:${copy.specLine("schemas/Self")}:`);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(copy.hashes()).toEqual(before);
  });
});
