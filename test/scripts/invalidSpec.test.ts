import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";

jest.setTimeout(60_000);

/** Adds an operation that is sound but for its fields, which may come in the place of the usual ones. */
function addOperation(
  copy: ProjectCopy,
  path: string,
  fields: string,
  content = "#/components/schemas/Timestamp",
): void {
  copy.addPath(`  ${path}:
    get:
${fields.replaceAll(/^/gm, "      ")}
      tags: [Upgrade workflow]
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

/** A problem as it has to be told: on which line, and with what reason. */
type Expected = readonly [line: number, reason: string];

interface Case {
  readonly what: string;
  /** Breaks the spec and gives what has to be told of it, in the order of telling. */
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
      tags: [Upgrade workflow]
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
        [copy.specLine("name: crumb"), 'readCookie: cookie parameters ("crumb") are not supported.'],
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
    what: "an operation without content, and one without answers",
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

describe("npm run generate stops with file, line and reason, and leaves everything as it was, for", () => {
  it.concurrent.each(cases)("$what", async ({ breakSpec }) => {
    await withProjectCopy(async (copy) => {
      const expected = breakSpec(copy);
      const before = copy.hashes();
      const { exitCode, stdout, stderr } = await copy.start("generate").ended;
      const problems = stderr.split("\n\n")[0]?.split("\n") ?? [];
      expect(problems.map((line) => line.replace(/^(spec\/openapi\.yaml:\d+):\d+ /, "$1 ")).sort()).toEqual(
        expected.map(([line, reason]) => `spec/openapi.yaml:${line} ${reason}`).sort(),
      );
      // Nothing beside the problems: no stack trace, no notice of a tool.
      expect(stderr).toBe(
        `${problems.join("\n")}\n\nThe spec is invalid (${expected.length} found). Nothing was written.\n`,
      );
      expect(stdout).toBe("");
      expect(exitCode).toBe(1);
      expect(copy.hashes()).toEqual(before);
    });
  });
});

it.concurrent("npm run generate says that the spec is missing", async () => {
  await withProjectCopy(async (copy) => {
    copy.remove("spec/openapi.yaml");
    const before = copy.hashes();
    const { exitCode, stderr } = await copy.start("generate").ended;
    expect(stderr).toMatch(/^spec\/openapi\.yaml cannot be read: ENOENT: .*\n$/);
    expect(exitCode).toBe(1);
    expect(copy.hashes()).toEqual(before);
  });
});
