// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 29e91fbadc79973dffe83861f4b6724e00f80b2f5edb7e0eddce856e1ffbaaf1

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
}
