import { join } from "node:path";
import { withProjectCopy } from "./projectCopy.js";
import { buildSpecs } from "./specs.js";

/** The file of a small spec that a test is about. */
export const smallSpecFile = "spec/openapi.yaml";

/** Parts of a small spec, in YAML, each at its own indent; what is not given is sound. */
export interface SmallSpec {
  /** What stands beside `paths` and `components`. */
  readonly top?: string;
  /** Entries of `paths`. */
  readonly paths?: string;
  /** Fields of the one operation that is there if there are no `paths`. */
  readonly operation?: string;
  /** Entries of `components.schemas`. */
  readonly schemas?: string;
  /** Other kinds of components. */
  readonly components?: string;
  /** Further files by their path below `spec`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A response with a schema, as the field `responses` of an operation. */
export function responses(reference = "#/components/schemas/Thing"): string {
  return `responses:
  "200":
    description: Fine.
    content:
      application/json:
        schema:
          $ref: "${reference}"`;
}

function indent(text: string, columns: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(columns));
}

function textOf({ top, paths, operation = responses(), schemas = "", components = "" }: SmallSpec): string {
  const withId = /^operationId/m.test(operation) ? operation : `operationId: readThing\n${operation}`;
  const withResponses = /^responses/m.test(withId) ? withId : `${withId}\n${responses()}`;
  return `openapi: 3.0.3
info: { title: Things, version: 1.0.0 }
${top ?? "security: [{ Token: [] }]"}
paths:
${indent(paths ?? `/things:\n  post:\n${indent(withResponses, 4)}`, 2)}
components:
  securitySchemes:
    Token: { type: apiKey, in: header, name: X-Auth-Token }
    Key: { type: apiKey, in: header, name: X-Key }
${indent(components, 2)}
  schemas:
    Thing: { type: object, required: [id], properties: { id: { type: string } } }
${indent(schemas, 4)}
`;
}

/** What came of a small spec, and its text. */
export interface SmallResult {
  readonly text: string;
  /** Empty where it is sound. */
  readonly error: string;
}

/** Makes the sources of small specs with the project's rules, all in one process, and compiles them. */
export async function buildSmallSpecs(specs: readonly SmallSpec[]): Promise<SmallResult[]> {
  return withProjectCopy(async (copy) => {
    const texts = specs.map(textOf);
    const folders = specs.map(({ files = {} }, index) => {
      const folder = `small/${index}`;
      for (const rules of ["redocly.yaml", "rules.js", "extensions.js"]) {
        copy.write(`${folder}/spec/${rules}`, copy.read(`spec/${rules}`));
      }
      for (const [path, text] of Object.entries(files)) copy.write(`${folder}/spec/${path}`, text);
      copy.write(`${folder}/${smallSpecFile}`, texts[index] ?? "");
      return folder;
    });
    const built = await buildSpecs(folders.map((folder) => join(copy.root, folder)));
    return built.map(({ error }, index) => ({ error, text: texts[index] ?? "" }));
  });
}
