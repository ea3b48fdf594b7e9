import type { components } from "../../generated/types.gen.js";
import { parseCceTimestamp } from "./timestamp.js";

type Schemas = components["schemas"];
type Task = Schemas["PointStatus"];

const notGiven = "(not given)";

function readTime(text: string): Date | undefined {
  try {
    return parseCceTimestamp(text);
  } catch {
    return undefined;
  }
}

/** `2023-11-25 07:20:04` in UTC; a text that is no timestamp as it came. */
function showTime(text: string): string {
  return readTime(text)?.toISOString().slice(0, 19).replace("T", " ") ?? text;
}

/** How long it took, as `1 h 2 min 3 s`; `undefined` where one of the ends cannot be read. */
function showDuration(from: string, to: string): string | undefined {
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

function describeTimes({ startTimeStamp: start, endTimeStamp: end, expireTimeStamp: expiry }: Task): string {
  const duration = start && end && showDuration(start, end);
  return [
    start && `${showTime(start)} → ${end ? showTime(end) : "…"}`,
    duration && `(${duration})`,
    expiry && `expires ${showTime(expiry)}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The lines between tasks as chains: `PreCheck → Cluster → PostCheck`; lines that do not join stand apart. */
function describeOrder(lines: readonly Schemas["LineStatus"][]): string {
  const chains: string[][] = [];
  for (const { startPoint, endPoint } of lines) {
    const start = startPoint?.taskType ?? notGiven;
    const end = endPoint?.taskType ?? notGiven;
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
export function describeWorkflow({ metadata, spec, status }: Schemas["UpgradeWorkFlow"]): string {
  const tasks = status?.pointStatuses ?? [];
  const nameWidth = Math.max(0, ...tasks.map(({ taskType }) => (taskType ?? notGiven).length));
  const stateWidth = Math.max(0, ...tasks.map((task) => (task.status ?? "not started").length));
  const rows = tasks.map((task) =>
    `  ${(task.taskType ?? notGiven).padEnd(nameWidth)}  ${(task.status ?? "not started").padEnd(stateWidth)}  ${describeTimes(task)}`.trimEnd(),
  );
  return [
    `Workflow  ${metadata?.uid ?? notGiven}`,
    `Cluster   ${spec?.clusterID ?? notGiven}, ${spec?.clusterVersion ?? notGiven} → ${spec?.targetVersion ?? notGiven}`,
    `Phase     ${status?.phase ?? notGiven}`,
    "Tasks",
    ...rows,
    `Order     ${describeOrder(status?.lineStatuses ?? []) || notGiven}`,
  ].join("\n");
}
