import type { components } from "../../generated/types.gen.js";
import { fieldsOf, itemsOf, textOf } from "../fields.js";
import { isZeroTime, parseCceTimestamp } from "./timestamp.js";

type Fields = Readonly<Record<string, unknown>>;

const notGiven = "(not given)";

function shown(value: unknown, otherwise = notGiven): string {
  return textOf(value ?? otherwise);
}

function readTime(text: unknown): Date | undefined {
  try {
    return parseCceTimestamp(text as string);
  } catch {
    return undefined;
  }
}

/** `2023-11-25 07:20:04` in UTC; what is no timestamp as it came; nothing for a time that was never set. */
function showTime(time: unknown): string | undefined {
  if (time === undefined || time === null || isZeroTime(time)) return undefined;
  return readTime(time)?.toISOString().slice(0, 19).replace("T", " ") ?? textOf(time);
}

/** How long it took, as `1 h 2 min 3 s`; `undefined` where one of the ends cannot be read. */
function showDuration(from: unknown, to: unknown): string | undefined {
  const [start, end] = [readTime(from), readTime(to)];
  if (start === undefined || end === undefined) return undefined;
  const seconds = Math.round((end.getTime() - start.getTime()) / 1000);
  if (seconds < 0) return undefined;
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return shown.length === 0 ? "0 s" : shown.join(" ");
}

function describeTimes({ startTimeStamp, endTimeStamp, expireTimeStamp }: Fields): string {
  const [start, end, expiry] = [startTimeStamp, endTimeStamp, expireTimeStamp].map(showTime);
  const duration = start && end && showDuration(startTimeStamp, endTimeStamp);
  return [start && `${start} → ${end ?? "…"}`, duration && `(${duration})`, expiry && `expires ${expiry}`]
    .filter(Boolean)
    .join(" ");
}

/** The lines between tasks as chains: `PreCheck → Cluster → PostCheck`; lines that do not join stand apart. */
function describeOrder(lines: readonly Fields[]): string {
  const chains: string[][] = [];
  for (const { startPoint, endPoint } of lines) {
    const start = shown(fieldsOf(startPoint)["taskType"]);
    const end = shown(fieldsOf(endPoint)["taskType"]);
    const chain = chains.find((candidate) => candidate.at(-1) === start);
    if (chain) chain.push(end);
    else chains.push([start, end]);
  }
  return chains.map((chain) => chain.join(" → ")).join(", ");
}

/**
 * A workflow as text for people: what it upgrades, its phase, a line for each task with its times in UTC, and the order
 * of the tasks. Values that are in no list are shown as they came.
 */
export function describeWorkflow(workflow: components["schemas"]["UpgradeWorkFlow"]): string {
  const { metadata, spec, status }: Fields = fieldsOf(workflow);
  const { uid } = fieldsOf(metadata);
  const { clusterID, clusterVersion, targetVersion } = fieldsOf(spec);
  const { phase, pointStatuses, lineStatuses } = fieldsOf(status);
  const tasks = itemsOf(pointStatuses)
    .map(fieldsOf)
    .map((task) => [shown(task["taskType"]), shown(task["status"], "not started"), describeTimes(task)] as const);
  const nameWidth = Math.max(0, ...tasks.map(([name]) => name.length));
  const stateWidth = Math.max(0, ...tasks.map(([, state]) => state.length));
  const rows = tasks.map(([name, state, times]) =>
    `  ${name.padEnd(nameWidth)}  ${state.padEnd(stateWidth)}  ${times}`.trimEnd(),
  );
  return [
    `Workflow  ${shown(uid)}`,
    `Cluster   ${shown(clusterID)}, ${shown(clusterVersion)} → ${shown(targetVersion)}`,
    `Phase     ${shown(phase)}`,
    "Tasks",
    ...rows,
    `Order     ${describeOrder(itemsOf(lineStatuses).map(fieldsOf)) || notGiven}`,
  ].join("\n");
}
