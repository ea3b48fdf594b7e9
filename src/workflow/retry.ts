import type { components } from "../../generated/types.gen.js";
import { type Clock, systemClock } from "../base/clock.js";
import type { CceClient } from "../client/client.js";
import { act, type Action, type ActionOptions, type ActionResult } from "./act.js";
import { attemptChecks } from "./attempt.js";
import { explainRetry, pointOf } from "./explainAction.js";
import { metadataOf, newestTask, phaseOf } from "./objects.js";
import { type FoundWorkflow, operationsFor, type WorkflowTarget } from "./target.js";
import { timeOf } from "./timestamp.js";

type UpgradeTask = components["schemas"]["UpgradeTaskResponseBody"];

/** Whether `now` was read from data that is older than `before`. */
function isStale(now: unknown, before: unknown): boolean {
  const [newer, older] = [now, before].map((object) => timeOf(metadataOf(object)["updateTimestamp"])?.getTime());
  return newer !== undefined && older !== undefined && newer < older;
}

/** What changes in an upgrade task when it is executed again: its ID perhaps, else the phase or the time. */
function stateOf(task: UpgradeTask): string {
  const { uid, updateTimestamp } = metadataOf(task);
  return JSON.stringify([uid, updateTimestamp, phaseOf(task)]);
}

/** Whether an upgrade task is new, or has changed, since `before`, the newest task then. */
export function isAnotherTask(task: UpgradeTask, before: UpgradeTask | undefined): boolean {
  return before === undefined || (stateOf(task) !== stateOf(before) && !isStale(task, before));
}

/** The retry of the upgrade of a cluster. It names no task: the service takes the failed one of the cluster. */
export function retryAction(cce: CceClient, target: WorkflowTarget, options: ActionOptions): Action<UpgradeTask> {
  const operations = operationsFor(cce, options);
  return {
    name: "retry",
    show: () => operations.show(target),
    list: () => operations.listUpgradeTasks(target),
    judge: explainRetry,
    send: () => operations.retry(target),
    resultOf: () => undefined,
    effectIn: (now, before) => {
      const newest = newestTask(now.tasks);
      if (newest !== undefined) {
        const same = before.tasks.find((task) => metadataOf(task)["uid"] === metadataOf(newest)["uid"]);
        if (isAnotherTask(newest, same)) return { task: newest };
      }
      const [point, pointBefore] = [now.workflow, before.workflow].map((seen) => pointOf(seen, "Cluster").point);
      const isSame = JSON.stringify(point) === JSON.stringify(pointBefore);
      const isOld = now.workflow === undefined || isStale(now.workflow, before.workflow);
      return isSame || isOld ? undefined : { task: undefined };
    },
  };
}

/** {@link retryUpgrade} with a clock, for tests. */
export function retryWith(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: ActionOptions,
  clock: Clock,
): Promise<ActionResult<UpgradeTask>> {
  return act(retryAction, cce, target, { options, checks: attemptChecks, clock });
}

/**
 * Executes the failed upgrade task of a cluster again, and verifies that it has begun. Reads the workflow and the
 * upgrade tasks first, then sends the retry once. The service only confirms that it received it, so this reads until
 * the task Cluster of the workflow or the newest upgrade task has changed. It does not wait for the end of the upgrade.
 *
 * The vendor opens this operation upon request and recommends the console because of the risk.
 *
 * @throws CceActionRefusedError when the state of the upgrade does not allow it, with every reason.
 * @throws CceActionOutcomeUnknownError when the retry was sent and it remains unknown whether it took effect.
 * @throws CceCallError when a request fails, or the service refuses for a reason that the state does not show.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export function retryUpgrade(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: ActionOptions = {},
): Promise<ActionResult<UpgradeTask>> {
  return retryWith(cce, target, options, systemClock);
}
