import { isCceConfigError } from "../../src/base/errors.js";
import type { PlanStep } from "../../src/mock/plan.js";
import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import type { UpgradeWorkFlow } from "../../src/mock/service/workflow.js";
import {
  cancel,
  cancelBody,
  clusterId,
  example,
  openapi,
  request,
  tokenHeaders,
  until,
  withMock,
  workflowId,
  workflowPath,
} from "./support.js";

const stuck: UpgradeWorkFlow = {
  metadata: { uid: workflowId },
  spec: { clusterID: clusterId },
  status: { phase: "Pending" },
};

let mock: Mock;

beforeAll(async () => {
  mock = await startMockWith(openapi, { workflows: [stuck] });
});

afterEach(() => {
  mock.reset();
});

afterAll(async () => {
  await mock.close();
});

describe("a plan", () => {
  it("throttles one request, drops the response to the next, and serves the third", async () => {
    mock.plan([
      { response: "throttled", headers: { "Retry-After": "0.25" } },
      { drop: "afterProcessing" },
      { response: "normal" },
    ]);
    const first = await cancel(mock);
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "0.25"]);
    expect(mock.workflows[0]?.status?.phase).toBe("Pending");
    await expect(cancel(mock)).rejects.toThrow("fetch failed");
    expect(mock.workflows[0]?.status?.phase).toBe("Cancel");
    expect(mock.stepsLeft).toBe(1);
    expect((await cancel(mock)).body).toHaveProperty("message", expect.stringContaining("already cancelled"));
    expect(mock.stepsLeft).toBe(0);
    expect(mock.requests.map(({ status }) => status)).toEqual([429, undefined, 400]);
  });

  it("may throttle once", async () => {
    mock.plan([{ response: { status: 429 } }]);
    expect([(await cancel(mock)).status, (await cancel(mock)).status]).toEqual([429, 200]);
  });

  it("may drop a request before it takes effect", async () => {
    mock.plan([{ drop: "beforeProcessing" }]);
    await expect(cancel(mock)).rejects.toThrow("fetch failed");
    expect(mock.workflows).toEqual([stuck]);
    expect(mock.requests).toHaveLength(1);
    expect((await cancel(mock)).status).toBe(200);
  });

  it("may name an example of the document", async () => {
    mock.plan([{ response: { status: 429, example: "locked" } }]);
    expect((await cancel(mock)).body).toEqual(example("ResourceLocked"));
  });

  it("may send a response that is not in the document", async () => {
    mock.plan([
      { response: { status: 418, body: { a: 1 } } },
      { response: { status: 503, body: "" } },
      { response: { status: 200, body: null } },
    ]);
    const teapot = await cancel(mock);
    expect([teapot.status, teapot.body, teapot.headers.get("content-type")]).toEqual([
      418,
      { a: 1 },
      "application/json",
    ]);
    const empty = await cancel(mock);
    expect([empty.status, empty.text]).toEqual([503, ""]);
    const nothing = await cancel(mock);
    expect([nothing.status, nothing.text]).toEqual([200, "null"]);
  });

  it("may cut a response short", async () => {
    mock.plan([{ truncateBodyAtBytes: 10 }, { truncateBodyAtBytes: 1_000_000 }]);
    for (const status of [200, 400]) {
      const response = await fetch(mock.url + workflowPath(), {
        method: "PATCH",
        headers: tokenHeaders,
        body: cancelBody,
      });
      expect(response.status).toBe(status);
      await expect(response.text()).rejects.toThrow("terminated");
    }
  });

  it("may send the wrong content type", async () => {
    mock.plan([{ contentType: "text/html" }]);
    const { status, headers, body } = await cancel(mock);
    expect([status, headers.get("content-type")]).toEqual([200, "text/html"]);
    expect(body).toHaveProperty("status.phase", "Cancel");
  });

  it("may delay a response after the request has taken effect", async () => {
    mock.plan([{ delayMs: 60_000 }]);
    const signal = new AbortController();
    const pending = fetch(mock.url + workflowPath(), {
      method: "PATCH",
      headers: tokenHeaders,
      body: cancelBody,
      signal: signal.signal,
    });
    await until(() => mock.workflows[0]?.status?.phase === "Cancel");
    expect((await cancel(mock)).status).toBe(400);
    signal.abort();
    await expect(pending).rejects.toThrow("abort");
  });

  it("delays a response by the planned time", async () => {
    mock.plan([{ delayMs: 50 }]);
    const startedAt = performance.now();
    expect((await cancel(mock)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(48);
  });

  it("replaces an earlier one, and ends with a reset", async () => {
    mock.plan([{ response: "forbidden" }, { response: "forbidden" }]);
    mock.plan([{ response: "notFound" }]);
    expect(mock.stepsLeft).toBe(1);
    expect((await cancel(mock)).status).toBe(404);
    mock.plan([{ response: "forbidden" }]);
    mock.reset();
    expect(mock.stepsLeft).toBe(0);
    expect((await cancel(mock)).status).toBe(200);
  });

  it("does not make an invalid request valid", async () => {
    mock.plan([{ response: "success" }]);
    const { status } = await request(mock.url + workflowPath(), { method: "PATCH", headers: tokenHeaders, body: "{}" });
    expect(status).toBe(400);
    expect(mock.stepsLeft).toBe(0);
  });

  it("takes no step for a request that calls no operation", async () => {
    mock.plan([{ response: "forbidden" }]);
    expect((await request(`${mock.url}/`)).status).toBe(404);
    expect(mock.stepsLeft).toBe(1);
  });

  it("takes precedence over the Prefer header", async () => {
    mock.plan([{ response: "forbidden" }]);
    expect((await cancel(mock, undefined, { Prefer: "code=500" })).status).toBe(403);
  });

  it.each<[unknown, string, RegExp]>([
    ["throttled", "steps[0]", /A step is an object/],
    [{ anwser: "success" }, "steps[0].anwser", /no anwser\. There are: response, delayMs/],
    [{ response: "sunshine" }, "steps[0].response", /no scenario sunshine\. There are: success, workflowRunning/],
    [{ response: 429 }, "steps[0].response", /status from 200 to 599/],
    [{ response: { status: 99, body: "" } }, "steps[0].response", /status from 200 to 599/],
    [{ response: { status: 418 } }, "steps[0].response", /no response 418\. There are: 200, 400/],
    [
      { response: { status: 429, example: "x" } },
      "steps[0].response",
      /no example x of 429\. There are: throttled, locked/,
    ],
    [{ response: { status: 429, example: "locked", body: "" } }, "steps[0].response", /a body or an example/],
    [{ delayMs: -1 }, "steps[0].delayMs", /from 0/],
    [{ delayMs: 2 ** 31 }, "steps[0].delayMs", /to 2147483647/],
    [{ drop: "sometimes" }, "steps[0].drop", /beforeProcessing or afterProcessing/],
    [{ truncateBodyAtBytes: 1.5 }, "steps[0].truncateBodyAtBytes", /whole number of bytes/],
    [{ contentType: "a\nb" }, "steps[0].contentType", /media type/],
    [{ headers: { "a b": "c" } }, "steps[0].headers", /headers have valid names/],
  ])("with the step %j is refused", (step, parameter, message) => {
    let error: unknown;
    try {
      mock.plan([step as PlanStep]);
    } catch (reason) {
      error = reason;
    }
    expect(isCceConfigError(error) && error.parameter).toBe(parameter);
    expect(String(error)).toMatch(message);
    expect(mock.stepsLeft).toBe(0);
  });
});

describe("the Prefer header of a request", () => {
  it("may delay the response", async () => {
    const startedAt = performance.now();
    expect((await cancel(mock, undefined, { Prefer: "delayMs=50" })).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(48);
  });

  it.each([
    ["beforeProcessing", "Pending"],
    ["afterProcessing", "Cancel"],
  ])("may drop the connection %s", async (drop, phase) => {
    await expect(cancel(mock, undefined, { Prefer: `drop=${drop}` })).rejects.toThrow("fetch failed");
    expect(mock.workflows[0]?.status?.phase).toBe(phase);
  });

  it("may cut the body short", async () => {
    await expect(cancel(mock, undefined, { Prefer: "truncateBodyAtBytes=5" })).rejects.toThrow("terminated");
  });

  it("may combine a scenario with another content type", async () => {
    const { status, headers } = await cancel(mock, undefined, {
      Prefer: 'scenario=throttled, contentType="text/html"',
    });
    expect([status, headers.get("content-type")]).toEqual([429, "text/html"]);
  });

  it.each([
    ["delayMs=soon", /delayMs is a whole number/],
    ["drop", /drop is beforeProcessing or afterProcessing/],
  ])("is refused when it is invalid: %s", async (prefer, message) => {
    const { status, body } = await cancel(mock, undefined, { Prefer: prefer });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error_code: "MOCK.0001", error_msg: expect.stringMatching(message) as unknown });
  });
});

it("a mock closes at once while it delays responses", async () => {
  const lost = await withMock({}, async (slow) => {
    slow.plan([{ delayMs: 60_000 }]);
    const pending = cancel(slow).catch((error: unknown) => error);
    await until(() => slow.requests[0]?.status === 200);
    return { pending };
  });
  expect(String(await lost.pending)).toContain("fetch failed");
});
