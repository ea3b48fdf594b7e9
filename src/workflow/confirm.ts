import type { components } from "../../generated/types.gen.js";
import { type Clock, systemClock } from "../base/clock.js";
import type { CceClient } from "../client/client.js";
import { act, type Action, type ActionOptions, type ActionResult } from "./act.js";
import { attemptChecks } from "./attempt.js";
import { CceConfirmationFailedError } from "./errors.js";
import { explainConfirm, pointOf, versionsOf } from "./explainAction.js";
import { phaseOf } from "./objects.js";
import { type FoundWorkflow, operationsFor, type WorkflowTarget } from "./target.js";

type PostCheck = components["schemas"]["PostcheckClusterResponseBody"];

/** The operator's confirmation of the upgrade of a cluster. */
export function confirmAction(cce: CceClient, target: WorkflowTarget, options: ActionOptions): Action<PostCheck> {
  const operations = operationsFor(cce, options);
  return {
    name: "confirm",
    show: () => operations.show(target),
    judge: explainConfirm,
    send: ({ workflow }) =>
      operations.postcheck(target, {
        kind: "PostCheckTask",
        apiVersion: "v3",
        spec: { clusterID: target.cluster_id, ...versionsOf(workflow) },
      }),
    resultOf: (task) => {
      const phase = phaseOf(task);
      if (phase === "Success") return { task };
      if (phase === "Failed" || phase === "Error") throw new CceConfirmationFailedError(task);
      return undefined;
    },
    effectIn: ({ workflow }) => {
      const isConfirmed =
        phaseOf(workflow) === "Success" || pointOf(workflow, "PostCheck").point["status"] === "Success";
      return isConfirmed ? { task: undefined } : undefined;
    },
  };
}

/** {@link confirmUpgrade} with a clock, for tests. */
export function confirmWith(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: ActionOptions,
  clock: Clock,
): Promise<ActionResult<PostCheck>> {
  return act(confirmAction, cce, target, { options, checks: attemptChecks, clock });
}

/**
 * Confirms that a cluster and its workloads are fine after an upgrade, with the versions of the workflow. This tests
 * nothing: it records the operator's statement. Reads the workflow first, then sends the confirmation once. If its
 * outcome is unknown, reads the workflow until it shows the confirmation.
 *
 * @throws CceActionRefusedError when the state of the upgrade does not allow it, with every reason.
 * @throws CceConfirmationFailedError when the service took the confirmation and ended it without success.
 * @throws CceActionOutcomeUnknownError when the confirmation was sent and it remains unknown whether it took effect.
 * @throws CceCallError when a request fails, or the service refuses for a reason that the state does not show.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export function confirmUpgrade(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: ActionOptions = {},
): Promise<ActionResult<PostCheck>> {
  return confirmWith(cce, target, options, systemClock);
}
