import {
  cancelUpgradeWorkflow,
  currentUpgradeWorkflow,
  isCceConfigError,
  type UpgradeWorkFlow,
  waitForUpgradeWorkflow,
} from "../../src/index.js";
import { failureOf } from "../helpers/calls.js";
import { closeServers } from "../helpers/server.js";
import { cancelled, ok, pending, play, target, workflowPath } from "./support.js";

afterEach(closeServers);

const { cluster_id } = target;
const helpers = { cancelUpgradeWorkflow, waitForUpgradeWorkflow };

describe("a workflow that was read", () => {
  it("names the workflow to wait for and to cancel", async () => {
    const story = await play([
      ["GET", ok({ items: [pending] })],
      ["GET", ok(pending)],
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const workflow = await currentUpgradeWorkflow(story.cce, { cluster_id });
    await waitForUpgradeWorkflow(story.cce, { cluster_id, workflow });
    const result = await cancelUpgradeWorkflow(story.cce, { cluster_id, workflow });
    expect(result.workflow).toEqual(cancelled);
    expect(story.requests.slice(1).map(({ path }) => path)).toEqual([workflowPath, workflowPath, workflowPath]);
  });

  const without: readonly [string, unknown][] = [
    ["nothing", undefined],
    ["null", null],
    ["no metadata", {}],
    ["no ID", { metadata: {} }],
    ["an empty ID", { metadata: { uid: "" } }],
    ["a number as its ID", { metadata: { uid: 7 } }],
  ];

  it.each(without)("with %s is an error before anything is sent", async (_name, value) => {
    const story = await play([]);
    const workflow = value as UpgradeWorkFlow;
    for (const helper of Object.values(helpers)) {
      const error = await failureOf(helper(story.cce, { cluster_id, workflow }), isCceConfigError);
      expect(error.parameter).toBe("workflow");
      expect(error.message).toBe('The workflow has no ID: its "metadata.uid" must be a non-empty string.');
    }
    expect(story.requests).toEqual([]);
  });

  it("does not go with an ID beside it: they could name two workflows", async () => {
    const story = await play([]);
    const both = { ...target, workflow: pending } as unknown as typeof target;
    for (const helper of Object.values(helpers)) {
      const error = await failureOf(helper(story.cce, both), isCceConfigError);
      expect(error.message).toBe('Give "workflow" or "upgrade_workflow_id", not both.');
    }
    expect(story.requests).toEqual([]);
  });
});
