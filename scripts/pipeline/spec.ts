import { readFile } from "node:fs/promises";
import { bundle, createConfig, getLineColLocation, YamlParseError } from "@redocly/openapi-core";
import { isNode, LineCounter, parseDocument } from "yaml";
import { clashes, type Clash } from "./clashes.js";
import type { OpenApiDocument } from "./openapi.js";
import { type Problem, SpecError } from "./problems.js";
import { hashOf, type Project, shown } from "./project.js";

/** A spec that has been read: its one bundled document and its hash. */
export interface Spec {
  readonly document: OpenApiDocument;
  /** SHA-256 of the file with LF line ends. */
  readonly hash: string;
}

/** Reads a text of YAML with the place of each of its nodes. */
function readYaml(file: string, text: string) {
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
    /** The place of a node, or of the nearest node above it that is in this file. */
    placeOf: (path: readonly (string | number)[]) => {
      for (let length = path.length; length > 0; length--) {
        const node = yaml.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return place(node.range[0]);
      }
      return place(0);
    },
  };
}

function clashProblem({ path, message }: Clash, placeOf: ReturnType<typeof readYaml>["placeOf"]): Problem {
  return { ...placeOf(path), message };
}

/**
 * Reads the spec, follows its references and looks for what no linter knows: names that would clash in the client.
 *
 * @throws SpecError with the place of every problem.
 */
export async function readSpec(project: Project): Promise<Spec> {
  const file = shown(project, project.spec);
  const text = await readFile(project.spec, "utf8").catch((cause: unknown) => {
    throw new Error(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  const yaml = readYaml(file, text);
  if (yaml.problems.length > 0) throw new SpecError(yaml.problems);

  const { bundle: bundled, problems } = await bundle({
    ref: project.spec,
    config: await createConfig({}),
  }).catch((error: unknown) => {
    if (error instanceof YamlParseError) {
      throw new SpecError([{ ...yaml.placeOf([]), message: error.message }]);
    }
    throw error;
  });
  if (problems.length > 0) {
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
  }
  const document = bundled.parsed as OpenApiDocument;
  const found = clashes(document);
  if (found.length > 0) throw new SpecError(found.map((clash) => clashProblem(clash, yaml.placeOf)));
  return { document, hash: hashOf(text) };
}
