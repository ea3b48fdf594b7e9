import fc from "fast-check";
import {
  explainUpgrade,
  isCceAbortError,
  isCceApiError,
  isCceConfigError,
  isCceConnectionError,
  isCceCurrentWorkflowError,
  type FailedCheckItem,
  type AdvisedAction,
  type UpgradeExplanation,
  type UpgradeSituation,
} from "../../src/index.js";
import { explainWith } from "../../src/workflow/explainUpgrade.js";
import { adviceFor, type UpgradeJudgement } from "../../src/workflow/upgradeAdvice.js";
import type { UpgradeFacts } from "../../src/workflow/upgradeState.js";
import { clientOf, failureOf, ids } from "../helpers/calls.js";
import { closeServers, freePort } from "../helpers/server.js";
import { instantClock, target, type UpgradeWorkFlow } from "./support.js";
import {
  check,
  item,
  startWhyService,
  upgrade,
  versions,
  type WhyService,
  workflow,
  type World,
} from "./whySupport.js";

const cluster = { cluster_id: ids.cluster_id };
const options = { projectId: ids.project_id, maxAttempts: 1 };
let service: WhyService;

beforeAll(async () => {
  service = await startWhyService();
});
afterAll(closeServers);

function explain(world: World, helper: Parameters<typeof explainUpgrade>[2] = {}): Promise<UpgradeExplanation> {
  service.world = world;
  return explainUpgrade(clientOf(service.url, options), cluster, helper);
}

type Row = readonly [seen: string, world: World, situation: UpgradeSituation, ...actions: AdvisedAction[]];

const failedCheck = workflow("Pending", { preCheck: "Failed" });
const failedCluster = workflow("Pending", { preCheck: "Success", cluster: "Failed" });
const running = workflow("Running", { preCheck: "Success", cluster: "Running" });
const passed = workflow("Running", { preCheck: "Success" });
const upgraded = (postCheck?: unknown, phase = "Running") =>
  workflow(phase, { preCheck: "Success", cluster: "Success", postCheck });
const withCheck = (items: unknown, phase = "Failed"): World => ({
  workflows: [failedCheck],
  precheck: check(phase, items),
});
const withUpgrade = (...tasks: unknown[]): World => ({
  workflows: [failedCluster],
  upgradeTask: tasks[0],
  upgradeTasks: tasks,
});
const later = { uid: "check-2", made: "07:50:00" };

const rows: readonly Row[] = [
  // The rows of the table.
  [
    "PreCheck failed, an Exception",
    withCheck([item("Risk"), item("Exception")]),
    "precheck-failed",
    "fix",
    "recheck",
    "support",
  ],
  ["PreCheck failed, an item of no kind", withCheck([item(undefined)]), "precheck-failed", "fix", "recheck", "support"],
  [
    "PreCheck failed, an item of an unknown kind",
    withCheck([item("Advice")]),
    "precheck-failed",
    "fix",
    "recheck",
    "support",
  ],
  [
    "PreCheck failed, risks only",
    withCheck([item("Risk"), item("Risk")]),
    "precheck-risks",
    "fix",
    "recheck",
    "recheck-skipping",
  ],
  ["PreCheck in Error", withCheck([], "Error"), "precheck-error", "recheck", "support"],
  [
    "PreCheck with an execution exception",
    withCheck([item("Exception", { group: "ExecuteException" })]),
    "precheck-error",
    "recheck",
    "support",
  ],
  ["Cluster failed", withUpgrade(upgrade("Failed")), "cluster-failed", "fix", "retry", "cancel"],
  ["Cluster failed, its task is gone", { workflows: [failedCluster] }, "cluster-failed", "fix", "retry", "cancel"],
  [
    "Cluster failed twice",
    withUpgrade(
      upgrade("Failed", { uid: "upgrade-1", made: "07:40:00" }),
      upgrade("Failed", { uid: "upgrade-0", made: "06:00:00" }),
    ),
    "cluster-failed-again",
    "support",
    "cancel",
  ],
  [
    "Cluster failed, an earlier upgrade to another version failed",
    withUpgrade(upgrade("Failed"), {
      ...upgrade("Failed", { uid: "upgrade-0" }),
      spec: { targetVersion: "v1.17.17-r0" },
    }),
    "cluster-failed",
    "fix",
    "retry",
    "cancel",
  ],
  [
    "Cluster failed, the list has its task twice",
    withUpgrade(upgrade("Failed"), upgrade("Failed")),
    "cluster-failed",
    "fix",
    "retry",
    "cancel",
  ],
  ["the upgrade task in Pause", { workflows: [running], upgradeTask: upgrade("Pause") }, "cluster-paused", "support"],
  ["the upgrade task in Pause after a failure", withUpgrade(upgrade("Pause")), "cluster-paused", "support"],
  [
    "Snapshot failed",
    { workflows: [workflow("Running", { preCheck: "Success", snapshot: "Failed" })] },
    "snapshot-failed",
    "snapshot",
  ],
  ["Cluster succeeded, PostCheck not started", { workflows: [upgraded()] }, "postcheck-open", "confirm"],
  [
    "Cluster succeeded, PostCheck failed",
    { workflows: [upgraded("Failed", "Pending")] },
    "postcheck-failed",
    "confirm",
  ],
  ["Cluster succeeded, PostCheck in Error", { workflows: [upgraded("Error")] }, "postcheck-failed", "confirm"],
  [
    "the check has expired",
    { workflows: [passed], precheck: check("Success", [], { expires: "07:59:59" }) },
    "precheck-expired",
    "recheck",
  ],
  ["nothing started", { workflows: [workflow("Init")] }, "not-started", "start-check", "cancel"],
  ["nothing started, no phase", { workflows: [workflow(undefined)] }, "not-started", "start-check", "cancel"],
  ["Running", { workflows: [running], upgradeTask: upgrade("Running") }, "running", "wait"],
  ["Queuing", { workflows: [workflow("Running", { preCheck: "Success", cluster: "Queuing" })] }, "running", "wait"],
  ["Pending without a failed point", { workflows: [workflow("Pending", { preCheck: "Success" })] }, "unknown"],
  ["nothing unfinished", { workflows: [workflow("Success"), workflow("Cancel")] }, "finished"],
  ["no workflow at all", {}, "finished"],
  [
    "a later check passed, the workflow stays",
    { ...withCheck([item("Risk")]), prechecks: [check("Success", [], later)] },
    "recheck-passed",
    "cancel",
  ],
  // What is near them.
  [
    "a later check failed: it counts",
    { ...withCheck([item("Exception")]), prechecks: [check("Failed", [item("Risk")], later)] },
    "precheck-risks",
    "fix",
    "recheck",
    "recheck-skipping",
  ],
  [
    "a later check runs",
    { ...withCheck([item("Exception")]), prechecks: [check("Running", [], later)] },
    "running",
    "wait",
  ],
  [
    "a later check for another version",
    {
      ...withCheck([item("Exception")]),
      prechecks: [{ ...check("Success", [], later), spec: { targetVersion: "v1.21" } }],
    },
    "precheck-failed",
    "fix",
    "recheck",
    "support",
  ],
  [
    "an earlier check passed",
    { ...withCheck([item("Exception")]), prechecks: [check("Success", [], { uid: "check-0", made: "06:00:00" })] },
    "precheck-failed",
    "fix",
    "recheck",
    "support",
  ],
  ["PreCheck failed, its check is gone", { workflows: [failedCheck] }, "precheck-failed", "fix", "recheck", "support"],
  [
    "PreCheck failed, the list has its check",
    { workflows: [failedCheck], prechecks: [check("Failed", [item("Risk")])] },
    "precheck-risks",
    "fix",
    "recheck",
    "recheck-skipping",
  ],
  ["PreCheck failed, but its check succeeded", withCheck([], "Success"), "unknown"],
  [
    "PreCheck failed in a workflow that is not Pending",
    { ...withCheck([item("Risk")]), workflows: [workflow("Running", { preCheck: "Failed" })] },
    "unknown",
  ],
  [
    "nothing started, and the check failed",
    { workflows: [workflow("Init")], prechecks: [check("Failed", [item("Risk")])] },
    "precheck-risks",
    "fix",
    "recheck",
    "recheck-skipping",
  ],
  [
    "nothing started, and the check runs",
    { workflows: [workflow("Init")], prechecks: [check("Init")] },
    "running",
    "wait",
  ],
  [
    "nothing started, and the check is valid",
    { workflows: [workflow("Init")], prechecks: [check("Success", [], { expires: "08:00:01" })] },
    "unknown",
  ],
  [
    "the check has not expired",
    { workflows: [passed], precheck: check("Success", [], { expires: "08:00:01" }) },
    "unknown",
  ],
  ["it is not known when the check expires", { workflows: [passed], precheck: check("Success") }, "unknown"],
  [
    "Cluster failed in a workflow that is not Pending",
    { workflows: [workflow("Running", { preCheck: "Success", cluster: "Failed" })] },
    "unknown",
  ],
  ["Cluster failed, and its task succeeded", withUpgrade(upgrade("Success")), "unknown"],
  [
    "Cluster failed, and a later task runs",
    withUpgrade(upgrade("Failed"), upgrade("Running", { uid: "upgrade-2", made: "07:50:00" })),
    "running",
    "wait",
  ],
  ["Cluster at work, and its task failed", { workflows: [running], upgradeTask: upgrade("Failed") }, "unknown"],
  [
    "PreCheck at work, and its check passed",
    { workflows: [workflow("Running", { preCheck: "Running" })], precheck: check("Success") },
    "unknown",
  ],
  [
    "Snapshot at work",
    { workflows: [workflow("Running", { preCheck: "Success", snapshot: "Running" })] },
    "running",
    "wait",
  ],
  [
    "Cluster succeeded in a workflow without PostCheck",
    {
      workflows: [
        { ...upgraded(), status: { phase: "Running", pointStatuses: [{ taskType: "Cluster", status: "Success" }] } },
      ],
    },
    "unknown",
  ],
  ["Cluster succeeded, Pending without a failed point", { workflows: [upgraded(undefined, "Pending")] }, "unknown"],
  [
    "a roll-back failed",
    {
      workflows: [
        workflow(
          "Pending",
          {},
          {
            pointStatuses: [
              { taskType: "Rollback", status: "Failed" },
              { taskType: "Cluster", status: "Failed" },
            ],
          },
        ),
      ],
    },
    "unknown",
  ],
  [
    "a task twice",
    {
      workflows: [
        workflow(
          "Pending",
          {},
          {
            pointStatuses: [
              { taskType: "Cluster", status: "Success" },
              { taskType: "Cluster", status: "Failed" },
            ],
          },
        ),
      ],
    },
    "unknown",
  ],
  [
    "a phase in no list",
    { workflows: [{ ...failedCluster, status: { ...failedCluster.status, phase: "Upgrading" } }] },
    "unknown",
  ],
  ["a state in no list", { workflows: [workflow("Pending", { cluster: "Failed", preCheck: "Sleeping" })] }, "unknown"],
  ["a workflow without tasks", { workflows: [{ metadata: { uid: "w" }, status: null }] }, "unknown"],
  [
    "a cancel that would be refused",
    {
      ...withUpgrade(upgrade("Failed")),
      workflows: [
        workflow(
          "Pending",
          { preCheck: "Success", cluster: "Failed" },
          { lineStatuses: [{ endPoint: { taskType: "PostCheck" }, critical: true }] },
        ),
      ],
    },
    "cluster-failed",
    "fix",
    "retry",
  ],
];

describe("explainUpgrade", () => {
  const cases = rows.map(([seen, world, situation, ...actions]) => ({ seen, world, situation, actions }));
  it.each(cases)("$seen", async ({ world, situation, actions }) => {
    const explanation = await explain(world);
    expect({ situation: explanation.situation, actions: explanation.advice.map(({ action }) => action) }).toEqual({
      situation,
      actions,
    });
    for (const { text, reason, source } of explanation.advice) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(reason).toMatch(/^[A-Z].*\.$/);
      expect(source).toMatch(/^https:\/\/support\.huaweicloud\.com\//);
    }
  });

  it("marks what no page documents", async () => {
    const marked = async (world: World) =>
      (await explain(world)).advice.map(({ action, documented }) => [action, documented]);
    expect(await marked({ ...withCheck([]), prechecks: [check("Success", [], later)] })).toEqual([["cancel", false]]);
    expect(await marked(withCheck([item("Exception")]))).toEqual([
      ["fix", true],
      ["recheck", true],
      ["support", false],
    ]);
    expect(await marked({ workflows: [upgraded("Failed")] })).toEqual([["confirm", false]]);
    expect(await marked({ workflows: [upgraded()] })).toEqual([["confirm", true]]);
  });

  it("gives the failed task, its items, the check with its expiry, the versions and the times", async () => {
    const earlier = upgrade("Success", { uid: "upgrade-0", made: "06:30:00" });
    const explanation = await explain({
      ...withCheck([item("Exception"), item("Risk", { phase: "Success" })]),
      prechecks: [check("Failed", [], { expires: "08:10:00" })],
      upgradeTasks: [earlier, upgrade("Running", { uid: "other", made: "06:40:00" })],
    });
    const { workflow: seen, failed, checkItems, precheck, info, timings, unread, judgedAt, judgedBy } = explanation;
    expect(seen).toEqual(failedCheck);
    expect(failed).toEqual({
      taskType: "PreCheck",
      taskID: "check-1",
      startedAt: new Date("2023-11-25T07:30:00.500Z"),
      endedAt: undefined,
      path: "status.pointStatuses[0]",
    });
    expect(checkItems.map(({ name, kind, path }) => [name, kind, path])).toEqual([
      ["AddonLimit", "Exception", "status.addonCheckStatus.itemsStatus[0]"],
    ]);
    expect(precheck).toMatchObject({ uid: "check-1", phase: "Failed", isExpired: undefined });
    expect(info).toEqual({
      release: "v1.17.17",
      patch: "r0",
      suggestPatch: undefined,
      targetVersions: ["v1.19.16-r80"],
      lastPhase: "Success",
      lastCompletedAt: new Date("2023-11-25T06:00:00.500Z"),
    });
    expect(timings).toEqual({
      runningSince: undefined,
      earlier: [
        {
          taskType: "PreCheck",
          uid: "check-1",
          phase: "Failed",
          targetVersion: versions.targetVersion,
          startedAt: new Date("2023-11-25T07:10:00.500Z"),
          tookMs: 120_000,
        },
        {
          taskType: "Cluster",
          uid: "upgrade-0",
          phase: "Success",
          targetVersion: versions.targetVersion,
          startedAt: new Date("2023-11-25T06:30:00.500Z"),
          tookMs: 4_200_000,
        },
      ],
    });
    expect({ unread, judgedAt, judgedBy }).toEqual({
      unread: [],
      judgedAt: new Date("2023-11-25T08:00:00Z"),
      judgedBy: "service",
    });
  });

  it("says since when a task is at work, by the workflow or else by the task", async () => {
    const since = async (world: World) => (await explain(world)).timings.runningSince;
    expect(await since({ workflows: [running], upgradeTask: upgrade("Running") })).toEqual(
      new Date("2023-11-25T07:30:00.500Z"),
    );
    const checking = { workflows: [workflow("Init")], prechecks: [check("Running")] };
    expect(await since(checking)).toEqual(new Date("2023-11-25T07:10:00.500Z"));
  });

  it("judges the expiry by this machine's clock where the service gives no date, and says so", async () => {
    const cce = clientOf(service.url, options);
    const judged = async (expires: string) => {
      service.world = { workflows: [passed], precheck: check("Success", [], { expires }), date: null };
      const { situation, judgedBy, precheck } = await explainWith(cce, cluster, {}, instantClock());
      return [situation, judgedBy, precheck?.isExpired];
    };
    // The clock of the test stands at 07:30.
    expect(await judged("07:29:00")).toEqual(["precheck-expired", "local", true]);
    expect(await judged("07:31:00")).toEqual(["unknown", "local", false]);
  });

  describe("finds the failed steps of the upgrade in any form", () => {
    const step = (name: unknown, message?: unknown, path = "spec.items[0]") => ({ name, message, path });
    it.each([
      [
        "a list",
        [
          { name: "a", status: "Failed", message: "m" },
          { name: "b", status: "Init" },
        ],
        [step("a", "m")],
      ],
      [
        "an object of objects",
        { a: { phase: "Failed", reason: "m" }, b: { phase: "Init" } },
        [step("a", "m", "spec.items.a")],
      ],
      ["an object of states", { a: "Failed", b: "Init" }, [step("a", undefined, "spec.items.a")]],
      ["a status that is an object", [{ name: "a", status: { phase: "Failed", message: "m" } }], [step("a", "m")]],
      [
        "steps within steps",
        { steps: [{ id: 7, state: "Init", children: [{ type: "a", state: "Failed" }] }] },
        [step("a", undefined, "spec.items.steps[0].children[0]")],
      ],
      ["one object", { name: "a", status: "Failed" }, [step("a", undefined, "spec.items")]],
      ["JSON in a text", '[{"name":"a","status":"Failed"}]', [step("a")]],
      ["a text", "Failed", [step(undefined, undefined, "spec.items")]],
      ["nothing", null, []],
      ["a number", 7, []],
      ["a depth without end", JSON.parse(`${"[".repeat(3000)}"Failed"${"]".repeat(3000)}`) as unknown, []],
    ])("%s", async (_, items, steps) => {
      expect((await explain(withUpgrade(upgrade("Failed", { items })))).steps).toEqual(steps);
    });

    it("hundreds of them", async () => {
      const items = Array.from({ length: 500 }, (_, index) => ({ name: `step-${index}`, status: "Failed" }));
      expect((await explain(withUpgrade(upgrade("Failed", { items })))).steps).toHaveLength(500);
    });

    it("and those of a snapshot", async () => {
      const snapshot = {
        metadata: { uid: "snapshot-1" },
        spec: { items: [{ id: "1", type: "master-backup", status: "Failed", message: "disk full" }] },
      };
      const workflows = [workflow("Pending", { preCheck: "Success", snapshot: "Failed" })];
      const { steps } = await explain({ workflows, snapshots: [snapshot] });
      expect(steps).toEqual([step("master-backup", "disk full")]);
    });
  });

  describe("goes on without a part that cannot be read", () => {
    const all: World = { ...withUpgrade(upgrade("Failed")), prechecks: [check("Success")], precheck: check("Success") };
    it.each<[part: string, missing: World, situation: string]>([
      ["precheck", { precheck: 404, prechecks: [], workflows: [failedCheck] }, "precheck-failed"],
      ["prechecks", { prechecks: 403 }, "cluster-failed"],
      ["upgradeTask", { upgradeTask: 404 }, "cluster-failed"],
      ["upgradeTasks", { upgradeTasks: 500 }, "cluster-failed"],
      ["upgradeInfo", { info: 403 }, "cluster-failed"],
      ["workflow", { workflows: 403 }, "unknown"],
      [
        "snapshots",
        { snapshots: 403, workflows: [workflow("Pending", { preCheck: "Success", snapshot: "Failed" })] },
        "snapshot-failed",
      ],
    ])("%s", async (part, missing, situation) => {
      const explanation = await explain({ ...all, ...missing });
      const status = Object.values(missing).find((value) => typeof value === "number");
      const failure = expect.stringMatching(new RegExp(`^${status} E\\.${status} no `)) as string;
      expect(explanation.unread).toEqual([{ part, failure, status }]);
      expect(explanation.situation).toBe(situation);
    });

    it("and gives the newest check and the versions where the workflow cannot be read", async () => {
      const explanation = await explain({ workflows: 403, prechecks: [check("Failed", [item("Risk")])] });
      expect(explanation).toMatchObject({
        workflow: undefined,
        advice: [],
        precheck: { uid: "check-1" },
        info: { patch: "r0" },
      });
      expect(explanation.checkItems).toHaveLength(1);
    });

    it("a task with an ID that cannot be in a path", async () => {
      const odd = workflow(
        "Pending",
        {},
        { pointStatuses: [{ taskType: "PreCheck", taskID: "..", status: "Failed" }] },
      );
      const { situation, unread } = await explain({ workflows: [odd] });
      expect(situation).toBe("precheck-failed");
      expect(unread).toMatchObject([{ part: "precheck", failure: expect.stringContaining("task_id") as string }]);
    });
  });

  it("fails where nothing can be read, the credentials are refused, or there is no connection", async () => {
    const nothing = { workflows: 403, prechecks: 403, upgradeTasks: 403, info: 403 };
    expect((await failureOf(explain(nothing), isCceApiError)).operation).toBe("listUpgradeWorkFlows");
    const before = service.requests.length;
    expect((await failureOf(explain({ workflows: 401 }), isCceApiError)).status).toBe(401);
    expect(service.requests.length - before).toBe(1);
    const nowhere = clientOf(`http://127.0.0.1:${await freePort()}`, options);
    await failureOf(explainUpgrade(nowhere, cluster), isCceConnectionError);
    await failureOf(explain({}, { autopilot: "yes" as unknown as boolean }), isCceConfigError);
    await failureOf(explain({ workflows: [running, running] }), isCceCurrentWorkflowError);
  });

  it("ends when the caller's signal fires", async () => {
    const controller = new AbortController();
    controller.abort();
    await failureOf(explain({ workflows: [running] }, { signal: controller.signal }), isCceAbortError);
  });

  it("explains the workflow that is given, by its ID or as it was found", async () => {
    service.world = { workflow: failedCluster, workflows: [running] };
    const cce = clientOf(service.url, options);
    for (const given of [target, { ...cluster, workflow: failedCluster }]) {
      expect((await explainUpgrade(cce, given)).situation).toBe("cluster-failed");
    }
    service.world = { workflow: workflow("Cancel", { cluster: "Failed" }) };
    expect(await explainUpgrade(cce, target)).toMatchObject({ situation: "finished", failed: undefined });
  });

  it("asks an Autopilot cluster only at its own addresses", async () => {
    const before = service.requests.length;
    expect((await explain({ workflows: [running] }, { autopilot: true })).situation).toBe("running");
    const paths = service.requests.slice(before).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !path.startsWith("/autopilot/v3/"))).toEqual([]);
  });

  describe("whatever the service sends", () => {
    /** What each situation may advise, as the issue lists it. */
    const table: Readonly<Record<UpgradeSituation, readonly AdvisedAction[]>> = {
      "precheck-failed": ["fix", "recheck", "support"],
      "precheck-risks": ["fix", "recheck", "recheck-skipping"],
      "precheck-error": ["recheck", "support"],
      "precheck-expired": ["recheck"],
      "recheck-passed": ["cancel"],
      "snapshot-failed": ["snapshot"],
      "cluster-failed": ["fix", "retry", "cancel"],
      "cluster-failed-again": ["support", "cancel"],
      "cluster-paused": ["support"],
      "postcheck-open": ["confirm"],
      "postcheck-failed": ["confirm"],
      "not-started": ["start-check", "cancel"],
      running: ["wait"],
      finished: [],
      unknown: [],
    };
    const states = ["Init", "Queuing", "Running", "Pause", "Success", "Failed", "Error", undefined];
    const state = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...states) }, fc.jsonValue());
    const phases = ["Init", "Running", "Pending", undefined];
    const phase = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...phases) }, fc.jsonValue());
    const seen = fc
      .tuple(phase, fc.record({ preCheck: state, snapshot: state, cluster: state, postCheck: state }))
      .map(([of, points]): unknown => workflow(of, points));
    const aCheck = state.map((of): unknown => check(of, [item("Risk")], { expires: "07:00:00" }));
    const anUpgrade = state.map((of): unknown => upgrade(of, { made: "07:45:00" }));

    function expectOnlyTheTable({ situation, advice }: UpgradeJudgement, given: unknown) {
      const of = given as UpgradeWorkFlow | undefined;
      const actions = advice.map(({ action }) => action);
      expect(table[situation]).toEqual(expect.arrayContaining(actions));
      if (actions.length === 0) return;
      const stateOf = (type: string) => of?.status?.pointStatuses?.find(({ taskType }) => taskType === type)?.status;
      if (actions.includes("retry")) expect([of?.status?.phase, stateOf("Cluster")]).toEqual(["Pending", "Failed"]);
      if (actions.includes("confirm")) expect(stateOf("Cluster")).toBe("Success");
      if (actions.includes("cancel")) expect(["Init", "Pending", undefined]).toContain(of?.status?.phase);
    }

    it("it throws nothing that it does not document, and advises only what the table has", async () => {
      const task = fc.oneof(aCheck, anUpgrade, fc.jsonValue());
      const list = fc.oneof(fc.array(task, { maxLength: 3 }), fc.jsonValue());
      const workflows = fc.oneof({ weight: 5, arbitrary: seen.map((one): unknown => [one]) }, fc.jsonValue());
      const world = fc.record({
        ...{ workflows, precheck: task, prechecks: list, upgradeTask: task, upgradeTasks: list, snapshots: list },
        info: fc.jsonValue(),
      });
      await fc.assert(
        fc.asyncProperty(world, async (sent) => {
          const result = await explain(sent).catch((error: unknown) => error);
          if (isCceCurrentWorkflowError(result) || isCceApiError(result)) return;
          const explanation = result as UpgradeExplanation;
          expectOnlyTheTable(explanation, explanation.workflow);
        }),
        { numRuns: 40 },
      );
    });

    it("its table of advice has every state of workflow and tasks", () => {
      const facts = fc.record({ workflow: seen, check: aCheck, upgradeTask: anUpgrade, isLaterCheck: fc.boolean() });
      const risks = fc.constantFrom(["Risk"], ["Exception"], []);
      fc.assert(
        fc.property(facts, risks, fc.nat(2), (given, kinds, failedUpgrades) => {
          const checkItems = kinds.map((kind) => ({ kind }) as FailedCheckItem);
          const now = Date.UTC(2023, 10, 25, 8);
          expectOnlyTheTable(adviceFor({ ...given, checkItems, failedUpgrades, now } as UpgradeFacts), given.workflow);
        }),
        { numRuns: 2_000 },
      );
    });
  });

  it("has no time for what was never set", async () => {
    const odd = { ...check("Success"), status: { phase: "Success", expireTimeStamp: "0001-01-01 00:00:00 +0000 UTC" } };
    const { situation, precheck } = await explain({ workflows: [passed], precheck: odd });
    expect({ situation, precheck }).toMatchObject({ situation: "unknown", precheck: { expiresAt: undefined } });
  });
});
