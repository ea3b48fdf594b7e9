import { randomUUID } from "node:crypto";
import type { Operations } from "../../../generated/client.gen.js";
import type { components } from "../../../generated/types.gen.js";
import { explainCancel } from "../../workflow/explainCancel.js";
import type { MatchedOperation } from "../engine/engine.js";
import { jsonResponse, serviceError, type MockRequest, type MockResponse } from "../engine/http.js";
import { formatCceTimestamp, type MockClock } from "./mockClock.js";
import { plotOf, scenarioOf, type ScenarioName } from "./scenarios.js";
import type { WorkflowState } from "./state.js";
import { newWorkflow, withStatus, type UpgradeWorkFlow } from "./workflow.js";

/** The workflow that an operation acts on. */
interface Subject {
  readonly workflow: UpgradeWorkFlow;
  /** Cancels the workflow and returns it as it is then. */
  readonly cancel: () => UpgradeWorkFlow;
  readonly requestId: string;
}

function show({ workflow }: Subject): MockResponse {
  return jsonResponse(200, workflow);
}

function cancel({ workflow, cancel, requestId }: Subject): MockResponse {
  const { verdict, reasons } = explainCancel(workflow);
  if (verdict !== "refused") return jsonResponse(200, cancel());
  const reason = reasons.map(({ text }) => text).join(" ");
  return serviceError(400, `The workflow cannot be cancelled. ${reason}`, requestId);
}

function list(state: WorkflowState, clusterId: string): MockResponse {
  return jsonResponse(200, { kind: "List", apiVersion: "v3", items: state.list(clusterId) });
}

function create(state: WorkflowState, clusterId: string, request: MockRequest): MockResponse {
  const { spec } = request.body as components["schemas"]["CreateUpgradeWorkFlowRequestBody"];
  const workflowId = randomUUID();
  const workflow = newWorkflow(workflowId, spec);
  state.add(clusterId, workflowId, workflow);
  return jsonResponse(201, workflow);
}

type WorkflowAction = typeof cancel;
type ClusterAction = typeof create;

/** The operations on one workflow. */
const workflowActions = new Map<string, WorkflowAction>(
  Object.entries({
    showUpgradeWorkFlow: show,
    showAutopilotUpgradeWorkFlow: show,
    upgradeWorkFlowUpdate: cancel,
    upgradeAutopilotWorkFlowUpdate: cancel,
  } satisfies Partial<Record<keyof Operations, WorkflowAction>>),
);

/** The operations on the workflows of a cluster. */
const clusterActions = new Map<string, ClusterAction>(
  Object.entries({
    listUpgradeWorkFlows: list,
    listAutopilotUpgradeWorkFlows: list,
    createUpgradeWorkFlow: create,
    createAutopilotUpgradeWorkFlow: create,
  } satisfies Partial<Record<keyof Operations, ClusterAction>>),
);

/** The service behind the mock: all the mock knows about workflows. */
export interface WorkflowService {
  /**
   * Responds to a valid request from the state and the reserved IDs; `undefined` if the service knows neither the
   * operation nor the workflow, so that the example of the document stands.
   */
  readonly respond: (operation: MatchedOperation, request: MockRequest) => Promise<MockResponse | undefined>;
  /** Responds as in a scenario. */
  readonly playScenario: (
    name: ScenarioName,
    operation: MatchedOperation,
    request: MockRequest,
  ) => Promise<MockResponse>;
}

export function createWorkflowService(state: WorkflowState, clock: MockClock): WorkflowService {
  const playScenario: WorkflowService["playScenario"] = async (name, operation, request) => {
    const plot = plotOf(name);
    if ("response" in plot) return plot.response;
    if ("choice" in plot) {
      const response = await operation.respond(request, plot.choice);
      return { ...response, headers: { ...response.headers, ...plot.headers } };
    }
    const { cluster_id: clusterId, upgrade_workflow_id: workflowId } = operation.parameters;
    const action = workflowActions.get(operation.operationId);
    if (clusterId === undefined || workflowId === undefined || !action) return operation.respond(request, {});
    const workflow = plot.workflow(clusterId, workflowId);
    return action({
      workflow,
      cancel: () => withStatus(workflow, { phase: "Cancel" }, formatCceTimestamp(clock.now())),
      requestId: request.requestId,
    });
  };

  return {
    playScenario,
    respond: async (operation, request) => {
      const { cluster_id: clusterId, upgrade_workflow_id: workflowId } = operation.parameters;
      if (clusterId === undefined) return undefined;
      const clusterAction = clusterActions.get(operation.operationId);
      if (clusterAction) return state.isKept() ? clusterAction(state, clusterId, request) : undefined;
      const action = workflowActions.get(operation.operationId);
      if (workflowId === undefined || !action) return undefined;
      const workflow = state.find(clusterId, workflowId);
      if (workflow) {
        return action({
          workflow,
          cancel: () => state.cancel(clusterId, workflowId) ?? workflow,
          requestId: request.requestId,
        });
      }
      const scenario = scenarioOf(workflowId) ?? (state.isKept() ? "notFound" : undefined);
      return scenario === undefined ? undefined : playScenario(scenario, operation, request);
    },
  };
}
