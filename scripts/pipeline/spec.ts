import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as OpenapiCore from "@redocly/openapi-core";
import { circularAlias, circularReference } from "./circles.js";
import { operationRefusals, type Refusal } from "./operationRefusals.js";
import type { OpenApiDocument, Spec } from "./openapi.js";
import { forExamples, withReferences } from "./prepare.js";
import { type Problem, SpecError, ToolError } from "./problems.js";
import { hashOf, type Project, shown } from "./project.js";
import { refusals } from "./refusals.js";
import { readYaml, type Yaml } from "./yaml.js";

/**
 * Rules whose findings mean that nothing sound can be made of the document. Findings of the others are a matter of style:
 * they fail `npm run lint` and not `npm run generate`. Names of operations are left to {@link operationRefusals}, which gives a
 * better place.
 */
const fatalRules: ReadonlySet<string> = new Set([
  "struct",
  "no-unresolved-refs",
  "no-invalid-media-type-examples",
  "no-invalid-parameter-examples",
  "no-invalid-schema-examples",
  "no-enum-type-mismatch",
  "no-identical-paths",
  "no-undefined-server-variable",
  "operation-parameters-unique",
  "path-declaration-must-exist",
  "path-parameters-defined",
  "path-params-defined",
  "security-defined",
  "no-server-trailing-slash",
  "extensions/known",
  "extensions/no-references",
]);

type Core = typeof OpenapiCore;

function problemsOf(
  project: Project,
  { getLineColLocation }: Core,
  found: readonly OpenapiCore.NormalizedProblem[],
): Problem[] {
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
 * Reads the spec, lints it by the project's rules, follows its references and looks for what no linter knows: names that
 * would clash in the client.
 *
 * @throws SpecError with the place of every problem.
 */
export async function readSpec(project: Project): Promise<Spec> {
  const file = shown(project, project.spec);
  const text = await readFile(project.spec, "utf8").catch((cause: unknown) => {
    throw new ToolError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  // Only problems need places, and finding places takes as long as all the rest.
  let yaml: Yaml | undefined;
  const placed = () => (yaml ??= readYaml(file, text));

  // With "import", the loader of TypeScript would look at each of its 250 files, which takes as long as all the rest.
  const core = createRequire(join(project.root, "package.json"))("@redocly/openapi-core") as Core;
  const { BaseResolver, bundle, lintDocument, loadConfig, makeDocumentFromString, YamlParseError } = core;
  const config = (await loadConfig({ configPath: project.lintConfig })).forAlias("cce");
  const externalRefResolver = new BaseResolver(config.resolve);
  const refuseAt = (found: readonly Refusal[]) => {
    refuse(found.map(({ path, message }) => ({ ...placed().placeOf(path), message })));
  };
  const parse = () => {
    try {
      return makeDocumentFromString(text.replaceAll("\r\n", "\n"), project.spec);
    } catch (error) {
      if (!(error instanceof YamlParseError)) throw error;
      const { line, col, message } = error;
      // The other parser lists every error at once, but knows no unknown alias, and a depth like this overflows its stack.
      if (!message.startsWith("nesting exceeded")) refuse(placed().problems);
      throw new SpecError([{ file, line, column: col, message: message.replace(/ in ".*" \(\d+:\d+\)$/, "") }]);
    }
  };
  const { source, parsed } = parse();
  const { openapi } = Object(parsed) as { readonly openapi?: unknown };
  if (!/^3\.0\.\d+$/.test(String(openapi))) {
    refuseAt([{ path: ["openapi"], message: "The document must say that it is OpenAPI 3.0.x." }]);
  }
  const alias = circularAlias(parsed);
  if (alias !== undefined) refuseAt([{ path: alias, message: "This alias repeats a value inside itself." }]);
  const doc = { source, parsed: withReferences(parsed) };
  const linted = await lintDocument({
    config,
    externalRefResolver,
    document: { source, parsed: forExamples(doc.parsed) },
  }).catch(async (error: unknown) => {
    if (!(error instanceof Error && error.message === "Self-referencing circular pointer")) throw error;
    const path = await circularReference(externalRefResolver, doc);
    refuseAt([{ path, message: "This reference leads in a circle and never to a value." }]);
    return [];
  });
  const findings = problemsOf(project, core, linted);
  refuse(findings.filter(({ rule }) => rule !== undefined && fatalRules.has(rule)));
  const { bundle: bundled, problems } = await bundle({
    config,
    externalRefResolver,
    doc,
    // Two files of one name get different names.
    componentRenamingConflicts: "off",
  });
  refuse(problemsOf(project, core, problems));
  const document = bundled.parsed as OpenApiDocument;
  refuseAt([...refusals(document), ...operationRefusals(document)]);
  return { document, hash: hashOf(text), findings, placeOf: (path) => placed().placeOf(path) };
}
