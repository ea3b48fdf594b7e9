import { createCceClient } from "cce-upgrade-workflow";
import { startMock } from "cce-upgrade-workflow/mock";
import { afterAll, afterEach, expect, test } from "vitest";
import { cancelStuckUpgrade } from "../automation.mjs";

const mock = await startMock({
  port: 0,
  workflows: [
    {
      metadata: { uid: "my-workflow" },
      spec: { clusterID: "my-cluster" },
      status: { phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] },
    },
  ],
});
const cce = createCceClient({ endpoint: mock.url, projectId: "any", credentials: { token: "any" } });

afterEach(() => mock.reset());
afterAll(() => mock.close());

test("is throttled once, and gets there", async () => {
  mock.plan([{ response: "throttled", headers: { "Retry-After": "0" } }]);
  expect(await cancelStuckUpgrade(cce, "my-cluster")).toEqual({ cancelled: true, cancelledBy: "this-call" });
  expect(mock.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
    "GET 429",
    "GET 200", // the list
    "GET 200", // the workflow
    "PATCH 200",
  ]);
});

test("loses the response, and does not cancel twice", async () => {
  mock.plan([{}, {}, { drop: "afterProcessing" }]);
  expect(await cancelStuckUpgrade(cce, "my-cluster")).toEqual({ cancelled: true, cancelledBy: "unknown" });
  expect(mock.requests.filter(({ method }) => method === "PATCH")).toHaveLength(1);
});
