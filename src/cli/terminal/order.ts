import { fieldsOf, itemsOf } from "../../base/fields.js";

type Task = Readonly<Record<string, unknown>>;

/** A task and how it is reached. */
export interface PlacedTask {
  readonly task: Task;
  /** Whether a critical line leads to it. */
  readonly critical: boolean;
}

interface Line {
  readonly from: unknown;
  readonly to: unknown;
  readonly critical: boolean;
}

function linesOf(status: Readonly<Record<string, unknown>>): Line[] {
  return itemsOf(status["lineStatuses"])
    .map(fieldsOf)
    .map(({ startPoint, endPoint, critical }) => ({
      from: fieldsOf(startPoint)["taskType"],
      to: fieldsOf(endPoint)["taskType"],
      critical: critical === true || critical === "true",
    }));
}

/**
 * The tasks of a workflow in the order of its lines. Where the lines say nothing or run in circles, the order of the response
 * stays.
 */
export function tasksInOrder(status: unknown): PlacedTask[] {
  const fields = fieldsOf(status);
  const lines = linesOf(fields);
  const rest: Task[] = itemsOf(fields["pointStatuses"]).map(fieldsOf);
  const ordered: Task[] = [];
  while (rest.length > 0) {
    const isFree = ({ taskType }: Task) =>
      !lines.some(({ from, to }) => to === taskType && from !== to && rest.some((other) => other["taskType"] === from));
    const index = Math.max(0, rest.findIndex(isFree));
    ordered.push(...rest.splice(index, 1));
  }
  return ordered.map((task) => ({
    task,
    critical: lines.some(({ to, critical }) => critical && to !== undefined && to === task["taskType"]),
  }));
}
