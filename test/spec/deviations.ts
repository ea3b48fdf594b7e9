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
};

const change = (table: Change["table"], field: string, aspect: Aspect, page: string, contract: string): Change => ({
  table,
  field,
  aspect,
  page,
  contract,
});

const added = (field: string, contract: string): Change => change("document", field, "added", "nothing", contract);

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
      "Has list, create and show beside it, under the tag Companions, with the responses and errors the update has. `items` of a list is one workflow or several.",
    why: "A workflow has to be found before it can be cancelled, and only reading it again shows that it was. The vendor's documents disagree on `items`, so the contract takes both.",
    evidence:
      "The [Node SDK] has all three. `items` is a list there and in the [Python SDK] and [Java SDK] since April 2026, and one object in the [vendor's API file].",
    changes: [
      added(`GET ${workflowPath}`, "showUpgradeWorkFlow"),
      added(`GET ${workflowsPath}`, "listUpgradeWorkFlows"),
      added(`POST ${workflowsPath}`, "createUpgradeWorkFlow"),
    ],
  },
  {
    id: "autopilot-operations",
    part: "Other operations",
    title: "The Autopilot operations are in the contract",
    page: "Describes the update of a standard cluster only.",
    contract: "Has the same four operations for Autopilot clusters, under the tag Autopilot.",
    why: "The requests and responses are the same; only the path differs, which has no `/api` before it.",
    evidence:
      "The [vendor's API file] has all four with their models; the [Autopilot page] describes the update. The file marks them as open in two of the vendor's clouds.",
    changes: [
      added(`GET /autopilot/v3${clusterPath}`, "listAutopilotUpgradeWorkFlows"),
      added(`POST /autopilot/v3${clusterPath}`, "createAutopilotUpgradeWorkFlow"),
      added(`GET /autopilot/v3${clusterPath}/{upgrade_workflow_id}`, "showAutopilotUpgradeWorkFlow"),
      added(`PATCH /autopilot/v3${clusterPath}/{upgrade_workflow_id}`, "upgradeAutopilotWorkFlowUpdate"),
    ],
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

The text is generated from \`test/spec/deviations.ts\`; change it there.`;

const closing = `## Sources

“The page” is always the edition of 2024-03-12. The [English page] was read in its editions of 2024-05-31, 2024-11-06
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

/** The text of `spec/DEVIATIONS.md`. */
export function renderDeviations(listed: readonly Deviation[]): string {
  const sections = parts.flatMap((part) => {
    const ofPart = listed.filter((deviation) => deviation.part === part);
    if (ofPart.length === 0) return [];
    return [
      `## ${part}`,
      ...ofPart.map((deviation) =>
        [
          `### ${deviation.title}\n`,
          bullet(`**The page:** ${deviation.page}`),
          bullet(`**The contract:** ${deviation.contract}`),
          bullet(`**Why:** ${deviation.why}`),
          bullet(`**Evidence:** ${deviation.evidence}`),
          bullet(`**Covers** (${code(deviation.id)}):`),
          ...covered(deviation.changes).map((line) => bullet(line, "  ")),
        ].join("\n"),
      ),
    ];
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
