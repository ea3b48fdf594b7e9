import { type Problem, ToolError } from "./problems.js";
import { type Project, shown } from "./project.js";
import type { Redocly } from "./redocly/commandLine.js";

/**
 * Rules whose findings mean that nothing sound can be generated. Findings of the others are a matter of style: they
 * fail `npm run lint` and not `npm run generate`.
 */
export const fatalRules: ReadonlySet<string> = new Set([
  "struct",
  "no-unresolved-refs",
  "no-invalid-media-type-examples",
  "no-invalid-parameter-examples",
  "no-invalid-schema-examples",
  "no-enum-type-mismatch",
  "no-identical-paths",
  "no-undefined-server-variable",
  "operation-operationId",
  "operation-operationId-unique",
  "operation-parameters-unique",
  "path-declaration-must-exist",
  "path-parameters-defined",
  "path-params-defined",
  "security-defined",
]);

/** Whether a finding means that nothing can be generated. */
export function isFatal(problem: Problem): boolean {
  return problem.rule !== undefined && fatalRules.has(problem.rule);
}

interface RedoclyReport {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly {
      readonly source: { readonly ref: string };
      readonly start?: { readonly line: number; readonly col: number };
    }[];
  }[];
}

/** Lints the spec by the project's rules. Resolves to every finding; an empty list is a clean spec. */
export async function lint(project: Project, redocly: Redocly): Promise<Problem[]> {
  const { stdout, stderr } = await redocly([
    "lint",
    "cce",
    "--config",
    shown(project, project.lintConfig),
    "--format",
    "json",
    "--max-problems",
    "1000",
  ]);
  let report: RedoclyReport;
  try {
    report = JSON.parse(stdout) as RedoclyReport;
  } catch (cause) {
    throw new ToolError(`redocly lint did not report: ${stderr.trim() || stdout.trim()}`, { cause });
  }
  return report.problems.map(({ ruleId, message, location: [place] }) => ({
    file: place?.source.ref ?? shown(project, project.spec),
    line: place?.start?.line ?? 1,
    column: place?.start?.col ?? 1,
    message,
    rule: ruleId,
  }));
}
