import { fieldsOf } from "../../base/fields.js";
import { version } from "../../version.js";
import type { Style } from "../terminal/style.js";
import type { Check, Checkup } from "./checkup.js";
import type { Conformance, Difference, DifferenceKind } from "./conformance.js";

/** What each kind of difference is called, and what it means for the result. */
const kinds: Readonly<Record<DifferenceKind, { readonly title: string; readonly status: Check["status"] }>> = {
  wrongType: { title: "Wrong types", status: "failed" },
  unknownValue: { title: "Values in no list", status: "failed" },
  otherForm: { title: "Other forms", status: "failed" },
  // OpenAPI allows them.
  undocumentedField: { title: "Undocumented fields", status: "warning" },
};

const kindNames = Object.keys(kinds) as DifferenceKind[];

/** How many differences of a kind the report lists. */
const shownDifferences = 3;

function describe({ operation, field, detail, isOpenQuestion }: Difference): string {
  return `${operation} ${field} ${detail}${isOpenQuestion ? " (an open question of the contract)" : ""}`;
}

/** Adds the results of the comparison. */
export function reportConformance(checkup: Checkup, { compared, differences, openQuestions }: Conformance): void {
  if (compared === 0) {
    checkup.add("Contract", "skipped", "There was no response to compare with the contract.");
    return;
  }
  for (const kind of kindNames) {
    const found = differences.filter((difference) => difference.kind === kind);
    if (found.length === 0) continue;
    const { title, status } = kinds[kind];
    const more = found.length > shownDifferences ? `; ${found.length - shownDifferences} more` : "";
    checkup.add(
      "Contract",
      status,
      `${title}: ${found.slice(0, shownDifferences).map(describe).join("; ")}${more}`,
      "Report it: the same command with --issue prints the text, without addresses, IDs and values.",
    );
  }
  if (differences.length > 0) return;
  const matching = compared === 1 ? "1 response matches it" : `${compared} responses match it`;
  const news = openQuestions.length === 0 ? "" : "; --issue prints what they tell about its open questions";
  checkup.add("Contract", "ok", matching + news);
}

/** The text for an issue of this project. It names no address, project, ID or value. */
export function issueText({ differences, openQuestions }: Conformance, document: unknown): string {
  const { sha256 } = fieldsOf(fieldsOf(document)["x-generated-from"]);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines.map((line) => `- ${line}`)];
  return [
    "# Responses of the service compared with the contract",
    "",
    `cce-upgrade-workflow ${version}, contract ${String(sha256)}, Node ${process.version}.`,
    "Written by `cce-upgrade doctor --issue`, without addresses, IDs and values.",
    ...kindNames.flatMap((kind) => {
      const found = differences.filter((difference) => difference.kind === kind);
      const lines = found.map(({ operation, field, detail, isOpenQuestion }) => {
        const mark = isOpenQuestion ? " **(open question)**" : "";
        return `\`${operation}\` \`${field}\` ${detail}${mark}`;
      });
      return section(kinds[kind].title, lines);
    }),
    ...(differences.length === 0 ? ["", "The responses match the contract."] : []),
    ...section(
      "Open questions of the contract",
      openQuestions.map(({ operation, field, seen }) => `\`${operation}\` \`${field}\` is ${seen}`),
    ),
  ].join("\n");
}

const order: readonly Check["status"][] = ["failed", "warning", "skipped", "ok"];

function markOf(style: Style, status: Check["status"]): string {
  return { failed: style.bad("✖"), warning: style.stuck("!"), skipped: style.dim("–"), ok: style.good("✔") }[status];
}

function count(checks: readonly Check[], status: Check["status"]): number {
  return checks.filter((check) => check.status === status).length;
}

/** The result in a line. */
function sumUp(checks: readonly Check[], style: Style): string {
  const failed = count(checks, "failed");
  const result = failed > 0 ? `${failed} of ${checks.length} checks failed` : "No check failed";
  const counts = [
    `${count(checks, "ok")} passed`,
    count(checks, "warning") > 0 && `${count(checks, "warning")} to note`,
    count(checks, "skipped") > 0 && `${count(checks, "skipped")} not possible`,
  ];
  const mark = markOf(style, failed > 0 ? "failed" : "ok");
  return `${mark} ${style.bold(result)}: ${counts.filter(Boolean).join(", ")}`;
}

/** Draws the checks, the most important first. */
export function drawChecks(checks: readonly Check[], style: Style): string {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const lines = order
    .flatMap((status) => checks.filter((check) => check.status === status))
    .flatMap(({ check, status, message, advice }) => [
      `${markOf(style, status)} ${check.padEnd(width)}  ${message}`,
      ...(advice === undefined ? [] : [`  ${" ".repeat(width)}  → ${advice}`]),
    ]);
  return [sumUp(checks, style), "", ...lines].join("\n");
}
