import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client/client.js";
import { isObject } from "../base/fields.js";
import { CceCurrentWorkflowError } from "./errors.js";
import { checkOptions } from "../base/checks.js";
import { phaseOf } from "./objects.js";
import { type ClusterTarget, helperChecks, type HelperOptions, operationsFor } from "./target.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** Whether a workflow is over, in phase `Success` or `Cancel`. One without a phase is not. */
export function isFinished(workflow: UpgradeWorkFlow): boolean {
  const phase = phaseOf(workflow);
  return phase === "Success" || phase === "Cancel";
}

/**
 * Lists the upgrade workflows of a cluster, always as an array: the vendor's documents disagree on whether the service
 * sends an array or a bare object. An entry that is no workflow (`null`) is kept.
 *
 * @throws CceCallError when the request fails.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export async function allUpgradeWorkflows(
  cce: CceClient,
  target: ClusterTarget,
  options: HelperOptions = {},
): Promise<UpgradeWorkFlow[]> {
  checkOptions(options, helperChecks);
  const { items } = await operationsFor(cce, options).list(target);
  // Go, in which the service is written, may encode an empty list as null.
  return [items ?? []].flat();
}

/** The only unfinished workflow of a list. @throws CceCurrentWorkflowError */
export function currentOf({ cluster_id }: ClusterTarget, workflows: readonly UpgradeWorkFlow[]): UpgradeWorkFlow {
  const unfinished = workflows.filter((workflow) => !isFinished(workflow));
  const [current, ...others] = unfinished;
  if (current === undefined || others.length > 0 || !isObject(current)) {
    throw new CceCurrentWorkflowError(cluster_id, unfinished, workflows);
  }
  return current;
}

/**
 * Finds the only unfinished upgrade workflow of a cluster. An entry that is no workflow counts as unfinished.
 *
 * @throws CceCurrentWorkflowError when there is none or several, or when the only one is no workflow; it lists them.
 * @throws CceCallError when the request fails.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export async function currentUpgradeWorkflow(
  cce: CceClient,
  target: ClusterTarget,
  options: HelperOptions = {},
): Promise<UpgradeWorkFlow> {
  return currentOf(target, await allUpgradeWorkflows(cce, target, options));
}
