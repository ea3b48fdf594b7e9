import type { components } from "../../../generated/types.gen.js";
import { fieldsOf, itemsOf } from "../../base/fields.js";
import { type CancelVerdict, explainCancel } from "../../workflow/explainCancel.js";
import { timeOf } from "../../workflow/timestamp.js";
import { inColumns } from "./columns.js";
import { tasksInOrder } from "./order.js";
import { paintState, type Style } from "./style.js";
import { plain, shown } from "./text.js";
import { showDuration, showSpan, showTime } from "./time.js";

const notGiven = "(not given)";
const notStarted = "not started";

const marks: Readonly<Record<string, string>> = {
  Success: "✔",
  Failed: "✖",
  Running: "▶",
  [notStarted]: "○",
};

/** How long a task took, or has been running. */
function durationOf(task: Readonly<Record<string, unknown>>, now: Date): string | undefined {
  const start = timeOf(task["startTimeStamp"]);
  const end = timeOf(task["endTimeStamp"]);
  if (start === undefined || (end === undefined && task["status"] !== "Running")) return undefined;
  const ms = (end ?? now).getTime() - start.getTime();
  if (ms < 0) return undefined;
  return end === undefined ? `for ${showDuration(ms)}` : showDuration(ms);
}

function cellsOf(task: Readonly<Record<string, unknown>>, style: Style, now: Date): string[] {
  const state = shown(task["status"]) ?? notStarted;
  const mark = (Object.hasOwn(marks, state) ? marks[state] : undefined) ?? "?";
  const name = `${mark} ${shown(task["taskType"]) ?? notGiven}`;
  const expiry = showTime(task["expireTimeStamp"]);
  return [
    state === "Failed" ? style.bad(name) : name,
    paintState(style, state),
    showSpan(task["startTimeStamp"], task["endTimeStamp"]) ?? "",
    durationOf(task, now) ?? "",
    expiry === undefined ? "" : `expires ${expiry}`,
  ];
}

function drawTasks(status: unknown, style: Style, now: Date): string[] {
  const tasks = tasksInOrder(status);
  const lines = inColumns(tasks.map(({ task }) => cellsOf(task, style, now)));
  return tasks.flatMap(({ task, critical }, index) => {
    const failed = task["status"] === "Failed" ? `  ${style.bad("◀ failed here")}` : "";
    const line = `  ${lines[index] ?? ""}${failed}`;
    const joint = style.dim(`  │${critical ? "  critical line" : ""}`);
    return index === 0 ? [line] : [joint, line];
  });
}

const verdicts: Readonly<Record<CancelVerdict, string>> = {
  allowed: "possible, as far as the workflow shows; the service has the last word",
  refused: "would be refused",
  unknown: "only the service can tell",
};

function drawVerdict(workflow: unknown, style: Style): string[] {
  const { verdict, reasons } = explainCancel(workflow as components["schemas"]["UpgradeWorkFlow"]);
  const paint = verdict === "allowed" ? style.good : style.stuck;
  return [
    `Cancel    ${paint(verdicts[verdict])}`,
    ...reasons.map(({ text, path }) => `          - ${plain(text)} ${style.dim(`(${path})`)}`),
  ];
}

/** A workflow for people, as lines: what it upgrades, and its tasks in order. */
export function drawState(workflow: unknown, style: Style, now: Date): string[] {
  const { metadata, spec, status } = fieldsOf(workflow);
  const { uid, creationTimestamp, updateTimestamp } = fieldsOf(metadata);
  const { clusterID, clusterVersion, targetVersion } = fieldsOf(spec);
  const phase = shown(fieldsOf(status)["phase"]) ?? notGiven;
  const tasks = drawTasks(status, style, now);
  return [
    `Workflow  ${style.bold(shown(uid) ?? notGiven)}`,
    `Cluster   ${shown(clusterID) ?? notGiven}`,
    `Upgrade   ${shown(clusterVersion) ?? notGiven} → ${shown(targetVersion) ?? notGiven}`,
    `Phase     ${paintState(style, phase)}`,
    `Created   ${showTime(creationTimestamp) ?? notGiven}, updated ${showTime(updateTimestamp) ?? notGiven} (UTC)`,
    "",
    ...(tasks.length === 0 ? ["  (no tasks)"] : tasks),
  ];
}

/** {@link drawState}, and whether the workflow can be cancelled. */
export function drawWorkflow(workflow: unknown, style: Style, now: Date): string {
  return [...drawState(workflow, style, now), "", ...drawVerdict(workflow, style)].join("\n");
}

/** Whether a workflow has stopped at a failed task, or shows one. */
export function isStuck(workflow: unknown): boolean {
  const { phase, pointStatuses } = fieldsOf(fieldsOf(workflow)["status"]);
  const hasFailed = itemsOf(pointStatuses).some((task) => fieldsOf(task)["status"] === "Failed");
  return phase === "Pending" || (hasFailed && phase !== "Success" && phase !== "Cancel");
}

/** The phase of a workflow and its tasks that are not successful: `Pending, Cluster Failed`. */
export function sumUp(workflow: unknown): string {
  const { status } = fieldsOf(workflow);
  const { phase, pointStatuses } = fieldsOf(status);
  const tasks = itemsOf(pointStatuses)
    .map(fieldsOf)
    .filter((task) => shown(task["status"]) !== undefined && task["status"] !== "Success")
    .map((task) => `${shown(task["taskType"]) ?? notGiven} ${shown(task["status"]) ?? ""}`);
  return [shown(phase) ?? "no phase", ...tasks].join(", ");
}
