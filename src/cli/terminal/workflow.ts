import type { components } from "../../../generated/types.gen.js";
import { type CancelExplanation, explainCancel } from "../../workflow/explainCancel.js";
import { paintState, type Style } from "./style.js";
import { fieldsOf, itemsOf, plain, shown } from "./text.js";
import { showDuration, showSpan, showTime, timeOf } from "./time.js";
import { tasksInOrder } from "./order.js";

const notGiven = "(not given)";
const notStarted = "not started";

const marks: Readonly<Record<string, string>> = {
  Success: "✔",
  Failed: "✖",
  Running: "▶",
  [notStarted]: "○",
};

/** How long a task took, or has been at work. */
function durationOf(task: Readonly<Record<string, unknown>>, now: Date): string | undefined {
  const start = timeOf(task["startTimeStamp"]);
  const end = timeOf(task["endTimeStamp"]);
  if (start === undefined || (end === undefined && task["status"] !== "Running")) return undefined;
  const ms = (end ?? now).getTime() - start.getTime();
  if (ms < 0) return undefined;
  return end === undefined ? `for ${showDuration(ms)}` : showDuration(ms);
}

function drawTasks(status: unknown, style: Style, now: Date): string[] {
  const tasks = tasksInOrder(status).map(({ task, critical }) => {
    const expiry = showTime(task["expireTimeStamp"]);
    return {
      critical,
      name: shown(task["taskType"]) ?? notGiven,
      state: shown(task["status"]) ?? notStarted,
      span: showSpan(task["startTimeStamp"], task["endTimeStamp"]) ?? "",
      duration: durationOf(task, now) ?? "",
      expiry: expiry === undefined ? "" : `expires ${expiry}`,
    };
  });
  const widthOf = (column: "name" | "state" | "span" | "duration") =>
    Math.max(0, ...tasks.map((task) => task[column].length));
  const widths = {
    name: widthOf("name"),
    state: widthOf("state"),
    span: widthOf("span"),
    duration: widthOf("duration"),
  };
  return tasks.flatMap(({ critical, name, state, span, duration, expiry }, index) => {
    const mark = (Object.hasOwn(marks, state) ? marks[state] : undefined) ?? "?";
    const failed = state === "Failed";
    const times = [span.padEnd(widths.span), duration.padEnd(widths.duration), expiry].join("  ").trimEnd();
    const head = `${mark} ${name.padEnd(widths.name)}  `;
    const painted = failed
      ? style.bad(`${head}${state.padEnd(widths.state)}`)
      : `${head}${paintState(style, state)}${" ".repeat(widths.state - state.length)}`;
    const line = `  ${painted}  ${times}`.trimEnd() + (failed ? `  ${style.bad("◀ failed here")}` : "");
    const joint = `  │${critical ? "  critical line" : ""}`;
    return index === 0 ? [line] : [style.dim(joint), line];
  });
}

const verdicts: Readonly<Record<CancelExplanation["verdict"], string>> = {
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

/** A workflow drawn for people: what it upgrades, its tasks in order, and whether it could be cancelled. */
export function drawWorkflow(workflow: unknown, style: Style, now: Date): string {
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
    "",
    ...drawVerdict(workflow, style),
  ].join("\n");
}

/** What a workflow is doing, in a few words: `Pending, the task Cluster is Failed`. */
export function sumUp(workflow: unknown): string {
  const { status } = fieldsOf(workflow);
  const { phase, pointStatuses } = fieldsOf(status);
  const told = itemsOf(pointStatuses)
    .map(fieldsOf)
    .filter((task) => shown(task["status"]) !== undefined && task["status"] !== "Success")
    .map((task) => `${shown(task["taskType"]) ?? notGiven} ${shown(task["status"]) ?? ""}`);
  return [shown(phase) ?? "no phase", ...told].join(", ");
}
