import { createRequestLog, maxRecordedBytes, maxRecordedRequests } from "../../src/mock/log.js";
import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import { cancel, cancelBody, openapi, request, withMock, workflowPath } from "./support.js";

let mock: Mock;

beforeAll(async () => {
  mock = await startMockWith(openapi);
});

afterEach(() => {
  mock.reset();
});

afterAll(async () => {
  await mock.close();
});

it("a request is recorded as received, with its response", async () => {
  const { headers } = await cancel(mock, undefined, { Prefer: "code=429", "X-Custom": "custom" });
  const [recorded] = mock.requests;
  expect(recorded).toMatchObject({
    method: "PATCH",
    path: workflowPath(),
    query: "",
    headers: { "content-type": "application/json", "x-custom": "custom", prefer: "code=429" },
    body: JSON.parse(cancelBody) as unknown,
    operation: "upgradeWorkFlowUpdate",
    requestId: headers.get("x-request-id"),
    status: 429,
  });
});

it("requests without an operation or JSON are recorded in order, preflights are not", async () => {
  await request(`${mock.url}/other?a=b`, { method: "POST", body: "no JSON" });
  await request(mock.url + workflowPath(), { method: "OPTIONS" });
  await request(mock.url + workflowPath(), { method: "DELETE" });
  expect(
    mock.requests.map(({ method, path, query, body, status, operation }) => [
      method,
      path,
      query,
      body,
      status,
      operation,
    ]),
  ).toEqual([
    ["POST", "/other", "a=b", "no JSON", 404, undefined],
    ["DELETE", workflowPath(), "", undefined, 404, undefined],
  ]);
});

it("a refusal is recorded with its reason", async () => {
  await cancel(mock);
  await cancel(mock, "a.b");
  await cancel(mock, "00000000-0000-4000-8000-000000400002");
  await request(`${mock.url}/other`);
  await request(mock.url + workflowPath(), { method: "PATCH" });
  expect(mock.requests.map(({ status, refusal }) => [status, refusal])).toEqual([
    [200, undefined],
    [400, expect.stringContaining("path parameter upgrade_workflow_id must match")],
    [400, expect.stringContaining("already cancelled")],
    [404, expect.stringContaining("does not exist")],
    [401, expect.stringContaining("credentials")],
  ]);
});

it("each request is reported with its response, also when the connection is dropped", async () => {
  const reported: unknown[] = [];
  await withMock({ onRequest: ({ method, status }) => reported.push([method, status]) }, async (watched) => {
    watched.plan([{}, { drop: "afterProcessing" }]);
    await cancel(watched);
    await cancel(watched).catch(() => undefined);
    await cancel(watched, "a.b");
  });
  expect(reported).toEqual([
    ["PATCH", 200],
    ["PATCH", undefined],
    ["PATCH", 400],
  ]);
});

it("a list read earlier does not grow", async () => {
  await cancel(mock);
  const { requests } = mock;
  await cancel(mock);
  expect([requests.length, mock.requests.length]).toEqual([1, 2]);
});

it("a reset drops them", async () => {
  await cancel(mock);
  mock.reset();
  expect(mock.requests).toEqual([]);
});

it("no secret is recorded, wherever it occurs", async () => {
  const secrets = {
    "X-Auth-Token": "secret-token-1",
    Authorization: "SDK-HMAC-SHA256 secret-2",
    "X-Security-Token": "secret-token-3",
    Cookie: "secret=4444",
    "Proxy-Authorization": "Basic secret5",
  };
  const echo = Object.values(secrets).join(" ");
  await request(`${mock.url}/secret-token-1?token=secret-token-3`, {
    method: "POST",
    headers: { ...secrets, "X-Echo": echo },
    body: JSON.stringify({ echo }),
  });
  const [recorded] = mock.requests;
  expect(recorded?.headers["x-auth-token"]).toBe("[redacted]");
  expect(recorded?.body).toEqual({
    echo: Object.values(secrets)
      .map(() => "[redacted]")
      .join(" "),
  });
  expect(JSON.stringify(mock.requests)).not.toMatch(/secret[-=5]/);
});

it("nothing is written to the console", async () => {
  const written = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const errors = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await cancel(mock);
    await cancel(mock, "a.b");
    expect([...written.mock.calls, ...errors.mock.calls]).toEqual([]);
  } finally {
    written.mockRestore();
    errors.mockRestore();
  }
});

it("each mock records its own", async () => {
  await withMock({}, async (other) => {
    await cancel(other);
    expect([mock.requests.length, other.requests.length]).toEqual([0, 1]);
  });
});

it("the oldest requests are dropped when there are too many", () => {
  const log = createRequestLog();
  const call = { method: "get", query: "", headers: {}, bodyBytes: new Uint8Array(), body: undefined, requestId: "r" };
  for (let index = 0; index <= maxRecordedRequests; index += 1) log.add({ ...call, path: `/${index}` }, undefined);
  expect(log.all()).toHaveLength(maxRecordedRequests);
  expect(log.all()[0]?.path).toBe("/1");
});

it("the oldest requests are dropped when they are too long in total", () => {
  const log = createRequestLog();
  const bodyBytes = Buffer.from(JSON.stringify("x".repeat(1024 * 1024 - 2)));
  const call = { method: "post", query: "a=b", headers: { accept: "*/*" }, body: undefined, requestId: "r" };
  const fit = Math.floor(maxRecordedBytes / (bodyBytes.length + 50));
  for (let index = 0; index <= fit; index += 1) log.add({ ...call, bodyBytes, path: `/${index}` }, undefined);
  expect(log.all().map(({ path }) => path)).toEqual(Array.from({ length: fit }, (_, index) => `/${index + 1}`));
  log.clear();
  log.add({ ...call, bodyBytes, path: "/again" }, undefined);
  expect(log.all().map(({ path }) => path)).toEqual(["/again"]);
});

it("a body is recorded as received except for its secrets, however short a token is", async () => {
  const body = { token: "t", "secret-token": ["at secret-token"] };
  for (const token of ["t", "token", "secret-token"]) {
    await request(`${mock.url}/other`, {
      method: "POST",
      headers: { "X-Auth-Token": token },
      body: JSON.stringify(body),
    });
  }
  expect(mock.requests.map((recorded) => recorded.body)).toEqual([
    body,
    body,
    { token: "t", "[redacted]": ["at [redacted]"] },
  ]);
  expect(mock.requests.every(({ headers }) => headers["x-auth-token"] === "[redacted]")).toBe(true);
});
