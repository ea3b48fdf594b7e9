import { isCceApiError, isCceConfigError } from "../../src/base/errors.js";
import { isCceCurrentWorkflowError } from "../../src/workflow/errors.js";
import { currentUpgradeWorkflow, isFinished, allUpgradeWorkflows } from "../../src/workflow/list.js";
import type { HelperOptions } from "../../src/workflow/target.js";
import { failureOf, ids } from "../helpers/calls.js";
import { closeServers } from "../helpers/server.js";
import { base, fails, ok, pending, play, type UpgradeWorkFlow, workflowIn } from "./support.js";

afterEach(closeServers);

const cluster = { cluster_id: ids.cluster_id };
const succeededOne = workflowIn({ phase: "Success" }, "succeeded");
const cancelledOne = workflowIn({ phase: "Cancel" }, "cancelled");
const runningOne = workflowIn({ phase: "Running" }, "running");
const phaseless = workflowIn({}, "phaseless");

function listOf(items: unknown) {
  return ok({ kind: "List", apiVersion: "v3", items });
}

describe("a list of workflows", () => {
  it.each<[string, unknown, unknown[]]>([
    ["an array", [succeededOne, pending], [succeededOne, pending]],
    ["one object", pending, [pending]],
    ["an array without anything in it", [], []],
    ["null, as Go writes an empty one", null, []],
    ["an array with entries that are no workflows", [null, pending, "x"], [null, pending, "x"]],
  ])("that comes as %s is an array", async (_name, items, expected) => {
    const story = await play([["GET", listOf(items)]]);
    await expect(allUpgradeWorkflows(story.cce, cluster)).resolves.toEqual(expected);
    expect(story.requests[0]?.path).toBe(base);
  });

  it("that is missing is an empty array", async () => {
    const story = await play([["GET", ok({ kind: "List" })]]);
    await expect(allUpgradeWorkflows(story.cce, cluster)).resolves.toEqual([]);
  });

  it("is that of the project and the kind of cluster that are named", async () => {
    const story = await play([["GET", listOf([])]]);
    await allUpgradeWorkflows(story.cce, { ...cluster, project_id: "another-project" }, { autopilot: true });
    const path = base.replace("/api/v3/", "/autopilot/v3/").replace(ids.project_id, "another-project");
    expect(story.requests[0]?.path).toBe(path);
  });

  it("takes nothing of a whole target but the cluster", async () => {
    const story = await play([["GET", listOf([])]]);
    await allUpgradeWorkflows(story.cce, { ...ids });
    expect(story.requests[0]?.path).toBe(base);
  });

  it.each<[string, unknown]>([
    ["auto", { auto: true }],
    ["options", null],
    ["autopilot", { autopilot: "yes" }],
  ])("is not asked for where %s is misused", async (parameter, options) => {
    const story = await play([]);
    for (const helper of [allUpgradeWorkflows, currentUpgradeWorkflow]) {
      const call = helper(story.cce, cluster, options as HelperOptions);
      expect((await failureOf(call, isCceConfigError)).parameter).toBe(parameter);
    }
    expect(story.requests).toEqual([]);
  });
});

describe("the current workflow of a cluster", () => {
  it.each([
    ["among finished ones", [succeededOne, runningOne, cancelledOne], runningOne],
    ["in Pending", [pending], pending],
    ["without a phase", [cancelledOne, phaseless], phaseless],
  ])("is the one that is not finished: %s", async (_name, items, expected) => {
    const story = await play([["GET", listOf(items)]]);
    await expect(currentUpgradeWorkflow(story.cce, cluster)).resolves.toEqual(expected);
  });

  it("is found where the service sends the bare object", async () => {
    const story = await play([["GET", listOf(pending)]]);
    await expect(currentUpgradeWorkflow(story.cce, cluster, { autopilot: true })).resolves.toEqual(pending);
    expect(story.requests[0]?.path).toBe(base.replace("/api/v3/", "/autopilot/v3/"));
  });

  it("is none where all are finished, and they are listed", async () => {
    const story = await play([["GET", listOf([succeededOne, cancelledOne])]]);
    const error = await failureOf(currentUpgradeWorkflow(story.cce, cluster), isCceCurrentWorkflowError);
    expect(error).toMatchObject({ candidates: [], workflows: [succeededOne, cancelledOne] });
    expect(error.message).toContain("succeeded (Success), cancelled (Cancel)");
    expect(error.message).toContain(ids.cluster_id);
  });

  it("is none where there is nothing", async () => {
    const story = await play([["GET", listOf([])]]);
    const error = await failureOf(currentUpgradeWorkflow(story.cce, cluster), isCceCurrentWorkflowError);
    expect(error).toMatchObject({ candidates: [], workflows: [] });
    expect(error.message).toContain("none at all");
  });

  it("is none of several, and they are listed", async () => {
    const nameless = { status: { phase: "Init" } };
    const story = await play([["GET", listOf([succeededOne, runningOne, phaseless, nameless])]]);
    const error = await failureOf(currentUpgradeWorkflow(story.cce, cluster), isCceCurrentWorkflowError);
    expect(error.candidates).toEqual([runningOne, phaseless, nameless]);
    expect(error.workflows).toHaveLength(4);
    expect(error.message).toContain("running (Running), phaseless (no phase), (no ID) (Init)");
  });

  it.each<[string, unknown[], string]>([
    ["null is all there is", [null], "has an entry that is no upgrade workflow: null. Name a workflow."],
    ["a text is all there is", [cancelledOne, "x"], "has an entry that is no upgrade workflow: x. Name a workflow."],
    [
      "null stands beside an unfinished one",
      [runningOne, null],
      "has several unfinished upgrade workflows: running (Running), null. Name one.",
    ],
  ])("is not told where %s, as it may stand for one", async (_name, items, message) => {
    const story = await play([["GET", listOf(items)]]);
    const error = await failureOf(currentUpgradeWorkflow(story.cce, cluster), isCceCurrentWorkflowError);
    expect(error.message).toContain(message);
    expect(error.workflows).toEqual(items);
  });

  it("is listed with whatever stands in the place of its ID and its phase", async () => {
    const odd = [
      { metadata: { uid: 7 }, status: { phase: "" } },
      { metadata: null, status: "odd" },
    ];
    const story = await play([["GET", listOf(odd)]]);
    const error = await failureOf(currentUpgradeWorkflow(story.cce, cluster), isCceCurrentWorkflowError);
    expect(error.message).toContain('7 (""), (no ID) (no phase). Name one.');
  });

  it("cannot be told where the service cannot be asked", async () => {
    const story = await play([["GET", fails(403)]]);
    expect((await failureOf(currentUpgradeWorkflow(story.cce, cluster), isCceApiError)).status).toBe(403);
  });
});

it("a workflow is finished in Success and Cancel only", () => {
  expect([succeededOne, cancelledOne].map(isFinished)).toEqual([true, true]);
  expect([runningOne, phaseless, pending, {}, workflowIn({ phase: "Init" })].map(isFinished)).not.toContain(true);
  const odd: unknown[] = [null, undefined, 7, "Success", [], { status: null }, { status: "Success" }];
  expect(odd.map((each) => isFinished(each as UpgradeWorkFlow))).not.toContain(true);
});
