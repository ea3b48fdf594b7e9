import { mockScenarios } from "../../src/mock/service/scenarios.js";
import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import type { UpgradeWorkFlow } from "../../src/mock/service/workflow.js";
import {
  cancel,
  cancelBody,
  clusterId,
  example,
  request,
  tokenHeaders,
  openapi,
  withMock,
  workflowId,
  workflowPath,
  type Received,
} from "./support.js";

const stuck: UpgradeWorkFlow = {
  metadata: { uid: workflowId },
  spec: { clusterID: clusterId },
  status: { phase: "Pending" },
};
const elsewhere: UpgradeWorkFlow = { metadata: { uid: "another" }, spec: { clusterID: "another-cluster" } };

const listPath = workflowPath("x").replace("/x", "");

const createBody = {
  kind: "WorkFlowTask",
  apiVersion: "v3",
  spec: { clusterID: clusterId, clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" },
};

function get(mock: Mock, path: string): Promise<Received> {
  return request(mock.url + path, { headers: tokenHeaders });
}

function create(mock: Mock, body: unknown = createBody): Promise<Received> {
  return request(mock.url + listPath, { method: "POST", headers: tokenHeaders, body: JSON.stringify(body) });
}

it("without a state the other operations respond with their examples", async () => {
  await withMock({}, async (mock) => {
    expect((await get(mock, workflowPath())).body).toEqual(example("ShowUpgradeWorkFlowResponse"));
    expect((await get(mock, listPath)).body).toEqual(example("UpgradeWorkFlowListResponse"));
    const { status, body } = await create(mock);
    expect([status, body]).toEqual([201, example("CreateUpgradeWorkFlowResponse")]);
    expect(mock.workflows).toEqual([]);
  });
});

it("a workflow of the state is shown as it is, before and after a cancel", async () => {
  await withMock({ workflows: [stuck] }, async (mock) => {
    expect((await get(mock, workflowPath())).body).toEqual(stuck);
    const { body } = await cancel(mock);
    expect((await get(mock, workflowPath())).body).toEqual(body);
    expect((await get(mock, workflowPath("unknown"))).body).toEqual(example("ResourceNotFound"));
  });
});

it("the workflows of a cluster are listed", async () => {
  await withMock({ workflows: [stuck, elsewhere] }, async (mock) => {
    const { status, headers, body } = await get(mock, listPath);
    expect([status, body]).toEqual([200, { kind: "List", apiVersion: "v3", items: [stuck] }]);
    expect(headers.get("sl-violations")).toBeNull();
  });
});

it("a workflow is created, listed, shown and cancelled", async () => {
  await withMock({ workflows: [] }, async (mock) => {
    const { status, body } = await create(mock);
    expect(status).toBe(201);
    const { metadata } = body as UpgradeWorkFlow;
    expect(body).toEqual({ ...(example("CreateUpgradeWorkFlowResponse") as object), metadata, spec: createBody.spec });
    expect((await get(mock, listPath)).body).toHaveProperty("items", [body]);
    expect((await get(mock, workflowPath(metadata?.uid))).body).toEqual(body);
    expect((await cancel(mock, metadata?.uid)).body).toHaveProperty("status.phase", "Cancel");
    mock.reset();
    expect(mock.workflows).toEqual([]);
    expect((await cancel(mock, metadata?.uid)).status).toBe(404);
  });
});

it("a created upgrade can be played", async () => {
  await withMock({ workflows: [] }, async (mock) => {
    const { metadata } = (await create(mock)).body as UpgradeWorkFlow;
    mock.playUpgrade({ clusterId, workflowId: metadata?.uid ?? "", taskDurationMs: 1000, failsAt: "PreCheck" });
    mock.advanceClock(1000);
    expect((await get(mock, workflowPath(metadata?.uid))).body).toHaveProperty("status.phase", "Pending");
  });
});

it("an invalid creation changes nothing", async () => {
  await withMock({ workflows: [] }, async (mock) => {
    expect((await create(mock, { ...createBody, spec: {} })).status).toBe(400);
    expect(mock.workflows).toEqual([]);
  });
});

it("an operation the service does not know responds with its example, whatever its parameters are called", async () => {
  const below = "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}";
  const operation = (operationId: string, value: object) => ({
    operationId,
    responses: { 200: { description: "Success", content: { "application/json": { example: value } } } },
  });
  const parameters = ["project_id", "cluster_id", "upgrade_workflow_id"].map((name) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const paths = {
    [`${below}/tasks`]: { parameters, get: operation("listTasks", { tasks: [] }) },
    [`${below}/note`]: { parameters, patch: operation("updateNote", { note: "a note" }) },
  };
  const document = { ...openapi, paths: { ...(openapi as { paths?: object }).paths, ...paths } };
  const mock = await startMockWith(document, { workflows: [stuck] });
  try {
    expect((await get(mock, `${workflowPath()}/tasks`)).body).toEqual({ tasks: [] });
    expect((await get(mock, `${workflowPath(mockScenarios[1]?.workflowId)}/tasks`)).body).toEqual({ tasks: [] });
    const noted = await request(`${mock.url}${workflowPath()}/note`, { method: "PATCH", headers: tokenHeaders });
    expect(noted.body).toEqual({ note: "a note" });
    expect(mock.workflows).toEqual([stuck]);
  } finally {
    await mock.close();
  }
});

it("reserved IDs are shown as the workflows they stand for, or not at all", async () => {
  await withMock({}, async (mock) => {
    const shown: Record<string, unknown> = {};
    for (const { name, workflowId: id } of mockScenarios) {
      const { status, body } = await get(mock, workflowPath(id));
      shown[name] = status === 200 ? (body as UpgradeWorkFlow).status?.phase : status;
    }
    expect(shown).toEqual({
      success: "Pending",
      workflowRunning: "Running",
      alreadyCancelled: "Cancel",
      alreadySucceeded: "Success",
      taskRunning: "Pending",
      criticalLineNotExecuted: "Pending",
      forbidden: 403,
      notFound: 404,
      throttled: 429,
      internalError: 500,
      gatewayError: 502,
      gatewayHtmlPage: 502,
    });
  });
});

it("the Autopilot paths work on the same workflows", async () => {
  await withMock({ workflows: [stuck] }, async (mock) => {
    const path = workflowPath().replace("/api/v3", "/autopilot/v3");
    const { status } = await request(mock.url + path, { method: "PATCH", headers: tokenHeaders, body: cancelBody });
    expect(status).toBe(200);
    expect((await cancel(mock)).status).toBe(400);
    expect(mock.requests.map(({ operation }) => operation)).toEqual([
      "upgradeAutopilotWorkFlowUpdate",
      "upgradeWorkFlowUpdate",
    ]);
  });
});
