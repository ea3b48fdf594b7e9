import {
  cancelUpgradeWorkflow,
  currentUpgradeWorkflow,
  isCceCancelRefusedError,
  isCceCurrentWorkflowError,
  allUpgradeWorkflows,
  type WaitProgress,
} from "../../src/index.js";
import { cancelWith } from "../../src/workflow/cancel.js";
import { waitWith } from "../../src/workflow/wait.js";
import { clientOf, failureOf, ids } from "../helpers/calls.js";
import { withMock } from "../mock/support.js";
import { instantClock, pending, running, shapeOf, succeeded, target, workflowIn } from "./support.js";

// The first mock loads Prism, which takes its time on a busy machine.
jest.setTimeout(60_000);

const finished = { ...succeeded, metadata: { uid: "an-earlier-one" } };

function clientOfMock({ url }: { readonly url: string }) {
  return clientOf(url, { projectId: ids.project_id, maxAttempts: 1 });
}

describe("against the stateful mock", () => {
  it.each([false, true])("the current workflow is found and cancelled (autopilot: %p)", async (autopilot) => {
    await withMock({ workflows: [finished, pending] }, async (mock) => {
      const cce = clientOfMock(mock);
      const current = await currentUpgradeWorkflow(cce, target, { autopilot });
      const found = { cluster_id: target.cluster_id, workflow: current };
      const { workflow, cancelledBy } = await cancelUpgradeWorkflow(cce, found, { autopilot });
      expect(cancelledBy).toBe("this-call");
      const all = await allUpgradeWorkflows(cce, target, { autopilot });
      expect(all).toEqual(mock.workflows);
      expect(all).toContainEqual(workflow);
      await failureOf(currentUpgradeWorkflow(cce, target, { autopilot }), isCceCurrentWorkflowError);
      expect(mock.requests.every(({ path }) => path.startsWith("/autopilot/") === autopilot)).toBe(true);
    });
  });

  it("a cancel whose reply is lost is found to have taken effect", async () => {
    await withMock({ workflows: [pending] }, async (mock) => {
      mock.plan([{}, { drop: "afterProcessing" }, { answer: { status: 503 } }]);
      const { cancelledBy, steps } = await cancelWith(clientOfMock(mock), target, {}, instantClock());
      expect(cancelledBy).toBe("unknown");
      expect(shapeOf(steps)).toEqual(["read Pending", "cancel –", "read –", "read Cancel"]);
      expect(mock.workflows[0]?.status?.phase).toBe("Cancel");
    });
  });

  it("a cancel that is lost on its way is sent once more", async () => {
    await withMock({ workflows: [pending] }, async (mock) => {
      mock.plan([{}, { drop: "beforeProcessing" }]);
      const result = await cancelWith(clientOfMock(mock), target, { settleMs: 0 }, instantClock());
      expect(result.cancelledBy).toBe("this-call");
      expect(mock.requests.map(({ method }) => method)).toEqual(["GET", "PATCH", "GET", "PATCH"]);
    });
  });

  it("a workflow at work is left alone", async () => {
    await withMock({ workflows: [running] }, async (mock) => {
      await failureOf(cancelUpgradeWorkflow(clientOfMock(mock), target), isCceCancelRefusedError);
      expect(mock.requests.map(({ method }) => method)).toEqual(["GET"]);
      const forced = cancelUpgradeWorkflow(clientOfMock(mock), target, { preflight: false });
      expect(await failureOf(forced, isCceCancelRefusedError)).toMatchObject({ cause: { status: 400 } });
      expect(mock.workflows).toEqual([running]);
    });
  });

  it("an upgrade is waited for until it is stuck", async () => {
    await withMock({ workflows: [workflowIn({ phase: "Init" })] }, async (mock) => {
      mock.playUpgrade({
        clusterId: target.cluster_id,
        workflowId: target.upgrade_workflow_id,
        taskDurationMs: 60_000,
        failsAt: "Cluster",
      });
      const phases: unknown[] = [];
      const onProgress = ({ workflow }: WaitProgress) => {
        phases.push(workflow?.status?.phase);
        mock.advanceClock(30_000);
      };
      const stuck = await waitWith(clientOfMock(mock), target, { onProgress }, instantClock());
      expect(stuck).toEqual(mock.workflows[0]);
      expect(phases).toEqual(["Init", ...Array.from({ length: 5 }, () => "Running"), "Pending"]);
    });
  });
});
