import { randomUUID } from "node:crypto";
import type { Operations } from "../../../generated/client.gen.js";
import type { components } from "../../../generated/types.gen.js";
import { explainCancel } from "../../workflow/explainCancel.js";
import { timeOf } from "../../workflow/timestamp.js";
import type { MatchedOperation } from "../engine/engine.js";
import { jsonResponse, type MockRequest, type MockResponse, serviceError } from "../engine/http.js";
import type { Cluster } from "./cluster.js";
import type { TaskBodies } from "./givenTasks.js";
import { formatCceTimestamp, type MockClock } from "./mockClock.js";
import { listOf, type MockQuirks, workflowOf } from "./quirks.js";
import { plotOf, scenarioOf, type ScenarioName } from "./scenarios.js";
import type { ServiceState } from "./state.js";
import { phaseOf, precheckOf } from "./tasks.js";
import { exactVersion, isExact, matching } from "./versions.js";
import { exampleVersions, newWorkflow, withStatus, type UpgradeWorkFlow } from "./workflow.js";

type Schemas = components["schemas"];

/** The workflow that an operation acts on. */
interface Subject {
  readonly workflow: UpgradeWorkFlow;
  /** Cancels the workflow and returns it as it is then. */
  readonly cancel: () => UpgradeWorkFlow;
  readonly requestId: string;
}

/** A refusal with the codes of the service. */
function refuse(requestId: string, message: string, codes: Readonly<Record<string, string>> = {}): MockResponse {
  const refusal = serviceError(400, message, requestId);
  return { ...refusal, body: { ...(refusal.body as object), ...codes } };
}

/** What a cluster operation acts on. */
interface ClusterSubject {
  readonly cluster: Cluster;
  readonly clusterId: string;
  readonly taskId: string | undefined;
  readonly body: unknown;
  readonly requestId: string;
  /** By which tasks run, in milliseconds since 1970. */
  readonly nowMs: number;
  readonly quirks: MockQuirks;
}

/** `undefined` means that there is no such resource. */
type ClusterAction = (subject: ClusterSubject) => MockResponse | undefined;

function listWorkflows({ cluster, quirks }: ClusterSubject): MockResponse {
  return jsonResponse(200, { kind: "List", apiVersion: "v3", ...listOf(cluster.workflows(), quirks) });
}

function createWorkflow({ cluster, body, requestId, quirks }: ClusterSubject): MockResponse {
  const { spec } = body as Schemas["CreateUpgradeWorkFlowRequestBody"];
  const { clusterVersion: sent = "", targetVersion } = spec;
  const current = cluster.version() ?? exampleVersions.clusterVersion;
  const offers = cluster.offers();
  const target = offers === undefined ? exactVersion(targetVersion) : matching(targetVersion, offers);
  if (target === undefined) {
    const offered = [...(offers ?? []), current].join(", ");
    const message = `The cluster is not supported to upgrade to ${targetVersion}, only support to ${offered}.`;
    return refuse(requestId, message, { errorCode: "CCE.01400015" });
  }
  const clusterVersion = sent === "" ? current : (matching(sent, [current]) ?? sent);
  const workflowId = randomUUID();
  const workflow = newWorkflow(workflowId, { ...spec, clusterVersion, targetVersion: target });
  cluster.add(workflowId, workflow);
  return jsonResponse(201, workflowOf(workflow, quirks));
}

/** Refuses while another task is at work. */
function refuseBusy({ cluster, requestId }: ClusterSubject, except?: "PreCheck"): MockResponse | undefined {
  const type = cluster.busyWith(except);
  if (type === undefined) return undefined;
  return refuse(requestId, `The task ${type} of the cluster is at work.`, { errorCode: "CCE.01400023" });
}

interface SentSpec {
  readonly clusterID?: string | undefined;
  readonly clusterVersion?: string | undefined;
  readonly targetVersion?: string | undefined;
}

/** Refuses versions that are not exact or not those of the upgrade, and another cluster than the one of the path. */
function refuseSpec(
  { clusterId, requestId }: ClusterSubject,
  sent: SentSpec,
  upgrade: SentSpec,
): MockResponse | undefined {
  if (sent.clusterID !== undefined && sent.clusterID !== clusterId) {
    return refuse(requestId, `spec.clusterID is ${sent.clusterID}, and the path names the cluster ${clusterId}.`);
  }
  for (const name of ["clusterVersion", "targetVersion"] as const) {
    const { [name]: version } = sent;
    const { [name]: expected = version } = upgrade;
    if (version === undefined || (version === expected && (name === "targetVersion" || isExact(version)))) continue;
    const wanted = expected === version ? "an exact version such as v1.19.16-r80" : expected;
    return refuse(requestId, `spec.${name} is ${version}, but must be ${wanted}.`, { error_code: "CCE_CM.0101" });
  }
  return undefined;
}

function createPrecheck(subject: ClusterSubject): MockResponse {
  const { cluster, body, nowMs } = subject;
  const { clusterVersion, targetVersion, skippedCheckItemList, ...others } = (
    body as Schemas["PrecheckClusterRequestBody"]
  ).spec;
  const sent = { ...others, clusterVersion, targetVersion };
  const planned = cluster.current()?.spec ?? { clusterVersion: cluster.version() };
  const refusal = refuseSpec(subject, sent, planned) ?? refuseBusy(subject);
  if (refusal) return refusal;
  const run = cluster.start("PreCheck", {
    versions: { clusterVersion, targetVersion },
    ...(skippedCheckItemList === undefined ? {} : { skipped: skippedCheckItemList }),
  });
  return jsonResponse(200, { ...precheckOf(run, nowMs), metadata: { uid: run.uid } });
}

function createSnapshot(subject: ClusterSubject): MockResponse {
  const refusal = refuseBusy(subject);
  if (refusal) return refusal;
  const { uid } = subject.cluster.start("Snapshot", {});
  return jsonResponse(200, { uid, metadata: { kind: "Snapshot", apiVersion: "v3.1" } });
}

/** Whether the newest check succeeded and its result has expired. */
function hasExpired({ cluster, nowMs }: ClusterSubject): boolean {
  const { phase, expireTimeStamp } = cluster.tasks("PreCheck").at(-1)?.status ?? {};
  const expiry = timeOf(expireTimeStamp);
  return phase === "Success" && expiry !== undefined && expiry.getTime() <= nowMs;
}

function upgrade(subject: ClusterSubject): MockResponse {
  const { cluster, body, requestId } = subject;
  const { clusterUpgradeAction: action } = (body as Schemas["UpgradeClusterRequestBody"]).spec;
  const { targetVersion: sent, strategy, isOnlyUpgrade } = action;
  const workflow = cluster.current();
  const offers = workflow?.spec?.targetVersion === undefined ? cluster.offers() : [workflow.spec.targetVersion];
  const targetVersion = offers === undefined ? exactVersion(sent) : matching(sent, offers);
  if (targetVersion === undefined) {
    const message = `targetVersion is ${sent}, and the upgrade is one to ${(offers ?? []).join(", ") || "no version"}.`;
    return refuse(requestId, message, { error_code: "CCE_CM.0101" });
  }
  const version = cluster.version();
  if (targetVersion === version) {
    return refuse(requestId, `The cluster has the version ${version} already.`, { errorCode: "CCE.01400015" });
  }
  const refusal = refuseBusy(subject, "PreCheck");
  if (refusal) return refusal;
  if (hasExpired(subject)) {
    return refuse(requestId, "The pre-upgrade check has expired.", { errorCode: "CCE.01400075" });
  }
  const failsCheck = !isOnlyUpgrade && cluster.wouldFailCheck();
  const run = cluster.start("Cluster", {
    versions: {
      clusterVersion: workflow?.spec?.clusterVersion ?? version ?? exampleVersions.clusterVersion,
      targetVersion,
    },
    ...(failsCheck ? { failure: { task: "Cluster", step: "upgrade-limit-check" } } : {}),
  });
  return jsonResponse(200, {
    metadata: { uid: run.uid },
    spec: {
      clusterUpgradeAction: {
        version: run.clusterVersion,
        targetVersion,
        targetPlatformVersion: "cce.10",
        strategy,
        config: {},
      },
    },
  });
}

function retry(subject: ClusterSubject): MockResponse {
  const { cluster, requestId, quirks } = subject;
  const phase = cluster.tasks("Cluster").at(-1)?.status?.phase;
  if (phase !== "Failed") {
    const state = phase === undefined ? "there is none" : `its phase is ${phase}`;
    return refuse(requestId, `Only a failed upgrade task can be retried; ${state}.`);
  }
  const refusal = refuseBusy(subject);
  if (refusal) return refusal;
  cluster.retry(quirks.retryTakesNewId ?? false);
  return { status: 200, headers: {}, body: undefined };
}

function createPostcheck(subject: ClusterSubject): MockResponse {
  const { cluster, clusterId, body, requestId, nowMs } = subject;
  const { spec } = body as Schemas["PostcheckClusterRequestBody"];
  const last = cluster.tasks("Cluster").at(-1);
  const done = { clusterVersion: last?.spec?.version, targetVersion: last?.spec?.targetVersion };
  const refusal = refuseSpec(subject, spec, done) ?? refuseBusy(subject);
  if (refusal) return refusal;
  if (last?.status?.phase !== "Success") return refuse(requestId, "Only an upgrade that succeeded can be confirmed.");
  const run = cluster.start("PostCheck", { durationMs: 0 });
  const { clusterVersion, targetVersion } = { ...run, ...spec };
  return jsonResponse(200, {
    kind: "PostCheckTask",
    apiVersion: "v3",
    metadata: { uid: run.uid },
    spec: { clusterID: clusterId, clusterVersion, targetVersion },
    status: { phase: phaseOf(run, nowMs) },
  });
}

function list(type: keyof TaskBodies): ClusterAction {
  return ({ cluster }) =>
    jsonResponse(200, { kind: "List", apiVersion: "v3", metadata: {}, items: cluster.tasks(type) });
}

function listSnapshots({ cluster }: ClusterSubject): MockResponse {
  const items = cluster.tasks("Snapshot");
  const latest = items.filter(({ status }) => status?.phase === "Success").at(-1)?.status?.completionTime;
  const status = latest === undefined ? {} : { status: { latestBackupTime: latest } };
  return jsonResponse(200, { kind: "List", apiVersion: "v3.1", metadata: {}, items, ...status });
}

function show(type: keyof TaskBodies): ClusterAction {
  return ({ cluster, taskId }) => {
    const task = cluster.tasks(type).find(({ metadata }) => metadata?.uid === taskId);
    return task && jsonResponse(200, task);
  };
}

function upgradeInfo({ cluster }: ClusterSubject): MockResponse {
  return jsonResponse(200, cluster.upgradeInfo());
}

type WorkflowAction = (subject: Subject) => MockResponse;

function showWorkflow({ workflow }: Subject): MockResponse {
  return jsonResponse(200, workflow);
}

function cancelWorkflow({ workflow, cancel, requestId }: Subject): MockResponse {
  const { verdict, reasons } = explainCancel(workflow);
  if (verdict !== "refused") return jsonResponse(200, cancel());
  const reason = reasons.map(({ text }) => text).join(" ");
  return serviceError(400, `The workflow cannot be cancelled. ${reason}`, requestId);
}

/** The operations on one workflow. */
const workflowActions = new Map<string, WorkflowAction>(
  Object.entries({
    showUpgradeWorkFlow: showWorkflow,
    showAutopilotUpgradeWorkFlow: showWorkflow,
    upgradeWorkFlowUpdate: cancelWorkflow,
    upgradeAutopilotWorkFlowUpdate: cancelWorkflow,
  } satisfies Partial<Record<keyof Operations, WorkflowAction>>),
);

/** The operations on a cluster. */
const clusterActions = new Map<string, ClusterAction>(
  Object.entries({
    listUpgradeWorkFlows: listWorkflows,
    listAutopilotUpgradeWorkFlows: listWorkflows,
    createUpgradeWorkFlow: createWorkflow,
    createAutopilotUpgradeWorkFlow: createWorkflow,
    showPreCheck: show("PreCheck"),
    showAutopilotPreCheck: show("PreCheck"),
    listPreCheckTasks: list("PreCheck"),
    listAutopilotPreCheckTasks: list("PreCheck"),
    createPreCheck: createPrecheck,
    createAutopilotPreCheck: createPrecheck,
    showUpgradeClusterTask: show("Cluster"),
    showAutopilotUpgradeClusterTask: show("Cluster"),
    listUpgradeClusterTasks: list("Cluster"),
    listAutopilotUpgradeClusterTasks: list("Cluster"),
    retryUpgradeClusterTask: retry,
    retryAutopilotUpgradeClusterTask: retry,
    showClusterUpgradeInfo: upgradeInfo,
    showAutopilotClusterUpgradeInfo: upgradeInfo,
    upgradeCluster: upgrade,
    upgradeAutopilotCluster: upgrade,
    createPostCheck: createPostcheck,
    createAutopilotPostCheck: createPostcheck,
    createClusterMasterSnapshot: createSnapshot,
    createAutopilotClusterMasterSnapshot: createSnapshot,
    listClusterMasterSnapshotTasks: listSnapshots,
    listAutopilotClusterMasterSnapshotTasks: listSnapshots,
  } satisfies Partial<Record<keyof Operations, ClusterAction>>),
);

/** The service behind the mock: all the mock knows about clusters and their upgrades. */
export interface UpgradeService {
  /**
   * Responds to a valid request from the state and the reserved IDs; `undefined` if the service knows neither the
   * operation nor the cluster or workflow, so that the example of the document stands.
   */
  readonly respond: (operation: MatchedOperation, request: MockRequest) => Promise<MockResponse | undefined>;
  /** Responds as in a scenario. */
  readonly playScenario: (
    name: ScenarioName,
    operation: MatchedOperation,
    request: MockRequest,
  ) => Promise<MockResponse>;
}

/** Makes the service. */
export function createUpgradeService(state: ServiceState, clock: MockClock, quirks: MockQuirks): UpgradeService {
  const act = (action: WorkflowAction, { workflow, cancel, requestId }: Subject): MockResponse =>
    action({ workflow: workflowOf(workflow, quirks), cancel: () => workflowOf(cancel(), quirks), requestId });

  const playScenario: UpgradeService["playScenario"] = async (name, operation, request) => {
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
    return act(action, {
      workflow,
      cancel: () => withStatus(workflow, { phase: "Cancel" }, formatCceTimestamp(clock.now())),
      requestId: request.requestId,
    });
  };

  return {
    playScenario,
    respond: async (operation, request) => {
      const { cluster_id: clusterId, upgrade_workflow_id: workflowId, task_id: taskId } = operation.parameters;
      const { requestId, body } = request;
      const clusterAction = clusterActions.get(operation.operationId);
      const action = workflowActions.get(operation.operationId);
      if (clusterId === undefined || !(clusterAction ?? action)) return undefined;
      const cluster = state.cluster(clusterId);
      if (clusterAction) {
        if (cluster === undefined) return undefined;
        const subject = { cluster, clusterId, taskId, body, requestId, nowMs: clock.taskMs(), quirks };
        return clusterAction(subject) ?? playScenario("notFound", operation, request);
      }
      if (workflowId === undefined || !action) return undefined;
      const workflow = cluster?.workflow(workflowId);
      if (cluster && workflow) {
        return act(action, { workflow, cancel: () => cluster.cancel(workflowId, workflow), requestId });
      }
      const scenario = scenarioOf(workflowId) ?? (cluster === undefined ? undefined : "notFound");
      return scenario === undefined ? undefined : playScenario(scenario, operation, request);
    },
  };
}
