import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { createCceClient } from "cce-upgrade-workflow";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { cancelStuckUpgrade } from "../automation.mjs";

const endpoint = "https://cce.example.com";
const workflows = `${endpoint}/api/v3/projects/any/clusters/my-cluster/operation/upgradeworkflows`;
const cce = createCceClient({ endpoint, projectId: "any", credentials: { token: "any" } });

const stuck = {
  metadata: { uid: "my-workflow" },
  status: { phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] },
};
const cancelled = { ...stuck, status: { ...stuck.status, phase: "Cancel" } };

let workflow = stuck;
const server = setupServer(
  http.get(workflows, () => HttpResponse.json({ items: [workflow] })),
  http.get(`${workflows}/my-workflow`, () => HttpResponse.json(workflow)),
  http.patch(`${workflows}/my-workflow`, () => HttpResponse.json((workflow = cancelled))),
);

before(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  server.resetHandlers();
  workflow = stuck;
});
after(() => server.close());

test("ends a stuck upgrade", async () => {
  assert.deepEqual(await cancelStuckUpgrade(cce, "my-cluster"), { cancelled: true, cancelledBy: "this-call" });
});

test("does not repeat a cancel whose response was lost", async () => {
  let nCancels = 0;
  const takesEffect = http.patch(`${workflows}/my-workflow`, () => {
    nCancels += 1;
    workflow = cancelled;
    return HttpResponse.error();
  });
  server.use(takesEffect);
  assert.deepEqual(await cancelStuckUpgrade(cce, "my-cluster"), { cancelled: true, cancelledBy: "unknown" });
  assert.equal(nCancels, 1);
});
