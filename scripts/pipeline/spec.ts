import { readFile } from "node:fs/promises";
import {
  BaseResolver,
  bundle,
  createConfig,
  getLineColLocation,
  lintDocument,
  makeDocumentFromString,
  YamlParseError,
} from "@redocly/openapi-core";
import { clashes } from "./clashes.js";
import { fatalRules } from "./lint.js";
import type { OpenApiDocument } from "./openapi.js";
import { type Problem, SpecError, ToolError } from "./problems.js";
import { hashOf, type Project, shown } from "./project.js";
import { readYaml, type Yaml } from "./yaml.js";

/** A spec that has been read: its one bundled document and its hash. */
export interface Spec {
  readonly document: OpenApiDocument;
  /** SHA-256 of the file with LF line ends. */
  readonly hash: string;
  /** Where in the file a part of the document is. */
  readonly placeOf: Yaml["placeOf"];
}

/**
 * The rules without which nothing sound can be made of the document. Names of operations are left to {@link clashes},
 * which tells the place better.
 */
const soundness: ReadonlySet<string> = new Set(
  [...fatalRules].filter((rule) => !rule.startsWith("operation-operationId")),
);

const config = createConfig({
  rules: Object.fromEntries(
    [...soundness].map((rule) => [
      rule,
      rule.endsWith("-examples") ? { severity: "error", allowAdditionalProperties: false } : "error",
    ]),
  ),
});

function problemsOf(project: Project, found: Awaited<ReturnType<typeof lintDocument>>): Problem[] {
  return found.map(({ message, ruleId, location: [location] }) => {
    const at = location && getLineColLocation(location);
    return {
      file: shown(project, at ? at.source.absoluteRef : project.spec),
      line: at?.start.line ?? 1,
      column: at?.start.col ?? 1,
      message,
      rule: ruleId,
    };
  });
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SpecError(problems);
}

/**
 * Reads the spec, follows its references and looks for what no linter knows: names that would clash in the client.
 *
 * @param findings What the linter finds, where it runs anyway. Else the rules that matter here are tried in this process.
 * @throws SpecError with the place of every problem.
 */
export async function readSpec(project: Project, findings?: Promise<readonly Problem[]>): Promise<Spec> {
  const file = shown(project, project.spec);
  const text = await readFile(project.spec, "utf8").catch((cause: unknown) => {
    throw new ToolError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  // Only what is wrong has a place, and finding places takes as long as all the rest.
  let yaml: Yaml | undefined;
  const placed = () => (yaml ??= readYaml(file, text));

  const { resolve, styleguide } = await config;
  const source = { config: await config, externalRefResolver: new BaseResolver(resolve) };
  try {
    const doc = makeDocumentFromString(text.replaceAll("\r\n", "\n"), project.spec);
    const { openapi } = Object(doc.parsed) as { readonly openapi?: unknown };
    if (!/^3\.0\.\d+$/.test(String(openapi))) {
      refuse([{ ...placed().placeOf(["openapi"]), message: "The document must say that it is OpenAPI 3.0.x." }]);
    }
    if (findings === undefined) {
      refuse(problemsOf(project, await lintDocument({ ...source, document: doc, config: styleguide })));
    }
    const bundling = bundle({ ...source, doc });
    // Of a document that is not sound anything may come, and what the linter says of it is told.
    bundling.catch(() => undefined);
    refuse((await findings)?.filter(({ rule }) => rule !== undefined && soundness.has(rule)) ?? []);
    const { bundle: bundled, problems } = await bundling;
    refuse(problemsOf(project, problems));
    const document = bundled.parsed as OpenApiDocument;
    refuse(clashes(document).map(({ path, message }) => ({ ...placed().placeOf(path), message })));
    return { document, hash: hashOf(text), placeOf: (path) => placed().placeOf(path) };
  } catch (error) {
    if (!(error instanceof YamlParseError)) throw error;
    refuse(placed().problems);
    throw new SpecError([{ ...placed().placeOf([]), message: error.message }]);
  }
}
