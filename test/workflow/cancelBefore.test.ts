import { setImmediate as tick } from "node:timers/promises";
import { isCceApiError, isCceConfigError, isCceConnectionError } from "../../src/base/errors.js";
import { cancelUpgradeWorkflow, type CancelOptions, cancelWith } from "../../src/workflow/cancel.js";
import type { CancelStep } from "../../src/workflow/errors.js";
import { isCceCancelRefusedError } from "../../src/workflow/errors.js";
import { failureOf, ids } from "../helpers/calls.js";
import { closeServers } from "../helpers/server.js";
import {
  cancelled,
  fails,
  instantClock,
  ok,
  pending,
  play,
  refusal,
  running,
  settled,
  shapeOf,
  succeeded,
  withoutPhase,
  workflowIn,
  workflowPath,
  target,
} from "./support.js";

afterEach(closeServers);

describe("a cancel", () => {
  it("reads the workflow, sends the cancel and tells what it did", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const clock = instantClock();
    const result = await cancelWith(story.cce, target, {}, clock);
    expect(result).toEqual({
      workflow: cancelled,
      cancelledBy: "this-call",
      steps: [
        { at: new Date(clock.now()), action: "read", phase: "Pending", failure: undefined },
        { at: new Date(clock.now()), action: "cancel", phase: "Cancel", failure: undefined },
      ],
    });
    expect(story.requests).toEqual([
      expect.objectContaining({ method: "GET", path: workflowPath, body: "" }),
      expect.objectContaining({ method: "PATCH", path: workflowPath, body: '{"status":{"phase":"Cancel"}}' }),
    ]);
    expect(clock.waits).toEqual([]);
  });

  it("works on the time of the machine", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const before = Date.now();
    const { cancelledBy, steps } = await cancelUpgradeWorkflow(story.cce, target);
    expect(cancelledBy).toBe("this-call");
    for (const { at } of steps) {
      expect(at.getTime()).toBeGreaterThanOrEqual(before);
      expect(at.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it("goes to the project that is named, and not to the client's", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const project_id = "another-project";
    await cancelUpgradeWorkflow(story.cce, { ...target, project_id });
    const path = workflowPath.replace(ids.project_id, project_id);
    expect(story.requests.map((request) => request.path)).toEqual([path, path]);
  });

  it("goes to the paths of Autopilot clusters where it is told to, at every step", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", fails(504)],
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    await cancelWith(story.cce, target, { autopilot: true, settleMs: 0 }, instantClock());
    const path = workflowPath.replace("/api/v3/", "/autopilot/v3/");
    expect(story.requests.map((request) => request.path)).toEqual([path, path, path, path]);
    expect(path).not.toBe(workflowPath);
  });

  it("is sent to the workflow that was read, whatever the caller does with the target meanwhile", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const mine = { ...target };
    const options: CancelOptions = {
      onStep: () => {
        mine.upgrade_workflow_id = "another-workflow";
        Object.assign(options, { autopilot: true });
      },
    };
    await cancelUpgradeWorkflow(story.cce, mine, options);
    expect(story.requests.map((request) => request.path)).toEqual([workflowPath, workflowPath]);
  });
});

describe("the check before a cancel", () => {
  it("refuses with every reason, and sends nothing", async () => {
    const workflow = workflowIn({
      phase: "Running",
      pointStatuses: [
        { taskType: "PreCheck", status: "Running" },
        { taskType: "Cluster", status: "Queuing" },
      ],
      lineStatuses: [{ critical: true, startPoint: { taskType: "PreCheck" }, endPoint: { taskType: "Cluster" } }],
    });
    const story = await play([["GET", ok(workflow)]]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceCancelRefusedError);
    expect(error.reasons.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "workflow-not-cancellable status.phase",
      "task-not-finished status.pointStatuses[0].status",
      "task-not-finished status.pointStatuses[1].status",
      "critical-line-not-executed status.lineStatuses[0]",
    ]);
    for (const { text } of error.reasons) expect(error.message).toContain(text);
    expect(error.workflow).toEqual(workflow);
    expect(shapeOf(error.steps)).toEqual(["read Running"]);
    expect(error).not.toHaveProperty("cause");
    expect(story.methods()).toEqual(["GET"]);
  });

  it.each([
    ["Running", running],
    ["Success", succeeded],
    ["Cancel", cancelled],
  ])("refuses in phase %s", async (phase, workflow) => {
    const story = await play([["GET", ok(workflow)]]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceCancelRefusedError);
    expect(error.workflow.status?.phase).toBe(phase);
    expect(story.methods()).toEqual(["GET"]);
  });

  it("is skipped where the caller says so", async () => {
    const story = await play([["PATCH", ok(cancelled)]]);
    const result = await cancelUpgradeWorkflow(story.cce, target, { preflight: false });
    expect(result.cancelledBy).toBe("this-call");
    expect(shapeOf(result.steps)).toEqual(["cancel Cancel"]);
    expect(story.methods()).toEqual(["PATCH"]);
  });

  it("leaves it to the service where it cannot tell", async () => {
    const story = await play([
      ["GET", ok(withoutPhase)],
      ["PATCH", ok(cancelled)],
    ]);
    expect((await cancelUpgradeWorkflow(story.cce, target)).cancelledBy).toBe("this-call");
  });

  it.each([401, 404, 429, 500])("that is answered with %i sends nothing", async (status) => {
    const story = await play([["GET", fails(status)]]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceApiError);
    expect(error).toMatchObject({ status, operation: "showUpgradeWorkFlow" });
    expect(story.methods()).toEqual(["GET"]);
  });

  it("that loses its connection sends nothing", async () => {
    const story = await play([["GET", "lost"]]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceConnectionError);
    expect(error.operation).toBe("showUpgradeWorkFlow");
    expect(story.methods()).toEqual(["GET"]);
  });
});

describe("a workflow that is already cancelled", () => {
  it("is a success by wish, and nothing is sent", async () => {
    const story = await play([["GET", ok(cancelled)]]);
    const result = await cancelUpgradeWorkflow(story.cce, target, { ifAlreadyCancelled: "succeed" });
    expect(result).toMatchObject({ workflow: cancelled, cancelledBy: "earlier" });
    expect(shapeOf(result.steps)).toEqual(["read Cancel"]);
    expect(story.methods()).toEqual(["GET"]);
  });

  it("is a success by wish where only the service's refusal shows it", async () => {
    const story = await play([
      ["PATCH", fails(400, refusal)],
      ["GET", ok(cancelled)],
    ]);
    const options = { preflight: false, ifAlreadyCancelled: "succeed" } as const;
    const result = await cancelUpgradeWorkflow(story.cce, target, options);
    expect(result.cancelledBy).toBe("earlier");
    expect(shapeOf(result.steps)).toEqual(["cancel –", "read Cancel"]);
  });

  it.each([{}, { ifAlreadyCancelled: "refuse" } as const, { ifAlreadyCancelled: undefined }])(
    "is a refusal without that wish: %j",
    async (options) => {
      const story = await play([["GET", ok(cancelled)]]);
      const error = await failureOf(cancelUpgradeWorkflow(story.cce, target, options), isCceCancelRefusedError);
      expect(error.message).toContain("already cancelled");
    },
  );

  it("is nothing else by that wish: a workflow that succeeded is a refusal", async () => {
    const story = await play([["GET", ok(succeeded)]]);
    await failureOf(
      cancelUpgradeWorkflow(story.cce, target, { ifAlreadyCancelled: "succeed" }),
      isCceCancelRefusedError,
    );
  });
});

describe("a cancel the service refuses", () => {
  it.each([400, 403, 409])(
    "with %i because the state has changed meanwhile: the reasons are read again",
    async (status) => {
      const story = await play([
        ["GET", ok(pending)],
        ["PATCH", fails(status, refusal)],
        ["GET", ok(running)],
      ]);
      const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceCancelRefusedError);
      expect(error.workflow).toEqual(running);
      expect(error.reasons.map(({ code }) => code)).toEqual(["workflow-not-cancellable", "task-not-finished"]);
      expect(error.cause).toMatchObject({ name: "CceApiError", status, errorMessage: refusal.message });
      expect(shapeOf(error.steps)).toEqual(["read Pending", "cancel –", "read Running"]);
    },
  );

  it("because another has cancelled meanwhile is a refusal, and a success by wish", async () => {
    const scenes = [
      ["GET", ok(pending)],
      ["PATCH", fails(400, refusal)],
      ["GET", ok(cancelled)],
    ] as const;
    const refused = await play(scenes);
    await failureOf(cancelUpgradeWorkflow(refused.cce, target), isCceCancelRefusedError);
    const wished = await play(scenes);
    const result = await cancelUpgradeWorkflow(wished.cce, target, { ifAlreadyCancelled: "succeed" });
    expect(result.cancelledBy).toBe("earlier");
  });

  it("for a reason the workflow does not show: what the service says can be read", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", fails(403, { ...refusal, errorCode: "CCE.01403003", message: "the cluster is hibernated" })],
      ["GET", ok(pending)],
    ]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceApiError);
    expect(error).toMatchObject({
      status: 403,
      operation: "upgradeWorkFlowUpdate",
      errorCode: "CCE.01403003",
      errorMessage: "the cluster is hibernated",
      outcome: "unprocessed",
    });
    expect(error.message).toContain("the cluster is hibernated");
    expect(story.methods()).toEqual(["GET", "PATCH", "GET"]);
  });

  it("is told as the service told it where the workflow cannot be read again", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", fails(400, refusal)],
      ["GET", "lost"],
    ]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceApiError);
    expect(error).toMatchObject({ status: 400, errorMessage: refusal.message });
  });

  it.each([401, 404, 429, 503])("with %i has had no effect, and is told at once", async (status) => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", fails(status)],
    ]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target), isCceApiError);
    expect(error).toMatchObject({ status, operation: "upgradeWorkFlowUpdate", outcome: "unprocessed" });
    expect(story.methods()).toEqual(["GET", "PATCH"]);
  });

  it("that could not be sent at all is told at once", async () => {
    const story = await play([["GET", ok(pending)]]);
    const cce = {
      ...story.cce,
      upgradeWorkFlowUpdate: (...[params]: Parameters<typeof story.cce.upgradeWorkFlowUpdate>) =>
        story.cce.upgradeWorkFlowUpdate({ ...params, upgrade_workflow_id: ".." }),
    };
    const error = await failureOf(cancelUpgradeWorkflow(cce, target), isCceConfigError);
    expect(error.parameter).toBe("upgrade_workflow_id");
    expect(story.methods()).toEqual(["GET"]);
  });
});

describe("onStep", () => {
  it("is told each step as it ends", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", fails(502)],
      ["GET", ok(cancelled)],
    ]);
    const told: [CancelStep, number][] = [];
    const onStep = (step: CancelStep) => told.push([step, story.requests.length]);
    const { steps } = await cancelUpgradeWorkflow(story.cce, target, { onStep });
    expect(told).toEqual(steps.map((step, index) => [step, index + 1]));
    expect(steps.map(({ failure }) => failure)).toEqual([undefined, expect.stringContaining("502"), undefined]);
  });

  it("changes nothing when it throws, at once or later", async () => {
    const strays: unknown[] = [];
    const onStray = (reason: unknown) => strays.push(reason);
    process.on("unhandledRejection", onStray);
    try {
      const atOnce = () => {
        throw new Error("the log is full");
      };
      const hooks: (() => unknown)[] = [atOnce, () => tick().then(atOnce)];
      for (const onStep of hooks) {
        const story = await play([
          ["GET", ok(pending)],
          ["PATCH", ok(cancelled)],
        ]);
        expect((await cancelUpgradeWorkflow(story.cce, target, { onStep })).cancelledBy).toBe("this-call");
      }
      await settled();
    } finally {
      process.off("unhandledRejection", onStray);
    }
    expect(strays).toEqual([]);
  });
});

describe("misuse", () => {
  it.each<[string, unknown]>([
    ["options", null],
    ["preflght", { preflght: false }],
    ["toString", { toString: () => "" }],
    ["preflight", { preflight: "no" }],
    ["ifAlreadyCancelled", { ifAlreadyCancelled: "success" }],
    ["settleMs", { settleMs: -1 }],
    ["settleMs", { settleMs: Number.NaN }],
    ["settleMs", { settleMs: "30 s" }],
    ["settleMs", { settleMs: Number.POSITIVE_INFINITY }],
    ["pollMs", { pollMs: 0 }],
    ["pollMs", { pollMs: Number.POSITIVE_INFINITY }],
    ["onStep", { onStep: "log" }],
    ["autopilot", { autopilot: 1 }],
    ["signal", { signal: new AbortController() }],
    ["signal", { signal: null }],
  ])("of %s is told, and nothing is sent: %j", async (parameter, options) => {
    const story = await play([]);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target, options as CancelOptions), isCceConfigError);
    expect(error.parameter).toBe(parameter);
    expect(error.message).toContain(parameter);
    expect(story.requests).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["cluster_id", null],
    ["cluster_id", { upgrade_workflow_id: "w" }],
    ["upgrade_workflow_id", { cluster_id: "c" }],
    ["upgrade_workflow_id", { cluster_id: "c", upgrade_workflow_id: ".." }],
  ])("of the target's %s is told, and nothing is sent: %j", async (parameter, wrong) => {
    const story = await play([]);
    for (const preflight of [true, false]) {
      const call = cancelUpgradeWorkflow(story.cce, wrong as typeof target, { preflight });
      expect((await failureOf(call, isCceConfigError)).parameter).toBe(parameter);
    }
    expect(story.requests).toEqual([]);
  });

  it("is not to leave an option undefined", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const options = {
      preflight: undefined,
      settleMs: undefined,
      pollMs: undefined,
      onStep: undefined,
      signal: undefined,
    };
    await expect(cancelUpgradeWorkflow(story.cce, target, options)).resolves.toBeDefined();
  });
});
