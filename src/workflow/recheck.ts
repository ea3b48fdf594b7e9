import type { components } from "../../generated/types.gen.js";
import type { Checks } from "../base/checks.js";
import { type Clock, systemClock } from "../base/clock.js";
import type { CceClient } from "../client/client.js";
import { act, type Action, type ActionOptions, type ActionResult } from "./act.js";
import { attemptChecks } from "./attempt.js";
import { explainRecheck, skippedItems, versionsOf } from "./explainAction.js";
import { metadataOf, newestTask } from "./objects.js";
import { type FoundWorkflow, operationsFor, type WorkflowTarget } from "./target.js";

type Check = components["schemas"]["PrecheckClusterTask"];

/** Options of {@link recheckUpgrade}. */
export interface RecheckOptions extends ActionOptions {
  /**
   * Names of items that the new check leaves out: only those that failed in the last check and that it calls `Risk`. An
   * item of a check of nodes is left out on the nodes on which it failed. Default: none.
   */
  readonly skip?: readonly string[] | undefined;
}

const checks: Checks<RecheckOptions> = {
  ...attemptChecks,
  skip: {
    expected: "an array of names",
    accepts: (value) => Array.isArray(value) && value.every((name) => typeof name === "string" && name !== ""),
  },
};

function idOf(check: unknown): string | undefined {
  const { uid } = metadataOf(check);
  return typeof uid === "string" && uid !== "" ? uid : undefined;
}

/** A new pre-upgrade check of a cluster. */
export function recheckAction(cce: CceClient, target: WorkflowTarget, options: RecheckOptions): Action<Check> {
  const operations = operationsFor(cce, options);
  const skip = [...new Set(options.skip)];
  return {
    name: "recheck",
    show: () => operations.show(target),
    list: () => operations.listPrechecks(target),
    judge: (state) => explainRecheck(state, skip),
    send: ({ workflow, tasks }) =>
      operations.precheck(target, {
        kind: "PreCheckTask",
        apiVersion: "v3",
        spec: {
          clusterID: target.cluster_id,
          ...versionsOf(workflow),
          ...(skip.length > 0 && { skippedCheckItemList: skippedItems(skip, tasks) }),
        },
      }),
    resultOf: (check) => (idOf(check) === undefined ? undefined : { task: check }),
    effectIn: (now, before) => {
      const known = new Set(before.tasks.map(idOf));
      const added = (now.tasks ?? []).filter((check) => idOf(check) !== undefined && !known.has(idOf(check)));
      return added.length === 0 ? undefined : { task: newestTask(added) };
    },
  };
}

/** {@link recheckUpgrade} with a clock, for tests. */
export function recheckWith(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: RecheckOptions,
  clock: Clock,
): Promise<ActionResult<Check>> {
  return act(recheckAction, cce, target, { options, checks, clock });
}

/**
 * Starts a new pre-upgrade check with the versions of the workflow. Reads the workflow and the earlier checks first,
 * then sends the request once. If its outcome is unknown, looks for a check that was not there before. It does not wait
 * for the end of the check. Whether a workflow that has stopped takes in a new check is not documented.
 *
 * @throws CceActionRefusedError when the state of the upgrade, or the kind of an item to skip, does not allow it, with
 *   every reason.
 * @throws CceActionOutcomeUnknownError when the request was sent and it remains unknown whether a check was started.
 * @throws CceCallError when a request fails, or the service refuses for a reason that the state does not show.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export function recheckUpgrade(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: RecheckOptions = {},
): Promise<ActionResult<Check>> {
  return recheckWith(cce, target, options, systemClock);
}
