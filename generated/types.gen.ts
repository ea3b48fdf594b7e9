// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 29e91fbadc79973dffe83861f4b6724e00f80b2f5edb7e0eddce856e1ffbaaf1

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
        ErrorBody: ErrorBody;
        ServiceError: ServiceError;
        GatewayError: GatewayError;
        ServiceErrorCode: ServiceErrorCode;
        GatewayErrorCode: GatewayErrorCode;
    };
    responses: {
        /**
         * @description The request is malformed or the service does not accept it: read `message` for the reason. May also be the
         *     response to a cancel that the state of the workflow does not allow. Not in the tables: from the vendor's
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
         * @description The credentials are good but may not do this: the IAM action `cce:cluster:upgrade` is missing, or the state of
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
         * @description No such project, cluster or workflow (the service), or no such route (the gateway). Not in the tables: from the
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
