import { afterAll, expect, test } from "@jest/globals";
import { cancelUpgradeWorkflow, createCceClient } from "cce-upgrade-workflow";
import { startMock } from "cce-upgrade-workflow/mock";

const starting = startMock();
afterAll(async () => (await starting).close());

test("learns why a workflow cannot be cancelled", async () => {
  const { url } = await starting;
  const cce = createCceClient({ endpoint: url, projectId: "any", credentials: { token: "any" } });
  const target = { cluster_id: "my-cluster", upgrade_workflow_id: "00000000-0000-4000-8000-000000400004" };
  await expect(cancelUpgradeWorkflow(cce, target)).rejects.toMatchObject({ reasons: [{ code: "task-not-finished" }] });
});

test("sees a refusal of the service with its code", async () => {
  const mock = await starting;
  const cce = createCceClient({ endpoint: mock.url, projectId: "any", credentials: { token: "any" } });
  mock.plan([{ response: "forbidden" }]);
  await expect(cce.listUpgradeWorkFlows({ cluster_id: "my-cluster" })).rejects.toMatchObject({ status: 403 });
});
