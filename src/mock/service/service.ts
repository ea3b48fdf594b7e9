import { randomUUID } from "node:crypto";
import type { components } from "../../../generated/types.gen.js";
import { explainCancel } from "../../workflow/explainCancel.js";
import { wireTimestamp, type Clock } from "./clock.js";
import type { MatchedOperation } from "../engine/engine.js";
import { jsonAnswer, type Answer, type Call } from "../engine/http.js";
import { plotOf, scenarioOf, type ScenarioName } from "./scenarios.js";
import { newWorkflow, withStatus, type UpgradeWorkFlow } from "./workflow.js";
import type { WorkflowState } from "./state.js";

/** What a deed does to one workflow: `cancelled` gives the workflow as it is after a cancel. */
interface Deed {
  readonly workflow: UpgradeWorkFlow;
  readonly cancelled: () => UpgradeWorkFlow;
  readonly requestId: string;
}

/** No public source tells how a refusal looks; this is the form the service gives other refusals of a state. */
function refusal(reason: string, requestId: string): Answer {
  const body = {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    code: 400,
    errorCode: "CCE.01400001",
    errorMessage: "Invalid request.",
    error_code: "CCE_CM.0004",
    error_msg: "Request is invalid",
    message: reason,
    reason: "BadRequest",
    request_id: requestId,
  };
  return jsonAnswer(400, body);
}

function show({ workflow }: Deed): Answer {
  return jsonAnswer(200, workflow);
}

function cancel({ workflow, cancelled, requestId }: Deed): Answer {
  const { verdict, reasons } = explainCancel(workflow);
  if (verdict !== "refused") return jsonAnswer(200, cancelled());
  return refusal(`The workflow cannot be cancelled. ${reasons.map(({ text }) => text).join(" ")}`, requestId);
}

/** What the methods of a workflow's path do. */
const deeds: Readonly<Record<string, (deed: Deed) => Answer>> = { get: show, patch: cancel };

function list(state: WorkflowState, clusterId: string): Answer {
  return jsonAnswer(200, { kind: "List", apiVersion: "v3", items: state.list(clusterId) });
}

function create(state: WorkflowState, clusterId: string, call: Call): Answer {
  const { spec } = call.body as components["schemas"]["CreateUpgradeWorkFlowRequestBody"];
  const workflowId = randomUUID();
  const workflow = newWorkflow(workflowId, spec);
  state.add(clusterId, workflowId, workflow);
  return jsonAnswer(201, workflow);
}

/** What the methods of the path of a cluster's workflows do. */
const clusterDeeds: Readonly<Record<string, (state: WorkflowState, clusterId: string, call: Call) => Answer>> = {
  get: list,
  post: create,
};

/** The service behind the mock: all that the mock knows of workflows. */
export interface WorkflowService {
  /** Answers a request the document allows, by the state and by the reserved IDs; `undefined` leaves it to the example. */
  readonly answer: (operation: MatchedOperation, call: Call) => Promise<Answer | undefined>;
  /** Answers as in a scenario. */
  readonly answerScenario: (name: ScenarioName, operation: MatchedOperation, call: Call) => Promise<Answer>;
}

export function createWorkflowService(state: WorkflowState, clock: Clock): WorkflowService {
  const answerScenario: WorkflowService["answerScenario"] = async (name, operation, call) => {
    const plot = plotOf(name);
    if ("answer" in plot) return plot.answer;
    if ("choice" in plot) {
      const answer = await operation.answer(call, plot.choice);
      return { ...answer, headers: { ...answer.headers, ...plot.headers } };
    }
    const { cluster_id: clusterId, upgrade_workflow_id: workflowId } = operation.parameters;
    const deed = deeds[operation.method];
    if (clusterId === undefined || workflowId === undefined || deed === undefined) return operation.answer(call, {});
    const workflow = plot.workflow(clusterId, workflowId);
    const cancelled = (): UpgradeWorkFlow => withStatus(workflow, { phase: "Cancel" }, wireTimestamp(clock.now()));
    return deed({ workflow, cancelled, requestId: call.requestId });
  };

  return {
    answerScenario,
    answer: async (operation, call) => {
      const { template, method, parameters } = operation;
      const { cluster_id: clusterId, upgrade_workflow_id: workflowId } = parameters;
      if (clusterId === undefined) return undefined;
      if (template.endsWith("/upgradeworkflows") && state.isKept())
        return clusterDeeds[method]?.(state, clusterId, call);
      const deed = deeds[method];
      if (workflowId === undefined || deed === undefined) return undefined;
      const workflow = state.find(clusterId, workflowId);
      if (workflow !== undefined) {
        const cancelled = (): UpgradeWorkFlow => state.cancel(clusterId, workflowId) ?? workflow;
        return deed({ workflow, cancelled, requestId: call.requestId });
      }
      const scenario = scenarioOf(workflowId) ?? (state.isKept() ? "notFound" : undefined);
      return scenario === undefined ? undefined : answerScenario(scenario, operation, call);
    },
  };
}
