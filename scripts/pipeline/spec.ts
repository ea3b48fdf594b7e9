import { readFile } from "node:fs/promises";
import { bundle, createConfig, getLineColLocation, lint, YamlParseError } from "@redocly/openapi-core";
import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { clashes } from "./clashes.js";
import { fatalRules } from "./lint.js";
import type { OpenApiDocument } from "./openapi.js";
import { type Problem, SpecError, ToolError } from "./problems.js";
import { hashOf, type Project, shown } from "./project.js";

/** A spec that has been read: its one bundled document and its hash. */
export interface Spec {
  readonly document: OpenApiDocument;
  /** SHA-256 of the file with LF line ends. */
  readonly hash: string;
}

/** Reads a text of YAML with the place of each of its nodes. */
export function readYaml(file: string, text: string) {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return {
    problems: yaml.errors.map(({ pos, message }): Problem => ({
      ...place(pos[0]),
      message: message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message,
    })),
    version: yaml.get("openapi"),
    /** The place of a field's name or of an item, or of the nearest one above it that is in this file. */
    placeOf: (path: readonly (string | number)[]) => {
      for (let length = path.length; length > 0; length--) {
        const parent = yaml.getIn(path.slice(0, length - 1), true);
        const name = path[length - 1];
        const field = isMap(parent) && parent.items.find(({ key }) => isScalar(key) && key.value === name);
        const node = field ? field.key : yaml.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return place(node.range[0]);
      }
      return place(0);
    },
  };
}

/**
 * The rules without which nothing sound can be made of the document, in this process; the rest is the linter's. Names of
 * operations are left to {@link clashes}, which tells the place better.
 */
const soundness = createConfig({
  rules: Object.fromEntries(
    [...fatalRules]
      .filter((rule) => !rule.startsWith("operation-operationId"))
      .map((rule) => [
        rule,
        rule.endsWith("-examples") ? { severity: "error", allowAdditionalProperties: false } : "error",
      ]),
  ),
});

/**
 * Reads the spec, follows its references and looks for what no linter knows: names that would clash in the client.
 *
 * @throws SpecError with the place of every problem.
 */
export async function readSpec(project: Project): Promise<Spec> {
  const file = shown(project, project.spec);
  const text = await readFile(project.spec, "utf8").catch((cause: unknown) => {
    throw new ToolError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  const yaml = readYaml(file, text);
  if (yaml.problems.length > 0) throw new SpecError(yaml.problems);
  if (!/^3\.0\.\d+$/.test(String(yaml.version))) {
    throw new SpecError([{ ...yaml.placeOf(["openapi"]), message: "The document must say that it is OpenAPI 3.0.x." }]);
  }

  const source = { ref: project.spec, config: await soundness };
  const refuse = (error: unknown): never => {
    if (!(error instanceof YamlParseError)) throw error;
    throw new SpecError([{ ...yaml.placeOf([]), message: error.message }]);
  };
  const refuseAny = (problems: Awaited<ReturnType<typeof lint>>): void => {
    if (problems.length === 0) return;
    throw new SpecError(
      problems.map(({ message, ruleId, location: [location] }) => {
        const at = location && getLineColLocation(location);
        return {
          file: at ? shown(project, at.source.absoluteRef) : file,
          line: at?.start.line ?? 1,
          column: at?.start.col ?? 1,
          message,
          rule: ruleId,
        };
      }),
    );
  };
  refuseAny(await lint(source).catch(refuse));
  const { bundle: bundled, problems } = await bundle(source).catch(refuse);
  refuseAny(problems);

  const document = bundled.parsed as OpenApiDocument;
  const found = clashes(document);
  if (found.length > 0) {
    throw new SpecError(found.map(({ path, message }) => ({ ...yaml.placeOf(path), message })));
  }
  return { document, hash: hashOf(text) };
}
