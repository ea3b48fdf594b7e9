import type { components } from "../../generated/types.gen.js";
import type { CceCall } from "../client/call.js";
import type { CceClient } from "../client/client.js";
import { abortSignal, type Checks, trueOrFalse } from "../base/checks.js";
import { CceConfigError } from "../base/errors.js";
import { fieldsOf } from "../base/fields.js";
import type { CallOptions } from "../client/options.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** A cluster. */
export interface ClusterTarget {
  /** Project of the cluster. Default: the client's `projectId`. */
  readonly project_id?: string | undefined;
  /** ID of the cluster. */
  readonly cluster_id: string;
}

/** A workflow of a cluster, by its ID. */
export interface WorkflowTarget extends ClusterTarget {
  /** ID of the workflow: its `metadata.uid`. */
  readonly upgrade_workflow_id: string;
  readonly workflow?: never;
}

/** A workflow of a cluster that was read or listed. Helpers throw a `CceConfigError` if it has no ID. */
export interface FoundWorkflow extends ClusterTarget {
  /** The workflow; only its `metadata.uid` is used. */
  readonly workflow: UpgradeWorkFlow;
  readonly upgrade_workflow_id?: never;
}

/**
 * The target by its ID, in a copy: a caller who changes the original while a helper works must not make the state of
 * one workflow the reason to cancel another.
 *
 * @throws CceConfigError when the workflow has no ID, or an ID is given beside it.
 */
export function targetById(target: WorkflowTarget | FoundWorkflow): WorkflowTarget {
  // Spread, also for JavaScript, where it may be null: the client then names the parameters that are missing.
  const copy = { ...target };
  if (!("workflow" in copy)) return copy;
  const { workflow, ...others } = copy;
  if (others.upgrade_workflow_id !== undefined) {
    throw new CceConfigError("workflow", 'Give "workflow" or "upgrade_workflow_id", not both.');
  }
  const { uid } = fieldsOf(fieldsOf(workflow)["metadata"]);
  if (typeof uid !== "string" || uid === "") {
    throw new CceConfigError("workflow", 'The workflow has no ID: its "metadata.uid" must be a non-empty string.');
  }
  return { ...others, upgrade_workflow_id: uid };
}

/** Options of all helpers that call the service. */
export interface HelperOptions {
  /** Whether the cluster is an Autopilot cluster, whose operations have other paths. Default: `false`. */
  readonly autopilot?: boolean | undefined;
  /** Ends the helper when it fires, in most cases with a `CceAbortError`. */
  readonly signal?: AbortSignal | undefined;
}

export const helperChecks: Checks<HelperOptions> = { autopilot: trueOrFalse, signal: abortSignal };

type Schemas = components["schemas"];

/** A task of a cluster, by its ID. */
export interface TaskTarget extends ClusterTarget {
  /** ID of the task: its `metadata.uid`, the `taskID` of a workflow's task. */
  readonly task_id: string;
}

/** The operations on one kind of cluster. */
export interface ClusterOperations {
  readonly show: (target: WorkflowTarget) => CceCall<UpgradeWorkFlow>;
  readonly cancel: (target: WorkflowTarget) => CceCall<UpgradeWorkFlow>;
  readonly list: (target: ClusterTarget) => CceCall<Schemas["UpgradeWorkFlowList"]>;
  readonly showPrecheck: (target: TaskTarget) => CceCall<Schemas["PrecheckClusterTask"]>;
  readonly listPrechecks: (target: ClusterTarget) => CceCall<Schemas["PrecheckTaskListResponseBody"]>;
  readonly precheck: (
    target: ClusterTarget,
    body: Schemas["PrecheckClusterRequestBody"],
  ) => CceCall<Schemas["PrecheckClusterTask"]>;
  readonly showUpgradeTask: (target: TaskTarget) => CceCall<Schemas["UpgradeTaskResponseBody"]>;
  readonly listUpgradeTasks: (target: ClusterTarget) => CceCall<Schemas["UpgradeTaskListResponseBody"]>;
  readonly retry: (target: ClusterTarget) => CceCall<undefined>;
  readonly listSnapshots: (target: ClusterTarget) => CceCall<Schemas["SnapshotTaskListResponseBody"]>;
  readonly postcheck: (
    target: ClusterTarget,
    body: Schemas["PostcheckClusterRequestBody"],
  ) => CceCall<Schemas["PostcheckClusterResponseBody"]>;
  readonly upgradeInfo: (target: ClusterTarget) => CceCall<Schemas["UpgradeInfoResponseBody"]>;
}

/** Selects the operations for a kind of cluster. Of a target they use only the parameters. */
export function operationsFor(cce: CceClient, { autopilot = false, signal }: HelperOptions): ClusterOperations {
  const options: CallOptions = { signal };
  const cluster = ({ project_id, cluster_id }: ClusterTarget) => ({ project_id, cluster_id });
  const task = (target: TaskTarget) => ({ ...cluster(target), task_id: target.task_id });
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
        showPrecheck: (target) => cce.showAutopilotPreCheck(task(target), options),
        listPrechecks: (target) => cce.listAutopilotPreCheckTasks(cluster(target), options),
        precheck: (target, body) => cce.createAutopilotPreCheck({ ...cluster(target), body }, options),
        showUpgradeTask: (target) => cce.showAutopilotUpgradeClusterTask(task(target), options),
        listUpgradeTasks: (target) => cce.listAutopilotUpgradeClusterTasks(cluster(target), options),
        retry: (target) => cce.retryAutopilotUpgradeClusterTask(cluster(target), options),
        listSnapshots: (target) => cce.listAutopilotClusterMasterSnapshotTasks(cluster(target), options),
        postcheck: (target, body) => cce.createAutopilotPostCheck({ ...cluster(target), body }, options),
        upgradeInfo: (target) => cce.showAutopilotClusterUpgradeInfo(cluster(target), options),
      }
    : {
        show: (target) => cce.showUpgradeWorkFlow(workflow(target), options),
        cancel: (target) => cce.upgradeWorkFlowUpdate(cancelled(target), options),
        list: (target) => cce.listUpgradeWorkFlows(cluster(target), options),
        showPrecheck: (target) => cce.showPreCheck(task(target), options),
        listPrechecks: (target) => cce.listPreCheckTasks(cluster(target), options),
        precheck: (target, body) => cce.createPreCheck({ ...cluster(target), body }, options),
        showUpgradeTask: (target) => cce.showUpgradeClusterTask(task(target), options),
        listUpgradeTasks: (target) => cce.listUpgradeClusterTasks(cluster(target), options),
        retry: (target) => cce.retryUpgradeClusterTask(cluster(target), options),
        listSnapshots: (target) => cce.listClusterMasterSnapshotTasks(cluster(target), options),
        postcheck: (target, body) => cce.createPostCheck({ ...cluster(target), body }, options),
        upgradeInfo: (target) => cce.showClusterUpgradeInfo(cluster(target), options),
      };
}
