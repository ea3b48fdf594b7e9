// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 7b5291109e59663eeb8639bda00f394927a6e260d72f557372d35a781193d12f

/** Table 3. The body of the request. */
export interface UpgradeWorkFlowUpdateRequestBody {
    /** @description Table 4. The state to give the workflow. */
    status: UpgradeWorkFlowUpdateRequestBodyStatus;
}
/** Table 4. The state to give the workflow. */
export interface UpgradeWorkFlowUpdateRequestBodyStatus {
    /**
     * @description The phase to give the workflow. The table lists all five phases of a workflow; table 3 and the page's
     *     introduction say that the service accepts only one.
     *
     *     - `Cancel`: End the workflow.
     * @example Cancel
     * @enum {string}
     */
    phase: "Cancel";
}
/** Table 5. An upgrade workflow. Any field may be missing. */
export interface UpgradeWorkFlow {
    /**
     * @description Type of the object.
     *
     *     - `WorkFlowTask`: An upgrade workflow; the fixed value of this API.
     * @example WorkFlowTask
     * @enum {string}
     */
    kind?: "WorkFlowTask" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /**
     * @description Table 6. What identifies the workflow. Mind the spelling: `updateTimestamp` here, `startTimeStamp` in a task;
     *     both are what the service sends.
     */
    metadata?: Metadata;
    /** @description Table 7. What is upgraded, and from which version to which. */
    spec?: WorkFlowSpec;
    /** @description Table 8. Where the workflow stands. */
    status?: WorkFlowStatus;
}
/**
 * Table 6. What identifies the workflow. Mind the spelling: `updateTimestamp` here, `startTimeStamp` in a task;
 * both are what the service sends.
 */
export interface Metadata {
    /**
     * @description Unique ID of the workflow, the `upgrade_workflow_id` of its path.
     * @example c271e39e-1a6e-4d3d-8fa8-2a36329c68d1
     */
    uid?: string;
    /**
     * @description Name of the workflow. In no published sample.
     * @example upgrade-to-v1.19
     */
    name?: string;
    /**
     * @description Labels as key and value. Reserved by the service; labels that a client sends have no effect.
     * @example {
     *       "team": "platform"
     *     }
     */
    labels?: {
        [key: string]: string;
    };
    /**
     * @description Annotations as key and value.
     * @example {
     *       "ticket": "CHG-1042"
     *     }
     */
    annotations?: {
        [key: string]: string;
    };
    /** @description When the workflow was last updated. */
    updateTimestamp?: Timestamp;
    /** @description When the workflow was created. */
    creationTimestamp?: Timestamp;
}
/** Table 7. What is upgraded, and from which version to which. */
export interface WorkFlowSpec {
    /**
     * @description ID of the cluster. Given by the service when the cluster was created.
     * @example b4b9e60f-8aa2-11ee-af09-0255ac10004f
     */
    clusterID?: string;
    /**
     * @description Version of the cluster when the workflow was created.
     * @example v1.17.17-r0
     */
    clusterVersion?: string;
    /**
     * @description Version the workflow upgrades the cluster to.
     * @example v1.19.16-r80
     */
    targetVersion?: string;
}
/** Table 8. Where the workflow stands. */
export interface WorkFlowStatus {
    /**
     * @description Table 8. Phase of the workflow. Missing on a workflow that has just been created.
     *
     *     - `Init`: No task of the workflow has started.
     *     - `Running`: At least one task has started.
     *     - `Pending`: A task failed and the workflow stopped there. It does not go on by itself.
     *     - `Success`: Every task succeeded.
     *     - `Cancel`: The workflow was cancelled.
     */
    phase?: WorkFlowPhase;
    /** @description The tasks of the workflow with their states. */
    pointStatuses?: PointStatus[];
    /** @description The lines between the tasks, that is, the order in which they run. */
    lineStatuses?: LineStatus[];
}
/** The documented values of `WorkFlowPhase`, for a switch over them. The service may send others. */
export type KnownWorkFlowPhase = "Init" | "Running" | "Pending" | "Success" | "Cancel";
/**
 * Table 8. Phase of the workflow. Missing on a workflow that has just been created.
 *
 * - `Init`: No task of the workflow has started.
 * - `Running`: At least one task has started.
 * - `Pending`: A task failed and the workflow stopped there. It does not go on by itself.
 * - `Success`: Every task succeeded.
 * - `Cancel`: The workflow was cancelled.
 */
export type WorkFlowPhase = KnownWorkFlowPhase | (string & {});
/** Table 9. One task of the workflow. A task that has not started carries nothing but its type. */
export interface PointStatus {
    /**
     * @description Table 9. Type of a task.
     *
     *     - `Cluster`: The upgrade of the cluster itself.
     *     - `PreCheck`: The check before the upgrade.
     *     - `Rollback`: The roll-back of the cluster.
     *     - `Snapshot`: The snapshot taken before the upgrade.
     *     - `PostCheck`: The check after the upgrade.
     */
    taskType?: TaskType;
    /**
     * @description ID of the task.
     * @example 6d799ff6-3afe-4242-80b4-6f0a0fa746cb
     */
    taskID?: string;
    /**
     * @description Table 9. State of a task. Missing on a task that has not started.
     *
     *     - `Init`: The task is set up and has not begun.
     *     - `Queuing`: The task waits in the queue.
     *     - `Running`: The task is at work.
     *     - `Success`: The task succeeded.
     *     - `Failed`: The task failed.
     */
    status?: UpgradeWorkflowTaskStatus;
    /** @description When the task started. */
    startTimeStamp?: Timestamp;
    /** @description When the task ended. */
    endTimeStamp?: Timestamp;
    /** @description When the result of the task expires. Only pre-upgrade checks have it. */
    expireTimeStamp?: Timestamp;
}
/** The documented values of `TaskType`, for a switch over them. The service may send others. */
export type KnownTaskType = "Cluster" | "PreCheck" | "Rollback" | "Snapshot" | "PostCheck";
/**
 * Table 9. Type of a task.
 *
 * - `Cluster`: The upgrade of the cluster itself.
 * - `PreCheck`: The check before the upgrade.
 * - `Rollback`: The roll-back of the cluster.
 * - `Snapshot`: The snapshot taken before the upgrade.
 * - `PostCheck`: The check after the upgrade.
 */
export type TaskType = KnownTaskType | (string & {});
/** The documented values of `UpgradeWorkflowTaskStatus`, for a switch over them. The service may send others. */
export type KnownUpgradeWorkflowTaskStatus = "Init" | "Queuing" | "Running" | "Success" | "Failed";
/**
 * Table 9. State of a task. Missing on a task that has not started.
 *
 * - `Init`: The task is set up and has not begun.
 * - `Queuing`: The task waits in the queue.
 * - `Running`: The task is at work.
 * - `Success`: The task succeeded.
 * - `Failed`: The task failed.
 */
export type UpgradeWorkflowTaskStatus = KnownUpgradeWorkflowTaskStatus | (string & {});
/** Table 10. One line of the workflow, from a task to the one that follows it. */
export interface LineStatus {
    /** @description The task the line starts from. The table says String; the page's own example shows an object. */
    startPoint?: Point;
    /** @description The task the line leads to. The table says String; the page's own example shows an object. */
    endPoint?: Point;
    /**
     * @description Whether the line is critical. While a critical line has not been executed, the workflow cannot be cancelled.
     *     The table says String, newer SDKs of the vendor say boolean, and no published sample shows the field: expect
     *     `true` as well as `"true"`.
     * @example true
     */
    critical?: boolean | string;
}
/** Table 10. An end of a line. Has no table of its own; its only field comes from the page's example. */
export interface Point {
    /**
     * @description Table 9. Type of a task.
     *
     *     - `Cluster`: The upgrade of the cluster itself.
     *     - `PreCheck`: The check before the upgrade.
     *     - `Rollback`: The roll-back of the cluster.
     *     - `Snapshot`: The snapshot taken before the upgrade.
     *     - `PostCheck`: The check after the upgrade.
     */
    taskType?: TaskType;
}
/**
 * A point in time as the service writes it, for instance `2023-11-25 06:32:34.923248 +0000 UTC`: date, time with up
 * to nine decimals, offset and zone. It is not RFC 3339, and what `Date.parse` makes of it depends on the runtime.
 */
export type Timestamp = string;
/** The upgrade workflows of a cluster. Any field may be missing. */
export interface UpgradeWorkFlowList {
    /**
     * @description Type of the object.
     *
     *     - `List`: A list; the fixed value of this operation.
     * @example List
     * @enum {string}
     */
    kind?: "List" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /**
     * @description The workflows. One object in the vendor's pages and API file, a list in its SDKs since April 2026: expect
     *     both.
     */
    items?: UpgradeWorkFlow | UpgradeWorkFlow[];
}
/** What to upgrade, and to which version. */
export interface CreateUpgradeWorkFlowRequestBody {
    /**
     * @description Type of the object.
     *
     *     - `WorkFlowTask`: An upgrade workflow; the fixed value of this API.
     * @example WorkFlowTask
     * @enum {string}
     */
    kind: "WorkFlowTask";
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion: "v3";
    /** @description The cluster and the versions of an upgrade to be started. */
    spec: CreateUpgradeWorkFlowSpec;
}
/** The cluster and the versions of an upgrade to be started. */
export interface CreateUpgradeWorkFlowSpec {
    /**
     * @description ID of the cluster, the one of the path. The vendor's SDKs leave it out; its pages require it.
     * @example b4b9e60f-8aa2-11ee-af09-0255ac10004f
     */
    clusterID: string;
    /**
     * @description Version the cluster has now.
     * @example v1.17.17-r0
     */
    clusterVersion?: string;
    /**
     * @description Version to upgrade to, with or without patch and release.
     * @example v1.19.16-r80
     */
    targetVersion: string;
}
/** What identifies a task of an upgrade. The response that starts a task has the ID alone. */
export interface TaskMetadata {
    /**
     * @description ID of the task, the `task_id` of its path.
     * @example 6d799ff6-3afe-4242-80b4-6f0a0fa746cb
     */
    uid?: string;
    /** @description When the task was created. */
    creationTimestamp?: Timestamp;
    /** @description When the task was last updated. */
    updateTimestamp?: Timestamp;
}
/** The documented values of `TaskPhase`, for a switch over them. The service may send others. */
export type KnownTaskPhase = "Init" | "Queuing" | "Running" | "Pause" | "Success" | "Failed";
/**
 * Phase of an upgrade task.
 *
 * - `Init`: The task is set up and has not begun.
 * - `Queuing`: The task waits in the queue.
 * - `Running`: The task is at work.
 * - `Pause`: The task is paused. The operations that paused and continued one are discarded.
 * - `Success`: The task succeeded.
 * - `Failed`: The task failed.
 */
export type TaskPhase = KnownTaskPhase | (string & {});
/** An upgrade task. Any field may be missing, and there is no field for a reason or an error code. */
export interface UpgradeTaskResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `UpgradeTask`: An upgrade task; the fixed value of this API.
     * @example UpgradeTask
     * @enum {string}
     */
    kind?: "UpgradeTask" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description What identifies a task of an upgrade. The response that starts a task has the ID alone. */
    metadata?: TaskMetadata;
    /** @description The versions of an upgrade task, and its steps. */
    spec?: UpgradeTaskSpec;
    /** @description Where an upgrade task stands. */
    status?: UpgradeTaskStatus;
}
/** The versions of an upgrade task, and its steps. */
export interface UpgradeTaskSpec {
    /**
     * @description Version before the upgrade.
     * @example v1.19.16-r4
     */
    version?: string;
    /**
     * @description Version after the upgrade.
     * @example v1.23.5-r0
     */
    targetVersion?: string;
    /**
     * @description More about the task, as any JSON. The vendor calls it an object without fields, and no sample shows it. A third
     *     party reports the steps of the upgrade in it, each with a state, and not whether they are a list or an object.
     */
    items?: unknown;
}
/** Where an upgrade task stands. */
export interface UpgradeTaskStatus {
    /**
     * @description Phase of an upgrade task.
     *
     *     - `Init`: The task is set up and has not begun.
     *     - `Queuing`: The task waits in the queue.
     *     - `Running`: The task is at work.
     *     - `Pause`: The task is paused. The operations that paused and continued one are discarded.
     *     - `Success`: The task succeeded.
     *     - `Failed`: The task failed.
     */
    phase?: TaskPhase;
    /**
     * @description Progress, as text. Its scale is not documented.
     * @example 0.00
     */
    progress?: string;
    /** @description When the task ended. In the sample a task in `Init` has it too, so it does not prove that the task ended. */
    completionTime?: Timestamp;
}
/** The upgrade tasks of a cluster. Any field may be missing. */
export interface UpgradeTaskListResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `List`: A list; the fixed value of this operation.
     * @example List
     * @enum {string}
     */
    kind?: "List" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description Metadata of the list itself. Empty in the sample. */
    metadata?: TaskMetadata;
    /** @description The tasks. Their order is not documented; in the sample the oldest comes first. */
    items?: UpgradeTaskResponseBody[];
}
/**
 * How to upgrade a cluster. Unlike in every other body, `kind` and `apiVersion` stand in `metadata`. The vendor's API
 * file has one of its own for Autopilot clusters, without `isOnlyUpgrade`; its SDKs use this one for both.
 */
export interface UpgradeClusterRequestBody {
    /** @description What kind of request it is. */
    metadata: UpgradeClusterRequestMetadata;
    /** @description What to upgrade, and how. */
    spec: UpgradeSpec;
}
/** What kind of request it is. */
export interface UpgradeClusterRequestMetadata {
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion: "v3";
    /**
     * @description Type of the object.
     *
     *     - `UpgradeTask`: An upgrade task; the fixed value of this API.
     * @example UpgradeTask
     * @enum {string}
     */
    kind: "UpgradeTask";
}
/** What to upgrade, and how. */
export interface UpgradeSpec {
    /**
     * @description The upgrade. Optional in every source and required here: without it a request says nothing. It has the same name for
     *     Autopilot clusters.
     */
    clusterUpgradeAction: ClusterUpgradeAction;
}
/**
 * The upgrade. Optional in every source and required here: without it a request says nothing. It has the same name for
 * Autopilot clusters.
 */
export interface ClusterUpgradeAction {
    /**
     * @description Version to upgrade to, later than the present one. Send the exact version of the workflow (`v1.23.8-r0`), as
     *     Terraform's provider does.
     * @example v1.23.8-r0
     */
    targetVersion: string;
    /** @description How the nodes are upgraded. */
    strategy: UpgradeStrategy;
    /**
     * @description Whether to skip the pre-upgrade check that the upgrade runs by itself: `true` skips it. The text of the vendor's
     *     SDKs up to 3.1.212 says the opposite, and later ones correct it. For standard clusters only.
     * @default false
     * @example false
     */
    isOnlyUpgrade?: boolean;
    /** @description Add-ons to upgrade along with the cluster. */
    addons?: UpgradeAddonConfig[];
    /**
     * @description The order of the nodes in each node pool, by the ID of the pool; the ID of the default pool is `DefaultPool`.
     * @example {
     *       "DefaultPool": [
     *         {
     *           "nodeSelector": {
     *             "key": "name",
     *             "operator": "=",
     *             "value": [
     *               "node-1"
     *             ]
     *           },
     *           "priority": 1
     *         }
     *       ]
     *     }
     */
    nodeOrder?: {
        [key: string]: NodePriority[];
    };
    /**
     * @description The priority of each node pool, by its ID; the ID of the default pool is `DefaultPool`. 0 is the lowest, and pools
     *     of a higher priority come first.
     * @example {
     *       "DefaultPool": 1
     *     }
     */
    nodePoolOrder?: {
        [key: string]: number;
    };
    /**
     * @description Agency that the cluster's components use. Left out, it stays as it is; empty, it becomes `CCEAutoClusterAgency`.
     *     Needs v1.28.15-r90, v1.29.15-r50, v1.30.14-r50, v1.31.14-r10, v1.32.9-r10, v1.33.7-r10, v1.34.3-r0 or later. Only
     *     in the newest of the vendor's SDKs.
     * @example CCEAutoClusterAgency
     */
    agencyName?: string;
}
/** How the nodes are upgraded. */
export interface UpgradeStrategy {
    /**
     * @description Kind of the strategy.
     *
     *     - `inPlaceRollingUpdate`: Nodes are upgraded in place, batch by batch; the only strategy there is.
     * @example inPlaceRollingUpdate
     * @enum {string}
     */
    type: "inPlaceRollingUpdate";
    /** @description The batches. Mandatory for the one strategy there is, so required here. */
    inPlaceRollingUpdate: InPlaceRollingUpdate;
}
/** The batches. Mandatory for the one strategy there is, so required here. */
export interface InPlaceRollingUpdate {
    /**
     * Format: int32
     * @description Greatest number of nodes in a batch. Optional in the vendor's schemas; the service is reported to refuse a request
     *     without it. The vendor recommends 20. Its sources disagree on the maximum (40, 60 or 120), so none is set here.
     * @example 20
     */
    userDefinedStep: number;
    /**
     * @description Where the batches grow. In the vendor's SDKs since December 2025.
     *
     *     - `Cluster`: Through the whole cluster, the default.
     *     - `NodePool`: In each node pool, which starts with one node.
     * @example Cluster
     * @enum {string}
     */
    scope?: "Cluster" | "NodePool";
}
/** An add-on to upgrade along with the cluster. */
export interface UpgradeAddonConfig {
    /**
     * @description Name of the add-on's template.
     * @example coredns
     */
    addonTemplateName: string;
    /**
     * @description What to do with the add-on. The vendor's sources name `patch`, an upgrade; an example of Terraform's provider has
     *     `batch`.
     * @example patch
     */
    operation: string;
    /**
     * @description Version of the add-on to upgrade to. It has to fit the new version of the cluster.
     * @example 1.29.4
     */
    version: string;
    /**
     * @description Parameters of the add-on.
     * @example {
     *       "basic": {}
     *     }
     */
    values?: {
        [key: string]: unknown;
    };
}
/** The priority of some nodes in their node pool. */
export interface NodePriority {
    /** @description Which nodes. Mind `value`, a list here too; the selector of a check has `values`. */
    nodeSelector: NodeSelector;
    /**
     * Format: int32
     * @description 0 is the lowest; nodes of a higher priority come first.
     * @example 1
     */
    priority: number;
}
/** Which nodes. Mind `value`, a list here too; the selector of a check has `values`. */
export interface NodeSelector {
    /**
     * @description Key to select by. The vendor lists none; an example of Terraform's provider has `name`.
     * @example name
     */
    key: string;
    /**
     * @description How to compare. The vendor lists none; an example of Terraform's provider has `=`.
     * @example =
     */
    operator: string;
    /**
     * @description Values to compare with.
     * @example [
     *       "node-1"
     *     ]
     */
    value?: string[];
}
/** The upgrade that was started. Any field may be missing. */
export interface UpgradeClusterResponseBody {
    /** @description What identifies a task of an upgrade. The response that starts a task has the ID alone. */
    metadata?: TaskMetadata;
    /** @description What is upgraded, and how. */
    spec?: UpgradeResponseSpec;
}
/** What is upgraded, and how. */
export interface UpgradeResponseSpec {
    /** @description The upgrade as the service understood it. */
    clusterUpgradeAction?: ClusterUpgradeResponseAction;
}
/** The upgrade as the service understood it. */
export interface ClusterUpgradeResponseAction {
    /**
     * @description Version the cluster has now.
     * @example v1.19.16-r20
     */
    version?: string;
    /**
     * @description Version the cluster is upgraded to.
     * @example v1.23.8-r0
     */
    targetVersion?: string;
    /**
     * @description Platform version the cluster is upgraded to. It cannot be chosen.
     * @example cce.10
     */
    targetPlatformVersion?: string;
    /** @description How the nodes are upgraded. The fields of `UpgradeStrategy`, none of which is promised in a response. */
    strategy?: UpgradeResponseStrategy;
    /**
     * @description Further settings of the upgrade. Empty in the sample.
     * @example {}
     */
    config?: {
        [key: string]: unknown;
    };
}
/** How the nodes are upgraded. The fields of `UpgradeStrategy`, none of which is promised in a response. */
export interface UpgradeResponseStrategy {
    /**
     * @description Kind of the strategy.
     *
     *     - `inPlaceRollingUpdate`: Nodes are upgraded in place, batch by batch; the only strategy there is.
     * @example inPlaceRollingUpdate
     * @enum {string}
     */
    type?: "inPlaceRollingUpdate" | (string & {});
    /** @description The batches. */
    inPlaceRollingUpdate?: {
        /**
         * Format: int32
         * @description Greatest number of nodes in a batch.
         * @example 20
         */
        userDefinedStep?: number;
        /**
         * @description Where the batches grow.
         *
         *     - `Cluster`: Through the whole cluster, the default.
         *     - `NodePool`: In each node pool, which starts with one node.
         * @example Cluster
         * @enum {string}
         */
        scope?: "Cluster" | "NodePool" | (string & {});
    };
}
/** A pre-upgrade check to be started. */
export interface PrecheckClusterRequestBody {
    /**
     * @description Type of the object.
     *
     *     - `PreCheckTask`: A pre-upgrade check; the fixed value of this API.
     * @example PreCheckTask
     * @enum {string}
     */
    kind: "PreCheckTask";
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion: "v3";
    /** @description What to check. The vendor's pages since November 2024 require the first three fields; older pages and the SDKs do not. */
    spec: PrecheckSpec;
}
/** What to check. The vendor's pages since November 2024 require the first three fields; older pages and the SDKs do not. */
export interface PrecheckSpec {
    /**
     * @description ID of the cluster, the one of the path.
     * @example 8978deaa-1743-11ee-8e46-0255ac10004c
     */
    clusterID: string;
    /**
     * @description Version the cluster has now, with its patch. The service is reported to refuse any other than the one of the
     *     workflow.
     * @example v1.15.11-r1
     */
    clusterVersion: string;
    /**
     * @description Version to upgrade to. A version without patch stands for its newest patch. The service is reported to refuse any
     *     other than the one of the workflow.
     * @example v1.19.16-r80
     */
    targetVersion: string;
    /** @description Items that the check leaves out. Meant for items of kind `Risk`, after you have accepted the risk. */
    skippedCheckItemList?: SkippedCheckItemList[];
}
/** One item that a check leaves out. */
export interface SkippedCheckItemList {
    /**
     * @description Name of the item. No list is published; take the one the last check shows.
     * @example NodeContainerdPodRestartRisk
     */
    name?: string;
    /** @description For which nodes the item is left out. For checks of nodes only. */
    resourceSelector?: ResourceSelector;
}
/** For which nodes the item is left out. For checks of nodes only. */
export interface ResourceSelector {
    /**
     * @description What to select by.
     *
     *     - `node.uid`: The ID of a node.
     * @example node.uid
     * @enum {string}
     */
    key: "node.uid";
    /**
     * @description IDs of nodes.
     * @example [
     *       "4d3d8fa8-1743-11ee-8e46-0255ac10004c"
     *     ]
     */
    values?: string[];
    /**
     * @description How to compare.
     *
     *     - `In`: The value is one of the list.
     * @example In
     * @enum {string}
     */
    operator: "In";
}
/** A pre-upgrade check. Any field may be missing. */
export interface PrecheckClusterTask {
    /**
     * @description Type of the object.
     *
     *     - `PreCheckTask`: A pre-upgrade check; the fixed value of this API.
     * @example PreCheckTask
     * @enum {string}
     */
    kind?: "PreCheckTask" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description What identifies a task of an upgrade. The response that starts a task has the ID alone. */
    metadata?: TaskMetadata;
    /** @description What is checked. The fields of `PrecheckSpec`, none of which is promised in a response. */
    spec?: PrecheckResponseSpec;
    /** @description Where a pre-upgrade check stands, and the results of its items. */
    status?: PrecheckStatus;
}
/** What is checked. The fields of `PrecheckSpec`, none of which is promised in a response. */
export interface PrecheckResponseSpec {
    /**
     * @description ID of the cluster. Missing in the published sample.
     * @example 8978deaa-1743-11ee-8e46-0255ac10004c
     */
    clusterID?: string;
    /**
     * @description Version of the cluster when the check was started.
     * @example v1.15.11-r1
     */
    clusterVersion?: string;
    /**
     * @description Version the check is for.
     * @example v1.19.16-r80
     */
    targetVersion?: string;
    /** @description Items that the check leaves out. */
    skippedCheckItemList?: SkippedCheckItemListResponse[];
}
/** One item that a check leaves out. The fields of `SkippedCheckItemList`, none of which is promised in a response. */
export interface SkippedCheckItemListResponse {
    /**
     * @description Name of the item.
     * @example NodeContainerdPodRestartRisk
     */
    name?: string;
    /** @description For which nodes the item is left out. For checks of nodes only. */
    resourceSelector?: {
        /**
         * @description What to select by.
         * @example node.uid
         */
        key?: string;
        /**
         * @description IDs of nodes.
         * @example [
         *       "4d3d8fa8-1743-11ee-8e46-0255ac10004c"
         *     ]
         */
        values?: string[];
        /**
         * @description How to compare.
         * @example In
         */
        operator?: string;
    };
}
/** Where a pre-upgrade check stands, and the results of its items. */
export interface PrecheckStatus {
    /**
     * @description Phase of a pre-upgrade check.
     *
     *     - `Init`: The check is set up and has not begun.
     *     - `Running`: The check is at work.
     *     - `Success`: Every item succeeded.
     *     - `Failed`: At least one item failed.
     *     - `Error`: The check could not be carried out.
     */
    phase?: PrecheckPhase;
    /** @description When the result expires, in the sample an hour after the check ended. Missing in a failed check. */
    expireTimeStamp?: Timestamp;
    /**
     * @description What went wrong when the check could not be carried out. Failed items are not in it.
     * @example internal error
     */
    message?: string;
    /** @description The items of a check that concern the cluster. */
    clusterCheckStatus?: ClusterCheckStatus;
    /** @description The items of a check that concern the add-ons. */
    addonCheckStatus?: AddonCheckStatus;
    /** @description The items of a check that concern the nodes. */
    nodeCheckStatus?: NodeCheckStatus;
}
/** The documented values of `PrecheckPhase`, for a switch over them. The service may send others. */
export type KnownPrecheckPhase = "Init" | "Running" | "Success" | "Failed" | "Error";
/**
 * Phase of a pre-upgrade check.
 *
 * - `Init`: The check is set up and has not begun.
 * - `Running`: The check is at work.
 * - `Success`: Every item succeeded.
 * - `Failed`: At least one item failed.
 * - `Error`: The check could not be carried out.
 */
export type PrecheckPhase = KnownPrecheckPhase | (string & {});
/** The documented values of `CheckPhase`, for a switch over them. The service may send others. */
export type KnownCheckPhase = "Init" | "Running" | "Success" | "Failed";
/**
 * Phase of a part of a check, or of one of its items.
 *
 * - `Init`: It has not begun.
 * - `Running`: It is at work.
 * - `Success`: It succeeded.
 * - `Failed`: It failed.
 */
export type CheckPhase = KnownCheckPhase | (string & {});
/** The items of a check that concern the cluster. */
export interface ClusterCheckStatus {
    /**
     * @description Phase of a part of a check, or of one of its items.
     *
     *     - `Init`: It has not begun.
     *     - `Running`: It is at work.
     *     - `Success`: It succeeded.
     *     - `Failed`: It failed.
     */
    phase?: CheckPhase;
    /** @description The items. */
    itemsStatus?: PreCheckItemStatus[];
}
/** The items of a check that concern the add-ons. */
export interface AddonCheckStatus {
    /**
     * @description Phase of a part of a check, or of one of its items.
     *
     *     - `Init`: It has not begun.
     *     - `Running`: It is at work.
     *     - `Success`: It succeeded.
     *     - `Failed`: It failed.
     */
    phase?: CheckPhase;
    /** @description The items. */
    itemsStatus?: PreCheckItemStatus[];
}
/** The items of a check that concern the nodes. */
export interface NodeCheckStatus {
    /**
     * @description Phase of a part of a check, or of one of its items.
     *
     *     - `Init`: It has not begun.
     *     - `Running`: It is at work.
     *     - `Success`: It succeeded.
     *     - `Failed`: It failed.
     */
    phase?: CheckPhase;
    /** @description The nodes, each with its items. In no published sample. */
    nodeStageStatus?: NodeStageStatus[];
}
/** The items of a check that concern one node. */
export interface NodeStageStatus {
    /** @description A node. */
    nodeInfo?: NodeInfo;
    /** @description The items. */
    itemsStatus?: PreCheckItemStatus[];
}
/** A node. */
export interface NodeInfo {
    /**
     * @description ID of the node.
     * @example 4d3d8fa8-1743-11ee-8e46-0255ac10004c
     */
    uid?: string;
    /**
     * @description Name of the node.
     * @example node-1
     */
    name?: string;
    /**
     * @description State of the node.
     *
     *     - `Build`: The node is being created.
     *     - `Installing`: The node is being installed.
     *     - `Upgrading`: The node is being upgraded.
     *     - `Active`: The node works.
     *     - `Abnormal`: The node does not work as it should.
     *     - `Deleting`: The node is being deleted.
     *     - `Error`: The node has failed.
     * @example Active
     * @enum {string}
     */
    status?: "Build" | "Installing" | "Upgrading" | "Active" | "Abnormal" | "Deleting" | "Error" | (string & {});
    /**
     * @description Type of the node.
     *
     *     - `master`: A node of the control plane.
     *     - `node`: A node that runs workloads.
     * @example node
     * @enum {string}
     */
    nodeType?: "master" | "node" | (string & {});
}
/** One item of a check, with its result. */
export interface PreCheckItemStatus {
    /**
     * @description Name of the item, such as `DeprecatedApiCheck` or `AddonLimit`. No list is published.
     * @example AddonLimit
     */
    name?: string;
    /**
     * @description What a failed item asks for.
     *
     *     - `Exception`: The cause has to be removed.
     *     - `Risk`: The item may be skipped once the risk is accepted.
     */
    kind?: CheckItemKind;
    /**
     * @description What an item is about.
     *
     *     - `LimitCheck`: Limits of the cluster.
     *     - `MasterCheck`: The control plane.
     *     - `NodeCheck`: The nodes.
     *     - `AddonCheck`: The add-ons.
     *     - `ExecuteException`: The check itself, which could not be carried out.
     */
    group?: CheckItemGroup;
    /**
     * @description How serious an item is.
     *
     *     - `Info`: For information.
     *     - `Warning`: A warning.
     *     - `Fatal`: Fatal.
     */
    level?: CheckItemLevel;
    /**
     * @description Phase of a part of a check, or of one of its items.
     *
     *     - `Init`: It has not begun.
     *     - `Running`: It is at work.
     *     - `Success`: It succeeded.
     *     - `Failed`: It failed.
     */
    phase?: CheckPhase;
    /**
     * @description Why the item failed, in words. `check item succeed` when it succeeded.
     * @example addon [ CoreDNS ] status is abnormal, check and try again
     */
    message?: string;
    /** @description Codes of the errors. In no published sample, and no list is published. */
    errorCodes?: string[];
    /** @description Where the risk of a failed item comes from. Empty when the item succeeded. */
    riskSource?: RiskSource;
}
/** The documented values of `CheckItemKind`, for a switch over them. The service may send others. */
export type KnownCheckItemKind = "Exception" | "Risk";
/**
 * What a failed item asks for.
 *
 * - `Exception`: The cause has to be removed.
 * - `Risk`: The item may be skipped once the risk is accepted.
 */
export type CheckItemKind = KnownCheckItemKind | (string & {});
/** The documented values of `CheckItemGroup`, for a switch over them. The service may send others. */
export type KnownCheckItemGroup = "LimitCheck" | "MasterCheck" | "NodeCheck" | "AddonCheck" | "ExecuteException";
/**
 * What an item is about.
 *
 * - `LimitCheck`: Limits of the cluster.
 * - `MasterCheck`: The control plane.
 * - `NodeCheck`: The nodes.
 * - `AddonCheck`: The add-ons.
 * - `ExecuteException`: The check itself, which could not be carried out.
 */
export type CheckItemGroup = KnownCheckItemGroup | (string & {});
/** The documented values of `CheckItemLevel`, for a switch over them. The service may send others. */
export type KnownCheckItemLevel = "Info" | "Warning" | "Fatal";
/**
 * How serious an item is.
 *
 * - `Info`: For information.
 * - `Warning`: A warning.
 * - `Fatal`: Fatal.
 */
export type CheckItemLevel = KnownCheckItemLevel | (string & {});
/** Where the risk of a failed item comes from. Empty when the item succeeded. */
export interface RiskSource {
    /** @description Settings of components that the upgrade would change. In no published sample. */
    configurationRisks?: ConfigurationRisks[];
    /** @description Calls of APIs that the new version does not have. */
    deprecatedAPIRisks?: DeprecatedApiRisks[];
    /** @description Nodes at risk. In no published sample. */
    nodeRisks?: NodeRisks[];
    /** @description Add-ons at risk. */
    addonRisks?: AddonRisks[];
}
/** A setting at risk. */
export interface ConfigurationRisks {
    /**
     * @description The component.
     * @example kubelet
     */
    package?: string;
    /**
     * @description The file of the setting.
     * @example /opt/cloud/cce/kubernetes/kubelet/kubelet_config.yaml
     */
    sourceFile?: string;
    /**
     * @description The node.
     * @example node-1
     */
    nodeMsg?: string;
    /**
     * @description The parameter.
     * @example maxPods
     */
    field?: string;
    /**
     * @description How it changes.
     * @example replace
     */
    operation?: string;
    /**
     * @description The value before.
     * @example 110
     */
    originalValue?: string;
    /**
     * @description The value now.
     * @example 128
     */
    value?: string;
}
/** A call of a deprecated API. */
export interface DeprecatedApiRisks {
    /**
     * @description What was called.
     * @example /apis/policy/v1beta1/podsecuritypolicies
     */
    url?: string;
    /**
     * @description The user agent of the caller.
     * @example kubectl/v1.19.16
     */
    userAgent?: string;
}
/** A node at risk. Mind the capital letter of its field. */
export interface NodeRisks {
    /**
     * @description ID of the node.
     * @example 4d3d8fa8-1743-11ee-8e46-0255ac10004c
     */
    NodeID?: string;
}
/** An add-on at risk. */
export interface AddonRisks {
    /**
     * @description Name of the add-on's template.
     * @example coredns
     */
    addonTemplateName?: string;
    /**
     * @description Name of the add-on for people.
     * @example CoreDNS
     */
    alias?: string;
}
/** The pre-upgrade checks of a cluster. Any field may be missing. */
export interface PrecheckTaskListResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `List`: A list; the fixed value of this operation.
     * @example List
     * @enum {string}
     */
    kind?: "List" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description Metadata of the list itself. Empty in the sample. */
    metadata?: Metadata;
    /** @description The checks, each with its items. Their order is not documented. */
    items?: PrecheckClusterTask[];
}
/** The confirmation that an upgrade went well. */
export interface PostcheckClusterRequestBody {
    /**
     * @description Type of the object.
     *
     *     - `PostCheckTask`: A post-upgrade check; the fixed value of this API.
     * @example PostCheckTask
     * @enum {string}
     */
    kind: "PostCheckTask";
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion: "v3";
    /** @description The upgrade that is confirmed. Every source makes the fields optional. */
    spec: PostcheckSpec;
}
/** The upgrade that is confirmed. Every source makes the fields optional. */
export interface PostcheckSpec {
    /**
     * @description ID of the cluster, the one of the path.
     * @example 8978deaa-1743-11ee-8e46-0255ac10004c
     */
    clusterID?: string;
    /**
     * @description Version before the upgrade.
     * @example v1.15.11-r1
     */
    clusterVersion?: string;
    /**
     * @description Version after the upgrade, the one the cluster has now.
     * @example v1.19.16-r80
     */
    targetVersion?: string;
}
/** The confirmation of an upgrade, with its result. Any field may be missing. */
export interface PostcheckClusterResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `PostCheckTask`: A post-upgrade check; the fixed value of this API.
     * @example PostCheckTask
     * @enum {string}
     */
    kind?: "PostCheckTask" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description What identifies a task of an upgrade. The response that starts a task has the ID alone. */
    metadata?: TaskMetadata;
    /** @description The upgrade that is confirmed. Every source makes the fields optional. */
    spec?: PostcheckSpec;
    /** @description The result of a post-upgrade check. */
    status?: PostcheckClusterResponseBodyStatus;
}
/** The result of a post-upgrade check. */
export interface PostcheckClusterResponseBodyStatus {
    /**
     * @description The result.
     *
     *     - `Success`: The upgrade is confirmed.
     *     - `Failed`: The check failed.
     *     - `Error`: The check could not be carried out.
     * @example Success
     * @enum {string}
     */
    phase?: "Success" | "Failed" | "Error" | (string & {});
}
/**
 * The snapshot that was started. Unlike in every other response, the ID stands at the top, and `kind` and `apiVersion`
 * stand in `metadata`. Any field may be missing.
 */
export interface SnapshotClusterResponseBody {
    /**
     * @description ID of the task, its `metadata.uid` in the list of snapshot tasks.
     * @example 15376f1b-daa6-4e2d-96a6-e9d5d7caeaa2
     */
    uid?: string;
    /** @description What kind of response it is. */
    metadata?: SnapshotClusterResponseMetadata;
}
/** What kind of response it is. */
export interface SnapshotClusterResponseMetadata {
    /**
     * @description Type of the object.
     *
     *     - `Snapshot`: A snapshot; the value of the sample.
     * @example Snapshot
     * @enum {string}
     */
    kind?: "Snapshot" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3.1`: The fixed value of this API.
     * @example v3.1
     * @enum {string}
     */
    apiVersion?: "v3.1" | (string & {});
}
/** The snapshot tasks of a cluster. Any field may be missing. */
export interface SnapshotTaskListResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `List`: A list; the fixed value of this operation.
     * @example List
     * @enum {string}
     */
    kind?: "List" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3.1`: The fixed value of this API.
     * @example v3.1
     * @enum {string}
     */
    apiVersion?: "v3.1" | (string & {});
    /** @description Metadata of the list itself. Empty in the sample. */
    metadata?: TaskMetadata;
    /** @description The tasks. Their order is not documented. */
    items?: SnapshotTask[];
    /** @description The state of the cluster's snapshots as a whole. */
    status?: SnapshotTaskStatus;
}
/** The state of the cluster's snapshots as a whole. */
export interface SnapshotTaskStatus {
    /** @description When the latest snapshot was taken. */
    latestBackupTime?: Timestamp;
}
/** A snapshot task. */
export interface SnapshotTask {
    /**
     * @description Type of the object.
     *
     *     - `SnapshotTask`: A snapshot task; the value of the sample.
     * @example SnapshotTask
     * @enum {string}
     */
    kind?: "SnapshotTask" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3.1`: The fixed value of this API.
     * @example v3.1
     * @enum {string}
     */
    apiVersion?: "v3.1" | (string & {});
    /** @description What identifies a task of an upgrade. The response that starts a task has the ID alone. */
    metadata?: TaskMetadata;
    /** @description The parts of a snapshot task. */
    spec?: SnapshotSpec;
    /** @description Where a snapshot task stands. */
    status?: SnapshotStatus;
}
/** The parts of a snapshot task. */
export interface SnapshotSpec {
    /** @description The parts. The vendor's page says that the field is going to be removed. */
    items?: SnapshotSpecItems[];
}
/** A part of a snapshot task. */
export interface SnapshotSpecItems {
    /**
     * @description ID of the part.
     * @example 0f4d9c1e-6a53-4e6f-9c57-2b9c0f6f8a11
     */
    id?: string;
    /**
     * @description What the part does.
     *
     *     - `master-backup`: A snapshot of a master.
     *     - `master-backup-rollback`: The roll-back to one.
     * @example master-backup
     * @enum {string}
     */
    type?: "master-backup" | "master-backup-rollback" | (string & {});
    /** @description Where the part stands. */
    status?: TaskPhase;
    /** @description When the part was created. */
    creationTimestamp?: Timestamp;
    /** @description When the part was last updated. */
    updateTimestamp?: Timestamp;
    /**
     * @description More about the part, such as why it failed.
     * @example create snapshot failed
     */
    message?: string;
}
/** Where a snapshot task stands. */
export interface SnapshotStatus {
    /**
     * @description Phase of the task. The vendor lists none: the sample has `Running`, and Terraform's provider waits for `Success` or
     *     `Failed`.
     * @example Running
     */
    phase?: string;
    /**
     * @description Progress, as text. Its scale is not documented.
     * @example 67
     */
    progress?: string;
    /** @description When the task ended. In the sample a task in `Running` has it too, so it does not prove that the task ended. */
    completionTime?: Timestamp;
}
/** The versions of a cluster and the state of its last upgrade. Any field may be missing. */
export interface UpgradeInfoResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `UpgradeInfo`: Upgrade information; the fixed value of this API.
     * @example UpgradeInfo
     * @enum {string}
     */
    kind?: "UpgradeInfo" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description Metadata of the object. Empty in the sample. */
    metadata?: Metadata;
    /** @description The last upgrade, the versions, and what the console may offer. */
    spec?: UpgradeInfoSpec;
    /** @description The state of the last upgrade, the same as `lastUpgradeInfo` in the sample. */
    status?: UpgradeInfoStatus;
}
/** The last upgrade, the versions, and what the console may offer. */
export interface UpgradeInfoSpec {
    /** @description The state of the last upgrade. */
    lastUpgradeInfo?: UpgradeInfoStatus;
    /** @description The version a cluster has, and those it can be upgraded to. */
    versionInfo?: UpgradeVersionInfo;
    /** @description What the vendor's console may offer for the cluster. */
    upgradeFeatureGates?: UpgradeFeatureGates;
}
/** The state of the last upgrade. */
export interface UpgradeInfoStatus {
    /**
     * @description Phase of the upgrade. The list lacks the `Queuing` of an upgrade task.
     *
     *     - `Init`: The upgrade is set up and has not begun.
     *     - `Running`: The upgrade is at work.
     *     - `Pause`: The upgrade is paused.
     *     - `Success`: The upgrade succeeded.
     *     - `Failed`: The upgrade failed.
     * @example Success
     * @enum {string}
     */
    phase?: "Init" | "Running" | "Pause" | "Success" | "Failed" | (string & {});
    /**
     * @description Progress, as text. Its scale is not documented.
     * @example 0.00
     */
    progress?: string;
    /** @description When the upgrade ended. */
    completionTime?: Timestamp;
}
/** The version a cluster has, and those it can be upgraded to. */
export interface UpgradeVersionInfo {
    /**
     * @description Version of the cluster without its patch. The full version is `release`, a hyphen and `patch`.
     * @example v1.27.2
     */
    release?: string;
    /**
     * @description Patch of the cluster's version.
     * @example r0
     */
    patch?: string;
    /**
     * @description Recommended patch. Reported to be empty when nothing is on offer.
     * @example r0
     */
    suggestPatch?: string;
    /**
     * @description Versions the cluster can be upgraded to. Reported to be empty when nothing is on offer.
     * @example [
     *       "v1.27.3-r0"
     *     ]
     */
    targetVersions?: string[];
}
/** What the vendor's console may offer for the cluster. */
export interface UpgradeFeatureGates {
    /**
     * @description Whether the console shows version 4 of its upgrade page.
     * @example true
     */
    supportUpgradePageV4?: boolean;
}
/** Which versions can be upgraded to which. Any field may be missing. */
export interface ClusterUpgradePathsResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `ClusterUpgradePaths`: Upgrade paths; the fixed value of this API.
     * @example ClusterUpgradePaths
     * @enum {string}
     */
    kind?: "ClusterUpgradePaths" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description Metadata of the object. Empty in the sample. */
    metadata?: Metadata;
    /** @description The paths. */
    upgradePaths?: UpgradePath[];
}
/** What one version can be upgraded to. */
export interface UpgradePath {
    /**
     * @description Version of a cluster, with its patch up to v1.19 (`v1.19.16-r20`) and without from v1.21 on (`v1.21`).
     * @example v1.25
     */
    version?: string;
    /**
     * @description Platform version of a cluster.
     * @example cce.5.0
     */
    platformVersion?: string;
    /**
     * @description Versions to upgrade to.
     * @example [
     *       "v1.25.6-r0",
     *       "v1.27.3-r0"
     *     ]
     */
    targetVersions?: string[];
}
/** Which features upgrades have. Any field may be missing. */
export interface ClusterUpgradeFeatureGatesResponseBody {
    /**
     * @description Type of the object.
     *
     *     - `ClusterUpgradeFeatureGates`: Feature gates; the fixed value of this API.
     * @example ClusterUpgradeFeatureGates
     * @enum {string}
     */
    kind?: "ClusterUpgradeFeatureGates" | (string & {});
    /**
     * @description Version of the API.
     *
     *     - `v3`: The fixed value of this API.
     * @example v3
     * @enum {string}
     */
    apiVersion?: "v3" | (string & {});
    /** @description Metadata of the object. Empty in the sample. */
    metadata?: Metadata;
    /**
     * @description The gates by name: `DisplayPreCheckDetail` (all items of a check are shown), `EvsSnapshot` (snapshots are taken with
     *     EVS), `LabelForSkippedNode` (nodes that an upgrade skipped are labelled) and `UpgradeStrategy` (strategies of an
     *     upgrade).
     * @example {
     *       "EvsSnapshot": "Support"
     *     }
     */
    upgradeFeatureGates?: {
        [key: string]: FeatureGateState;
    };
}
/** The documented values of `FeatureGateState`, for a switch over them. The service may send others. */
export type KnownFeatureGateState = "Support" | "Disable" | "Default";
/**
 * The state of a feature gate.
 *
 * - `Support`: The feature is on.
 * - `Disable`: The feature is off.
 * - `Default`: CCE decides by its own rules.
 */
export type FeatureGateState = KnownFeatureGateState | (string & {});
/**
 * The body of an error response. `anyOf`, because the body that CCE really sends fits both: it carries the fields of
 * the service and those of the gateway at once. Not in the tables.
 */
export type ErrorBody = ServiceError | GatewayError;
/**
 * An error of the service. The documented form has `errorCode` and `errorMessage`; the form seen in the wild adds
 * the fields of a Kubernetes `Status`, a second, inner code and the reason in `message`.
 */
export interface ServiceError {
    /**
     * @description Code of the service: `CCE.`, two digits of the module (01 cluster, 02 others, 03 add-ons and storage), the HTTP
     *     status and three digits. An open list: expect codes that are not in it. "Second-hand" marks a code that the
     *     vendor's pages do not list; it comes from notes of third parties.
     *
     *     - `CCE.01400001`: 400. Invalid request; the reason is in `message`.
     *     - `CCE.01400006`: 400. Content type not supported.
     *     - `CCE.01400015`: 400. Version not supported.
     *     - `CCE.01400023`: 400. Another operation blocks it (second-hand).
     *     - `CCE.01400024`: 400. Another operation blocks it (second-hand).
     *     - `CCE.01400074`: 400. A key step of the upgrade failed (second-hand).
     *     - `CCE.01400075`: 400. The pre-upgrade check has expired (second-hand).
     *     - `CCE.01401001`: 401. Authentication failed.
     *     - `CCE.01403001`: 403. Access denied.
     *     - `CCE.01403002`: 403. The account is restricted (second-hand).
     *     - `CCE.01403003`: 403. The state of the cluster or node pool does not allow it; so up to 01403009 (second-hand).
     *     - `CCE.01404001`: 404. Resource not found.
     *     - `CCE.01409001`: 409. Already exists.
     *     - `CCE.01409002`: 409. The update was made with a stale version.
     *     - `CCE.01429002`: 429. The resource is locked by other requests.
     *     - `CCE.01429003`: 429. Too many tasks at once (second-hand).
     *     - `CCE.02429001`: 429. Throttled.
     *     - `CCE.01500001`: 500. Internal error.
     */
    errorCode: ServiceErrorCode;
    /**
     * @description General text of the code.
     * @example Invalid request.
     */
    errorMessage: string;
    /**
     * @description Type of the object, `Status` if present.
     * @example Status
     */
    kind?: string;
    /**
     * @description Version of the object, `v1` if present.
     * @example v1
     */
    apiVersion?: string;
    /**
     * @description Empty if present.
     * @example {}
     */
    metadata?: {
        [key: string]: unknown;
    };
    /**
     * @description `Failure` if present.
     * @example Failure
     */
    status?: string;
    /**
     * @description The HTTP status once more.
     * @example 400
     */
    code?: number;
    /**
     * @description The HTTP status in a word.
     * @example BadRequest
     */
    reason?: string;
    /**
     * @description The reason in plain words. If present, it is the text worth showing.
     * @example the upgrade workflow can not be cancelled
     */
    message?: string;
    /**
     * @description The inner code, of a family of its own (`CCE_CM.…`), not documented.
     * @example CCE_CM.0004
     */
    error_code?: string;
    /**
     * @description General text of the inner code.
     * @example Request is invalid
     */
    error_msg?: string;
    /**
     * @description ID of the request; also in the header `X-Request-Id`.
     * @example 8c2f6f0a3f5b4e0e9a8d1c7b6a5f4e3d
     */
    request_id?: string;
    /**
     * @description Further errors. Read by the vendor's SDKs, not seen from CCE.
     * @example []
     */
    details?: {
        [key: string]: unknown;
    }[];
    /**
     * @description Why IAM refused, in a form only IAM can decode. Read by the vendor's SDKs, not seen from CCE.
     * @example bm90LWEtcmVhbC1tZXNzYWdl
     */
    encoded_authorization_message?: string;
}
/** An error of the API gateway in front of the service. */
export interface GatewayError {
    /**
     * @description Code of the gateway. One code may come with several HTTP statuses (`APIGW.0201` with six). An open list: expect
     *     codes that are not in it.
     *
     *     - `APIGW.0101`: 404. No such route or method.
     *     - `APIGW.0201`: 400, 413, 414, 494, 502 or 504. Bad or too large request, or the service behind does not respond.
     *     - `APIGW.0301`: 401. Wrong IAM credentials or signature, or an access key locked after repeated failures.
     *     - `APIGW.0302`: 403. The IAM user may not call this API.
     *     - `APIGW.0303`: 401. Wrong app credentials.
     *     - `APIGW.0305`: 401. Wrong authentication data.
     *     - `APIGW.0306`: 403. Access denied.
     *     - `APIGW.0307`: 401. The token has expired or belongs to another region.
     *     - `APIGW.0308`: 429. Throttled.
     *     - `APIGW.0310`: 403. The project is not available.
     *     - `APIGW.0601`: 500. Internal error of the gateway.
     *     - `APIGW.0610`: 502. No service behind the gateway.
     *     - `APIGW.0613`: 503. IAM is not available.
     */
    error_code: GatewayErrorCode;
    /**
     * @description Text of the error.
     * @example Incorrect IAM authentication information: verify aksk signature fail
     */
    error_msg: string;
    /**
     * @description ID of the request; also in the header `X-Request-Id`.
     * @example 8c2f6f0a3f5b4e0e9a8d1c7b6a5f4e3d
     */
    request_id?: string;
}
/**
 * Code of the service: `CCE.`, two digits of the module (01 cluster, 02 others, 03 add-ons and storage), the HTTP
 * status and three digits. An open list: expect codes that are not in it. "Second-hand" marks a code that the
 * vendor's pages do not list; it comes from notes of third parties.
 *
 * - `CCE.01400001`: 400. Invalid request; the reason is in `message`.
 * - `CCE.01400006`: 400. Content type not supported.
 * - `CCE.01400015`: 400. Version not supported.
 * - `CCE.01400023`: 400. Another operation blocks it (second-hand).
 * - `CCE.01400024`: 400. Another operation blocks it (second-hand).
 * - `CCE.01400074`: 400. A key step of the upgrade failed (second-hand).
 * - `CCE.01400075`: 400. The pre-upgrade check has expired (second-hand).
 * - `CCE.01401001`: 401. Authentication failed.
 * - `CCE.01403001`: 403. Access denied.
 * - `CCE.01403002`: 403. The account is restricted (second-hand).
 * - `CCE.01403003`: 403. The state of the cluster or node pool does not allow it; so up to 01403009 (second-hand).
 * - `CCE.01404001`: 404. Resource not found.
 * - `CCE.01409001`: 409. Already exists.
 * - `CCE.01409002`: 409. The update was made with a stale version.
 * - `CCE.01429002`: 429. The resource is locked by other requests.
 * - `CCE.01429003`: 429. Too many tasks at once (second-hand).
 * - `CCE.02429001`: 429. Throttled.
 * - `CCE.01500001`: 500. Internal error.
 */
export type ServiceErrorCode = string;
/**
 * Code of the gateway. One code may come with several HTTP statuses (`APIGW.0201` with six). An open list: expect
 * codes that are not in it.
 *
 * - `APIGW.0101`: 404. No such route or method.
 * - `APIGW.0201`: 400, 413, 414, 494, 502 or 504. Bad or too large request, or the service behind does not respond.
 * - `APIGW.0301`: 401. Wrong IAM credentials or signature, or an access key locked after repeated failures.
 * - `APIGW.0302`: 403. The IAM user may not call this API.
 * - `APIGW.0303`: 401. Wrong app credentials.
 * - `APIGW.0305`: 401. Wrong authentication data.
 * - `APIGW.0306`: 403. Access denied.
 * - `APIGW.0307`: 401. The token has expired or belongs to another region.
 * - `APIGW.0308`: 429. Throttled.
 * - `APIGW.0310`: 403. The project is not available.
 * - `APIGW.0601`: 500. Internal error of the gateway.
 * - `APIGW.0610`: 502. No service behind the gateway.
 * - `APIGW.0613`: 503. IAM is not available.
 */
export type GatewayErrorCode = string;
export interface components {
    schemas: {
        UpgradeWorkFlowUpdateRequestBody: UpgradeWorkFlowUpdateRequestBody;
        UpgradeWorkFlowUpdateRequestBodyStatus: UpgradeWorkFlowUpdateRequestBodyStatus;
        UpgradeWorkFlow: UpgradeWorkFlow;
        Metadata: Metadata;
        WorkFlowSpec: WorkFlowSpec;
        WorkFlowStatus: WorkFlowStatus;
        WorkFlowPhase: WorkFlowPhase;
        PointStatus: PointStatus;
        TaskType: TaskType;
        UpgradeWorkflowTaskStatus: UpgradeWorkflowTaskStatus;
        LineStatus: LineStatus;
        Point: Point;
        Timestamp: Timestamp;
        UpgradeWorkFlowList: UpgradeWorkFlowList;
        CreateUpgradeWorkFlowRequestBody: CreateUpgradeWorkFlowRequestBody;
        CreateUpgradeWorkFlowSpec: CreateUpgradeWorkFlowSpec;
        TaskMetadata: TaskMetadata;
        TaskPhase: TaskPhase;
        UpgradeTaskResponseBody: UpgradeTaskResponseBody;
        UpgradeTaskSpec: UpgradeTaskSpec;
        UpgradeTaskStatus: UpgradeTaskStatus;
        UpgradeTaskListResponseBody: UpgradeTaskListResponseBody;
        UpgradeClusterRequestBody: UpgradeClusterRequestBody;
        UpgradeClusterRequestMetadata: UpgradeClusterRequestMetadata;
        UpgradeSpec: UpgradeSpec;
        ClusterUpgradeAction: ClusterUpgradeAction;
        UpgradeStrategy: UpgradeStrategy;
        InPlaceRollingUpdate: InPlaceRollingUpdate;
        UpgradeAddonConfig: UpgradeAddonConfig;
        NodePriority: NodePriority;
        NodeSelector: NodeSelector;
        UpgradeClusterResponseBody: UpgradeClusterResponseBody;
        UpgradeResponseSpec: UpgradeResponseSpec;
        ClusterUpgradeResponseAction: ClusterUpgradeResponseAction;
        UpgradeResponseStrategy: UpgradeResponseStrategy;
        PrecheckClusterRequestBody: PrecheckClusterRequestBody;
        PrecheckSpec: PrecheckSpec;
        SkippedCheckItemList: SkippedCheckItemList;
        ResourceSelector: ResourceSelector;
        PrecheckClusterTask: PrecheckClusterTask;
        PrecheckResponseSpec: PrecheckResponseSpec;
        SkippedCheckItemListResponse: SkippedCheckItemListResponse;
        PrecheckStatus: PrecheckStatus;
        PrecheckPhase: PrecheckPhase;
        CheckPhase: CheckPhase;
        ClusterCheckStatus: ClusterCheckStatus;
        AddonCheckStatus: AddonCheckStatus;
        NodeCheckStatus: NodeCheckStatus;
        NodeStageStatus: NodeStageStatus;
        NodeInfo: NodeInfo;
        PreCheckItemStatus: PreCheckItemStatus;
        CheckItemKind: CheckItemKind;
        CheckItemGroup: CheckItemGroup;
        CheckItemLevel: CheckItemLevel;
        RiskSource: RiskSource;
        ConfigurationRisks: ConfigurationRisks;
        DeprecatedApiRisks: DeprecatedApiRisks;
        NodeRisks: NodeRisks;
        AddonRisks: AddonRisks;
        PrecheckTaskListResponseBody: PrecheckTaskListResponseBody;
        PostcheckClusterRequestBody: PostcheckClusterRequestBody;
        PostcheckSpec: PostcheckSpec;
        PostcheckClusterResponseBody: PostcheckClusterResponseBody;
        PostcheckClusterResponseBodyStatus: PostcheckClusterResponseBodyStatus;
        SnapshotClusterResponseBody: SnapshotClusterResponseBody;
        SnapshotClusterResponseMetadata: SnapshotClusterResponseMetadata;
        SnapshotTaskListResponseBody: SnapshotTaskListResponseBody;
        SnapshotTaskStatus: SnapshotTaskStatus;
        SnapshotTask: SnapshotTask;
        SnapshotSpec: SnapshotSpec;
        SnapshotSpecItems: SnapshotSpecItems;
        SnapshotStatus: SnapshotStatus;
        UpgradeInfoResponseBody: UpgradeInfoResponseBody;
        UpgradeInfoSpec: UpgradeInfoSpec;
        UpgradeInfoStatus: UpgradeInfoStatus;
        UpgradeVersionInfo: UpgradeVersionInfo;
        UpgradeFeatureGates: UpgradeFeatureGates;
        ClusterUpgradePathsResponseBody: ClusterUpgradePathsResponseBody;
        UpgradePath: UpgradePath;
        ClusterUpgradeFeatureGatesResponseBody: ClusterUpgradeFeatureGatesResponseBody;
        FeatureGateState: FeatureGateState;
        ErrorBody: ErrorBody;
        ServiceError: ServiceError;
        GatewayError: GatewayError;
        ServiceErrorCode: ServiceErrorCode;
        GatewayErrorCode: GatewayErrorCode;
    };
    responses: {
        /**
         * @description The request is malformed or the service does not accept it: read `message` for the reason. May also be the
         *     response to a request that the state of the upgrade does not allow. Not in the tables: from the vendor's
         *     error-code page and responses seen in public issues.
         */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The token or the signature is missing, wrong, expired or of another region. More than five wrong signatures lock
         *     an access key for about five minutes. Not in the tables: from the vendor's error-code and gateway pages.
         */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The credentials are good but may not do this: the IAM action of the operation is missing, or the state of
         *     the cluster does not allow the operation. Not in the tables: from the vendor's error-code page.
         */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description No such project, cluster, workflow or task (the service), or no such route (the gateway). Not in the tables: from the
         *     vendor's error-code and gateway pages.
         */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The resource has changed since it was read, or another operation blocks it. Read the workflow again before
         *     deciding. Not in the tables: from the vendor's error-code page.
         */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description Throttled, or the resource is locked by another request. The request was not processed; send it again after
         *     `Retry-After`. Not in the tables: from the vendor's error-code and gateway pages.
         */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The service failed. Whether the request took effect is not known: read the workflow before sending it again. Not
         *     in the tables: from the vendor's error-code page.
         */
        InternalServerError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The gateway got no usable response from the service. Whether the request took effect is not known. Not in the
         *     tables: from the vendor's gateway page.
         */
        BadGateway: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The service or IAM behind the gateway is not available. The request was not processed; send it again later. Not
         *     in the tables: from the vendor's gateway page.
         */
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The service did not respond to the gateway in time. The request may have taken effect all the same: read the
         *     workflow before sending it again. Not in the tables: from the vendor's gateway page.
         */
        GatewayTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /**
         * @description Table 1. ID of the project the cluster belongs to, shown by *My Credentials* in the console and by `GET
         *     https://iam.{region}.myhuaweicloud.com/v3/projects?name={region}`.
         * @example 47eb1d64cbeb45cfa01ae20af4f4b563
         */
        project_id: string;
        /**
         * @description Table 1. ID of the cluster, `metadata.uid` in the list of clusters.
         * @example f9960c6b-8e60-11ee-9754-0255ac100b05
         */
        cluster_id: string;
        /**
         * @description Table 1. ID of the upgrade workflow, the `metadata.uid` of the workflow when it was created or listed.
         * @example d0b7e319-8172-424c-86ea-543cd23f9756
         */
        upgrade_workflow_id: string;
        /**
         * @description ID of the task, the `metadata.uid` of the response that started it. For a pre-upgrade check the vendor's page speaks
         *     of an upgrade task; the check's own ID is meant.
         * @example f61e008c-1600-41c0-9bde-121de5a30660
         */
        task_id: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description ID of the request, to be quoted to the vendor's support. Not in the tables; seen in responses.
         * @example 8c2f6f0a3f5b4e0e9a8d1c7b6a5f4e3d
         */
        "X-Request-Id": string;
        /**
         * @description How many seconds to wait before the next try. Not in the tables. Often missing, and seen with a fraction
         *     (`56.818`), which HTTP does not allow; about a minute is the usual wait when it is missing.
         * @example 60
         */
        "Retry-After": string;
    };
    pathItems: never;
}
