import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client/client.js";
import { fieldsOf, isObject } from "../base/fields.js";
import { CceCurrentWorkflowError } from "./errors.js";
import { checkOptions } from "../base/checks.js";
import { type ClusterTarget, helperChecks, type HelperOptions, operationsFor } from "./target.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** Whether a workflow is over: `Success` or `Cancel`. One without a phase is not. */
export function isFinished(workflow: UpgradeWorkFlow): boolean {
  const { phase } = fieldsOf(fieldsOf(workflow)["status"]);
  return phase === "Success" || phase === "Cancel";
}

/**
 * The upgrade workflows of a cluster, always as an array: the vendor's documents disagree on whether the service sends
 * one or the bare object. An entry that is no workflow (`null`) stays where it is, unchanged.
 *
 * @throws CceCallError when the service cannot be asked.
 */
export async function allUpgradeWorkflows(
  cce: CceClient,
  target: ClusterTarget,
  options: HelperOptions = {},
): Promise<UpgradeWorkFlow[]> {
  checkOptions(options, helperChecks);
  const { items } = await operationsFor(cce, options).list(target);
  // The service writes lists in Go, where an empty one may come as null.
  return [items ?? []].flat();
}

/**
 * The upgrade workflow of a cluster that is not finished. An entry of the list that is no workflow may stand for one.
 *
 * @throws CceCurrentWorkflowError when there is none, or several, or one that shows nothing; it lists them.
 * @throws CceCallError when the service cannot be asked.
 */
export async function currentUpgradeWorkflow(
  cce: CceClient,
  target: ClusterTarget,
  options: HelperOptions = {},
): Promise<UpgradeWorkFlow> {
  const workflows = await allUpgradeWorkflows(cce, target, options);
  const unfinished = workflows.filter((workflow) => !isFinished(workflow));
  const [current, ...others] = unfinished;
  if (current === undefined || others.length > 0 || !isObject(current)) {
    throw new CceCurrentWorkflowError(target.cluster_id, unfinished, workflows);
  }
  return current;
}
