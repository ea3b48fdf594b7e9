import type { components } from "../../generated/types.gen.js";
import { fieldsOf, itemsOf, textOf } from "../base/fields.js";

type Schemas = components["schemas"];
type Task = Schemas["PointStatus"];
type Line = Schemas["LineStatus"];

/**
 * `allowed`: nothing prevents a cancel. `refused`: the service will refuse it. `unknown`: only the service can decide.
 */
export type CancelVerdict = "allowed" | "refused" | "unknown";

/** Why a cancel would be refused, or why that is unknown. */
export interface CancelReason {
  /** Stable name of the reason, for programs. */
  readonly code: CancelReasonCode;
  /** Its place in the workflow, e.g. `status.pointStatuses[2].status`. */
  readonly path: string;
  /** The reason in one sentence, for people. */
  readonly text: string;
}

/** The names of the reasons. */
export type CancelReasonCode =
  | "workflow-not-cancellable"
  | "task-not-finished"
  | "critical-line-not-executed"
  | "phase-missing"
  | "phase-unknown"
  | "task-status-unknown"
  | "critical-unknown"
  | "critical-end-unknown";

/** The result of {@link explainCancel}. `reasons` is empty if and only if the verdict is `allowed`. */
export interface CancelExplanation {
  readonly verdict: CancelVerdict;
  readonly reasons: readonly CancelReason[];
}

type Finding = CancelReason & { readonly verdict: "refused" | "unknown" };

const phases: Readonly<Record<string, true | string>> = {
  Init: true,
  Pending: true,
  Running: "is at work",
  Success: "has already succeeded",
  Cancel: "is already cancelled",
};

/** The source lists `Queuing`, but also writes `queue` and `pause` in its prose: all of them count. */
export const busyTask: ReadonlySet<unknown> = new Set(["Running", "Init", "Queuing", "Queue", "Pause"]);
const idleTask: ReadonlySet<unknown> = new Set(["Success", "Failed"]);

type Fields<T> = { readonly [Name in keyof T]?: unknown };

function explainPhase(phase: unknown): Finding[] {
  const path = "status.phase";
  if (phase === undefined || phase === null) {
    return [{ verdict: "unknown", code: "phase-missing", path, text: "The workflow has no phase." }];
  }
  const known = typeof phase === "string" && Object.hasOwn(phases, phase) ? phases[phase] : undefined;
  if (known === undefined) {
    return [{ verdict: "unknown", code: "phase-unknown", path, text: `The phase ${textOf(phase)} is not documented.` }];
  }
  if (known === true) return [];
  const text = `The workflow ${known} (phase ${textOf(phase)}).`;
  return [{ verdict: "refused", code: "workflow-not-cancellable", path, text }];
}

function explainTask(task: Fields<Task>, index: number): Finding[] {
  const { status, taskType } = task;
  if (status === undefined || status === null || idleTask.has(status)) return [];
  const path = `status.pointStatuses[${index}].status`;
  const text = `The task ${textOf(taskType ?? "without a type")} is in state ${textOf(status)}`;
  return busyTask.has(status)
    ? [{ verdict: "refused", code: "task-not-finished", path, text: `${text}.` }]
    : [{ verdict: "unknown", code: "task-status-unknown", path, text: `${text}, which is not documented.` }];
}

function explainLine(line: Fields<Line>, index: number, tasks: readonly Fields<Task>[]): Finding[] {
  const critical = line.critical ?? false;
  if (critical === false || critical === "false") return [];
  const at = `status.lineStatuses[${index}]`;
  if (critical !== true && critical !== "true") {
    const text = `The line has critical: ${JSON.stringify(critical)}, which is neither true nor false.`;
    return [{ verdict: "unknown", code: "critical-unknown", path: `${at}.critical`, text }];
  }
  const { taskType: end }: Fields<Schemas["Point"]> = fieldsOf(line.endPoint);
  if (end === undefined || end === null) {
    const text = "The line is critical and does not say where it ends.";
    return [{ verdict: "unknown", code: "critical-end-unknown", path: `${at}.endPoint`, text }];
  }
  if (tasks.some(({ taskType, status }) => taskType === end && idleTask.has(status))) return [];
  const text = `The critical line to the task ${textOf(end)} has not been executed.`;
  return [{ verdict: "refused", code: "critical-line-not-executed", path: at, text }];
}

/**
 * Judges from a workflow alone whether it can be cancelled, with every reason against it. Follows the rules of the
 * source page; the service has the last word. An undocumented value makes the verdict `unknown`, in which case it is
 * worth asking the service. `refused` takes precedence over `unknown`. Sends nothing and never throws.
 *
 * @see https://support.huaweicloud.com/intl/zh-cn/api-cce/UpgradeWorkFlowUpdate.html
 */
export function explainCancel(workflow: Schemas["UpgradeWorkFlow"]): CancelExplanation {
  const { status }: Fields<Schemas["UpgradeWorkFlow"]> = fieldsOf(workflow);
  const { phase, pointStatuses, lineStatuses }: Fields<Schemas["WorkFlowStatus"]> = fieldsOf(status);
  const tasks: Fields<Task>[] = itemsOf(pointStatuses).map(fieldsOf);
  const lines: Fields<Line>[] = itemsOf(lineStatuses).map(fieldsOf);
  const findings = [
    ...explainPhase(phase),
    ...tasks.flatMap(explainTask),
    ...lines.flatMap((line, index) => explainLine(line, index, tasks)),
  ];
  const verdict = findings.some((finding) => finding.verdict === "refused")
    ? "refused"
    : findings.length > 0
      ? "unknown"
      : "allowed";
  return { verdict, reasons: findings.map(({ code, path, text }) => ({ code, path, text })) };
}
