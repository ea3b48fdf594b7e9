// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 29e91fbadc79973dffe83861f4b6724e00f80b2f5edb7e0eddce856e1ffbaaf1

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
}
