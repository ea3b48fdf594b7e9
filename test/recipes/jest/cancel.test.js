const { cancelUpgradeWorkflow, createCceClient } = require("cce-upgrade-workflow");
const { startMock } = require("cce-upgrade-workflow/mock");
const { cancelStuckUpgrade } = require("../automation.js");

let mock;
let cce;

beforeAll(async () => {
  mock = await startMock({
    port: 0,
    workflows: [
      {
        metadata: { uid: "my-workflow" },
        spec: { clusterID: "my-cluster" },
        status: { phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] },
      },
    ],
  });
  cce = createCceClient({ endpoint: mock.url, projectId: "any", credentials: { token: "any" } });
});
afterEach(() => mock.reset());
afterAll(() => mock.close());

test("ends a stuck upgrade", async () => {
  expect(await cancelStuckUpgrade(cce, "my-cluster")).toEqual({ cancelled: true, cancelledBy: "this-call" });
  expect(mock.workflows[0].status.phase).toBe("Cancel");
  expect(mock.requests.at(-1)).toMatchObject({ method: "PATCH", body: { status: { phase: "Cancel" } }, status: 200 });
});

test("finds nothing to end the second time", async () => {
  await cancelStuckUpgrade(cce, "my-cluster");
  await expect(cancelStuckUpgrade(cce, "my-cluster")).rejects.toThrow("no unfinished upgrade workflow");
});

test("learns why a workflow cannot be cancelled", async () => {
  // A reserved ID: whatever the cluster, a task of this workflow is still running.
  const target = { cluster_id: "my-cluster", upgrade_workflow_id: "00000000-0000-4000-8000-000000400004" };
  await expect(cancelUpgradeWorkflow(cce, target)).rejects.toMatchObject({ reasons: [{ code: "task-not-finished" }] });
});
