import { randomUUID } from "node:crypto";
import { CceConfigError } from "../../base/errors.js";
import { formatCceTimestamp } from "./mockClock.js";
import { withStatus, type Task, type UpgradeWorkFlow } from "./workflow.js";

const taskTypes = ["PreCheck", "Snapshot", "Cluster", "PostCheck"] as const;

/** A task of a played upgrade. */
export type PlayedTask = (typeof taskTypes)[number];

/** An upgrade that runs as the clock of the mock advances. */
export interface UpgradePlay {
  /** The cluster, `cluster_id` of the path. */
  readonly clusterId: string;
  /** The workflow, `upgrade_workflow_id` of the path. */
  readonly workflowId: string;
  /** How long each of the tasks takes, in milliseconds; default 60 000. */
  readonly taskDurationMs?: number;
  /** The task that fails and leaves the workflow in `Pending`; by default none fails. */
  readonly failsAt?: PlayedTask;
}

/** The workflow after some time of the play. */
export type PlayedWorkflow = (elapsedMs: number) => UpgradeWorkFlow;

const hourMs = 3_600_000;

function checkPlay({ clusterId, workflowId, taskDurationMs = 1, failsAt }: UpgradePlay): void {
  for (const [name, value] of Object.entries({ clusterId, workflowId })) {
    if (typeof value !== "string" || value === "") throw new CceConfigError(name, `A played upgrade needs ${name}.`);
  }
  if (!Number.isFinite(taskDurationMs) || taskDurationMs <= 0) {
    throw new CceConfigError("taskDurationMs", `A task takes more than 0 milliseconds, not ${taskDurationMs}.`);
  }
  if (failsAt !== undefined && !taskTypes.includes(failsAt)) {
    throw new CceConfigError("failsAt", `There is no task ${failsAt} to fail at. There are: ${taskTypes.join(", ")}.`);
  }
}

/**
 * Plays an upgrade from `PreCheck` to `PostCheck`, one task after another. The workflow starts in `Init` and is `Running`
 * until a task fails (`Pending`) or the last one succeeds (`Success`).
 *
 * @throws {@link CceConfigError} when the play is invalid.
 */
export function playUpgrade(play: UpgradePlay, workflow: UpgradeWorkFlow, startedAt: Date): PlayedWorkflow {
  checkPlay(play);
  const { taskDurationMs = 60_000, failsAt } = play;
  const taskIds = taskTypes.map(() => randomUUID());
  const failingIndex = failsAt === undefined ? taskTypes.length : taskTypes.indexOf(failsAt);
  const timestamp = (elapsedMs: number): string => formatCceTimestamp(new Date(startedAt.getTime() + elapsedMs));

  const taskAfter = (elapsedMs: number, taskType: PlayedTask, index: number): Task => {
    const startMs = index * taskDurationMs;
    const endMs = startMs + taskDurationMs;
    if (index > failingIndex || elapsedMs < startMs || elapsedMs === 0) return { taskType };
    const started = { taskType, taskID: taskIds[index] ?? randomUUID(), startTimeStamp: timestamp(startMs) };
    if (elapsedMs < endMs) return { ...started, status: "Running" };
    return {
      ...started,
      status: index === failingIndex ? "Failed" : "Success",
      endTimeStamp: timestamp(endMs),
      ...(taskType === "PreCheck" ? { expireTimeStamp: timestamp(endMs + hourMs) } : {}),
    };
  };

  return (elapsedMs) => {
    const pointStatuses = taskTypes.map((taskType, index) => taskAfter(elapsedMs, taskType, index));
    const has = (status: Task["status"]): boolean => pointStatuses.some((task) => task.status === status);
    const done = pointStatuses.every((task) => task.status === "Success");
    const phase = elapsedMs === 0 ? "Init" : done ? "Success" : has("Failed") ? "Pending" : "Running";
    const lastChangeMs =
      Math.min(Math.floor(elapsedMs / taskDurationMs), Math.min(failingIndex + 1, taskTypes.length)) * taskDurationMs;
    return withStatus(workflow, { phase, pointStatuses }, timestamp(lastChangeMs));
  };
}
