/** Where the contract keeps a row of the page. */
export type Locator =
  | { readonly kind: "parameter"; readonly in: "path" | "header" }
  | { readonly kind: "mediaType"; readonly mediaType: string }
  | { readonly kind: "securityScheme"; readonly scheme: string }
  | { readonly kind: "property"; readonly schema: string };

export interface Row {
  /** The field as it is spelled on the wire. */
  readonly name: string;
  /** The type in the page's own notation. */
  readonly type: string;
  /** The flag of the page: `undefined` where its cell is blank, `"no column"` where the table has no such column. */
  readonly required: boolean | undefined | "no column";
  /** The values the description lists, or the one value it calls fixed; empty where it names none. */
  readonly values: readonly string[];
  /** What the page's word for a value means where that is not what the value's name says. */
  readonly misread?: Readonly<Record<string, string>>;
  readonly where: Locator;
}

export interface Table {
  readonly number: number;
  readonly title: string;
  readonly in: "path" | "header" | "body";
  /** The schema the table became; absent where its rows became parameters. */
  readonly schema?: string;
  /** What carries the object of the table, for the two tables that no row of another table refers to. */
  readonly carrier?: "request" | "200";
  readonly rows: readonly Row[];
}

export interface Sample {
  /** Name of the example in the contract. */
  readonly example: string;
  /** The sample exactly as printed. */
  readonly text: string;
}

export interface SourcePage {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly statuses: readonly string[];
  readonly authentication: string;
  /** The states in which a cancel is refused, in the words of the introduction. */
  readonly refusedIn: { readonly workflow: readonly string[]; readonly task: readonly string[] };
  readonly tables: readonly Table[];
  /** First line of the request sample. */
  readonly requestLine: string;
  readonly request: Sample;
  readonly response: Sample;
}

const phases = ["Init", "Running", "Pending", "Success", "Cancel"];

const parameter = (place: "path" | "header", name: string, where: Locator = { kind: "parameter", in: place }): Row => ({
  name,
  type: "String",
  required: undefined,
  values: [],
  where,
});

const requestField = (schema: string, name: string, type: string, values: readonly string[] = []): Row => ({
  name,
  type,
  required: undefined,
  values,
  where: { kind: "property", schema },
});

const responseField = (schema: string, name: string, type: string, values: readonly string[] = []): Row => ({
  ...requestField(schema, name, type, values),
  required: "no column",
});

/** Tables 1 to 10 of the vendor's page in its edition of 2024-03-12. */
export const tables: readonly Table[] = [
  {
    number: 1,
    title: "路径参数",
    in: "path",
    rows: [parameter("path", "project_id"), parameter("path", "cluster_id"), parameter("path", "upgrade_workflow_id")],
  },
  {
    number: 2,
    title: "请求Header参数",
    in: "header",
    rows: [
      parameter("header", "Content-Type", { kind: "mediaType", mediaType: "application/json" }),
      parameter("header", "X-Auth-Token", { kind: "securityScheme", scheme: "Token" }),
    ],
  },
  {
    number: 3,
    title: "请求Body参数",
    in: "body",
    schema: "UpgradeWorkFlowUpdateRequestBody",
    carrier: "request",
    rows: [requestField("UpgradeWorkFlowUpdateRequestBody", "status", "status object")],
  },
  {
    number: 4,
    title: "status",
    in: "body",
    schema: "UpgradeWorkFlowUpdateRequestBodyStatus",
    rows: [requestField("UpgradeWorkFlowUpdateRequestBodyStatus", "phase", "String", phases)],
  },
  {
    number: 5,
    title: "响应Body参数",
    in: "body",
    schema: "UpgradeWorkFlow",
    carrier: "200",
    rows: [
      responseField("UpgradeWorkFlow", "kind", "String", ["WorkFlowTask"]),
      responseField("UpgradeWorkFlow", "apiVersion", "String", ["v3"]),
      responseField("UpgradeWorkFlow", "metadata", "Metadata object"),
      responseField("UpgradeWorkFlow", "spec", "WorkFlowSpec object"),
      responseField("UpgradeWorkFlow", "status", "WorkFlowStatus object"),
    ],
  },
  {
    number: 6,
    title: "Metadata",
    in: "body",
    schema: "Metadata",
    rows: [
      responseField("Metadata", "uid", "String"),
      responseField("Metadata", "name", "String"),
      responseField("Metadata", "labels", "Map<String,String>"),
      responseField("Metadata", "annotations", "Map<String,String>"),
      responseField("Metadata", "updateTimestamp", "String"),
      responseField("Metadata", "creationTimestamp", "String"),
    ],
  },
  {
    number: 7,
    title: "WorkFlowSpec",
    in: "body",
    schema: "WorkFlowSpec",
    rows: [
      responseField("WorkFlowSpec", "clusterID", "String"),
      responseField("WorkFlowSpec", "clusterVersion", "String"),
      responseField("WorkFlowSpec", "targetVersion", "String"),
    ],
  },
  {
    number: 8,
    title: "WorkFlowStatus",
    in: "body",
    schema: "WorkFlowStatus",
    rows: [
      responseField("WorkFlowStatus", "phase", "String", phases),
      responseField("WorkFlowStatus", "pointStatuses", "Array of PointStatus objects"),
      responseField("WorkFlowStatus", "lineStatuses", "Array of LineStatus objects"),
    ],
  },
  {
    number: 9,
    title: "PointStatus",
    in: "body",
    schema: "PointStatus",
    rows: [
      {
        ...responseField("PointStatus", "taskType", "String", [
          "Cluster",
          "PreCheck",
          "Rollback",
          "Snapshot",
          "PostCheck",
        ]),
        misread: { Rollback: "regression" },
      },
      responseField("PointStatus", "taskID", "String"),
      responseField("PointStatus", "status", "String", ["Init", "Queuing", "Running", "Success", "Failed"]),
      responseField("PointStatus", "startTimeStamp", "String"),
      responseField("PointStatus", "endTimeStamp", "String"),
      responseField("PointStatus", "expireTimeStamp", "String"),
    ],
  },
  {
    number: 10,
    title: "LineStatus",
    in: "body",
    schema: "LineStatus",
    rows: [
      responseField("LineStatus", "startPoint", "String"),
      responseField("LineStatus", "endPoint", "String"),
      responseField("LineStatus", "critical", "String"),
    ],
  },
];

/** The page: its tables, and what it says outside of them. */
export const page: SourcePage = {
  operation: "UpgradeWorkFlowUpdate",
  method: "patch",
  path: "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}",
  statuses: ["200"],
  authentication: "Token, or AK/SK",
  refusedIn: { workflow: ["running", "success", "cancel"], task: ["running", "init", "pause", "queue"] },
  tables,
  requestLine:
    "PATCH /api/v3/projects/47eb1d64cbeb45cfa01ae20af4f4b563/clusters/f9960c6b-8e60-11ee-9754-0255ac100b05/operation/upgradeworkflows/d0b7e319-8172-424c-86ea-543cd23f9756",
  request: {
    example: "UpgradeWorkFlowUpdateRequest",
    text: `{
  "status" : {
    "phase" : "Cancel"
  }
}`,
  },
  response: {
    example: "UpgradeWorkFlowUpdateResponse",
    text: `{
  "kind" : "WorkFlowTask",
  "apiVersion" : "v3",
  "metadata" : {
    "uid" : "c271e39e-1a6e-4d3d-8fa8-2a36329c68d1",
    "creationTimestamp" : "2023-11-25 06:32:34.923248 +0000 UTC",
    "updateTimestamp" : "2023-11-25 07:49:30.281911 +0000 UTC"
  },
  "spec" : {
    "clusterID" : "b4b9e60f-8aa2-11ee-af09-0255ac10004f",
    "clusterVersion" : "v1.17.17-r0",
    "targetVersion" : "v1.19.16-r80"
  },
  "status" : {
    "phase" : "Cancel",
    "pointStatuses" : [ {
      "taskType" : "PreCheck",
      "taskID" : "f61e008c-1600-41c0-9bde-121de5a30660",
      "status" : "Success",
      "startTimeStamp" : "2023-11-25 07:20:04.592972 +0000 UTC",
      "endTimeStamp" : "2023-11-25 07:21:05.518966 +0000 UTC",
      "expireTimeStamp" : "2023-11-25 08:21:05.518966 +0000 UTC"
    }, {
      "taskType" : "Snapshot"
    }, {
      "taskType" : "Cluster",
      "taskID" : "6d799ff6-3afe-4242-80b4-6f0a0fa746cb",
      "status" : "Failed",
      "startTimeStamp" : "2023-11-25 07:49:30.283459 +0000 UTC",
      "endTimeStamp" : "2023-11-25 07:58:35.507243 +0000 UTC"
    }, {
      "taskType" : "PostCheck"
    } ],
    "lineStatuses" : [ {
      "startPoint" : {
        "taskType" : "PreCheck"
      },
      "endPoint" : {
        "taskType" : "Cluster"
      }
    }, {
      "startPoint" : {
        "taskType" : "Cluster"
      },
      "endPoint" : {
        "taskType" : "PostCheck"
      }
    } ]
  }
}`,
  },
};
