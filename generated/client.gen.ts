// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 7b5291109e59663eeb8639bda00f394927a6e260d72f557372d35a781193d12f

import type { components } from "./types.gen.js";

/** What `showUpgradeWorkFlow` takes. */
export interface ShowUpgradeWorkFlowParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed. */
  upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
}

/** What `upgradeWorkFlowUpdate` takes. */
export interface UpgradeWorkFlowUpdateParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed. */
  upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
  /** The state to give the workflow. */
  body: components["schemas"]["UpgradeWorkFlowUpdateRequestBody"];
}

/** What `listUpgradeWorkFlows` takes. */
export interface ListUpgradeWorkFlowsParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `createUpgradeWorkFlow` takes. */
export interface CreateUpgradeWorkFlowParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** What to upgrade to which version. */
  body: components["schemas"]["CreateUpgradeWorkFlowRequestBody"];
}

/** What `showPreCheck` takes. */
export interface ShowPreCheckParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /**
   * ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
   * of an upgrade task; the check's own ID is meant.
   */
  task_id: components["parameters"]["task_id"];
}

/** What `listPreCheckTasks` takes. */
export interface ListPreCheckTasksParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `showUpgradeClusterTask` takes. */
export interface ShowUpgradeClusterTaskParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /**
   * ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
   * of an upgrade task; the check's own ID is meant.
   */
  task_id: components["parameters"]["task_id"];
}

/** What `listUpgradeClusterTasks` takes. */
export interface ListUpgradeClusterTasksParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `listClusterMasterSnapshotTasks` takes. */
export interface ListClusterMasterSnapshotTasksParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `createPreCheck` takes. */
export interface CreatePreCheckParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** What to check. */
  body: components["schemas"]["PrecheckClusterRequestBody"];
}

/** What `createClusterMasterSnapshot` takes. */
export interface CreateClusterMasterSnapshotParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `upgradeCluster` takes. */
export interface UpgradeClusterParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** What to upgrade, and how. */
  body: components["schemas"]["UpgradeClusterRequestBody"];
}

/** What `retryUpgradeClusterTask` takes. */
export interface RetryUpgradeClusterTaskParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `createPostCheck` takes. */
export interface CreatePostCheckParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** The upgrade to confirm. */
  body: components["schemas"]["PostcheckClusterRequestBody"];
}

/** What `showClusterUpgradeInfo` takes. */
export interface ShowClusterUpgradeInfoParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `listClusterUpgradePaths` takes. */
export interface ListClusterUpgradePathsParams {
}

/** What `listClusterUpgradeFeatureGates` takes. */
export interface ListClusterUpgradeFeatureGatesParams {
}

/** What `listAutopilotUpgradeWorkFlows` takes. */
export interface ListAutopilotUpgradeWorkFlowsParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `createAutopilotUpgradeWorkFlow` takes. */
export interface CreateAutopilotUpgradeWorkFlowParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** What to upgrade to which version. */
  body: components["schemas"]["CreateUpgradeWorkFlowRequestBody"];
}

/** What `showAutopilotUpgradeWorkFlow` takes. */
export interface ShowAutopilotUpgradeWorkFlowParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed. */
  upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
}

/** What `upgradeAutopilotWorkFlowUpdate` takes. */
export interface UpgradeAutopilotWorkFlowUpdateParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed. */
  upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
  /** The state to give the workflow. */
  body: components["schemas"]["UpgradeWorkFlowUpdateRequestBody"];
}

/** What `showAutopilotPreCheck` takes. */
export interface ShowAutopilotPreCheckParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /**
   * ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
   * of an upgrade task; the check's own ID is meant.
   */
  task_id: components["parameters"]["task_id"];
}

/** What `listAutopilotPreCheckTasks` takes. */
export interface ListAutopilotPreCheckTasksParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `showAutopilotUpgradeClusterTask` takes. */
export interface ShowAutopilotUpgradeClusterTaskParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /**
   * ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
   * of an upgrade task; the check's own ID is meant.
   */
  task_id: components["parameters"]["task_id"];
}

/** What `listAutopilotUpgradeClusterTasks` takes. */
export interface ListAutopilotUpgradeClusterTasksParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `listAutopilotClusterMasterSnapshotTasks` takes. */
export interface ListAutopilotClusterMasterSnapshotTasksParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `createAutopilotPreCheck` takes. */
export interface CreateAutopilotPreCheckParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** What to check. */
  body: components["schemas"]["PrecheckClusterRequestBody"];
}

/** What `createAutopilotClusterMasterSnapshot` takes. */
export interface CreateAutopilotClusterMasterSnapshotParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `upgradeAutopilotCluster` takes. */
export interface UpgradeAutopilotClusterParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** What to upgrade, and how. */
  body: components["schemas"]["UpgradeClusterRequestBody"];
}

/** What `retryAutopilotUpgradeClusterTask` takes. */
export interface RetryAutopilotUpgradeClusterTaskParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `createAutopilotPostCheck` takes. */
export interface CreateAutopilotPostCheckParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
  /** The upgrade to confirm. */
  body: components["schemas"]["PostcheckClusterRequestBody"];
}

/** What `showAutopilotClusterUpgradeInfo` takes. */
export interface ShowAutopilotClusterUpgradeInfoParams {
  /**
   * Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
   * https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
   *
   * Default: the client's `projectId`.
   */
  project_id?: components["parameters"]["project_id"] | undefined;
  /** Table 1. ID of the cluster, `metadata.uid` in the list of clusters. */
  cluster_id: components["parameters"]["cluster_id"];
}

/** What `listAutopilotClusterUpgradePaths` takes. */
export interface ListAutopilotClusterUpgradePathsParams {
}

/** What `listAutopilotClusterUpgradeFeatureGates` takes. */
export interface ListAutopilotClusterUpgradeFeatureGatesParams {
}

/** The operations of the API: what each takes and what its response carries. */
export interface Operations {
  /**
   * Show a cluster upgrade workflow.
   *
   * Returns the workflow with the state of its tasks. Read it before a cancel, to see whether it can be cancelled, and after one,
   * to see that it was.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/ShowUpgradeWorkFlow.html
   */
  showUpgradeWorkFlow(params: ShowUpgradeWorkFlowParams): components["schemas"]["UpgradeWorkFlow"];

  /**
   * Cancel a cluster upgrade workflow.
   *
   * Updates the state of an upgrade workflow. The only state a request can set is `Cancel`: the call ends a
   * workflow that is stuck, usually because one of its tasks failed and left it in `Pending`.
   *
   * **The service refuses the call when**
   *
   * - the workflow is `Running`, `Success` or `Cancel`: it is still running, or it has ended. Only a workflow in `Init` or
   *   `Pending` can be cancelled, so a second cancel of the same workflow is refused as well;
   * - one of its tasks is `Running`, `Init`, `Queuing` or paused. The page names the last two `queue` and `pause`;
   *   the list of task states writes `Queuing` and has no word for a pause. A task that has not started has no state
   *   and is not in the way, nor is one in `Success` or `Failed`;
   * - a critical line of the workflow (`lineStatuses[].critical`) has not been executed yet.
   *
   * **What a cancel does not do.** It ends the workflow. The page says nothing of a roll-back, and neither does any
   * other source: nodes that a failed task left half upgraded stay as they are, and the cluster keeps the version it
   * has reached. A cancel cannot be undone; a new upgrade needs a new workflow.
   *
   * **Sending it again.** After a response that says the request was not processed (429, 503) the call may be sent
   * again. When the outcome is unknown (a lost connection, 502, 504) it may already have taken effect: read the
   * workflow before sending it once more. No public page says which status and code a refusal carries, so a client
   * keeps the status, the codes and the message.
   *
   * The IAM action the caller needs is `cce:cluster:upgrade`.
   *
   * See https://support.huaweicloud.com/intl/zh-cn/api-cce/UpgradeWorkFlowUpdate.html
   */
  upgradeWorkFlowUpdate(params: UpgradeWorkFlowUpdateParams): components["schemas"]["UpgradeWorkFlow"];

  /**
   * List the upgrade workflows of a cluster.
   *
   * Returns every upgrade workflow of the cluster, finished ones included. There are no pages and no filters.
   *
   * The vendor's documents disagree on `items`: one workflow in the pages and the API file, a list of them in newer SDKs. Be
   * ready for both.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/ListUpgradeWorkFlows.html
   */
  listUpgradeWorkFlows(params: ListUpgradeWorkFlowsParams): components["schemas"]["UpgradeWorkFlowList"];

  /**
   * Start the upgrade of a cluster.
   *
   * Creates the workflow of an upgrade. The workflow lists the tasks to come; the tasks themselves (check, snapshot, upgrade)
   * are started by operations of their own. The ID of the workflow is `metadata.uid` of the response, which has no phase yet.
   *
   * When the outcome is unknown, list the workflows before sending the request again: it may have created one.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/CreateUpgradeWorkFlow.html
   */
  createUpgradeWorkFlow(params: CreateUpgradeWorkFlowParams): components["schemas"]["UpgradeWorkFlow"];

  /**
   * Show a pre-upgrade check.
   *
   * Returns a check with the result of every item: of the cluster, of its add-ons and of each node. No other
   * operation says in words what stands in the way of an upgrade: read `message`, `kind` and `riskSource` of the
   * items in `Failed`.
   *
   * The task ID is the `metadata.uid` of the check. The `taskID` of the `PreCheck` task of a workflow should be the
   * same, although no source says so.
   *
   * The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:getCluster`.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/GetPreCheck.html
   */
  showPreCheck(params: ShowPreCheckParams): components["schemas"]["PrecheckClusterTask"];

  /**
   * List the pre-upgrade checks of a cluster.
   *
   * Returns the checks of the cluster, each with its items. There are no pages and no filters.
   *
   * The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:getCluster`.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/GetPreCheckList.html
   */
  listPreCheckTasks(params: ListPreCheckTasksParams): components["schemas"]["PrecheckTaskListResponseBody"];

  /**
   * Show an upgrade task.
   *
   * Returns the phase of the upgrade itself. It has no field for a reason. The only hint at the step that failed is
   * `spec.items`, whose form is not documented.
   *
   * The task ID is `metadata.uid` of the response that started the upgrade. The `taskID` of the `Cluster` task of a
   * workflow should be the same, although no source says so.
   *
   * The vendor's page says that the operation is open upon request only, and recommends the console.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/ShowUpgradeClusterTask.html
   */
  showUpgradeClusterTask(params: ShowUpgradeClusterTaskParams): components["schemas"]["UpgradeTaskResponseBody"];

  /**
   * List the upgrade tasks of a cluster.
   *
   * Returns the upgrade tasks of the cluster, finished ones included. There are no pages and no filters.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/ListUpgradeClusterTasks.html
   */
  listUpgradeClusterTasks(params: ListUpgradeClusterTasksParams): components["schemas"]["UpgradeTaskListResponseBody"];

  /**
   * List the snapshot tasks of a cluster.
   *
   * Returns the snapshots of the cluster's control plane, running ones included. There are no pages and no filters.
   * No operation shows a single one: look for its `uid` in the list.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/ListClusterMasterSnapshotTasks.html
   */
  listClusterMasterSnapshotTasks(params: ListClusterMasterSnapshotTasksParams): components["schemas"]["SnapshotTaskListResponseBody"];

  /**
   * Check a cluster before its upgrade.
   *
   * Starts the check before an upgrade. A check that failed or expired is not retried; start a new one. Poll
   * `showPreCheck` until it has ended. Its result is valid until `status.expireTimeStamp`, for about an hour.
   *
   * Whether a workflow in `Pending` goes on after a new check is not documented.
   *
   * When the outcome is unknown, list the checks before sending the request again: it may have started one.
   *
   * The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:upgrade`.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/PreCheck.html
   */
  createPreCheck(params: CreatePreCheckParams): components["schemas"]["PrecheckClusterTask"];

  /**
   * Take a snapshot of the control plane.
   *
   * Starts a snapshot of the cluster's control plane, an optional step before the upgrade. The request has no body.
   * Look for the `uid` of the response in `listClusterMasterSnapshotTasks`.
   *
   * When the outcome is unknown, list the snapshot tasks before sending the request again: it may have started one.
   *
   * The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:upgrade`.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/ClusterMasterSnapshot.html
   */
  createClusterMasterSnapshot(params: CreateClusterMasterSnapshotParams): components["schemas"]["SnapshotClusterResponseBody"];

  /**
   * Upgrade a cluster.
   *
   * Starts the upgrade itself. Create the workflow, check the cluster and wait for the result first: the request
   * names no workflow, and the service is reported to accept it while the check is still running and to fail the
   * task later. Poll `showUpgradeClusterTask` with the `metadata.uid` of the response.
   *
   * After a success the workflow still waits for the confirmation by `createPostCheck`, as far as is known.
   *
   * When the outcome is unknown, list the upgrade tasks before sending the request again: it may have started one.
   *
   * The vendor's page says that the operation is open upon request only, and recommends the console.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/UpgradeCluster.html
   */
  upgradeCluster(params: UpgradeClusterParams): components["schemas"]["UpgradeClusterResponseBody"];

  /**
   * Retry a failed upgrade.
   *
   * Runs the failed upgrade task of the cluster again. The request has no body and names no task. The response has
   * no body either: it means that the retry was accepted, so look at the upgrade tasks for its result. When the
   * service refuses a retry, and whether the task keeps its ID, is not documented.
   *
   * While the task runs, the workflow cannot be cancelled.
   *
   * When the outcome is unknown, read the upgrade tasks before sending the request again: it may have started one.
   *
   * The vendor's page says that the operation is open upon request only, and recommends the console.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/RetryUpgradeClusterTask.html
   */
  retryUpgradeClusterTask(params: RetryUpgradeClusterTaskParams): undefined;

  /**
   * Confirm an upgrade.
   *
   * Records your confirmation that the cluster and its workloads are fine after the upgrade. By the vendor's page it
   * tests nothing itself. The result is in the response; no operation shows it later.
   *
   * When the outcome is unknown, read the workflow before sending the request again: it may have taken effect.
   *
   * The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:upgrade`.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/PostCheck.html
   */
  createPostCheck(params: CreatePostCheckParams): components["schemas"]["PostcheckClusterResponseBody"];

  /**
   * Show the versions a cluster can be upgraded to.
   *
   * Returns the version of the cluster, the versions on offer and the state of the last upgrade.
   *
   * The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:getCluster`.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/GetClusterUpgradeInfo.html
   */
  showClusterUpgradeInfo(params: ShowClusterUpgradeInfoParams): components["schemas"]["UpgradeInfoResponseBody"];

  /**
   * List the upgrade paths of all versions.
   *
   * Returns which versions can be upgraded to which, whatever the cluster. For one cluster use
   * `showClusterUpgradeInfo`. No IAM action is needed.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/GetClusterUpgradePaths.html
   */
  listClusterUpgradePaths(params?: ListClusterUpgradePathsParams): components["schemas"]["ClusterUpgradePathsResponseBody"];

  /**
   * List the feature gates of upgrades.
   *
   * Returns which features upgrades have, whatever the cluster. No IAM action is needed.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce/GetClusterUpgradeFeatureGates.html
   */
  listClusterUpgradeFeatureGates(params?: ListClusterUpgradeFeatureGatesParams): components["schemas"]["ClusterUpgradeFeatureGatesResponseBody"];

  /**
   * List the upgrade workflows of an Autopilot cluster.
   *
   * Returns every upgrade workflow of the cluster, finished ones included. There are no pages and no filters.
   *
   * The vendor's documents disagree on `items`: one workflow in the pages and the API file, a list of them in newer SDKs. Be
   * ready for both.
   *
   * For Autopilot clusters: the same as `listUpgradeWorkFlows`, under another path. The vendor marks the Autopilot operations as open in
   * some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ListAutopilotUpgradeWorkFlows.html
   */
  listAutopilotUpgradeWorkFlows(params: ListAutopilotUpgradeWorkFlowsParams): components["schemas"]["UpgradeWorkFlowList"];

  /**
   * Start the upgrade of an Autopilot cluster.
   *
   * Creates the workflow of an upgrade. The workflow lists the tasks to come; the tasks themselves (check, snapshot, upgrade)
   * are started by operations of their own. The ID of the workflow is `metadata.uid` of the response, which has no phase yet.
   *
   * When the outcome is unknown, list the workflows before sending the request again: it may have created one.
   *
   * For Autopilot clusters: the same as `createUpgradeWorkFlow`, under another path. The vendor marks the Autopilot operations as open in
   * some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/CreateAutopilotUpgradeWorkFlow.html
   */
  createAutopilotUpgradeWorkFlow(params: CreateAutopilotUpgradeWorkFlowParams): components["schemas"]["UpgradeWorkFlow"];

  /**
   * Show an Autopilot cluster upgrade workflow.
   *
   * Returns the workflow with the state of its tasks. Read it before a cancel, to see whether it can be cancelled, and after one,
   * to see that it was.
   *
   * For Autopilot clusters: the same as `showUpgradeWorkFlow`, under another path. The vendor marks the Autopilot operations as open in
   * some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ShowAutopilotUpgradeWorkFlow.html
   */
  showAutopilotUpgradeWorkFlow(params: ShowAutopilotUpgradeWorkFlowParams): components["schemas"]["UpgradeWorkFlow"];

  /**
   * Cancel an Autopilot cluster upgrade workflow.
   *
   * Cancels the upgrade workflow of an Autopilot cluster. When the service refuses it, what it does not do and when it may be
   * sent again is the same as for `upgradeWorkFlowUpdate`. The vendor marks the Autopilot operations as open in some of its
   * clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/UpgradeAutopilotWorkFlowUpdate.html
   */
  upgradeAutopilotWorkFlowUpdate(params: UpgradeAutopilotWorkFlowUpdateParams): components["schemas"]["UpgradeWorkFlow"];

  /**
   * Show a pre-upgrade check of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `showPreCheck`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ShowAutopilotPreCheck.html
   */
  showAutopilotPreCheck(params: ShowAutopilotPreCheckParams): components["schemas"]["PrecheckClusterTask"];

  /**
   * List the pre-upgrade checks of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `listPreCheckTasks`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ListAutopilotPreCheckTasks.html
   */
  listAutopilotPreCheckTasks(params: ListAutopilotPreCheckTasksParams): components["schemas"]["PrecheckTaskListResponseBody"];

  /**
   * Show an upgrade task of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `showUpgradeClusterTask`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ShowAutopilotUpgradeClusterTask.html
   */
  showAutopilotUpgradeClusterTask(params: ShowAutopilotUpgradeClusterTaskParams): components["schemas"]["UpgradeTaskResponseBody"];

  /**
   * List the upgrade tasks of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `listUpgradeClusterTasks`, under another path. The vendor marks the
   * Autopilot operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ListAutopilotUpgradeClusterTasks.html
   */
  listAutopilotUpgradeClusterTasks(params: ListAutopilotUpgradeClusterTasksParams): components["schemas"]["UpgradeTaskListResponseBody"];

  /**
   * List the snapshot tasks of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `listClusterMasterSnapshotTasks`, under another path. The vendor marks the
   * Autopilot operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ListAutopilotClusterMasterSnapshotTasks.html
   */
  listAutopilotClusterMasterSnapshotTasks(params: ListAutopilotClusterMasterSnapshotTasksParams): components["schemas"]["SnapshotTaskListResponseBody"];

  /**
   * Check an Autopilot cluster before its upgrade.
   *
   * For Autopilot clusters: the same as `createPreCheck`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/CreateAutopilotPreCheck.html
   */
  createAutopilotPreCheck(params: CreateAutopilotPreCheckParams): components["schemas"]["PrecheckClusterTask"];

  /**
   * Take a snapshot of the control plane of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `createClusterMasterSnapshot`, under another path. The vendor marks the
   * Autopilot operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/CreateAutopilotClusterMasterSnapshot.html
   */
  createAutopilotClusterMasterSnapshot(params: CreateAutopilotClusterMasterSnapshotParams): components["schemas"]["SnapshotClusterResponseBody"];

  /**
   * Upgrade an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `upgradeCluster`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * `isOnlyUpgrade` is not in Autopilot's page. The body has `clusterUpgradeAction` as well: only Terraform's
   * provider sends `autopilotClusterUpgradeAction`, which no other source knows.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/UpgradeAutopilotCluster.html
   */
  upgradeAutopilotCluster(params: UpgradeAutopilotClusterParams): components["schemas"]["UpgradeClusterResponseBody"];

  /**
   * Retry a failed upgrade of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `retryUpgradeClusterTask`, under another path. The vendor marks the
   * Autopilot operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/RetryAutopilotUpgradeClusterTask.html
   */
  retryAutopilotUpgradeClusterTask(params: RetryAutopilotUpgradeClusterTaskParams): undefined;

  /**
   * Confirm an upgrade of an Autopilot cluster.
   *
   * For Autopilot clusters: the same as `createPostCheck`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/CreateAutopilotPostCheck.html
   */
  createAutopilotPostCheck(params: CreateAutopilotPostCheckParams): components["schemas"]["PostcheckClusterResponseBody"];

  /**
   * Show the versions an Autopilot cluster can be upgraded to.
   *
   * For Autopilot clusters: the same as `showClusterUpgradeInfo`, under another path. The vendor marks the Autopilot
   * operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ShowAutopilotClusterUpgradeInfo.html
   */
  showAutopilotClusterUpgradeInfo(params: ShowAutopilotClusterUpgradeInfoParams): components["schemas"]["UpgradeInfoResponseBody"];

  /**
   * List the upgrade paths of all versions of Autopilot clusters.
   *
   * For Autopilot clusters: the same as `listClusterUpgradePaths`, under another path. The vendor marks the
   * Autopilot operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ListAutopilotClusterUpgradePaths.html
   */
  listAutopilotClusterUpgradePaths(params?: ListAutopilotClusterUpgradePathsParams): components["schemas"]["ClusterUpgradePathsResponseBody"];

  /**
   * List the feature gates of upgrades of Autopilot clusters.
   *
   * For Autopilot clusters: the same as `listClusterUpgradeFeatureGates`, under another path. The vendor marks the
   * Autopilot operations as open in some of its clouds only.
   *
   * See https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/ListAutopilotClusterUpgradeFeatureGates.html
   */
  listAutopilotClusterUpgradeFeatureGates(params?: ListAutopilotClusterUpgradeFeatureGatesParams): components["schemas"]["ClusterUpgradeFeatureGatesResponseBody"];
}
