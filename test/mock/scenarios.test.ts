import { mockScenarios, type ScenarioName } from "../../src/mock/service/scenarios.js";
import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import { explainCancel } from "../../src/workflow/explainCancel.js";
import { cancel, clusterId, example, openapi, request, tokenHeaders, workflowPath, type Received } from "./support.js";

let mock: Mock;

beforeAll(async () => {
  mock = await startMockWith(openapi);
});

afterAll(async () => {
  await mock.close();
});

function idOf(name: ScenarioName): string {
  const scenario = mockScenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`No scenario ${name}`);
  return scenario.workflowId;
}

function play(name: ScenarioName): Promise<Received> {
  return cancel(mock, idOf(name));
}

it("each has its own ID, a version 4 UUID", () => {
  const ids = mockScenarios.map(({ workflowId }) => workflowId);
  expect(new Set(ids).size).toBe(12);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it.each(mockScenarios)("$name responds with $status", async ({ workflowId, status }) => {
  expect((await cancel(mock, workflowId)).status).toBe(status);
});

it("success returns the workflow of the request, just cancelled", async () => {
  const { status, headers, body } = await play("success");
  expect(status).toBe(200);
  expect(headers.get("sl-violations")).toBeNull();
  expect(body).toMatchObject({
    kind: "WorkFlowTask",
    metadata: { uid: idOf("success") },
    spec: { clusterID: clusterId },
    status: { phase: "Cancel", pointStatuses: [{}, {}, { taskType: "Cluster", status: "Failed" }, {}] },
  });
  const { updateTimestamp } = (body as { metadata: { updateTimestamp: string } }).metadata;
  expect(updateTimestamp.slice(0, 4)).toBe(String(new Date().getUTCFullYear()));
});

it("success may be repeated", async () => {
  expect([(await play("success")).status, (await play("success")).status]).toEqual([200, 200]);
});

it.each<[ScenarioName, string]>([
  ["workflowRunning", "The workflow is at work (phase Running)."],
  ["alreadyCancelled", "The workflow is already cancelled (phase Cancel)."],
  ["alreadySucceeded", "The workflow has already succeeded (phase Success)."],
  ["taskRunning", "The task Cluster is in state Running."],
  ["criticalLineNotExecuted", "The critical line to the task Cluster has not been executed."],
])("%s is refused with its reason", async (name, reason) => {
  const { status, headers, body } = await play(name);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    kind: "Status",
    code: 400,
    errorCode: "CCE.01400001",
    error_code: "CCE_CM.0004",
    message: expect.stringContaining(reason) as unknown,
    request_id: headers.get("x-request-id"),
  });
  expect(Object.keys(body as object).sort()).toEqual(Object.keys(example("HybridError") as object).sort());
});

it.each<[ScenarioName, string]>([
  ["forbidden", "AccessDenied"],
  ["notFound", "ResourceNotFound"],
  ["throttled", "Throttled"],
  ["internalError", "InternalError"],
  ["gatewayError", "BackendUnavailable"],
])("%s has the body of the example %s", async (name, exampleName) => {
  expect((await play(name)).body).toEqual(example(exampleName));
});

it("throttled has Retry-After", async () => {
  expect((await play("throttled")).headers.get("retry-after")).toBe("1");
});

it("gatewayHtmlPage is an HTML page", async () => {
  const { headers, text } = await play("gatewayHtmlPage");
  expect(headers.get("content-type")).toBe("text/html");
  expect(text).toMatch(/^<html>.*502 Bad Gateway/);
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
});

it("an invalid request is refused before its scenario", async () => {
  const url = mock.url + workflowPath(idOf("forbidden"));
  const wrongBody = await request(url, { method: "PATCH", headers: tokenHeaders, body: "{}" });
  expect(wrongBody.status).toBe(400);
  const noCredentials = await request(url, { method: "PATCH", body: "{}" });
  expect(noCredentials.status).toBe(401);
});

it("a request may name its scenario", async () => {
  const { status, body } = await cancel(mock, "any-id", { Prefer: "scenario=success" });
  expect(status).toBe(200);
  expect(body).toMatchObject({ metadata: { uid: "any-id" }, status: { phase: "Cancel" } });
  expect((await cancel(mock, "any-id", { Prefer: "scenario=notFound" })).body).toEqual(example("ResourceNotFound"));
});

it("an unknown scenario is refused with a list of the known ones", async () => {
  const { status, body } = await cancel(mock, undefined, { Prefer: "scenario=sunshine" });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error_code: "MOCK.0001",
    error_msg: expect.stringMatching(/no scenario sunshine.*success.*gatewayHtmlPage/) as unknown,
  });
});

it("a scenario and a code together are refused", async () => {
  const { status, body } = await cancel(mock, undefined, { Prefer: "scenario=success, code=200" });
  expect(status).toBe(400);
  expect(body).toHaveProperty("error_msg", expect.stringContaining("not both"));
});

it("a cancelled workflow cannot be cancelled again", async () => {
  const { body } = await play("success");
  expect(explainCancel(body as object).verdict).toBe("refused");
});
