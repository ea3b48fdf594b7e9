import type { MockResponse, ResponseChoice } from "../engine/http.js";
import { lines, makeWorkflow, type Task, type UpgradeWorkFlow } from "./workflow.js";

/** What a scenario responds with: a response of the document, its own response, or the result of acting on a workflow. */
export type ScenarioPlot =
  | { readonly choice: ResponseChoice; readonly headers?: Readonly<Record<string, string>> }
  | { readonly response: MockResponse }
  | { readonly workflow: (clusterId: string, workflowId: string) => UpgradeWorkFlow };

interface ScenarioDefinition {
  readonly workflowId: string;
  readonly status: number;
  readonly description: string;
  readonly plot: ScenarioPlot;
}

const precheck: Task = {
  taskType: "PreCheck",
  taskID: "f61e008c-1600-41c0-9bde-121de5a30660",
  status: "Success",
  startTimeStamp: "2023-11-25 07:20:04.592972 +0000 UTC",
  endTimeStamp: "2023-11-25 07:21:05.518966 +0000 UTC",
  expireTimeStamp: "2023-11-25 08:21:05.518966 +0000 UTC",
};
const snapshot: Task = { taskType: "Snapshot" };
const clusterRunning: Task = {
  taskType: "Cluster",
  taskID: "6d799ff6-3afe-4242-80b4-6f0a0fa746cb",
  status: "Running",
  startTimeStamp: "2023-11-25 07:49:30.283459 +0000 UTC",
};
const clusterEnd = { endTimeStamp: "2023-11-25 07:58:35.507243 +0000 UTC" };
const clusterFailed: Task = { ...clusterRunning, ...clusterEnd, status: "Failed" };
const clusterSucceeded: Task = { ...clusterRunning, ...clusterEnd, status: "Success" };
const postcheck: Task = { taskType: "PostCheck" };
const stuck = [precheck, snapshot, clusterFailed, postcheck];

function workflowIn(status: NonNullable<UpgradeWorkFlow["status"]>): ScenarioPlot {
  return { workflow: (clusterId, workflowId) => makeWorkflow(clusterId, workflowId, status) };
}

/** The last twelve digits of an ID are the status of the response and a number. */
const definitions = {
  success: {
    workflowId: "00000000-0000-4000-8000-000000200001",
    status: 200,
    description: "The workflow is stuck in Pending and is cancelled.",
    plot: workflowIn({ phase: "Pending", pointStatuses: stuck }),
  },
  workflowRunning: {
    workflowId: "00000000-0000-4000-8000-000000400001",
    status: 400,
    description: "Refused: the workflow is Running.",
    plot: workflowIn({ phase: "Running", pointStatuses: [precheck, snapshot, clusterRunning, postcheck] }),
  },
  alreadyCancelled: {
    workflowId: "00000000-0000-4000-8000-000000400002",
    status: 400,
    description: "Refused: the workflow is already cancelled.",
    plot: workflowIn({ phase: "Cancel", pointStatuses: stuck }),
  },
  alreadySucceeded: {
    workflowId: "00000000-0000-4000-8000-000000400003",
    status: 400,
    description: "Refused: the workflow has already succeeded.",
    plot: workflowIn({
      phase: "Success",
      pointStatuses: [precheck, snapshot, clusterSucceeded, { ...postcheck, status: "Success" }],
    }),
  },
  taskRunning: {
    workflowId: "00000000-0000-4000-8000-000000400004",
    status: 400,
    description: "Refused: a task of the workflow is Running.",
    plot: workflowIn({ phase: "Pending", pointStatuses: [precheck, snapshot, clusterRunning, postcheck] }),
  },
  criticalLineNotExecuted: {
    workflowId: "00000000-0000-4000-8000-000000400005",
    status: 400,
    description: "Refused: a critical line of the workflow has not been executed.",
    plot: workflowIn({
      phase: "Pending",
      pointStatuses: [{ ...precheck, status: "Failed" }, snapshot, { taskType: "Cluster" }, postcheck],
      lineStatuses: lines.map((line, index) => ({ ...line, critical: index === 0 })),
    }),
  },
  forbidden: {
    workflowId: "00000000-0000-4000-8000-000000403001",
    status: 403,
    description: "The caller may not cancel the workflow.",
    plot: { choice: { code: 403, example: "accessDenied" } },
  },
  notFound: {
    workflowId: "00000000-0000-4000-8000-000000404001",
    status: 404,
    description: "There is no such workflow.",
    plot: { choice: { code: 404, example: "resource" } },
  },
  throttled: {
    workflowId: "00000000-0000-4000-8000-000000429001",
    status: 429,
    description: "Throttled by the gateway, with Retry-After: 1.",
    plot: { choice: { code: 429, example: "throttled" }, headers: { "retry-after": "1" } },
  },
  internalError: {
    workflowId: "00000000-0000-4000-8000-000000500001",
    status: 500,
    description: "The service failed.",
    plot: { choice: { code: 500, example: "internalError" } },
  },
  gatewayError: {
    workflowId: "00000000-0000-4000-8000-000000502001",
    status: 502,
    description: "The service does not respond to the gateway, which reports that in its own body.",
    plot: { choice: { code: 502, example: "backendUnavailable" } },
  },
  gatewayHtmlPage: {
    workflowId: "00000000-0000-4000-8000-000000502002",
    status: 502,
    description: "A proxy in between responds with a page that is not JSON.",
    plot: {
      response: {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n",
      },
    },
  },
} as const satisfies Readonly<Record<string, ScenarioDefinition>>;

/** Name of a scenario. */
export type ScenarioName = keyof typeof definitions;

/** A situation the mock plays when a request names its reserved ID. */
export interface MockScenario {
  readonly name: ScenarioName;
  /** The reserved `upgrade_workflow_id`. */
  readonly workflowId: string;
  /** The HTTP status of the response to a cancel. */
  readonly status: number;
  /** One sentence for people. */
  readonly description: string;
}

/** All scenarios, in the order of their statuses. */
export const mockScenarios: readonly MockScenario[] = (Object.keys(definitions) as ScenarioName[]).map((name) => {
  const { workflowId, status, description } = definitions[name];
  return { name, workflowId, status, description };
});

/** Whether there is a scenario of this name. */
export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(definitions, name);
}

/** What happens in a scenario. */
export function plotOf(name: ScenarioName): ScenarioPlot {
  return definitions[name].plot;
}

/** The scenario a workflow ID is reserved for. */
export function scenarioOf(workflowId: string | undefined): ScenarioName | undefined {
  return mockScenarios.find((scenario) => scenario.workflowId === workflowId)?.name;
}
