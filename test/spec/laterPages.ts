/**
 * The operations around an upgrade beyond the four of a workflow, as the vendor's later pages, SDKs and API file describe
 * them.
 */

/** The fields of an object by name: a type, `!` where a field is required, the values after `=`. */
export type Fields = Readonly<Record<string, string>>;

export interface LaterOperation {
  readonly operationId: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** The page of the operation, which may go by another name. */
  readonly page: string;
  /** The schema of the request's body. */
  readonly body: string | undefined;
  /** The schema of a successful response; `undefined` where it is empty. */
  readonly response: string | undefined;
  /** The IAM action that the page names. */
  readonly iamAction: string | undefined;
}

const upgrade = "cce:cluster:upgrade";
const getCluster = "cce:cluster:getCluster";
const cluster = "/projects/{project_id}/clusters/{cluster_id}";

/** An operation in both kinds of clusters. */
interface Row extends Pick<LaterOperation, "operationId" | "method" | "page"> {
  /** The path without its prefix. */
  readonly path: string;
  /** The version of the API in the path; `v3` by default. */
  readonly version?: "v3.1";
  readonly body?: string;
  readonly response?: string;
  readonly iamAction?: string;
  readonly autopilotIamAction?: string;
}

const rows: readonly Row[] = [
  {
    operationId: "showPreCheck",
    page: "GetPreCheck",
    method: "GET",
    path: `${cluster}/operation/precheck/tasks/{task_id}`,
    response: "PrecheckClusterTask",
    autopilotIamAction: getCluster,
  },
  {
    operationId: "listPreCheckTasks",
    page: "GetPreCheckList",
    method: "GET",
    path: `${cluster}/operation/precheck/tasks`,
    response: "PrecheckTaskListResponseBody",
    autopilotIamAction: getCluster,
  },
  {
    operationId: "showUpgradeClusterTask",
    page: "ShowUpgradeClusterTask",
    method: "GET",
    path: `${cluster}/operation/upgrade/tasks/{task_id}`,
    response: "UpgradeTaskResponseBody",
    iamAction: getCluster,
    autopilotIamAction: getCluster,
  },
  {
    operationId: "listUpgradeClusterTasks",
    page: "ListUpgradeClusterTasks",
    method: "GET",
    path: `${cluster}/operation/upgrade/tasks`,
    response: "UpgradeTaskListResponseBody",
    iamAction: getCluster,
  },
  {
    operationId: "listClusterMasterSnapshotTasks",
    page: "ListClusterMasterSnapshotTasks",
    method: "GET",
    version: "v3.1",
    path: `${cluster}/operation/snapshot/tasks`,
    response: "SnapshotTaskListResponseBody",
    iamAction: getCluster,
    autopilotIamAction: getCluster,
  },
  {
    operationId: "createPreCheck",
    page: "PreCheck",
    method: "POST",
    path: `${cluster}/operation/precheck`,
    body: "PrecheckClusterRequestBody",
    response: "PrecheckClusterTask",
    autopilotIamAction: upgrade,
  },
  {
    operationId: "createClusterMasterSnapshot",
    page: "ClusterMasterSnapshot",
    method: "POST",
    version: "v3.1",
    path: `${cluster}/operation/snapshot`,
    response: "SnapshotClusterResponseBody",
    autopilotIamAction: upgrade,
  },
  {
    operationId: "upgradeCluster",
    page: "UpgradeCluster",
    method: "POST",
    path: `${cluster}/operation/upgrade`,
    body: "UpgradeClusterRequestBody",
    response: "UpgradeClusterResponseBody",
    iamAction: upgrade,
    autopilotIamAction: upgrade,
  },
  {
    operationId: "retryUpgradeClusterTask",
    page: "RetryUpgradeClusterTask",
    method: "POST",
    path: `${cluster}/operation/upgrade/retry`,
    iamAction: upgrade,
    autopilotIamAction: upgrade,
  },
  {
    operationId: "createPostCheck",
    page: "PostCheck",
    method: "POST",
    path: `${cluster}/operation/postcheck`,
    body: "PostcheckClusterRequestBody",
    response: "PostcheckClusterResponseBody",
    autopilotIamAction: upgrade,
  },
  {
    operationId: "showClusterUpgradeInfo",
    page: "GetClusterUpgradeInfo",
    method: "GET",
    path: `${cluster}/upgradeinfo`,
    response: "UpgradeInfoResponseBody",
    autopilotIamAction: getCluster,
  },
  {
    operationId: "listClusterUpgradePaths",
    page: "GetClusterUpgradePaths",
    method: "GET",
    path: "/clusterupgradepaths",
    response: "ClusterUpgradePathsResponseBody",
  },
  {
    operationId: "listClusterUpgradeFeatureGates",
    page: "GetClusterUpgradeFeatureGates",
    method: "GET",
    path: "/clusterupgradefeaturegates",
    response: "ClusterUpgradeFeatureGatesResponseBody",
  },
];

/** The operations of standard clusters. */
export const standard = rows.map(
  ({ operationId, method, version = "v3", path, page, body, response, iamAction }): LaterOperation => ({
    operationId,
    method,
    path: `/api/${version}${path}`,
    page,
    body,
    response,
    iamAction,
  }),
);

/** The same of Autopilot clusters, whose pages have the names of their operations. */
export const autopilot = rows.map(
  ({ operationId, method, version = "v3", path, body, response, autopilotIamAction }): LaterOperation => {
    const name = operationId.replace(/^[a-z]+/, "$&Autopilot");
    return {
      operationId: name,
      method,
      path: `/autopilot/${version}${path}`,
      page: name.replace(/^./, (letter) => letter.toUpperCase()),
      body: operationId === "upgradeCluster" ? "UpgradeAutopilotClusterRequestBody" : body,
      response,
      iamAction: autopilotIamAction,
    };
  },
);

/** The ends of paths that the vendor has beside these, and the contract has not. */
export const leftOut = /\/(pause|continue|maintenancewindows|upgradeplans)(\/|$)/;

const v3 = "String = v3";
const check = { phase: "CheckPhase", itemsStatus: "Array of PreCheckItemStatus" };
const progress = { progress: "String", completionTime: "Timestamp" };

/** The objects of these operations, by the name of their schema. Without lengths; `Timestamp` where a text is a time. */
export const objects: Readonly<Record<string, Fields>> = {
  TaskMetadata: { uid: "String", creationTimestamp: "Timestamp", updateTimestamp: "Timestamp" },

  UpgradeClusterRequestBody: { metadata: "UpgradeClusterRequestMetadata!", spec: "UpgradeSpec!" },
  UpgradeClusterRequestMetadata: { apiVersion: "String! = v3", kind: "String! = UpgradeTask" },
  UpgradeSpec: { clusterUpgradeAction: "ClusterUpgradeAction" },
  ClusterUpgradeAction: {
    targetVersion: "String!",
    strategy: "UpgradeStrategy!",
    isOnlyUpgrade: "Boolean default false",
    addons: "Array of UpgradeAddonConfig",
    nodeOrder: "Map of Array of NodePriority",
    nodePoolOrder: "Map of Integer format int32",
    agencyName: "String",
  },
  UpgradeStrategy: { type: "String! = inPlaceRollingUpdate", inPlaceRollingUpdate: "InPlaceRollingUpdate" },
  InPlaceRollingUpdate: { userDefinedStep: "Integer format int32", scope: "String = Cluster, NodePool" },
  UpgradeAddonConfig: { addonTemplateName: "String!", operation: "String!", version: "String!", values: "Object" },
  NodePriority: { nodeSelector: "NodeSelector!", priority: "Integer! format int32" },
  NodeSelector: { key: "String!", operator: "String!", value: "Array of String" },
  UpgradeClusterResponseBody: { metadata: "TaskMetadata", spec: "UpgradeResponseSpec" },
  UpgradeResponseSpec: { clusterUpgradeAction: "ClusterUpgradeResponseAction" },
  ClusterUpgradeResponseAction: {
    version: "String",
    targetVersion: "String",
    targetPlatformVersion: "String",
    strategy: "UpgradeStrategy",
    config: "Object",
  },

  UpgradeTaskResponseBody: {
    kind: "String = UpgradeTask",
    apiVersion: v3,
    metadata: "TaskMetadata",
    spec: "UpgradeTaskSpec",
    status: "UpgradeTaskStatus",
  },
  UpgradeTaskSpec: { version: "String", targetVersion: "String", items: "Object" },
  UpgradeTaskStatus: { phase: "TaskPhase", ...progress },
  UpgradeTaskListResponseBody: {
    kind: "String = List",
    apiVersion: v3,
    metadata: "TaskMetadata",
    items: "Array of UpgradeTaskResponseBody",
  },

  PrecheckClusterRequestBody: { kind: "String! = PreCheckTask", apiVersion: "String! = v3", spec: "PrecheckSpec!" },
  PrecheckSpec: {
    clusterID: "String!",
    clusterVersion: "String!",
    targetVersion: "String!",
    skippedCheckItemList: "Array of SkippedCheckItemList",
  },
  SkippedCheckItemList: { name: "String", resourceSelector: "ResourceSelector" },
  ResourceSelector: { key: "String! = node.uid", values: "Array of String", operator: "String! = In" },
  PrecheckClusterTask: {
    kind: "String = PreCheckTask",
    apiVersion: v3,
    metadata: "TaskMetadata",
    spec: "PrecheckResponseSpec",
    status: "PrecheckStatus",
  },
  PrecheckResponseSpec: {
    clusterID: "String",
    clusterVersion: "String",
    targetVersion: "String",
    skippedCheckItemList: "Array of SkippedCheckItemListResponse",
  },
  SkippedCheckItemListResponse: { name: "String", resourceSelector: "ResourceSelector" },
  PrecheckStatus: {
    phase: "PrecheckPhase",
    expireTimeStamp: "Timestamp",
    message: "String",
    clusterCheckStatus: "ClusterCheckStatus",
    addonCheckStatus: "AddonCheckStatus",
    nodeCheckStatus: "NodeCheckStatus",
  },
  ClusterCheckStatus: check,
  AddonCheckStatus: check,
  NodeCheckStatus: { phase: "CheckPhase", nodeStageStatus: "Array of NodeStageStatus" },
  NodeStageStatus: { nodeInfo: "NodeInfo", itemsStatus: "Array of PreCheckItemStatus" },
  NodeInfo: {
    uid: "String",
    name: "String",
    status: "String = Build, Installing, Upgrading, Active, Abnormal, Deleting, Error",
    nodeType: "String = master, node",
  },
  PreCheckItemStatus: {
    name: "String",
    kind: "CheckItemKind",
    group: "CheckItemGroup",
    level: "CheckItemLevel",
    phase: "CheckPhase",
    message: "String",
    errorCodes: "Array of String",
    riskSource: "RiskSource",
  },
  RiskSource: {
    configurationRisks: "Array of ConfigurationRisks",
    deprecatedAPIRisks: "Array of DeprecatedApiRisks",
    nodeRisks: "Array of NodeRisks",
    addonRisks: "Array of AddonRisks",
  },
  ConfigurationRisks: {
    package: "String",
    sourceFile: "String",
    nodeMsg: "String",
    field: "String",
    operation: "String",
    originalValue: "String",
    value: "String",
  },
  DeprecatedApiRisks: { url: "String", userAgent: "String" },
  NodeRisks: { NodeID: "String" },
  AddonRisks: { addonTemplateName: "String", alias: "String" },
  PrecheckTaskListResponseBody: {
    kind: "String = List",
    apiVersion: v3,
    metadata: "Metadata",
    items: "Array of PrecheckClusterTask",
  },

  PostcheckClusterRequestBody: { kind: "String! = PostCheckTask", apiVersion: "String! = v3", spec: "PostcheckSpec!" },
  PostcheckSpec: { clusterID: "String", clusterVersion: "String", targetVersion: "String" },
  PostcheckClusterResponseBody: {
    kind: "String = PostCheckTask",
    apiVersion: v3,
    metadata: "TaskMetadata",
    spec: "PostcheckSpec",
    status: "PostcheckClusterResponseBodyStatus",
  },
  PostcheckClusterResponseBodyStatus: { phase: "String = Success, Failed, Error" },

  SnapshotClusterResponseBody: { uid: "String", metadata: "SnapshotClusterResponseMetadata" },
  SnapshotClusterResponseMetadata: { kind: "String = Snapshot", apiVersion: "String = v3.1" },
  SnapshotTaskListResponseBody: {
    kind: "String = List",
    apiVersion: "String = v3.1",
    metadata: "TaskMetadata",
    items: "Array of SnapshotTask",
    status: "SnapshotTaskStatus",
  },
  SnapshotTaskStatus: { latestBackupTime: "Timestamp" },
  SnapshotTask: {
    kind: "String = SnapshotTask",
    apiVersion: "String = v3.1",
    metadata: "TaskMetadata",
    spec: "SnapshotSpec",
    status: "SnapshotStatus",
  },
  SnapshotSpec: { items: "Array of SnapshotSpecItems" },
  SnapshotSpecItems: {
    id: "String",
    type: "String = master-backup, master-backup-rollback",
    status: "TaskPhase",
    creationTimestamp: "Timestamp",
    updateTimestamp: "Timestamp",
    message: "String",
  },
  SnapshotStatus: { phase: "String", ...progress },

  UpgradeInfoResponseBody: {
    kind: "String = UpgradeInfo",
    apiVersion: v3,
    metadata: "Metadata",
    spec: "UpgradeInfoSpec",
    status: "UpgradeInfoStatus",
  },
  UpgradeInfoSpec: {
    lastUpgradeInfo: "UpgradeInfoStatus",
    versionInfo: "UpgradeVersionInfo",
    upgradeFeatureGates: "UpgradeFeatureGates",
  },
  UpgradeInfoStatus: { phase: "String = Init, Running, Pause, Success, Failed", ...progress },
  UpgradeVersionInfo: {
    release: "String",
    patch: "String",
    suggestPatch: "String",
    targetVersions: "Array of String",
  },
  UpgradeFeatureGates: { supportUpgradePageV4: "Boolean" },
  ClusterUpgradePathsResponseBody: {
    kind: "String = ClusterUpgradePaths",
    apiVersion: v3,
    metadata: "Metadata",
    upgradePaths: "Array of UpgradePath",
  },
  UpgradePath: { version: "String", platformVersion: "String", targetVersions: "Array of String" },
  ClusterUpgradeFeatureGatesResponseBody: {
    kind: "String = ClusterUpgradeFeatureGates",
    apiVersion: v3,
    metadata: "Metadata",
    upgradeFeatureGates: "Map of FeatureGateState",
  },
};

/** The lists of values that several fields share, by the name of their schema. */
export const lists: Readonly<Record<string, string>> = {
  TaskPhase: "String = Init, Queuing, Running, Pause, Success, Failed",
  PrecheckPhase: "String = Init, Running, Success, Failed, Error",
  CheckPhase: "String = Init, Running, Success, Failed",
  CheckItemKind: "String = Exception, Risk",
  CheckItemGroup: "String = LimitCheck, MasterCheck, NodeCheck, AddonCheck, ExecuteException",
  CheckItemLevel: "String = Info, Warning, Fatal",
  FeatureGateState: "String = Support, Disable, Default",
};
