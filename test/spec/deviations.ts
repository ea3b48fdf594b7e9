import { autopilot, type LaterOperation, standard } from "./laterPages.js";

export type Aspect =
  "name" | "location" | "type" | "required" | "values" | "constraints" | "wording" | "sample" | "added";

/** One difference as the comparison finds it. A deviation excuses it only if every word is the same. */
export interface Change {
  readonly table: number | "document";
  readonly field: string;
  readonly aspect: Aspect;
  readonly page: string;
  readonly contract: string;
}

/** In its texts, square brackets refer to a key of `sources`. */
export interface Deviation {
  readonly id: string;
  readonly part: Part;
  readonly title: string;
  readonly page: string;
  readonly contract: string;
  readonly why: string;
  readonly evidence: string;
  readonly changes: readonly [Change, ...Change[]];
}

/** A difference between the tables of later pages and the contract, in the notation of `laterPages.ts`. */
export interface Departure {
  /** The operation, or the schema and its field. */
  readonly at: string;
  readonly sources: string;
  readonly contract: string;
}

/** What the contract says where the sources of the other operations disagree, or need a departure. */
export interface Decision extends Omit<Deviation, "part" | "changes"> {
  readonly departures?: readonly Departure[];
  /** Schemas that no page has. */
  readonly schemas?: readonly string[];
}

const parts = ["The operation", "The request", "The response", "The samples", "Errors", "Other operations"] as const;
export type Part = (typeof parts)[number];

/** What the deviations refer to. */
export const sources: Readonly<Record<string, string>> = {
  "English page": "https://support.huaweicloud.com/intl/en-us/api-cce/UpgradeWorkFlowUpdate.html",
  "Autopilot page": "https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/UpgradeAutopilotWorkFlowUpdate.html",
  "vendor's API file": "https://github.com/opentelekomcloud-docs/cloud-container-engine",
  "Node SDK": "https://github.com/huaweicloud/huaweicloud-sdk-nodejs-v3",
  "Go SDK": "https://github.com/huaweicloud/huaweicloud-sdk-go-v3",
  "Python SDK": "https://github.com/huaweicloud/huaweicloud-sdk-python-v3",
  "Java SDK": "https://github.com/huaweicloud/huaweicloud-sdk-java-v3",
  "token page": "https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html",
  "signing page": "https://support.huaweicloud.com/devg-apisign/api-sign-algorithm-002.html",
  "error-code page": "https://support.huaweicloud.com/api-cce/ErrorCode.html",
  "gateway page": "https://support.huaweicloud.com/devg-apisign/api-sign-errorcode.html",
  "pause page": "https://support.huaweicloud.com/intl/en-us/api-cce/ContinueUpgradeClusterTask.html",
  "OpenAPI 3.0.3": "https://spec.openapis.org/oas/v3.0.3#parameter-object",
  "RFC 3339": "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
  "opentelekomcloud#1340": "https://github.com/opentelekomcloud/terraform-provider-opentelekomcloud/issues/1340",
  "sbercloud#382": "https://github.com/sbercloud-terraform/terraform-provider-sbercloud/issues/382",
  "nodejs#2": "https://github.com/huaweicloud/huaweicloud-sdk-nodejs-v3/issues/2",
  "xpanse#440": "https://github.com/eclipse-xpanse/xpanse/issues/440",
  "UpgradeCluster page": "https://support.huaweicloud.com/intl/en-us/api-cce/UpgradeCluster.html",
  "PreCheck page": "https://support.huaweicloud.com/intl/en-us/api-cce/PreCheck.html",
  "GetPreCheck page": "https://support.huaweicloud.com/intl/en-us/api-cce/GetPreCheck.html",
  "PostCheck page": "https://support.huaweicloud.com/intl/en-us/api-cce/PostCheck.html",
  "ShowUpgradeClusterTask page": "https://support.huaweicloud.com/intl/en-us/api-cce/ShowUpgradeClusterTask.html",
  "snapshot page": "https://support.huaweicloud.com/intl/en-us/api-cce/ListClusterMasterSnapshotTasks.html",
  "Autopilot's check page": "https://support.huaweicloud.com/intl/en-us/api-cce-autopilot/CreateAutopilotPreCheck.html",
  "Terraform's provider": "https://github.com/huaweicloud/terraform-provider-huaweicloud",
  "live record": "https://github.com/weimantian/cloudnative-cluster-api-provider-cce",
};

const change = (table: Change["table"], field: string, aspect: Aspect, page: string, contract: string): Change => ({
  table,
  field,
  aspect,
  page,
  contract,
});

const added = (field: string, contract: string): Change => change("document", field, "added", "nothing", contract);

const addedOperation = ({ method, path, operationId }: LaterOperation): Change =>
  added(`${method} ${path}`, operationId);

const clusterPath = "/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows";
const workflowsPath = `/api/v3${clusterPath}`;
const workflowPath = `${workflowsPath}/{upgrade_workflow_id}`;

const idConstraints = "minLength 1, pattern ^[0-9A-Za-z_-]+$";
const timestampPattern = String.raw`pattern ^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,9})? [+-]\d{4} [A-Za-z0-9+-]{1,6}$`;

export const deviations: readonly Deviation[] = [
  {
    id: "operation-name",
    part: "The operation",
    title: "The operation's name begins with a small letter",
    page: "The operation is `UpgradeWorkFlowUpdate`: so its address and the class names of its code samples.",
    contract: "`operationId: upgradeWorkFlowUpdate`.",
    why: "An operation ID becomes the name of a method, and those begin with a small letter in TypeScript. Apart from that the vendor's name stays, odd word order included, so that a search finds it.",
    evidence: "The page's own Java sample calls `client.upgradeWorkFlowUpdate(request)`.",
    changes: [change("document", "operationId", "name", "UpgradeWorkFlowUpdate", "upgradeWorkFlowUpdate")],
  },
  {
    id: "path-required",
    part: "The request",
    title: "The path parameters are required",
    page: "Has a column for the flag, and every cell of it is blank: the icons were lost.",
    contract: "`required: true` for all three.",
    why: "Without one of them there is no such path, and OpenAPI allows nothing else in a path.",
    evidence:
      "The [English page] says Yes for all three in its editions from 2024-05-31 to 2026-01-08; [OpenAPI 3.0.3] requires every path parameter.",
    changes: [
      change(1, "project_id", "required", "blank", "yes"),
      change(1, "cluster_id", "required", "blank", "yes"),
      change(1, "upgrade_workflow_id", "required", "blank", "yes"),
    ],
  },
  {
    id: "path-pattern",
    part: "The request",
    title: "The path parameters have a pattern",
    page: "Plain strings.",
    contract: "At least one character, and only letters, digits, `-` and `_`.",
    why: "An empty value, `..` or a slash in it would address another resource with the caller's credentials. The pattern is wide on purpose: it keeps out what is dangerous and does not guess how the vendor builds an ID.",
    evidence:
      "The page's samples are 32 hexadecimal digits and dashed UUIDs. The [vendor's API file] has a UUID pattern for the cluster and the workflow, and none for the project.",
    changes: [
      change(1, "project_id", "constraints", "none", idConstraints),
      change(1, "cluster_id", "constraints", "none", idConstraints),
      change(1, "upgrade_workflow_id", "constraints", "none", idConstraints),
    ],
  },
  {
    id: "content-type",
    part: "The request",
    title: "Content-Type is a media type, not a parameter",
    page: "A header parameter of type String; the flag is blank.",
    contract: "The media type `application/json` of the request's body. As the body is required, so is the header.",
    why: "OpenAPI ignores a header parameter of this name. The other types that later pages list are general text for all operations; this one has a JSON body.",
    evidence:
      "[OpenAPI 3.0.3] on header parameters. The [English page] says Yes; the [Node SDK] overwrites whatever it is given with `application/json`, and those for Go, Python and Java have no such field.",
    changes: [
      change(2, "Content-Type", "location", "header parameter", "media type application/json"),
      change(2, "Content-Type", "required", "blank", "yes"),
    ],
  },
  {
    id: "token-scheme",
    part: "The request",
    title: "X-Auth-Token is a security scheme, not a parameter",
    page: "A header parameter of type String; the flag is blank, and the description asks for it only when the caller authenticates with a token.",
    contract: "The security scheme `Token`, one of two ways to authenticate and so not required by itself.",
    why: "Tools ask for credentials once, keep them out of logs and offer the alternative only if they are declared as what they are. A flag of Yes would contradict the description beside it.",
    evidence:
      "The description in table 2. The [English page] has Yes and the same description. No SDK has the field: all of them sign. The [token page] says how to get one.",
    changes: [change(2, "X-Auth-Token", "location", "header parameter", "security scheme Token")],
  },
  {
    id: "aksk-schemes",
    part: "The request",
    title: "The signature has two security schemes",
    page: "Names AK/SK as the other way to authenticate, in the description of `X-Auth-Token`, and no header for it.",
    contract:
      "The schemes `AkSkAuthorization` (header `Authorization`) and `AkSkDate` (header `X-Sdk-Date`), required together, as the alternative to `Token`.",
    why: "OpenAPI 3.0 has no scheme for such a signature. Two headers that go together are the nearest it can say.",
    evidence: "The [signing page]; the SDK cores send both headers.",
    changes: [
      added("AkSkAuthorization", "header Authorization"),
      added("AkSkDate", "header X-Sdk-Date"),
      change("document", "security", "location", "Token, or AK/SK", "Token, or AkSkAuthorization with AkSkDate"),
    ],
  },
  {
    id: "body-required",
    part: "The request",
    title: "The body, its status and its phase are required",
    page: "The flags are blank; of the body itself the page says nothing.",
    contract: "All three are required.",
    why: "The call means nothing without them, and what the service does with `{}` is not documented. A client learns of the omission when it is compiled, not from the service.",
    evidence:
      "The [vendor's API file] requires the body, and the [Node SDK] throws without it. Against it: the [English page] has No for `status` and `phase`, and the SDKs make them optional.",
    changes: [
      change(3, "(body)", "required", "blank", "yes"),
      change(3, "status", "required", "blank", "yes"),
      change(4, "phase", "required", "blank", "yes"),
    ],
  },
  {
    id: "request-phase",
    part: "The request",
    title: "The only phase that can be asked for is Cancel",
    page: "Table 4 lists the five phases of a workflow. Table 3 and the introduction say that only Cancel is supported.",
    contract: "`enum: [Cancel]`.",
    why: "The other four are states a workflow gets into, not states that can be given to it: table 4 repeats the list of table 8.",
    evidence: "The [Autopilot page] lists only `Cancel` since 2024-09-30, as does the [vendor's API file].",
    changes: [change(4, "phase", "values", "Init, Running, Pending, Success, Cancel", "Cancel")],
  },
  {
    id: "request-status-name",
    part: "The request",
    title: "The request's status has a name of its own",
    page: "Table 4 is called `status`, and table 3 refers to it as “status object”.",
    contract: "The schema `UpgradeWorkFlowUpdateRequestBodyStatus`.",
    why: "The response has a `status` of another form, so the bare name would mean two things.",
    evidence: "The page's own Java and Python samples call the class `UpgradeWorkFlowUpdateRequestBodyStatus`.",
    changes: [change(4, "(name)", "name", "status", "UpgradeWorkFlowUpdateRequestBodyStatus")],
  },
  {
    id: "value-lists",
    part: "The response",
    title: "Three lists of values are schemas",
    page: "The values stand in the descriptions of table 8, `phase`, and table 9, `taskType` and `status`.",
    contract: "`WorkFlowPhase`, `TaskType` and `UpgradeWorkflowTaskStatus`, with the values of the page.",
    why: "A named list is written once, explains each value once and becomes one type. Table 10 needs `TaskType` as well.",
    evidence:
      "Names and spelling, small f included, are those of the [Node SDK]. The values are the same in every source.",
    changes: [
      added("WorkFlowPhase", "String"),
      added("TaskType", "String"),
      added("UpgradeWorkflowTaskStatus", "String"),
    ],
  },
  {
    id: "timestamps",
    part: "The response",
    title: "Times have a pattern",
    page: "Plain strings.",
    contract:
      "The schema `Timestamp`: a string with the pattern of the page's sample, `2023-11-25 06:32:34.923248 +0000 UTC`. Never `format: date-time`.",
    why: "The form is the one Go prints, not [RFC 3339]: a validator that checks formats would refuse the vendor's own sample, and what `Date.parse` makes of it depends on the runtime.",
    evidence:
      "Every time in the page's response sample. The [vendor's API file] has `format: date` for two of the fields, which its own samples contradict.",
    changes: [
      change(6, "updateTimestamp", "constraints", "none", timestampPattern),
      change(6, "creationTimestamp", "constraints", "none", timestampPattern),
      change(9, "startTimeStamp", "constraints", "none", timestampPattern),
      change(9, "endTimeStamp", "constraints", "none", timestampPattern),
      change(9, "expireTimeStamp", "constraints", "none", timestampPattern),
      added("Timestamp", `String; ${timestampPattern}`),
    ],
  },
  {
    id: "rollback-wording",
    part: "The response",
    title: "Rollback is a roll-back",
    page: "Describes the task type `Rollback` with the word 回归, a regression.",
    contract: "Describes it as a roll-back.",
    why: "The value's name is right and the word beside it a slip: the Chinese for a roll-back is 回滚.",
    evidence: "The [English page] and the [vendor's API file] speak of a roll-back.",
    changes: [change(9, "taskType", "wording", "Rollback: regression", "Rollback: The roll-back of the cluster.")],
  },
  {
    id: "refusal-words",
    part: "The response",
    title: "Two states of the introduction are no task states",
    page: "The introduction refuses a cancel while a task is `pause` or `queue`. The list of table 9 has `Queuing` and no word for a pause.",
    contract:
      "Keeps the list of table 9. The description of the operation names both words; code that judges a workflow has to count `Queue` and `Pause` as well.",
    why: "Only the list says what the field contains. A value outside of it is possible all the same, and both spellings block a cancel.",
    evidence:
      "The values of table 9 are the same in every source. `Pause` is a phase of another kind of task, on the [pause page] that the vendor has since discarded.",
    changes: [
      change("document", "pause", "wording", "refused in pause", "no such value"),
      change("document", "queue", "wording", "refused in queue", "no such value"),
    ],
  },
  {
    id: "line-ends",
    part: "The response",
    title: "The ends of a line are objects",
    page: 'Table 10 says String. The page\'s own sample has `{ "taskType": "PreCheck" }`.',
    contract: "The schema `Point`, an object.",
    why: "A sample shows what is sent; a type in a table is what an author wrote down.",
    evidence:
      "The response sample of the page. The [vendor's API file] has an object, as do the SDKs since 2024-03-28 ([Node SDK] 3.1.85, [Go SDK] 0.1.88, [Python SDK] and [Java SDK] 3.1.88).",
    changes: [
      change(10, "startPoint", "type", "String", "Point object"),
      change(10, "endPoint", "type", "String", "Point object"),
    ],
  },
  {
    id: "point",
    part: "The response",
    title: "Point has no table",
    page: "No table describes the object at the ends of a line.",
    contract: "The schema `Point` with one optional field, `taskType`.",
    why: "It is the one field the sample shows.",
    evidence: "The response sample of the page; `Point` in the [vendor's API file] and in the SDKs has the same field.",
    changes: [added("Point", "Point object; taskType: String")],
  },
  {
    id: "critical",
    part: "The response",
    title: "A line's critical is a boolean or a string",
    page: "Table 10 says String. No sample shows the field.",
    contract: '`oneOf` boolean and string. Read `true` and `"true"` alike.',
    why: "The sources disagree and nothing published shows what the service sends, so neither may be refused.",
    evidence:
      "String in the [vendor's API file] of November 2025 and in the SDKs until April 2026. Boolean in the [Node SDK] and the [Python SDK] since 3.1.192 and in the [Java SDK] since 3.1.193; the [Go SDK] was still on String in 0.1.188.",
    changes: [change(10, "critical", "type", "String", "Boolean or String")],
  },
  {
    id: "sample-ids",
    part: "The samples",
    title: "Request and response show different workflows",
    page: "The IDs of cluster and workflow in the path of the request sample are not those in the response sample.",
    contract: "Both samples are kept as they are.",
    why: "They are evidence, taken from two runs. A sample made to fit would prove nothing.",
    evidence: "The request sample and the response sample of the page.",
    changes: [
      change(
        "document",
        "cluster_id",
        "sample",
        "one ID, in request and response",
        "f9960c6b-8e60-11ee-9754-0255ac100b05 and b4b9e60f-8aa2-11ee-af09-0255ac10004f",
      ),
      change(
        "document",
        "upgrade_workflow_id",
        "sample",
        "one ID, in request and response",
        "d0b7e319-8172-424c-86ea-543cd23f9756 and c271e39e-1a6e-4d3d-8fa8-2a36329c68d1",
      ),
    ],
  },
  {
    id: "sample-times",
    part: "The samples",
    title: "The workflow was updated before its last task ended",
    page: "In the response sample `updateTimestamp` is earlier than the end of the failed task, although the cancel came after it.",
    contract: "The sample is kept as it is.",
    why: "It is evidence too. Do not conclude from it how the service sets `updateTimestamp`.",
    evidence: "The response sample of the page.",
    changes: [
      change(
        "document",
        "updateTimestamp",
        "sample",
        "time of the last change",
        "2023-11-25 07:49:30.281911 +0000 UTC, before 2023-11-25 07:58:35.507243 +0000 UTC",
      ),
    ],
  },
  {
    id: "sample-lines",
    part: "The samples",
    title: "A task is on no line",
    page: "In the response sample the task `Snapshot` is among the tasks, and no line leads to it or from it.",
    contract: "The sample is kept as it is.",
    why: "The lines need not name every task; code that reads them must allow for that.",
    evidence: "The response sample of the page.",
    changes: [change("document", "lineStatuses", "sample", "lines between the tasks", "no line of Snapshot")],
  },
  {
    id: "error-responses",
    part: "Errors",
    title: "Responses other than 200",
    page: "The list of statuses has 200 only and refers to another page for errors.",
    contract: "Responses for 400, 401, 403, 404, 409, 429, 500, 502, 503 and 504, each with `ErrorBody` and a sample.",
    why: "A client without a contract for errors has half a contract. Each of the responses says that it is not from the tables.",
    evidence: "The [error-code page] of the service and the [gateway page].",
    changes: [
      added("400", "application/json ErrorBody"),
      added("401", "application/json ErrorBody"),
      added("403", "application/json ErrorBody"),
      added("404", "application/json ErrorBody"),
      added("409", "application/json ErrorBody"),
      added("429", "application/json ErrorBody"),
      added("500", "application/json ErrorBody"),
      added("502", "application/json ErrorBody"),
      added("503", "application/json ErrorBody"),
      added("504", "application/json ErrorBody"),
    ],
  },
  {
    id: "error-bodies",
    part: "Errors",
    title: "The body of an error",
    page: "No body.",
    contract:
      "`ErrorBody` is `anyOf` `ServiceError` and `GatewayError`. `ServiceError` requires the two documented fields and allows those of the body that was seen in the wild.",
    why: "Service and gateway send errors of different forms, and what the service really sends fits both at once; `oneOf` would refuse it.",
    evidence:
      "The [error-code page] and the [gateway page]; bodies quoted in [opentelekomcloud#1340] and [sbercloud#382]; `details` and `encoded_authorization_message` are read by the SDK cores and were not seen from CCE.",
    changes: [
      added("ErrorBody", "ServiceError object or GatewayError object"),
      added(
        "ServiceError",
        "ServiceError object; errorCode!: String; errorMessage!: String; kind: String; apiVersion: String; metadata: object; status: String; code: Integer; reason: String; message: String; error_code: String; error_msg: String; request_id: String; details: Array of objects; encoded_authorization_message: String",
      ),
      added("GatewayError", "GatewayError object; error_code!: String; error_msg!: String; request_id: String"),
    ],
  },
  {
    id: "error-codes",
    part: "Errors",
    title: "Error codes are open lists, and a refused cancel has none of its own",
    page: "Says in prose when a cancel is refused, and not with which status or code.",
    contract:
      "`ServiceErrorCode` and `GatewayErrorCode` are strings that name the known codes and accept others. No code is tied to the refusal.",
    why: "No public source gives the status or the code of a refusal, and one code of the gateway comes with six statuses. A client has to keep status, codes and message.",
    evidence: "The [error-code page] and the [gateway page]; codes from other hands are marked as second-hand.",
    changes: [added("ServiceErrorCode", "String; minLength 1"), added("GatewayErrorCode", "String; minLength 1")],
  },
  {
    id: "response-headers",
    part: "Errors",
    title: "Headers of a response",
    page: "No header of a response.",
    contract: "`X-Request-Id` in every response, `Retry-After` with 429 and 503. Both are optional.",
    why: "Support asks for the first; the second says when to try again. It is a string, because it is reported to carry a fraction of a second at times, which HTTP does not allow.",
    evidence:
      "`X-Request-Id` in [nodejs#2] and the SDK cores. `Retry-After` is often missing; [xpanse#440] waits a minute.",
    changes: [
      added("X-Request-Id", "header of 200, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504"),
      added("Retry-After", "header of 429, 503"),
    ],
  },
  {
    id: "companion-operations",
    part: "Other operations",
    title: "The operations around a cancel are in the contract",
    page: "Describes the update only.",
    contract:
      "Has list, create and show beside it, and the operations of checks, upgrade tasks, snapshots, confirmation and versions, with the errors the update has. `items` of a list of workflows is one workflow or several.",
    why: "A workflow has to be found before it can be cancelled, only reading it again shows that it was, and before a cancel an operator wants to know why it stopped. The vendor's documents disagree on `items`, so the contract takes both.",
    evidence:
      "The [Node SDK] has all of them. `items` is a list there and in the [Python SDK] and [Java SDK] since April 2026, and one object in the [vendor's API file].",
    changes: [
      added(`GET ${workflowPath}`, "showUpgradeWorkFlow"),
      added(`GET ${workflowsPath}`, "listUpgradeWorkFlows"),
      added(`POST ${workflowsPath}`, "createUpgradeWorkFlow"),
      ...standard.map(addedOperation),
    ],
  },
  {
    id: "autopilot-operations",
    part: "Other operations",
    title: "The Autopilot operations are in the contract",
    page: "Describes the update of a standard cluster only.",
    contract: "Has the same operations for Autopilot clusters, under the tag Autopilot.",
    why: "The requests and responses are the same; only the path differs, which has no `/api` before it.",
    evidence:
      "The [vendor's API file] has all of them with their models; the [Autopilot page] describes the update. The file marks them as open in two of the vendor's clouds.",
    changes: [
      added(`GET /autopilot/v3${clusterPath}`, "listAutopilotUpgradeWorkFlows"),
      added(`POST /autopilot/v3${clusterPath}`, "createAutopilotUpgradeWorkFlow"),
      added(`GET /autopilot/v3${clusterPath}/{upgrade_workflow_id}`, "showAutopilotUpgradeWorkFlow"),
      added(`PATCH /autopilot/v3${clusterPath}/{upgrade_workflow_id}`, "upgradeAutopilotWorkFlowUpdate"),
      ...autopilot.map(addedOperation),
    ],
  },
];

/** What was decided for the operations that are not from the page. */
export const decisions: readonly Decision[] = [
  {
    id: "left-out",
    title: "Operations that are left out",
    page: "Pausing and continuing an upgrade are discarded. Autopilot clusters also have maintenance windows and upgrade plans.",
    contract: "Has none of these.",
    why: "What is discarded may stop working. Maintenance windows and plans are about automatic upgrades, and their sources contradict each other.",
    evidence:
      "The [pause page] is marked as discarded. In the [vendor's API file] the plans of a list are one object, in its sample a list, and its pattern of a version refuses its own samples.",
  },
  {
    id: "upgrade-required",
    title: "What an upgrade cannot do without is required",
    page: "`clusterUpgradeAction`, `inPlaceRollingUpdate` and `userDefinedStep` are optional.",
    contract: "All three are required. `userDefinedStep` is at least 1, and no maximum is set.",
    why: "Without the first two a request says nothing. The service is reported to refuse one without the third. The sources name 40, 60 and 120 as the maximum, so the service has to judge.",
    evidence:
      "40 in the [Node SDK] and the [vendor's API file], 60 and 120 in editions of the console's manual. The refusal, with `CCE_CM.0004`, in a [live record] by a third party.",
    departures: [
      { at: "UpgradeSpec.clusterUpgradeAction", sources: "ClusterUpgradeAction", contract: "ClusterUpgradeAction!" },
      {
        at: "UpgradeStrategy.inPlaceRollingUpdate",
        sources: "InPlaceRollingUpdate",
        contract: "InPlaceRollingUpdate!",
      },
      {
        at: "InPlaceRollingUpdate.userDefinedStep",
        sources: "Integer format int32",
        contract: "Integer! format int32 minimum 1",
      },
    ],
  },
  {
    id: "only-upgrade",
    title: "isOnlyUpgrade skips the check",
    page: "The text of the SDKs up to 3.1.212 says that `false` avoids a second check.",
    contract: "`true` skips the check that the upgrade runs by itself; the default is `false`.",
    why: "The text contradicts itself, and newer SDKs correct it.",
    evidence: "Newer models of the [Java SDK] and the [Go SDK]; the documentation of [Terraform's provider].",
  },
  {
    id: "autopilot-body",
    title: "One body upgrades clusters of both kinds",
    page: "Autopilot's page and API file have a body of its own with the same fields but `isOnlyUpgrade`. Terraform's provider sends `autopilotClusterUpgradeAction` in it.",
    contract:
      "Uses the standard body for both, with `clusterUpgradeAction`, and marks `isOnlyUpgrade` as for standard clusters.",
    why: "The SDKs use one class for both. No other source has the name that Terraform's provider sends.",
    evidence: "The [vendor's API file], the [Node SDK]; the Autopilot resource of [Terraform's provider].",
    departures: [
      {
        at: "upgradeAutopilotCluster",
        sources: "UpgradeAutopilotClusterRequestBody",
        contract: "UpgradeClusterRequestBody",
      },
    ],
  },
  {
    id: "task-items",
    title: "The items of an upgrade task are any JSON",
    page: "`spec.items` is an object without fields, and no sample shows it.",
    contract: "Any JSON.",
    why: "A third party reports the steps of the upgrade in it, and not whether they are a list or an object. It is the only hint at the step that failed.",
    evidence: "The [ShowUpgradeClusterTask page] and the [Go SDK]; the [live record].",
    departures: [{ at: "UpgradeTaskSpec.items", sources: "Object", contract: "Any JSON" }],
  },
  {
    id: "response-schemas",
    title: "Responses have schemas in which no field is required",
    page: "The strategy of an upgrade and the selector of a skipped item are the same objects in requests and responses.",
    contract: "Responses have objects of their own, with the same fields.",
    why: "No field of a response is promised, and its lists of values may grow.",
    evidence: "The [UpgradeCluster page] and the [GetPreCheck page].",
    departures: [
      {
        at: "ClusterUpgradeResponseAction.strategy",
        sources: "UpgradeStrategy",
        contract: "UpgradeResponseStrategy",
      },
      {
        at: "SkippedCheckItemListResponse.resourceSelector",
        sources: "ResourceSelector",
        contract: "{ key: String, values: Array of String, operator: String }",
      },
    ],
    schemas: ["UpgradeResponseStrategy"],
  },
  {
    id: "check-required",
    title: "A check names the cluster and both versions",
    page: "`clusterID`, `clusterVersion` and `targetVersion` are required in pages since November 2024, and optional in older ones and in the SDKs.",
    contract: "All three are required.",
    why: "The newest page counts, and versions that are not those of the workflow are reported to be refused.",
    evidence:
      "The [PreCheck page] and the [vendor's API file]; against it the [Node SDK]. The refusal in the [live record].",
  },
  {
    id: "task-phases",
    title: "Each kind of task has phases of its own",
    page: "`Queuing` is a phase of an upgrade task and not of the upgrade information, `Error` one of a check and a confirmation, and a snapshot has no list. `Pause` remains although pausing is discarded.",
    contract: "Each field has the values of its own table.",
    why: "The types of a response take other values as well, so a list that is too short does no harm.",
    evidence:
      "The [ShowUpgradeClusterTask page], the [GetPreCheck page], the [PostCheck page] and the [snapshot page].",
  },
  {
    id: "iam-actions",
    title: "IAM actions are those of the operation's own page",
    page: "Asks for no action for the checks, the confirmation, the start of a snapshot and the upgrade information of standard clusters, and for `cce:cluster:upgrade` or `cce:cluster:getCluster` for Autopilot clusters.",
    contract: "Names no action for these standard operations; their descriptions name that of Autopilot.",
    why: "The contract does not claim for one kind of cluster what only the other's page says.",
    evidence: "The [PreCheck page] and [Autopilot's check page].",
  },
  {
    id: "odd-names",
    title: "Odd names stay on the wire",
    page: "`value` in one selector and `values` in another, `NodeID` with a capital letter, `uid` at the top of one response, `kind` and `apiVersion` inside the `metadata` of an upgrade, and names of schemas with `Cluser`.",
    contract:
      "Keeps names and places on the wire. Names of schemas are spelt right, and tasks share one `TaskMetadata`.",
    why: "A field under another name would not be sent or read. The name of a schema is not on the wire.",
    evidence: "The [vendor's API file] and the [Node SDK].",
  },
  {
    id: "addon-operation",
    title: "The operation on an add-on is any text",
    page: "Names `patch` in its text and has no list. An example of Terraform's provider has `batch`.",
    contract: "Any text.",
    why: "No source says which values there are.",
    evidence: "The [UpgradeCluster page]; the documentation of [Terraform's provider].",
  },
  {
    id: "check-id",
    title: "The task ID of a check is its own",
    page: "Calls `task_id` the ID of an upgrade task, and says elsewhere that the check returns it.",
    contract: "The `metadata.uid` of the check.",
    why: "The first is a copy of another page's text.",
    evidence: "The [GetPreCheck page]; [Terraform's provider] sends the ID of the check.",
  },
  {
    id: "same-credentials",
    title: "Every operation needs credentials",
    page: "Some pages list `X-Auth-Token` among the headers, and others list no header.",
    contract: "The same security schemes for all operations.",
    why: "Every call to the service is authenticated, whatever the page lists.",
    evidence: "The [vendor's API file]; the SDK cores sign every request.",
  },
  {
    id: "progress",
    title: "Progress and completion time prove nothing",
    page: "`progress` is `0.00` in one sample and `67` in another. `completionTime` stands in a task that has not begun.",
    contract: "`progress` is a text without a scale. Only the phase says whether a task has ended.",
    why: "No source explains either field.",
    evidence: "The samples of the [ShowUpgradeClusterTask page] and the [snapshot page].",
  },
];

const introduction = `# Where the contract departs from the page

\`openapi.yaml\` transcribes tables 1–10 of the vendor's page
[UpgradeWorkFlowUpdate](https://support.huaweicloud.com/intl/zh-cn/api-cce/UpgradeWorkFlowUpdate.html) in its edition of
2024-03-12. This page lists every place where it says something else or something more, and why.

The list is complete: a test compares the contract with the tables field by field, and each difference that is not
listed below fails it. So does an entry that no longer differs. What is not listed is as the page has it: no field of a
response is required, and names keep their spelling, \`updateTimestamp\` beside \`startTimeStamp\` included.

Each entry ends with the differences it covers, written as \`page\` → \`contract\`. It covers these and nothing else, so
another difference in the same row stands out. The page lost the icons of its “required” column: such a flag is \`blank\`
and agrees only with a field that is not required.

Under “Other operations”, “the page” stands for the vendor's page of the operation in question.

The text is generated from \`test/spec/deviations.ts\`; change it there.`;

const closing = `## Sources

“The page” of the cancel is always the edition of 2024-03-12. The [English page] was read in its editions of 2024-05-31, 2024-11-06
and 2026-01-08. The [vendor's API file] is \`openapi/cce_v3_en.yaml\` at commit \`c7bc7d69\` of 2025-11-19: it has the
same models, for the operations on Autopilot clusters.`;

const code = (value: string): string => `\`${value}\``;

/** Breaks a text into lines, but not inside code or a link, and never so that a line begins like a list or a heading. */
function wrap(text: string, indent: string): string {
  const words = text.match(/(?:`[^`]*`|\[[^\]]*\]|\S)+/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const fits = `${indent}${line} ${word}`.length <= 120;
    const startsBlock = /^(?:>.*|[-+*=#]+|\d+[.)])$/.test(word);
    if (line === "") line = word;
    else if (fits || startsBlock) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}

const bullet = (text: string, indent = ""): string => `${indent}- ${wrap(text, `${indent}  `)}`;

/** The differences a deviation covers, those that differ in nothing but the field in one line. */
function covered(changes: readonly Change[]): string[] {
  const groups = new Map<string, Change[]>();
  for (const item of changes) {
    const { table, aspect, page, contract } = item;
    const key = JSON.stringify(aspect === "added" ? [table, aspect] : [table, aspect, page, contract]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const where = first.table === "document" ? "Outside of the tables" : `Table ${first.table}`;
    const fields = group.map((item) => code(item.field)).join(", ");
    const what = first.aspect === "added" ? "added" : `${first.aspect}, ${code(first.page)} → ${code(first.contract)}`;
    return `${where}, ${fields}: ${what}`;
  });
}

const departuresOf = ({ departures = [], schemas = [] }: Decision): string[] => [
  ...departures.map(({ at, sources, contract }) => `${code(at)}: ${code(sources)} → ${code(contract)}`),
  ...schemas.map((name) => `${code(name)}: added`),
];

function entryOf(entry: Omit<Decision, "departures" | "schemas">, covers: readonly string[]): string {
  return [
    `### ${entry.title}\n`,
    bullet(`**The page:** ${entry.page}`),
    bullet(`**The contract:** ${entry.contract}`),
    bullet(`**Why:** ${entry.why}`),
    bullet(`**Evidence:** ${entry.evidence}`),
    ...(covers.length > 0 ? [bullet(`**Covers** (${code(entry.id)}):`)] : []),
    ...covers.map((line) => bullet(line, "  ")),
  ].join("\n");
}

/** The text of `spec/DEVIATIONS.md`. */
export function renderDeviations(listed: readonly Deviation[]): string {
  const sections = parts.flatMap((part) => {
    const ofPart = listed.filter((deviation) => deviation.part === part);
    const entries = [
      ...ofPart.map((deviation) => entryOf(deviation, covered(deviation.changes))),
      ...(part === "Other operations" ? decisions.map((decision) => entryOf(decision, departuresOf(decision))) : []),
    ];
    return entries.length === 0 ? [] : [`## ${part}`, ...entries];
  });
  const links = Object.entries(sources).map(([name, address]) => `[${name}]: ${address}`);
  return `${[introduction, ...sections, closing, links.join("\n")].join("\n\n")}\n`;
}

/** How a text differs from the one the list makes, and how to renew it; `undefined` where it does not. */
export function staleness(text: string, listed: readonly Deviation[]): string | undefined {
  const expected = renderDeviations(listed);
  if (text === expected) return undefined;
  const [actualLines, expectedLines] = [text.split("\n"), expected.split("\n")];
  const line = expectedLines.findIndex((content, index) => content !== actualLines[index]);
  return [
    `spec/DEVIATIONS.md is not what test/spec/deviations.ts makes, from line ${line < 0 ? expectedLines.length : line + 1} on.`,
    "Run UPDATE_DEVIATIONS=1 npx jest test/spec, or replace its content by:",
    "",
    expected,
  ].join("\n");
}
