import type { components } from "../../generated/types.gen.js";
import type { CceCall } from "../client/call.js";
import type { CceClient } from "../client/client.js";
import { abortSignal, type Checks, trueOrFalse } from "../base/checks.js";
import type { CallOptions } from "../client/options.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** A cluster. */
export interface ClusterTarget {
  /** Project of the cluster. Default: the client's `projectId`. */
  readonly project_id?: string | undefined;
  readonly cluster_id: string;
}

/** A workflow of a cluster. */
export interface WorkflowTarget extends ClusterTarget {
  readonly upgrade_workflow_id: string;
}

/** What the helpers that call the service have in common. */
export interface HelperOptions {
  /** Whether the cluster is an Autopilot cluster, whose operations have another path. Default: `false`. */
  readonly autopilot?: boolean | undefined;
  /** Ends the helper when it fires. */
  readonly signal?: AbortSignal | undefined;
}

export const helperChecks: Checks<HelperOptions> = { autopilot: trueOrFalse, signal: abortSignal };

/** The operations on workflows of one kind of cluster, with the target filled in. */
export interface WorkflowOperations {
  readonly show: (target: WorkflowTarget) => CceCall<UpgradeWorkFlow>;
  readonly cancel: (target: WorkflowTarget) => CceCall<UpgradeWorkFlow>;
  readonly list: (target: ClusterTarget) => CceCall<components["schemas"]["UpgradeWorkFlowList"]>;
}

/** Picks the operations of a kind of cluster. Only the parameters of the target are passed on. */
export function operationsFor(cce: CceClient, { autopilot = false, signal }: HelperOptions): WorkflowOperations {
  const options: CallOptions = { signal };
  const cluster = ({ project_id, cluster_id }: ClusterTarget) => ({ project_id, cluster_id });
  const workflow = (target: WorkflowTarget) => ({
    ...cluster(target),
    upgrade_workflow_id: target.upgrade_workflow_id,
  });
  const cancelled = (target: WorkflowTarget) => ({
    ...workflow(target),
    body: { status: { phase: "Cancel" as const } },
  });
  return autopilot
    ? {
        show: (target) => cce.showAutopilotUpgradeWorkFlow(workflow(target), options),
        cancel: (target) => cce.upgradeAutopilotWorkFlowUpdate(cancelled(target), options),
        list: (target) => cce.listAutopilotUpgradeWorkFlows(cluster(target), options),
      }
    : {
        show: (target) => cce.showUpgradeWorkFlow(workflow(target), options),
        cancel: (target) => cce.upgradeWorkFlowUpdate(cancelled(target), options),
        list: (target) => cce.listUpgradeWorkFlows(cluster(target), options),
      };
}
