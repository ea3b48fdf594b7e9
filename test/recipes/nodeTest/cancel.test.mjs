import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { createCceClient } from "cce-upgrade-workflow";
import { startMock } from "cce-upgrade-workflow/mock";
import { cancelStuckUpgrade } from "../automation.mjs";

const mock = await startMock({ port: 0, workflows: [] });
const cce = createCceClient({ endpoint: mock.url, projectId: "any", credentials: { token: "any" } });
const upgrade = { clusterId: "my-cluster", workflowId: "my-workflow", taskDurationMs: 60_000 };

afterEach(() => mock.reset());
after(() => mock.close());

test("waits for the upgrade to fail, then ends it", async () => {
  mock.playUpgrade({ ...upgrade, failsAt: "Cluster" });

  mock.advanceClock(150_000); // PreCheck and Snapshot are done, Cluster is at work
  const { cancelled, reasons } = await cancelStuckUpgrade(cce, "my-cluster");
  assert.equal(cancelled, false);
  assert.deepEqual(reasons, ["workflow-not-cancellable", "task-not-finished"]);
  assert.ok(mock.requests.every(({ method }) => method === "GET"));

  mock.advanceClock(30_000); // Cluster has failed
  assert.deepEqual(await cancelStuckUpgrade(cce, "my-cluster"), { cancelled: true, cancelledBy: "this-call" });
});

test("never touches an upgrade that goes well", async () => {
  mock.playUpgrade(upgrade);
  for (let minute = 0; minute < 4; minute += 1) {
    assert.equal((await cancelStuckUpgrade(cce, "my-cluster")).cancelled, false);
    mock.advanceClock(60_000);
  }
  assert.equal(mock.workflows[0]?.status?.phase, "Success");
});
