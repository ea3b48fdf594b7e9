import { isCceAbortError, isCceApiError, isCceConfigError } from "../../src/base/errors.js";
import { type ActionOptions, type ActionResult } from "../../src/workflow/act.js";
import { confirmWith } from "../../src/workflow/confirm.js";
import {
  isCceActionOutcomeUnknownError,
  isCceActionRefusedError,
  isCceConfirmationFailedError,
} from "../../src/workflow/errors.js";
import { recheckWith } from "../../src/workflow/recheck.js";
import { retryWith } from "../../src/workflow/retry.js";
import { confirmUpgrade, recheckUpgrade, retryUpgrade, type CceClient } from "../../src/index.js";
import { clientOf, failureOf, ids } from "../helpers/calls.js";
import { answer, closeServers, startServer, type TestServer } from "../helpers/server.js";
import {
  checkOf,
  failedItem,
  FakeUpgrade,
  stuckAt,
  type FakeUpgradeOptions,
  type UpgradeParts,
} from "../helpers/upgrade.js";
import { instantClock, target } from "./support.js";

type Act = (cce: CceClient, options?: ActionOptions & { skip?: string[] }) => Promise<ActionResult<object>>;

const acts: Readonly<Record<"retry" | "recheck" | "confirm", Act>> = {
  retry: (cce, options = {}) => retryWith(cce, target, options, instantClock()),
  recheck: (cce, options = {}) => recheckWith(cce, target, options, instantClock()),
  confirm: (cce, options = {}) => confirmWith(cce, target, options, instantClock()),
};
const names = ["retry", "recheck", "confirm"] as const;
type Name = (typeof names)[number];

/** What happens to the request that changes something, or to the read with that index. */
type Fault =
  | { readonly status: number; readonly body?: unknown; readonly type?: string }
  | "lost before"
  | "lost after"
  | "half"
  | "never";

interface Scene extends FakeUpgradeOptions {
  readonly parts?: UpgradeParts;
  /** The fault of the n-th request. */
  readonly faults?: Readonly<Record<number, Fault>>;
  /** Called before the n-th request is served. */
  readonly before?: (upgrade: FakeUpgrade, nPrevious: number) => void;
}

interface Stage {
  readonly server: TestServer;
  readonly upgrade: FakeUpgrade;
  readonly cce: CceClient;
  /** `GET`, or the last part of the path of a request that changes something. */
  readonly sent: () => string[];
}

async function stage(name: Name, { parts, faults = {}, before, ...options }: Scene = {}): Promise<Stage> {
  const upgrade = new FakeUpgrade(ids.cluster_id, ids.upgrade_workflow_id, { ...stuckAt[name], ...parts }, options);
  const server = await startServer((request, response, nPrevious) => {
    before?.(upgrade, nPrevious);
    const fault = faults[nPrevious];
    if (fault === "never") return;
    if (fault === "lost before") {
      response.destroy();
      return;
    }
    const isProcessed = fault === undefined || typeof fault === "string" || fault.status >= 500 || fault.status < 300;
    const real = isProcessed ? upgrade.respond(request.method ?? "", request.url ?? "") : { status: 0 };
    if (fault === "lost after") response.destroy();
    else if (fault === "half") {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write("{", () => response.destroy());
    } else {
      const { status, body } = fault ?? real;
      const type = fault?.type ?? "application/json";
      answer(response, status, body === undefined ? "" : JSON.stringify(body), { "content-type": type });
    }
  });
  const cce = clientOf(server.url, { projectId: ids.project_id, maxAttempts: 1 });
  const sent = () =>
    server.requests.map(({ method, path }) => (method === "GET" ? "GET" : (path.split("/").at(-1) ?? "")));
  return { server, upgrade, cce, sent };
}

const endpoints = { retry: "retry", recheck: "precheck", confirm: "postcheck" } as const;
/** How many reads precede the request. */
const readsOf = { retry: 2, recheck: 2, confirm: 1 } as const;

afterEach(closeServers);

function bodyOf({ server }: Stage): unknown {
  const { body = "" } = server.requests.find(({ method }) => method === "POST") ?? {};
  return body === "" ? undefined : JSON.parse(body);
}

describe.each(names)("%s", (name) => {
  const nRequest = readsOf[name];

  it("reads, sends once, and reports what it started as its own", async () => {
    const seen = await stage(name);
    const result = await acts[name](seen.cce);
    expect(result.startedBy).toBe("this-call");
    expect(seen.upgrade.effects).toBe(1);
    expect(seen.sent().filter((one) => one !== "GET")).toEqual([endpoints[name]]);
    expect(result.steps.map(({ action }) => action).slice(0, nRequest + 1)).toEqual([
      ...["read", "read-tasks"].slice(0, nRequest),
      name,
    ]);
    expect(result.task).toMatchObject({ metadata: { uid: expect.any(String) as string } });
  });

  it.each<[string, Fault]>([
    ["a connection lost after it was processed", "lost after"],
    ["half a response", "half"],
    ["a gateway's 502", { status: 502 }],
    ["a gateway's 504", { status: 504 }],
    ["a 500", { status: 500 }],
    ["a page", { status: 200, body: "<html>", type: "text/html" }],
    ["an error with a status of success", { status: 200, body: { error_code: "APIG.0301", error_msg: "no" } }],
  ])("after %s is a success once its effect shows, whosever it is", async (_, fault) => {
    const seen = await stage(name, { faults: { [nRequest]: fault } });
    const result = await acts[name](seen.cce);
    expect(result.startedBy).toBe("unknown");
    expect(result.workflow.status?.phase).toBe(seen.upgrade.phase);
    expect(seen.upgrade.effects).toBe(1);
  });

  it("whose effect does not show is unknown, and is not sent again", async () => {
    const seen = await stage(name, { faults: { [nRequest]: "lost before" } });
    const error = await failureOf(acts[name](seen.cce), isCceActionOutcomeUnknownError);
    expect(error).toMatchObject({ action: name, workflow: { status: { phase: seen.upgrade.phase as string } } });
    expect(error.message).toMatch(/^It is not known whether the .+ took effect: the workflow was last in phase /);
    expect(error.cause).toMatchObject({ outcome: "unknown" });
    expect(seen.sent().filter((one) => one !== "GET")).toHaveLength(1);
    expect(seen.upgrade.effects).toBe(0);
  });

  it("is unknown where nothing can be read afterwards", async () => {
    const faults = {
      [nRequest]: "lost after",
      [nRequest + 1]: { status: 403 },
      [nRequest + 2]: { status: 403 },
    } as const;
    const seen = await stage(name, { faults });
    const error = await failureOf(acts[name](seen.cce, { settleMs: 0 }), isCceActionOutcomeUnknownError);
    expect(error.workflow).toBeUndefined();
    expect(error.message).toContain("could not be read since");
  });

  it("goes on looking when a read fails", async () => {
    const faults = {
      [nRequest]: "lost after",
      [nRequest + 1]: { status: 503 },
      [nRequest + 2]: "lost before",
    } as const;
    const seen = await stage(name, { faults });
    expect((await acts[name](seen.cce)).startedBy).toBe("unknown");
  });

  it.each([0, 1].slice(0, nRequest))("sends nothing if read %d fails", async (index) => {
    const seen = await stage(name, { faults: { [index]: { status: 403 } } });
    expect(await failureOf(acts[name](seen.cce), isCceApiError)).toMatchObject({ status: 403 });
    expect(seen.sent()).toEqual(Array.from({ length: index + 1 }, () => "GET"));
  });

  it.each([400, 403, 409])("refused by the service with %d names the reason if the state shows one", async (status) => {
    const seen = await stage(name, {
      faults: { [nRequest]: { status } },
      before: (upgrade, nPrevious) => {
        if (nPrevious === nRequest) upgrade.set("Cancel", {});
      },
    });
    const error = await failureOf(acts[name](seen.cce), isCceActionRefusedError);
    expect(error).toMatchObject({ action: name, cause: { status }, workflow: { status: { phase: "Cancel" } } });
    expect(error.reasons.map(({ code }) => code)).toContain("workflow-finished");
    expect(seen.upgrade.effects).toBe(0);
  });

  it.each([400, 401, 404, 409, 429])("fails with the service's %d if the state does not show why", async (status) => {
    const seen = await stage(name, { faults: { [nRequest]: { status } } });
    expect(await failureOf(acts[name](seen.cce), isCceApiError)).toMatchObject({ status, outcome: "unprocessed" });
    expect(seen.sent().filter((one) => one !== "GET")).toHaveLength(1);
  });

  it("aborted before the request sends nothing", async () => {
    const controller = new AbortController();
    const seen = await stage(name);
    const onStep = () => {
      controller.abort();
    };
    const call = acts[name](seen.cce, { signal: controller.signal, onStep });
    expect(await failureOf(call, isCceAbortError)).toMatchObject({ outcome: "unprocessed" });
    expect(seen.sent()).toEqual(["GET"]);
  });

  it("aborted during the request is unknown, with the abort as its cause", async () => {
    const controller = new AbortController();
    const seen = await stage(name, { faults: { [nRequest]: "never" } });
    const call = acts[name](seen.cce, { signal: controller.signal });
    const [error] = await Promise.all([
      failureOf(call, isCceActionOutcomeUnknownError),
      seen.server.received(nRequest + 1).then(() => {
        controller.abort(new Error("enough"));
      }),
    ]);
    expect(error.cause).toMatchObject({ name: "CceAbortError", cause: { message: "enough" } });
    expect(seen.sent()).toHaveLength(nRequest + 1);
  });

  it("refuses options that are none before anything is sent", async () => {
    const seen = await stage(name);
    const call = acts[name](seen.cce, { settle: 1 } as ActionOptions);
    expect(await failureOf(call, isCceConfigError)).toMatchObject({ parameter: "settle" });
    expect(seen.sent()).toEqual([]);
  });
});

const busy = ["Running", "Init", "Queuing", "Queue", "Pause"];

describe("a state that does not fit is refused before anything is sent:", () => {
  const node = (uid: string | undefined, ...items: object[]) => ({ nodeInfo: { uid }, itemsStatus: items });
  const rows: [Name, string, UpgradeParts, readonly string[], string[]?][] = [
    ...names.flatMap((name): [Name, string, UpgradeParts, readonly string[]][] => [
      [name, "a successful workflow", { phase: "Success" }, ["workflow-finished status.phase"]],
      [name, "a cancelled workflow", { phase: "Cancel" }, ["workflow-finished status.phase"]],
      ...busy.map((status): [Name, string, UpgradeParts, readonly string[]] => [
        name,
        `a task in ${status}`,
        { preCheck: status },
        ["task-not-finished status.pointStatuses[0].status"],
      ]),
    ]),
    ["retry", "a workflow at work", { phase: "Running" }, ["workflow-not-pending status.phase"]],
    ["retry", "a workflow without a phase", { phase: null }, ["workflow-not-pending status.phase"]],
    ["retry", "a phase that is not documented", { phase: "Odd" }, ["workflow-not-pending status.phase"]],
    ["retry", "Cluster successful", { cluster: "Success" }, ["cluster-not-failed status.pointStatuses[1].status"]],
    ["retry", "Cluster not started", { cluster: undefined }, ["cluster-not-failed status.pointStatuses[1].status"]],
    ["retry", "Cluster in an odd state", { cluster: 7 }, ["cluster-not-failed status.pointStatuses[1].status"]],
    [
      "retry",
      "a newer upgrade task that succeeded",
      {
        tasks: [
          { metadata: { uid: "b", creationTimestamp: "2023-11-25 09:00:00 +0000 UTC" }, status: { phase: "Success" } },
          { metadata: { uid: "a", creationTimestamp: "2023-11-25 08:00:00 +0000 UTC" }, status: { phase: "Failed" } },
        ],
      },
      ["upgrade-task-not-failed items[0].status.phase"],
    ],
    [
      "retry",
      "tasks without times of which one is at work",
      { tasks: [{ status: { phase: "Success" } }, { status: { phase: "Queuing" } }] },
      ["upgrade-task-not-failed items[1].status.phase"],
    ],
    [
      "retry",
      "several at once",
      { phase: "Cancel", cluster: "Success" },
      ["workflow-finished status.phase", "cluster-not-failed status.pointStatuses[1].status"],
    ],
    [
      "recheck",
      "an upgrade that is done",
      { cluster: "Success" },
      ["cluster-already-upgraded status.pointStatuses[1].status"],
    ],
    ["recheck", "no version of the cluster", { clusterVersion: "" }, ["version-missing spec.clusterVersion"]],
    ["recheck", "no target version", { targetVersion: null }, ["version-missing spec.targetVersion"]],
    [
      "recheck",
      "a check at work",
      { checks: [{ status: { phase: "Init" } }] },
      ["check-not-finished items[0].status.phase"],
    ],
    ["recheck", "an item that did not fail", {}, ["skip-not-failed items"], ["Another"]],
    ["recheck", "no check at all", { checks: [] }, ["skip-not-failed items"], ["AddonLimit"]],
    ...[undefined, "Exception", "Odd"].map((kind): [Name, string, UpgradeParts, readonly string[], string[]] => [
      "recheck",
      `an item of kind ${String(kind)}`,
      { checks: [checkOf("c", 1, [failedItem("A", kind)])] },
      ["skip-not-risk items"],
      ["A"],
    ]),
    [
      "recheck",
      "an item that is a Risk here and an Exception there",
      { checks: [checkOf("c", 1, [failedItem("A", "Risk")], [node("n", failedItem("A", "Exception"))])] },
      ["skip-not-risk items"],
      ["A"],
    ],
    [
      "recheck",
      "an item of a node without ID",
      { checks: [checkOf("c", 1, [], [node(undefined, failedItem("A", "Risk"))])] },
      ["skip-node-unknown items"],
      ["A"],
    ],
    [
      "recheck",
      "a Risk of an earlier check that the last one passed",
      { checks: [checkOf("a", 1, [failedItem("A", "Risk")]), checkOf("b", 2, [])] },
      ["skip-not-failed items"],
      ["A"],
    ],
    ["confirm", "Cluster failed", { cluster: "Failed" }, ["cluster-not-successful status.pointStatuses[1].status"]],
    [
      "confirm",
      "Cluster not started",
      { cluster: undefined },
      ["cluster-not-successful status.pointStatuses[1].status"],
    ],
    ["confirm", "already confirmed", { postCheck: "Success" }, ["already-confirmed status.pointStatuses[2].status"]],
    ["confirm", "PostCheck odd", { postCheck: "Odd" }, ["postcheck-unknown status.pointStatuses[2].status"]],
    ["confirm", "PostCheck at work", { postCheck: "Running" }, ["task-not-finished status.pointStatuses[2].status"]],
    ["confirm", "no target version", { targetVersion: 7 }, ["version-missing spec.targetVersion"]],
  ];
  it.each(rows.map((row) => [row[0], row[1], row] as const))("%s: %s", async (name, _, row) => {
    const [, , parts, reasons, skip] = row;
    const seen = await stage(name, { parts });
    const error = await failureOf(acts[name](seen.cce, { ...(skip && { skip }) }), isCceActionRefusedError);
    expect(error.reasons.map(({ code, path }) => `${code} ${path}`)).toEqual(expect.arrayContaining([...reasons]));
    expect(error.message).toContain(error.reasons[0]?.text);
    expect(seen.sent().every((one) => one === "GET")).toBe(true);
  });
});

describe("retry", () => {
  it("has no body, and takes the task with the old ID for a new one once it has changed", async () => {
    const seen = await stage("retry", { keepsTaskId: true });
    const result = await acts.retry(seen.cce);
    expect(bodyOf(seen)).toBeUndefined();
    expect(result.task).toMatchObject({ metadata: { uid: "task-0" }, status: { phase: "Running" } });
    expect(result.previousTask).toMatchObject({ metadata: { uid: "task-0" }, status: { phase: "Failed" } });
  });

  it("received by the service but not begun is unknown", async () => {
    const seen = await stage("retry", {
      faults: { 2: { status: 200 } },
      before: (upgrade, n) => {
        if (n === 3) upgrade.kept = first;
        else if (n === 0) first = upgrade.kept;
      },
    });
    let first = seen.upgrade.kept;
    const error = await failureOf(acts.retry(seen.cce, { settleMs: 0 }), isCceActionOutcomeUnknownError);
    expect(error.cause).toBeUndefined();
  });

  it("that only the workflow shows has no task yet", async () => {
    const seen = await stage("retry", { faults: { 2: "lost after", 4: { status: 403 } } });
    expect(await acts.retry(seen.cce)).toMatchObject({ startedBy: "unknown", task: undefined });
  });

  it("is not seen in data that is older than what was read before", async () => {
    const seen = await stage("retry", { faults: { 2: "lost before" } });
    const older = new FakeUpgrade(ids.cluster_id, ids.upgrade_workflow_id, { cluster: "Running", phase: "Running" });
    const before = seen.upgrade.kept;
    seen.upgrade.set("Pending", { Cluster: "Failed" });
    const [task] = before.tasks;
    const at = "2023-11-25 07:00:00 +0000 UTC";
    const old = {
      ...task,
      metadata: { ...task?.metadata, updateTimestamp: at },
      status: { phase: "Running" as const },
    };
    const fresh = seen.upgrade.kept;
    const call = acts.retry(seen.cce, {
      settleMs: 0,
      onStep: ({ action }) => {
        if (action === "retry") seen.upgrade.kept = { ...fresh, workflow: older.kept.workflow, tasks: [old] };
      },
    });
    await failureOf(call, isCceActionOutcomeUnknownError);
  });
});

describe("recheck", () => {
  const spec = { clusterID: ids.cluster_id, clusterVersion: "v1.23.5-r0", targetVersion: "v1.25.6-r0" };
  const on = (...values: string[]) => ({ key: "node.uid", operator: "In", values });

  it.each<[string, string[] | undefined, object, UpgradeParts]>([
    ["the exact versions", undefined, {}, {}],
    ["a Risk to leave out, once", ["AddonLimit", "AddonLimit"], { skippedCheckItemList: [{ name: "AddonLimit" }] }, {}],
    [
      "a Risk of nodes on the nodes where it failed",
      ["A"],
      { skippedCheckItemList: [{ name: "A", resourceSelector: on("n1", "n2") }] },
      {
        checks: [
          checkOf(
            "c",
            1,
            [],
            [
              { nodeInfo: { uid: "n1" }, itemsStatus: [failedItem("A", "Risk")] },
              { nodeInfo: { uid: "n2" }, itemsStatus: [failedItem("A", "Risk")] },
              { nodeInfo: { uid: "n3" }, itemsStatus: [{ name: "A", kind: "Risk", phase: "Success" }] },
            ],
          ),
        ],
      },
    ],
    [
      "a Risk that the last check left out, and those it found",
      ["A", "B"],
      { skippedCheckItemList: [{ name: "A" }, { name: "B" }] },
      {
        checks: [
          checkOf("a", 1, [failedItem("A", "Risk")]),
          { ...checkOf("b", 2, [failedItem("B", "Risk")]), spec: { skippedCheckItemList: [{ name: "A" }] } },
        ],
      },
    ],
  ])("sends %s", async (_, skip, more, parts) => {
    const seen = await stage("recheck", { parts });
    await acts.recheck(seen.cce, skip && { skip });
    expect(bodyOf(seen)).toEqual({ kind: "PreCheckTask", apiVersion: "v3", spec: { ...spec, ...more } });
  });

  it("whose response names no task looks for the check that is new", async () => {
    const seen = await stage("recheck", { faults: { 2: { status: 200, body: { metadata: {} } } } });
    const result = await acts.recheck(seen.cce);
    expect(result).toMatchObject({ startedBy: "this-call", task: { metadata: { uid: "new-1" } } });
  });

  it.each([[[""]], [[1]], ["A"]])("refuses skip %j", async (skip) => {
    const seen = await stage("recheck");
    const call = acts.recheck(seen.cce, { skip } as never);
    expect(await failureOf(call, isCceConfigError)).toMatchObject({ parameter: "skip" });
  });
});

describe("confirm", () => {
  it("sends the exact versions of the workflow", async () => {
    const seen = await stage("confirm");
    await acts.confirm(seen.cce);
    const spec = { clusterID: ids.cluster_id, clusterVersion: "v1.23.5-r0", targetVersion: "v1.25.6-r0" };
    expect(bodyOf(seen)).toEqual({ kind: "PostCheckTask", apiVersion: "v3", spec });
  });

  it.each(["Failed", "Error"])("again after PostCheck %s", async (postCheck) => {
    const seen = await stage("confirm", { parts: { postCheck } });
    expect((await acts.confirm(seen.cce)).startedBy).toBe("this-call");
  });

  it.each(["Failed", "Error"])("that the service ends in %s has failed", async (phase) => {
    const seen = await stage("confirm", { faults: { 1: { status: 200, body: { status: { phase } } } } });
    const error = await failureOf(acts.confirm(seen.cce), isCceConfirmationFailedError);
    expect(error).toMatchObject({ task: { status: { phase } } });
    expect(error.message).toBe(`The service ended the confirmation in phase ${phase}.`);
  });

  it("whose response has another phase looks at the workflow", async () => {
    const seen = await stage("confirm", { faults: { 1: { status: 200, body: { status: { phase: "Init" } } } } });
    expect(await acts.confirm(seen.cce)).toMatchObject({
      startedBy: "this-call",
      workflow: { status: { phase: "Success" } },
    });
  });
});

it.each([
  ["retry", retryUpgrade],
  ["recheck", recheckUpgrade],
  ["confirm", confirmUpgrade],
] as const)("%s runs on the real clock, and asks an Autopilot cluster only at its own addresses", async (name, run) => {
  const seen = await stage(name);
  await run(seen.cce, target, { autopilot: true });
  expect(seen.upgrade.effects).toBe(1);
  expect(seen.server.requests.filter(({ path }) => !path.startsWith("/autopilot/v3/"))).toEqual([]);
});
