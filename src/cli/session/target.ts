import type { components } from "../../../generated/types.gen.js";
import type { CceClient } from "../../client/client.js";
import { currentUpgradeWorkflow } from "../../workflow/list.js";
import type { ClusterTarget, HelperOptions, WorkflowTarget } from "../../workflow/target.js";
import { isId } from "./arguments.js";
import { CommandError } from "./failure.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/**
 * The target that a workflow's own ID makes.
 *
 * @throws CommandError if it has no ID, or one that cannot be part of a path.
 */
export function targetOf(cluster: ClusterTarget, { metadata }: UpgradeWorkFlow): WorkflowTarget {
  const uid: unknown = metadata?.uid;
  if (typeof uid === "string" && isId(uid)) return { ...cluster, upgrade_workflow_id: uid };
  throw new CommandError(`The workflow of the cluster ${cluster.cluster_id} has no usable ID. Give --workflow.`);
}

/** The target of a command: the given workflow, else the current one of the cluster. */
export async function findTarget(
  cce: CceClient,
  cluster: ClusterTarget,
  workflow: string | undefined,
  helper: HelperOptions,
): Promise<WorkflowTarget> {
  return workflow === undefined
    ? targetOf(cluster, await currentUpgradeWorkflow(cce, cluster, helper))
    : { ...cluster, upgrade_workflow_id: workflow };
}
