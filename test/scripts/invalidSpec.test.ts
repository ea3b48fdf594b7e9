import { cpSync } from "node:fs";
import { join } from "node:path";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { type ReadSpec, readSpecs } from "../helpers/specs.js";

jest.setTimeout(60_000);

/** Adds an operation that is sound but for its fields, which may replace the usual ones. */
function addOperation(
  copy: ProjectCopy,
  path: string,
  fields: string,
  content = "#/components/schemas/Timestamp",
): void {
  copy.addPath(`  ${path}:
    get:
${fields.replaceAll(/^/gm, "      ")}
      tags: [Cancel]
      summary: Read something
      description: Reads something.
      responses:
        "200":
          description: Something.
          content:
            application/json:
              schema:
                $ref: "${content}"
`);
}

function parameter(name: string, place: string): string {
  const isRequired = place === "path" ? "required: true, " : "";
  return `  - { name: ${name}, in: ${place}, ${isRequired}description: A name., schema: { type: string }, example: a }`;
}

/** A problem: on which line, and for what reason. */
type Expected = readonly [line: number, reason: string];

interface Case {
  readonly what: string;
  /** Breaks the spec and gives the problems to be found. */
  readonly breakSpec: (copy: ProjectCopy) => readonly Expected[];
}

const cases: readonly Case[] = [
  {
    what: "YAML that cannot be read",
    breakSpec: (copy) => {
      copy.editSpec("  title: CCE cluster", "  title: CCE: cluster");
      return [[copy.specLine("  title: CCE: cluster"), "Nested mappings are not allowed in compact mappings"]];
    },
  },
  {
    what: "a doubled key",
    breakSpec: (copy) => {
      copy.editSpec("  version: 1.0.0\n", "  version: 1.0.0\n  version: 1.0.1\n");
      return [[copy.specLine("  version: 1.0.1"), "Map keys must be unique"]];
    },
  },
  {
    what: "a reference that leads nowhere, and an example that breaks its schema",
    breakSpec: (copy) => {
      addOperation(copy, "/nowhere", "operationId: readNowhere", "#/components/schemas/Nowhere");
      addOperation(
        copy,
        "/example",
        `operationId: readExample
parameters:
  - name: limit
    in: query
    description: How many.
    schema:
      type: integer
    example: many`,
      );
      return [
        [copy.specLine("#/components/schemas/Nowhere"), "Can't resolve $ref [no-unresolved-refs]"],
        [
          copy.specLine("example: many"),
          "Example value must conform to the schema: type must be integer. [no-invalid-parameter-examples]",
        ],
      ];
    },
  },
  {
    what: "a doubled and a missing operationId",
    breakSpec: (copy) => {
      addOperation(copy, "/first", "operationId: readTwice");
      addOperation(copy, "/second", "operationId: readTwice # again");
      addOperation(copy, "/nameless", "externalDocs: { url: https://example.com }");
      return [
        [
          copy.specLine("operationId: readTwice # again"),
          'operationId "readTwice" clashes with "readTwice": each operation needs a name of its own.',
        ],
        [
          copy.specLine("  /nameless:") + 1,
          "GET /nameless has no operationId; it becomes the name of the client's method.",
        ],
      ];
    },
  },
  {
    what: "names that no client can be made of",
    breakSpec: (copy) => {
      addOperation(copy, "/dashed", "operationId: read-something");
      addOperation(copy, "/promise", "operationId: then");
      addOperation(copy, "/lower", "operationId: readAlike");
      addOperation(copy, "/upper", "operationId: ReadAlike");
      addOperation(copy, "/cookie", `operationId: readCookie\nparameters:\n${parameter("crumb", "cookie")}`);
      const parameters = [parameter("name", "path"), parameter("limit", "query"), parameter("name", "query")];
      addOperation(copy, "/{name}", `operationId: readNamed\nparameters:\n${parameters.join("\n")}`);
      copy.addPath(`  /bodies:
    parameters:
    ${parameter("offset", "query")}
    ${parameter("body", "query")}
    post:
      operationId: writeBody
      tags: [Cancel]
      summary: Write something
      description: Writes something.
      requestBody:
        description: Something.
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/Timestamp"
      responses:
        "204":
          description: Nothing.
`);
      return [
        [copy.specLine("operationId: read-something"), 'operationId "read-something" cannot be the name of a method.'],
        [copy.specLine("operationId: then"), 'operationId "then" cannot be the name of a method.'],
        [
          copy.specLine("operationId: ReadAlike"),
          'operationId "ReadAlike" clashes with "readAlike": each operation needs a name of its own.',
        ],
        [copy.specLine("name: crumb"), 'readCookie: the cookie parameter "crumb" is not supported.'],
        [
          copy.specLine("name: name, in: query"),
          'readNamed: the path parameter and the query parameter "name" would clash: a call takes parameters by name. Rename one.',
        ],
        [
          copy.specLine("name: body, in: query"),
          'writeBody: the parameter "body" would clash with the request body. Rename it.',
        ],
      ];
    },
  },
  {
    what: "parameters, paths and responses that the client would get wrong",
    breakSpec: (copy) => {
      const label = parameter("name", "path").replace("in: path", "in: path, style: label");
      addOperation(copy, "/labels/{name}", `operationId: readLabel\nparameters:\n${label}`);
      copy.addPath(`  /asked?name=a:
    parameters:
    ${parameter("many", "query").replace("in: query", "in: query, allowReserved: true")}
    get:
      operationId: readYaml
      tags: [Cancel]
      summary: Read something
      description: Reads something.
      responses:
        "200": # in YAML
          description: Something.
          content:
            application/yaml:
              schema:
                $ref: "#/components/schemas/Timestamp"
`);
      return [
        [
          copy.specLine("name: name, in: path"),
          'readLabel: the path parameter "name" has the style "label". In a path only "simple" is supported.',
        ],
        [
          copy.specLine("name: many, in: query"),
          'readYaml: the query parameter "many" has `allowReserved`, which is not supported.',
        ],
        [
          copy.specLine('"200": # in YAML'),
          "readYaml: the response 200 is application/yaml. The client reads JSON, and text in UTF-8.",
        ],
        [
          copy.specLine("  /asked?name=a:"),
          'The path /asked?name=a contains "?", which would change the address. A query is written as parameters.',
        ],
      ];
    },
  },
  {
    what: "an operation without content, and one without responses",
    breakSpec: (copy) => {
      copy.addPath(`  /empty:
    get:
  /mute:
    get:
      operationId: readMute
      responsez: {}
`);
      return [
        [copy.specLine("  /empty:") + 1, "Expected type `Operation` (object) but got `null` [struct]"],
        [copy.specLine("  /mute:") + 1, "The field `responses` must be present on this level. [struct]"],
        [copy.specLine("responsez: {}"), "Property `responsez` is not expected here. [struct]"],
      ];
    },
  },
  {
    what: "a document of another kind",
    breakSpec: (copy) => {
      copy.editSpec("openapi: 3.0.3\n", "# A comment\nopenapi: 4.0.0\n");
      return [[copy.specLine("openapi: 4.0.0"), "The document must say that it is OpenAPI 3.0.x."]];
    },
  },
];

describe("reading the spec stops with file, line and reason for", () => {
  const expected: (readonly Expected[])[] = [];
  let read: ReadSpec[] = [];

  beforeAll(async () => {
    await withProjectCopy(async (copy) => {
      const sound = copy.read("spec/openapi.yaml");
      const roots = cases.map(({ breakSpec }, index) => {
        expected.push(breakSpec(copy));
        const root = join(copy.root, "broken", String(index));
        cpSync(join(copy.root, "spec"), join(root, "spec"), { recursive: true });
        copy.write("spec/openapi.yaml", sound);
        return root;
      });
      read = await readSpecs([...roots, join(copy.root, "broken")]);
    });
  });

  const errorOf = (index: number): string => {
    const result = read[index];
    return result !== undefined && "error" in result ? result.error : "";
  };

  it.each(cases.map(({ what }, index) => ({ what, index })))("$what", ({ index }) => {
    const problems = errorOf(index)
      .replace("SpecError: ", "")
      .replaceAll(/^(spec\/openapi\.yaml:\d+):\d+ /gm, "$1 ");
    const wanted = expected[index]?.map(([line, reason]) => `spec/openapi.yaml:${line} ${reason}`);
    expect(problems.split("\n").sort()).toEqual(wanted?.sort());
  });

  it("a missing spec", () => {
    expect(errorOf(cases.length)).toMatch(/^ToolError: spec\/openapi\.yaml cannot be read: ENOENT: /);
  });
});

it("npm run generate prints the problems of an invalid spec and nothing else, and leaves everything as it was", async () => {
  await withProjectCopy(async (copy) => {
    addOperation(copy, "/nowhere", "operationId: readNowhere", "#/components/schemas/Nowhere");
    const line = copy.specLine("#/components/schemas/Nowhere");
    const before = copy.hashes();
    const { exitCode, stdout, stderr } = await copy.start("generate").ended;
    // No stack trace, no notice of a tool.
    expect(stderr.replace(/^(spec\/openapi\.yaml:\d+):\d+ /, "$1 ")).toBe(
      `spec/openapi.yaml:${line} Can't resolve $ref [no-unresolved-refs]\n\n` +
        "The spec is invalid (1 found). Nothing was written.\n",
    );
    expect(stdout).toBe("");
    expect(exitCode).toBe(1);
    expect(copy.hashes()).toEqual(before);
  });
});
