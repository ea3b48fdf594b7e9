// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 7b5291109e59663eeb8639bda00f394927a6e260d72f557372d35a781193d12f

import type { components } from "./types.gen.js";

export interface paths {
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
                 * @example d0b7e319-8172-424c-86ea-543cd23f9756
                 */
                upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
            };
            cookie?: never;
        };
        /**
         * Show a cluster upgrade workflow
         * @description Returns the workflow with the state of its tasks. Read it before a cancel, to see whether it can be cancelled, and after one,
         *     to see that it was.
         */
        get: operations["showUpgradeWorkFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Cancel a cluster upgrade workflow
         * @description Updates the state of an upgrade workflow. The only state a request can set is `Cancel`: the call ends a
         *     workflow that is stuck, usually because one of its tasks failed and left it in `Pending`.
         *
         *     **The service refuses the call when**
         *
         *     - the workflow is `Running`, `Success` or `Cancel`: it is still running, or it has ended. Only a workflow in `Init` or
         *       `Pending` can be cancelled, so a second cancel of the same workflow is refused as well;
         *     - one of its tasks is `Running`, `Init`, `Queuing` or paused. The page names the last two `queue` and `pause`;
         *       the list of task states writes `Queuing` and has no word for a pause. A task that has not started has no state
         *       and is not in the way, nor is one in `Success` or `Failed`;
         *     - a critical line of the workflow (`lineStatuses[].critical`) has not been executed yet.
         *
         *     **What a cancel does not do.** It ends the workflow. The page says nothing of a roll-back, and neither does any
         *     other source: nodes that a failed task left half upgraded stay as they are, and the cluster keeps the version it
         *     has reached. A cancel cannot be undone; a new upgrade needs a new workflow.
         *
         *     **Sending it again.** After a response that says the request was not processed (429, 503) the call may be sent
         *     again. When the outcome is unknown (a lost connection, 502, 504) it may already have taken effect: read the
         *     workflow before sending it once more. No public page says which status and code a refusal carries, so a client
         *     keeps the status, the codes and the message.
         *
         *     The IAM action the caller needs is `cce:cluster:upgrade`.
         */
        patch: operations["upgradeWorkFlowUpdate"];
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the upgrade workflows of a cluster
         * @description Returns every upgrade workflow of the cluster, finished ones included. There are no pages and no filters.
         *
         *     The vendor's documents disagree on `items`: one workflow in the pages and the API file, a list of them in newer SDKs. Be
         *     ready for both.
         */
        get: operations["listUpgradeWorkFlows"];
        put?: never;
        /**
         * Start the upgrade of a cluster
         * @description Creates the workflow of an upgrade. The workflow lists the tasks to come; the tasks themselves (check, snapshot, upgrade)
         *     are started by operations of their own. The ID of the workflow is `metadata.uid` of the response, which has no phase yet.
         *
         *     When the outcome is unknown, list the workflows before sending the request again: it may have created one.
         */
        post: operations["createUpgradeWorkFlow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/precheck/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        /**
         * Show a pre-upgrade check
         * @description Returns a check with the result of every item: of the cluster, of its add-ons and of each node. No other
         *     operation says in words what stands in the way of an upgrade: read `message`, `kind` and `riskSource` of the
         *     items in `Failed`.
         *
         *     The task ID is the `metadata.uid` of the check. The `taskID` of the `PreCheck` task of a workflow should be the
         *     same, although no source says so.
         *
         *     The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:getCluster`.
         */
        get: operations["showPreCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/precheck/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the pre-upgrade checks of a cluster
         * @description Returns the checks of the cluster, each with its items. There are no pages and no filters.
         *
         *     The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:getCluster`.
         */
        get: operations["listPreCheckTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        /**
         * Show an upgrade task
         * @description Returns the phase of the upgrade itself. It has no field for a reason. The only hint at the step that failed is
         *     `spec.items`, whose form is not documented.
         *
         *     The task ID is `metadata.uid` of the response that started the upgrade. The `taskID` of the `Cluster` task of a
         *     workflow should be the same, although no source says so.
         *
         *     The vendor's page says that the operation is open upon request only, and recommends the console.
         */
        get: operations["showUpgradeClusterTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the upgrade tasks of a cluster
         * @description Returns the upgrade tasks of the cluster, finished ones included. There are no pages and no filters.
         */
        get: operations["listUpgradeClusterTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3.1/projects/{project_id}/clusters/{cluster_id}/operation/snapshot/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the snapshot tasks of a cluster
         * @description Returns the snapshots of the cluster's control plane, running ones included. There are no pages and no filters.
         *     No operation shows a single one: look for its `uid` in the list.
         */
        get: operations["listClusterMasterSnapshotTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/precheck": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a cluster before its upgrade
         * @description Starts the check before an upgrade. A check that failed or expired is not retried; start a new one. Poll
         *     `showPreCheck` until it has ended. Its result is valid until `status.expireTimeStamp`, for about an hour.
         *
         *     Whether a workflow in `Pending` goes on after a new check is not documented.
         *
         *     When the outcome is unknown, list the checks before sending the request again: it may have started one.
         *
         *     The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:upgrade`.
         */
        post: operations["createPreCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3.1/projects/{project_id}/clusters/{cluster_id}/operation/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a snapshot of the control plane
         * @description Starts a snapshot of the cluster's control plane, an optional step before the upgrade. The request has no body.
         *     Look for the `uid` of the response in `listClusterMasterSnapshotTasks`.
         *
         *     When the outcome is unknown, list the snapshot tasks before sending the request again: it may have started one.
         *
         *     The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:upgrade`.
         */
        post: operations["createClusterMasterSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upgrade a cluster
         * @description Starts the upgrade itself. Create the workflow, check the cluster and wait for the result first: the request
         *     names no workflow, and the service is reported to accept it while the check is still running and to fail the
         *     task later. Poll `showUpgradeClusterTask` with the `metadata.uid` of the response.
         *
         *     After a success the workflow still waits for the confirmation by `createPostCheck`, as far as is known.
         *
         *     When the outcome is unknown, list the upgrade tasks before sending the request again: it may have started one.
         *
         *     The vendor's page says that the operation is open upon request only, and recommends the console.
         */
        post: operations["upgradeCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed upgrade
         * @description Runs the failed upgrade task of the cluster again. The request has no body and names no task. The response has
         *     no body either: it means that the retry was accepted, so look at the upgrade tasks for its result. When the
         *     service refuses a retry, and whether the task keeps its ID, is not documented.
         *
         *     While the task runs, the workflow cannot be cancelled.
         *
         *     When the outcome is unknown, read the upgrade tasks before sending the request again: it may have started one.
         *
         *     The vendor's page says that the operation is open upon request only, and recommends the console.
         */
        post: operations["retryUpgradeClusterTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/postcheck": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an upgrade
         * @description Records your confirmation that the cluster and its workloads are fine after the upgrade. By the vendor's page it
         *     tests nothing itself. The result is in the response; no operation shows it later.
         *
         *     When the outcome is unknown, read the workflow before sending the request again: it may have taken effect.
         *
         *     The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:upgrade`.
         */
        post: operations["createPostCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/projects/{project_id}/clusters/{cluster_id}/upgradeinfo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * Show the versions a cluster can be upgraded to
         * @description Returns the version of the cluster, the versions on offer and the state of the last upgrade.
         *
         *     The vendor's page names no IAM action for it. For an Autopilot cluster it names `cce:cluster:getCluster`.
         */
        get: operations["showClusterUpgradeInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/clusterupgradepaths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the upgrade paths of all versions
         * @description Returns which versions can be upgraded to which, whatever the cluster. For one cluster use
         *     `showClusterUpgradeInfo`. No IAM action is needed.
         */
        get: operations["listClusterUpgradePaths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/clusterupgradefeaturegates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the feature gates of upgrades
         * @description Returns which features upgrades have, whatever the cluster. No IAM action is needed.
         */
        get: operations["listClusterUpgradeFeatureGates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the upgrade workflows of an Autopilot cluster
         * @description Returns every upgrade workflow of the cluster, finished ones included. There are no pages and no filters.
         *
         *     The vendor's documents disagree on `items`: one workflow in the pages and the API file, a list of them in newer SDKs. Be
         *     ready for both.
         *
         *     For Autopilot clusters: the same as `listUpgradeWorkFlows`, under another path. The vendor marks the Autopilot operations as open in
         *     some of its clouds only.
         */
        get: operations["listAutopilotUpgradeWorkFlows"];
        put?: never;
        /**
         * Start the upgrade of an Autopilot cluster
         * @description Creates the workflow of an upgrade. The workflow lists the tasks to come; the tasks themselves (check, snapshot, upgrade)
         *     are started by operations of their own. The ID of the workflow is `metadata.uid` of the response, which has no phase yet.
         *
         *     When the outcome is unknown, list the workflows before sending the request again: it may have created one.
         *
         *     For Autopilot clusters: the same as `createUpgradeWorkFlow`, under another path. The vendor marks the Autopilot operations as open in
         *     some of its clouds only.
         */
        post: operations["createAutopilotUpgradeWorkFlow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
                 * @example d0b7e319-8172-424c-86ea-543cd23f9756
                 */
                upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
            };
            cookie?: never;
        };
        /**
         * Show an Autopilot cluster upgrade workflow
         * @description Returns the workflow with the state of its tasks. Read it before a cancel, to see whether it can be cancelled, and after one,
         *     to see that it was.
         *
         *     For Autopilot clusters: the same as `showUpgradeWorkFlow`, under another path. The vendor marks the Autopilot operations as open in
         *     some of its clouds only.
         */
        get: operations["showAutopilotUpgradeWorkFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Cancel an Autopilot cluster upgrade workflow
         * @description Cancels the upgrade workflow of an Autopilot cluster. When the service refuses it, what it does not do and when it may be
         *     sent again is the same as for `upgradeWorkFlowUpdate`. The vendor marks the Autopilot operations as open in some of its
         *     clouds only.
         */
        patch: operations["upgradeAutopilotWorkFlowUpdate"];
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/precheck/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        /**
         * Show a pre-upgrade check of an Autopilot cluster
         * @description For Autopilot clusters: the same as `showPreCheck`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         */
        get: operations["showAutopilotPreCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/precheck/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the pre-upgrade checks of an Autopilot cluster
         * @description For Autopilot clusters: the same as `listPreCheckTasks`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         */
        get: operations["listAutopilotPreCheckTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        /**
         * Show an upgrade task of an Autopilot cluster
         * @description For Autopilot clusters: the same as `showUpgradeClusterTask`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         */
        get: operations["showAutopilotUpgradeClusterTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the upgrade tasks of an Autopilot cluster
         * @description For Autopilot clusters: the same as `listUpgradeClusterTasks`, under another path. The vendor marks the
         *     Autopilot operations as open in some of its clouds only.
         */
        get: operations["listAutopilotUpgradeClusterTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3.1/projects/{project_id}/clusters/{cluster_id}/operation/snapshot/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * List the snapshot tasks of an Autopilot cluster
         * @description For Autopilot clusters: the same as `listClusterMasterSnapshotTasks`, under another path. The vendor marks the
         *     Autopilot operations as open in some of its clouds only.
         */
        get: operations["listAutopilotClusterMasterSnapshotTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/precheck": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check an Autopilot cluster before its upgrade
         * @description For Autopilot clusters: the same as `createPreCheck`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         */
        post: operations["createAutopilotPreCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3.1/projects/{project_id}/clusters/{cluster_id}/operation/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a snapshot of the control plane of an Autopilot cluster
         * @description For Autopilot clusters: the same as `createClusterMasterSnapshot`, under another path. The vendor marks the
         *     Autopilot operations as open in some of its clouds only.
         */
        post: operations["createAutopilotClusterMasterSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upgrade an Autopilot cluster
         * @description For Autopilot clusters: the same as `upgradeCluster`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         *
         *     `isOnlyUpgrade` is not in Autopilot's page. The body has `clusterUpgradeAction` as well: only Terraform's
         *     provider sends `autopilotClusterUpgradeAction`, which no other source knows.
         */
        post: operations["upgradeAutopilotCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgrade/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed upgrade of an Autopilot cluster
         * @description For Autopilot clusters: the same as `retryUpgradeClusterTask`, under another path. The vendor marks the
         *     Autopilot operations as open in some of its clouds only.
         */
        post: operations["retryAutopilotUpgradeClusterTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/postcheck": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an upgrade of an Autopilot cluster
         * @description For Autopilot clusters: the same as `createPostCheck`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         */
        post: operations["createAutopilotPostCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/upgradeinfo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /**
         * Show the versions an Autopilot cluster can be upgraded to
         * @description For Autopilot clusters: the same as `showClusterUpgradeInfo`, under another path. The vendor marks the Autopilot
         *     operations as open in some of its clouds only.
         */
        get: operations["showAutopilotClusterUpgradeInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/clusterupgradepaths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the upgrade paths of all versions of Autopilot clusters
         * @description For Autopilot clusters: the same as `listClusterUpgradePaths`, under another path. The vendor marks the
         *     Autopilot operations as open in some of its clouds only.
         */
        get: operations["listAutopilotClusterUpgradePaths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/autopilot/v3/clusterupgradefeaturegates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the feature gates of upgrades of Autopilot clusters
         * @description For Autopilot clusters: the same as `listClusterUpgradeFeatureGates`, under another path. The vendor marks the
         *     Autopilot operations as open in some of its clouds only.
         */
        get: operations["listAutopilotClusterUpgradeFeatureGates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export type $defs = Record<string, never>;
export interface operations {
    showUpgradeWorkFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
                 * @example d0b7e319-8172-424c-86ea-543cd23f9756
                 */
                upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflow as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    upgradeWorkFlowUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
                 * @example d0b7e319-8172-424c-86ea-543cd23f9756
                 */
                upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
            };
            cookie?: never;
        };
        /** @description The state to give the workflow. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeWorkFlowUpdateRequestBody"];
            };
        };
        responses: {
            /** @description The state of the workflow was updated. The response is the workflow as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listUpgradeWorkFlows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflows of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlowList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createUpgradeWorkFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description What to upgrade to which version. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUpgradeWorkFlowRequestBody"];
            };
        };
        responses: {
            /** @description The workflow was created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showPreCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The check as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecheckClusterTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listPreCheckTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checks of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecheckTaskListResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showUpgradeClusterTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeTaskResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listUpgradeClusterTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upgrade tasks of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeTaskListResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listClusterMasterSnapshotTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot tasks of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotTaskListResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createPreCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description What to check. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrecheckClusterRequestBody"];
            };
        };
        responses: {
            /** @description The check was started. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecheckClusterTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createClusterMasterSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot was started. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotClusterResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    upgradeCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description What to upgrade, and how. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeClusterRequestBody"];
            };
        };
        responses: {
            /** @description The upgrade was started. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeClusterResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    retryUpgradeClusterTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The retry was accepted. There is no body. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createPostCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description The upgrade to confirm. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostcheckClusterRequestBody"];
            };
        };
        responses: {
            /** @description The confirmation was recorded, with the result in `status.phase`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostcheckClusterResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showClusterUpgradeInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions and the last upgrade. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeInfoResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listClusterUpgradePaths: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upgrade paths. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterUpgradePathsResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listClusterUpgradeFeatureGates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feature gates. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterUpgradeFeatureGatesResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAutopilotUpgradeWorkFlows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflows of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlowList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAutopilotUpgradeWorkFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description What to upgrade to which version. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUpgradeWorkFlowRequestBody"];
            };
        };
        responses: {
            /** @description The workflow was created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showAutopilotUpgradeWorkFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
                 * @example d0b7e319-8172-424c-86ea-543cd23f9756
                 */
                upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflow as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    upgradeAutopilotWorkFlowUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
                 * @example d0b7e319-8172-424c-86ea-543cd23f9756
                 */
                upgrade_workflow_id: components["parameters"]["upgrade_workflow_id"];
            };
            cookie?: never;
        };
        /** @description The state to give the workflow. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeWorkFlowUpdateRequestBody"];
            };
        };
        responses: {
            /** @description The state of the workflow was updated. The response is the workflow as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeWorkFlow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showAutopilotPreCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The check as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecheckClusterTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAutopilotPreCheckTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checks of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecheckTaskListResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showAutopilotUpgradeClusterTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
                /**
                 * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
                 *     of an upgrade task; the check's own ID is meant.
                 * @example f61e008c-1600-41c0-9bde-121de5a30660
                 */
                task_id: components["parameters"]["task_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeTaskResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAutopilotUpgradeClusterTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upgrade tasks of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeTaskListResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAutopilotClusterMasterSnapshotTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot tasks of the cluster. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotTaskListResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAutopilotPreCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description What to check. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrecheckClusterRequestBody"];
            };
        };
        responses: {
            /** @description The check was started. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrecheckClusterTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAutopilotClusterMasterSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot was started. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotClusterResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    upgradeAutopilotCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description What to upgrade, and how. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeClusterRequestBody"];
            };
        };
        responses: {
            /** @description The upgrade was started. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeClusterResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    retryAutopilotUpgradeClusterTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The retry was accepted. There is no body. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAutopilotPostCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        /** @description The upgrade to confirm. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostcheckClusterRequestBody"];
            };
        };
        responses: {
            /** @description The confirmation was recorded, with the result in `status.phase`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostcheckClusterResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    showAutopilotClusterUpgradeInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
                 *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
                 * @example 47eb1d64cbeb45cfa01ae20af4f4b563
                 */
                project_id: components["parameters"]["project_id"];
                /**
                 * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
                 * @example f9960c6b-8e60-11ee-9754-0255ac100b05
                 */
                cluster_id: components["parameters"]["cluster_id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions and the last upgrade. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeInfoResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAutopilotClusterUpgradePaths: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upgrade paths. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterUpgradePathsResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAutopilotClusterUpgradeFeatureGates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feature gates. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterUpgradeFeatureGatesResponseBody"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
}
