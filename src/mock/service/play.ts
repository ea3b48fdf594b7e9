import { CceConfigError } from "../../base/errors.js";
import { checkFailures, type UpgradeFailure } from "./failures.js";
import { type PlayedTask, taskTypes } from "./workflow.js";

/** How long a task takes unless the play or the state says otherwise, in milliseconds. */
export const defaultTaskDurationMs = 60_000;

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
  /** What makes tasks fail, in more detail; default none. */
  readonly failures?: readonly UpgradeFailure[];
}

/** Checks how long a task takes. */
export function checkTaskDuration(path: string, taskDurationMs: unknown): void {
  if (!Number.isFinite(taskDurationMs) || Number(taskDurationMs) <= 0) {
    throw new CceConfigError(path, `A task takes more than 0 milliseconds, not ${String(taskDurationMs)}.`);
  }
}

/**
 * Checks a play that may come from JavaScript.
 *
 * @returns What makes its tasks fail.
 * @throws {@link CceConfigError} when the play is invalid.
 */
export function checkPlay(play: UpgradePlay): readonly UpgradeFailure[] {
  const { clusterId, workflowId, taskDurationMs = defaultTaskDurationMs, failsAt, failures = [] } = play;
  for (const [name, value] of Object.entries({ clusterId, workflowId })) {
    if (typeof value !== "string" || value === "") throw new CceConfigError(name, `A played upgrade needs ${name}.`);
  }
  checkTaskDuration("taskDurationMs", taskDurationMs);
  if (failsAt !== undefined && !taskTypes.includes(failsAt)) {
    throw new CceConfigError("failsAt", `There is no task ${failsAt} to fail at. There are: ${taskTypes.join(", ")}.`);
  }
  checkFailures("failures", failures);
  return failsAt === undefined ? failures : [{ task: failsAt }, ...failures];
}
