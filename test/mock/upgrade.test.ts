import { createEngine, type Engine } from "../../src/mock/engine/engine.js";
import type { UpgradeFailure } from "../../src/mock/service/failures.js";
import { mockSituations, type SituationName } from "../../src/mock/service/situations.js";
import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import { clusterId, example, openapi, request, tokenHeaders, withMock, type Received } from "./support.js";

const start = new Date("2026-01-02T03:00:00Z");
const versions = { clusterVersion: "v1.28.15-r2", targetVersion: "v1.29.13-r0" };
const [release = "", patch = ""] = versions.clusterVersion.split("-");
const upgradeInfo = {
  spec: { versionInfo: { release, patch, suggestPatch: "", targetVersions: ["v1.29.9-r0", versions.targetVersion] } },
};
const taskMs = 60_000;

let mock: Mock;
let engine: Engine;

beforeAll(async () => {
  engine = await createEngine(openapi);
  mock = await startMockWith(openapi, { clusters: { [clusterId]: { upgradeInfo } }, now: () => start });
});

afterEach(() => {
  mock.reset();
});

afterAll(async () => {
  await mock.close();
});

type Body = Readonly<Record<string, never>>;

/** Sends a request to an operation of a cluster; a body is sent as JSON, and each success is checked against the contract. */
function callsOf(target: { readonly url: string }, { cluster = clusterId, autopilot = false } = {}) {
  const prefix = autopilot ? "/autopilot" : "/api";
  const send = async (path: string, init: RequestInit): Promise<Received & { readonly body: Body }> => {
    const version = path.startsWith("operation/snapshot") ? "v3.1" : "v3";
    const at = `${prefix}/${version}/projects/p/clusters/${cluster}/${path}`;
    const received = await request(target.url + at, init);
    const operation = engine.match((init.method ?? "GET").toLowerCase(), at)?.operationId ?? "";
    if (received.status < 300 && received.text !== "") {
      expect([operation, await engine.violationsOf(operation, received.body)]).toEqual([operation, []]);
    }
    return received as Received & { readonly body: Body };
  };
  return {
    get: (path: string) => send(path, { headers: tokenHeaders }),
    post: (path: string, body?: unknown, headers: Record<string, string> = tokenHeaders) =>
      send(path, { method: "POST", headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    cancel: (workflowId: string) =>
      send(`operation/upgradeworkflows/${workflowId}`, {
        method: "PATCH",
        headers: tokenHeaders,
        body: '{"status":{"phase":"Cancel"}}',
      }),
  };
}

type Calls = ReturnType<typeof callsOf>;

const precheckBody = (skipped?: readonly unknown[], cluster = clusterId, between: object = versions) => ({
  kind: "PreCheckTask",
  apiVersion: "v3",
  spec: { clusterID: cluster, ...between, ...(skipped && { skippedCheckItemList: skipped }) },
});

const upgradeBody = (more: object = {}, targetVersion = versions.targetVersion) => ({
  metadata: { kind: "UpgradeTask", apiVersion: "v3" },
  spec: {
    clusterUpgradeAction: {
      addons: [],
      nodeOrder: {},
      nodePoolOrder: {},
      strategy: { type: "inPlaceRollingUpdate", inPlaceRollingUpdate: { userDefinedStep: 20 } },
      targetVersion,
      ...more,
    },
  },
});

const postcheckBody = (cluster = clusterId, between: object = versions) => ({
  kind: "PostCheckTask",
  apiVersion: "v3",
  spec: { clusterID: cluster, ...between },
});

const createBody = (targetVersion = "v1.29", clusterVersion = "", cluster = clusterId) => ({
  kind: "WorkFlowTask",
  apiVersion: "v3",
  spec: { clusterID: cluster, clusterVersion, targetVersion },
});

/** The newest workflow of a cluster: its phase, then the states of its tasks. */
async function shape({ get }: Calls): Promise<(string | undefined)[]> {
  const { items } = (await get("operation/upgradeworkflows")).body as unknown as {
    readonly items: readonly { status: { phase?: string; pointStatuses: readonly { status?: string }[] } }[];
  };
  const { phase, pointStatuses = [] } = items.at(-1)?.status ?? {};
  return [phase, ...pointStatuses.map(({ status }) => status)];
}

function refusalOf({ status, body }: Received): unknown[] {
  const { errorCode, error_code: inner, message } = body as Readonly<Record<string, string>>;
  return [status, errorCode, inner, message];
}

describe("the sequence of Terraform's resource, which never reads the workflow", () => {
  it.each([
    ["a standard cluster", { autopilot: false, snapshot: false }],
    ["a standard cluster, with a snapshot", { autopilot: false, snapshot: true }],
    ["an Autopilot cluster", { autopilot: true, snapshot: true }],
  ])("upgrades %s", async (_name, { autopilot, snapshot }) => {
    const calls = callsOf(mock, { autopilot });
    const { get, post } = calls;
    const created = await post("operation/upgradeworkflows", createBody());
    expect([created.status, created.body]).toMatchObject([201, { spec: versions }]);
    const { spec } = created.body as unknown as { readonly spec: typeof versions };
    const exact = { clusterVersion: spec.clusterVersion, targetVersion: spec.targetVersion };

    const precheck = await post("operation/precheck", precheckBody([], clusterId, exact));
    expect(precheck.body).toMatchObject({
      metadata: { uid: expect.any(String) as string },
      status: { phase: "Init", clusterCheckStatus: { phase: "Init" } },
    });
    const precheckPath = `operation/precheck/tasks/${(precheck.body["metadata"] as unknown as { uid: string }).uid}`;
    mock.advanceClock(1);
    expect((await get(precheckPath)).body).toHaveProperty("status.phase", "Running");
    mock.advanceClock(taskMs);
    expect((await get(precheckPath)).body).toHaveProperty("status.phase", "Success");

    if (snapshot) {
      const { body } = await post("operation/snapshot");
      const uid = body["uid"];
      mock.advanceClock(taskMs / 2);
      const running = { metadata: { uid }, status: { phase: "Running", progress: "50" } };
      expect((await get("operation/snapshot/tasks")).body).toMatchObject({ items: [running] });
      mock.advanceClock(taskMs / 2);
      const done = { items: [{ metadata: { uid }, status: { phase: "Success" } }], status: {} };
      expect((await get("operation/snapshot/tasks")).body).toMatchObject(done);
    }

    const upgrade = await post("operation/upgrade", upgradeBody({}, exact.targetVersion));
    expect(upgrade.body).toMatchObject({
      spec: { clusterUpgradeAction: { version: exact.clusterVersion, targetVersion: exact.targetVersion } },
    });
    const upgradePath = `operation/upgrade/tasks/${(upgrade.body["metadata"] as unknown as { uid: string }).uid}`;
    expect((await get(upgradePath)).body).toHaveProperty("status.phase", "Init");
    mock.advanceClock(taskMs);
    expect((await get(upgradePath)).body).toHaveProperty("status.phase", "Success");
    const open = snapshot ? "Success" : undefined;
    expect(await shape(calls)).toEqual(["Running", "Success", open, "Success", undefined]);

    const postcheck = await post("operation/postcheck", postcheckBody(clusterId, exact));
    expect(postcheck.body).toMatchObject({ spec: exact, status: { phase: "Success" } });
    expect(await shape(calls)).toEqual(["Success", "Success", open, "Success", "Success"]);
    expect((await get("upgradeinfo")).body).toMatchObject({
      spec: { versionInfo: { release: "v1.29.13", patch: "r0", targetVersions: [] } },
      status: { phase: "Success" },
    });
  });

  it("is refused where it sends autopilotClusterUpgradeAction, with the reason", async () => {
    const { clusterUpgradeAction } = upgradeBody().spec;
    const wrong = { ...upgradeBody(), spec: { autopilotClusterUpgradeAction: clusterUpgradeAction } };
    const { status, body } = await callsOf(mock, { autopilot: true }).post("operation/upgrade", wrong);
    expect([status, body]).toMatchObject([400, { message: expect.stringContaining("clusterUpgradeAction") as string }]);
  });

  it("ran without a workflow, too", async () => {
    const { get, post } = callsOf(mock);
    await post("operation/precheck", precheckBody());
    mock.advanceClock(taskMs);
    await post("operation/upgrade", upgradeBody());
    mock.advanceClock(taskMs);
    expect((await post("operation/postcheck", postcheckBody())).body).toHaveProperty("status.phase", "Success");
    expect((await get("operation/upgradeworkflows")).body).toHaveProperty("items", []);
  });
});

function situation(name: SituationName): Calls {
  return callsOf(mock, { cluster: clusterOf(name) });
}

function clusterOf(name: SituationName): string {
  return mockSituations.find((each) => each.name === name)?.clusterId ?? "";
}

const exampleVersions = { clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" };

interface Item {
  readonly name: string;
  readonly kind?: string;
  readonly phase: string;
}

interface Check {
  readonly metadata: { readonly uid: string };
  readonly status: {
    readonly phase: string;
    readonly message?: string;
    readonly expireTimeStamp?: string;
    readonly clusterCheckStatus?: { readonly itemsStatus: readonly Item[] };
    readonly addonCheckStatus?: { readonly itemsStatus: readonly Item[] };
    readonly nodeCheckStatus?: { readonly nodeStageStatus?: readonly { readonly itemsStatus: readonly Item[] }[] };
  };
}

/** The newest check: its phase, then the names of its failed items by cluster, add-ons and nodes. */
async function checkShape({ get }: Calls): Promise<unknown> {
  const { items } = (await get("operation/precheck/tasks")).body as unknown as { readonly items: readonly Check[] };
  const { phase, clusterCheckStatus, addonCheckStatus, nodeCheckStatus } = items.at(-1)?.status ?? {};
  const failed = (list: readonly Item[] = []) => list.filter((item) => item.phase === "Failed").map(({ name }) => name);
  const nodes = (nodeCheckStatus?.nodeStageStatus ?? []).flatMap(({ itemsStatus }) => failed(itemsStatus));
  return [phase, failed(clusterCheckStatus?.itemsStatus), failed(addonCheckStatus?.itemsStatus), nodes];
}

describe("a reserved cluster", () => {
  const done = "Success";
  const none = undefined;
  const clean = ["Success", [], [], []];

  it.each<[SituationName, unknown[], unknown, string | undefined]>([
    ["notStarted", ["Init", none, none, none, none], [none, [], [], []], none],
    [
      "precheckFailed",
      ["Pending", "Failed", none, none, none],
      ["Failed", ["ResiduePackageVersion"], ["AddonLimit"], ["NodeDiskLimit", "NodeContainerdPodRestartRisk"]],
      none,
    ],
    [
      "precheckRisks",
      ["Pending", "Failed", none, none, none],
      ["Failed", ["DeprecatedApiCheck"], [], ["NodeContainerdPodRestartRisk"]],
      none,
    ],
    ["precheckError", ["Pending", "Failed", none, none, none], ["Error", [], [], []], none],
    ["precheckExpired", ["Running", done, none, none, none], clean, none],
    ["snapshotFailed", ["Pending", done, "Failed", none, none], clean, none],
    ["upgradeRunning", ["Running", done, done, "Running", none], clean, "Running"],
    ["upgradeFailed", ["Pending", done, done, "Failed", none], clean, "Failed"],
    ["upgradePaused", ["Running", done, done, "Running", none], clean, "Pause"],
    ["postcheckOpen", ["Running", done, none, done, none], clean, "Success"],
    ["postcheckFailed", ["Pending", done, done, done, "Failed"], clean, "Success"],
    ["upgraded", ["Success", done, done, done, done], clean, "Success"],
  ])("is %s", async (name, workflow, check, upgradePhase) => {
    const calls = situation(name);
    expect(await shape(calls)).toEqual(workflow);
    expect(await checkShape(calls)).toEqual(check);
    const upgrades = (await calls.get("operation/upgrade/tasks")).body["items"] as unknown as readonly Check[];
    expect(upgrades.at(-1)?.status.phase).toBe(upgradePhase);
    expect((await calls.get("upgradeinfo")).status).toBe(200);
    expect((await calls.get("operation/snapshot/tasks")).status).toBe(200);
  });

  it("has its own ID and workflow for each situation", () => {
    const ids = mockSituations.flatMap((each) => [each.clusterId, each.workflowId]);
    expect(new Set(ids).size).toBe(24);
    for (const id of ids) expect(id).toMatch(/^[01]0000000-0000-4000-8000-0{10}\d\d$/);
  });

  it("ties its tasks to the workflow: a point's taskID is the ID of the task", async () => {
    const { get } = situation("upgradeFailed");
    const workflowId = mockSituations.find(({ name }) => name === "upgradeFailed")?.workflowId ?? "";
    const { body } = await get(`operation/upgradeworkflows/${workflowId}`);
    const [check, snapshot, upgrade] = (
      body as unknown as { status: { pointStatuses: readonly { taskID: string; expireTimeStamp?: string }[] } }
    ).status.pointStatuses;
    const precheck = (await get(`operation/precheck/tasks/${check?.taskID}`)).body;
    expect(precheck).toHaveProperty("status.expireTimeStamp", check?.expireTimeStamp);
    expect((await get("operation/snapshot/tasks")).body).toHaveProperty("items.0.metadata.uid", snapshot?.taskID);
    const { body: task } = await get(`operation/upgrade/tasks/${upgrade?.taskID}`);
    expect(task).toMatchObject({ spec: { items: [{}, {}, {}, { name: "node-upgrade", phase: "Failed" }] } });
    expect((await get("operation/upgrade/tasks/unknown")).body).toEqual(example("ResourceNotFound"));
  });

  it.each(["precheckFailed", "precheckError", "precheckExpired"] as const)("%s: a new check succeeds", async (name) => {
    const calls = situation(name);
    const body = precheckBody(undefined, clusterOf(name), exampleVersions);
    expect((await calls.post("operation/precheck", body)).status).toBe(200);
    mock.advanceClock(5000);
    expect(await checkShape(calls)).toEqual(clean);
    expect((await shape(calls)).slice(0, 2)).toEqual(["Running", "Success"]);
  });

  it("precheckRisks: a new check succeeds only if it skips all risks", async () => {
    const calls = situation("precheckRisks");
    const selector = (uid: string) => ({ key: "node.uid", operator: "In", values: [uid] });
    const check = async (...skipped: readonly object[]): Promise<unknown> => {
      await calls.post("operation/precheck", precheckBody(skipped, clusterOf("precheckRisks"), exampleVersions));
      mock.advanceClock(5000);
      return checkShape(calls);
    };
    const api = { name: "DeprecatedApiCheck" };
    const pods = { name: "NodeContainerdPodRestartRisk" };
    const left = ["Failed", [], [], ["NodeContainerdPodRestartRisk"]];
    expect(await check(api)).toEqual(left);
    expect(await check(api, { ...pods, resourceSelector: selector("another-node") })).toEqual(left);
    const uid = "4d3d8fa8-1743-11ee-8e46-0255ac10004c";
    expect(await check(api, { ...pods, resourceSelector: selector(uid) })).toEqual(clean);
    expect((await calls.get("operation/precheck/tasks")).body).toHaveProperty(
      "items.3.spec.skippedCheckItemList.0",
      api,
    );
  });

  it("upgradeFailed: a retry without a body succeeds, with and without Content-Type", async () => {
    const calls = situation("upgradeFailed");
    for (const headers of [tokenHeaders, { "X-Auth-Token": "a-token" }]) {
      mock.reset();
      const retried = await calls.post("operation/upgrade/retry", undefined, headers);
      expect([retried.status, retried.text, retried.headers.get("content-length")]).toEqual([200, "", "0"]);
      expect((await shape(calls))[0]).toBe("Running");
      mock.advanceClock(5000);
      expect(await shape(calls)).toEqual(["Running", done, done, done, none]);
    }
  });

  it("snapshotFailed: a snapshot without a body succeeds, with and without Content-Type", async () => {
    const calls = situation("snapshotFailed");
    expect((await calls.get("operation/snapshot/tasks")).body).toMatchObject({
      items: [{ spec: { items: [{ message: "create snapshot failed" }] }, status: { phase: "Failed" } }],
    });
    for (const headers of [tokenHeaders, { "X-Auth-Token": "a-token" }]) {
      mock.reset();
      expect((await calls.post("operation/snapshot", undefined, headers)).status).toBe(200);
      mock.advanceClock(5000);
      expect(await shape(calls)).toEqual(["Running", done, done, none, none]);
    }
  });

  it.each(["postcheckOpen", "postcheckFailed"] as const)("%s: a confirmation closes the workflow", async (name) => {
    const calls = situation(name);
    const { body } = await calls.post("operation/postcheck", postcheckBody(clusterOf(name), exampleVersions));
    expect(body).toHaveProperty("status.phase", "Success");
    expect((await shape(calls))[0]).toBe("Success");
  });

  it("is at work until the clock moves on, and begins again after a reset", async () => {
    const calls = situation("upgradeRunning");
    expect((await shape(calls))[3]).toBe("Running");
    mock.advanceClock(3 * taskMs);
    expect((await shape(calls))[3]).toBe("Success");
    mock.reset();
    expect((await shape(calls))[3]).toBe("Running");
  });

  it("needs no state, and is in none", async () => {
    await withMock({}, async (plain) => {
      const calls = callsOf(plain, { cluster: clusterOf("upgradeFailed") });
      expect((await shape(calls))[0]).toBe("Pending");
      expect(plain.workflows).toEqual([]);
      const other = callsOf(plain);
      expect((await other.get("operation/precheck/tasks")).body).toEqual(example("ListPreCheckTasksResponse"));
      expect((await other.post("operation/precheck", precheckBody())).body).toEqual(example("CreatePreCheckResponse"));
      expect((await other.post("operation/upgrade/retry")).status).toBe(200);
    });
  });
});

describe("a request that does not fit the state is refused:", () => {
  const busy = [400, "CCE.01400023", "CCE_CM.0004"];
  const wrong = [400, "CCE.01400001", "CCE_CM.0101"];
  const plain = [400, "CCE.01400001", "CCE_CM.0004"];
  const check = (between: object) => precheckBody(undefined, clusterId, between);

  it.each<[string, number, string, unknown, unknown[], string]>([
    [
      "a check of an inexact version",
      0,
      "precheck",
      check({ ...versions, clusterVersion: "v1.28" }),
      wrong,
      "v1.28.15-r2",
    ],
    ["a check for another target", 0, "precheck", check({ ...versions, targetVersion: "v1.29" }), wrong, "v1.29.13-r0"],
    ["a check of another cluster", 0, "precheck", precheckBody([], "another"), plain, "another"],
    ["an upgrade to another target", 0, "upgrade", upgradeBody({}, "v1.30"), wrong, "v1.30"],
    ["a retry without an upgrade", 0, "upgrade/retry", undefined, plain, "there is none"],
    ["a confirmation without an upgrade", 0, "postcheck", postcheckBody(), plain, "succeeded"],
    ["a second check", 1, "precheck", precheckBody(), busy, "PreCheck"],
    ["a snapshot during a check", 1, "snapshot", undefined, busy, "PreCheck"],
    ["an upgrade after an hour", 2, "upgrade", upgradeBody(), [400, "CCE.01400075", "CCE_CM.0004"], "expired"],
    ["a second upgrade", 3, "upgrade", upgradeBody(), busy, "Cluster"],
    ["a retry during an upgrade", 3, "upgrade/retry", undefined, plain, "Running"],
    ["a confirmation during an upgrade", 3, "postcheck", postcheckBody(), busy, "Cluster"],
    ["a retry after a success", 4, "upgrade/retry", undefined, plain, "Success"],
    [
      "a confirmation of other versions",
      4,
      "postcheck",
      postcheckBody(clusterId, { targetVersion: "v1.29" }),
      wrong,
      "v1.29.13",
    ],
    ["an upgrade to the version it has", 4, "upgrade", upgradeBody(), [400, "CCE.01400015", "CCE_CM.0004"], "already"],
  ])("%s", async (_name, steps, path, body, codes, reason) => {
    const { post } = callsOf(mock);
    await post("operation/upgradeworkflows", createBody());
    if (steps >= 1) await post("operation/precheck", precheckBody());
    if (steps === 2) mock.advanceClock(taskMs + 3_600_000);
    if (steps >= 3) {
      mock.advanceClock(taskMs);
      await post("operation/upgrade", upgradeBody());
      mock.advanceClock(1);
    }
    if (steps === 4) mock.advanceClock(taskMs);
    const refusal = refusalOf(await post(`operation/${path}`, body));
    expect(refusal).toEqual([...codes, expect.stringContaining(reason)]);
    expect(mock.requests.at(-1)?.refusal).toBe(refusal[3]);
  });

  it("a workflow to a version that is not on offer", async () => {
    const { post } = callsOf(mock);
    const refusal = refusalOf(await post("operation/upgradeworkflows", createBody("v1.31")));
    expect(refusal).toEqual([
      400,
      "CCE.01400015",
      "CCE_CM.0004",
      expect.stringMatching(/not supported .* only support/),
    ]);
  });

  it("a cancel while a task is at work", async () => {
    const { post, cancel } = callsOf(mock);
    const { body } = await post("operation/upgradeworkflows", createBody());
    const { uid } = body["metadata"] as unknown as { uid: string };
    await post("operation/precheck", precheckBody());
    expect((await cancel(uid)).status).toBe(400);
  });
});

describe("a failure", () => {
  const workflowId = "w";
  const play = { clusterId, workflowId, taskDurationMs: 1000 };
  const between = exampleVersions;
  const recheck = precheckBody(undefined, clusterId, between);

  it.each<[string, UpgradeFailure, unknown]>([
    ["of the published sample by default", { task: "PreCheck" }, ["Failed", [], ["AddonLimit"], []]],
    [
      "of the cluster",
      { task: "PreCheck", item: { name: "BlackLimit", kind: "Exception" } },
      ["Failed", ["BlackLimit"], [], []],
    ],
    ["of a node", { task: "PreCheck", item: { name: "N" }, node: { name: "n-7" } }, ["Failed", [], [], ["N"]]],
    ["of some node", { task: "PreCheck", item: { name: "N", group: "NodeCheck" } }, ["Failed", [], [], ["N"]]],
  ])(
    "fails a check at an item %s until it is fixed; then a new check continues to the end",
    async (_n, failure, shown) => {
      const calls = callsOf(mock);
      mock.playUpgrade({ ...play, failures: [failure] });
      mock.advanceClock(1000);
      expect(await checkShape(calls)).toEqual(shown);
      await calls.post("operation/precheck", recheck);
      mock.advanceClock(1000);
      expect(await checkShape(calls)).toEqual(shown);
      mock.fixCluster(clusterId);
      expect((await shape(calls))[0]).toBe("Pending");
      await calls.post("operation/precheck", recheck);
      mock.advanceClock(4000);
      expect(await shape(calls)).toEqual(["Success", "Success", "Success", "Success", "Success"]);
    },
  );

  it("fails an upgrade at a step until it is fixed; then a retry continues to the end", async () => {
    const calls = callsOf(mock);
    mock.playUpgrade({ ...play, failures: [{ task: "Cluster", step: "addon-upgrade" }] });
    mock.advanceClock(3000);
    const tasks = async () =>
      (await calls.get("operation/upgrade/tasks")).body["items"] as unknown as readonly {
        readonly metadata: { readonly uid: string };
        readonly spec: { readonly items: readonly unknown[] };
      }[];
    const [failed] = await tasks();
    expect(failed?.spec.items.at(-1)).toEqual({ name: "addon-upgrade", phase: "Failed" });
    await calls.post("operation/upgrade/retry");
    mock.advanceClock(500);
    mock.fixCluster(clusterId);
    mock.advanceClock(500);
    expect((await shape(calls)).slice(1)).toEqual(["Success", "Success", "Success", "Running"]);
    mock.advanceClock(1000);
    expect((await shape(calls))[0]).toBe("Success");
    expect((await tasks()).map(({ metadata }) => metadata.uid)).toEqual([failed?.metadata.uid]);
  });

  it("may end by itself after so many times", async () => {
    const calls = callsOf(mock);
    mock.playUpgrade({ ...play, failures: [{ task: "Cluster", times: 2 }] });
    mock.advanceClock(3000);
    const phases = [(await shape(calls))[0]];
    for (let times = 0; times < 2; times++) {
      await calls.post("operation/upgrade/retry");
      mock.advanceClock(2000);
      phases.push((await shape(calls))[0]);
    }
    expect(phases).toEqual(["Pending", "Pending", "Success"]);
  });

  it("fails the upgrade's own check, unless that is skipped", async () => {
    const calls = callsOf(mock);
    mock.playUpgrade({ ...play, failsAt: "PreCheck" });
    mock.advanceClock(500);
    const start = async (more: object) => {
      await calls.post("operation/upgrade", upgradeBody(more, between.targetVersion));
      mock.advanceClock(1000);
      return (await shape(calls)).slice(0, 4);
    };
    expect(await start({})).toEqual(["Pending", "Failed", undefined, "Failed"]);
    expect((await calls.get("operation/upgrade/tasks")).body).toHaveProperty("items.0.spec.items.0", {
      name: "upgrade-limit-check",
      phase: "Failed",
    });
    expect((await start({ isOnlyUpgrade: true }))[3]).toBe("Success");
  });

  it("of the confirmation leaves the workflow open for another one", async () => {
    const calls = callsOf(mock);
    mock.playUpgrade({ ...play, failures: [{ task: "PostCheck", phase: "Error", times: 2 }] });
    mock.advanceClock(4000);
    const confirm = async () => {
      const { body } = await calls.post("operation/postcheck", postcheckBody(clusterId, between));
      return [(body["status"] as unknown as { phase: string }).phase, (await shape(calls))[0]];
    };
    expect([await confirm(), await confirm()]).toEqual([
      ["Error", "Pending"],
      ["Success", "Success"],
    ]);
  });

  it("leaves a workflow that can be cancelled; its tasks stay in their lists", async () => {
    const calls = callsOf(mock);
    mock.playUpgrade({ ...play, failsAt: "Cluster" });
    mock.advanceClock(3000);
    expect((await calls.cancel(workflowId)).status).toBe(200);
    mock.advanceClock(3000);
    expect((await shape(calls))[0]).toBe("Cancel");
    expect((await calls.get("operation/upgrade/tasks")).body).toHaveProperty("items.length", 1);
  });

  it.each<[Partial<Record<keyof UpgradeFailure | "why", unknown>>, string]>([
    [{}, "failures[0].task"],
    [{ task: "PreCheck", phase: "Pause" }, "failures[0].phase"],
    [{ task: "PreCheck", item: "AddonLimit" }, "failures[0].item"],
    [{ task: "PreCheck", node: [] }, "failures[0].node"],
    [{ task: "Cluster", step: 1 }, "failures[0].step"],
    [{ task: "Cluster", message: 1 }, "failures[0].message"],
    [{ task: "Cluster", times: 0 }, "failures[0].times"],
    [{ task: "Cluster", why: "" }, "failures[0].why"],
  ])("that is invalid is refused: %j", (failure, parameter) => {
    expect(() => {
      mock.playUpgrade({ ...play, failures: [failure as unknown as UpgradeFailure] });
    }).toThrow(expect.objectContaining({ name: "CceConfigError", parameter }) as Error);
    expect(mock.workflows).toEqual([]);
  });
});

const stuck = {
  metadata: { uid: "w" },
  spec: { clusterID: clusterId, ...exampleVersions },
  status: { phase: "Pending", pointStatuses: [{ taskType: "Cluster", taskID: "t", status: "Failed" }] },
} as const;

it("a workflow of the state has its tasks, and can be retried", async () => {
  await withMock({ workflows: [structuredClone(stuck) as never] }, async (kept) => {
    const calls = callsOf(kept);
    expect((await calls.get("operation/upgrade/tasks/t")).body).toHaveProperty("status.phase", "Failed");
    expect((await calls.post("operation/upgrade/retry")).status).toBe(200);
    kept.advanceClock(taskMs);
    expect(await shape(calls)).toEqual(["Running", "Success"]);
    expect((await calls.get("operation/upgrade/tasks/t")).body).toHaveProperty("status.phase", "Success");
  });
});

it("a workflow of the state may be confirmed, and its cluster has the new version", async () => {
  const pointStatuses = [{ taskType: "Cluster", status: "Success" }, { taskType: "PostCheck" }];
  const upgraded = { ...stuck, status: { phase: "Running", pointStatuses } };
  await withMock({ workflows: [structuredClone(upgraded) as never] }, async (kept) => {
    const calls = callsOf(kept);
    const { body } = await calls.get("upgradeinfo");
    expect(body).toHaveProperty("spec.versionInfo.release", "v1.19.16");
    await calls.post("operation/postcheck", postcheckBody(clusterId, exampleVersions));
    expect(await shape(calls)).toEqual(["Success", "Success", "Success"]);
  });
});

it("quirks of the vendor's sources are served on demand", async () => {
  const lineStatuses = [{ critical: "false" }, {}];
  const workflow = { ...stuck, status: { ...stuck.status, lineStatuses } };
  const quirks = { itemsAsObject: true, critical: "boolean", retryTakesNewId: true } as const;
  await withMock({ workflows: [structuredClone(workflow) as never], quirks }, async (quirky) => {
    const calls = callsOf(quirky);
    const { body } = await calls.get("operation/upgradeworkflows");
    expect(body).toHaveProperty("items.status.lineStatuses", [{ critical: false }, { critical: false }]);
    await calls.post("operation/upgrade/retry");
    expect((await calls.get("operation/upgrade/tasks")).body).toHaveProperty("items.length", 2);
    expect((await callsOf(quirky, { cluster: "empty" }).get("operation/upgradeworkflows")).body).toEqual({
      kind: "List",
      apiVersion: "v3",
    });
  });
  await withMock({ workflows: [structuredClone(workflow) as never], quirks: { critical: "text" } }, async (quirky) => {
    const { body } = await callsOf(quirky).get("operation/upgradeworkflows/w");
    expect(body).toHaveProperty("status.lineStatuses", [{ critical: "false" }, { critical: "false" }]);
  });
  for (const [wrong, parameter] of [
    [{ critical: "yes" }, "quirks.critical"],
    [{ itemsAsString: true }, "quirks.itemsAsString"],
  ] as const) {
    const refused = withMock({ quirks: wrong as never }, () => Promise.resolve());
    await expect(refused).rejects.toMatchObject({ name: "CceConfigError", parameter });
  }
});

it("in real time, tasks run as time passes", async () => {
  let now = start.getTime();
  const options = { clusters: { [clusterId]: { upgradeInfo, taskDurationMs: 10 } }, realTime: true };
  await withMock({ ...options, now: () => new Date(now) }, async (real) => {
    const { get, post } = callsOf(real);
    await post("operation/precheck", precheckBody());
    now += 10;
    expect((await get("operation/precheck/tasks")).body).toMatchObject({
      items: [{ status: { phase: "Success", expireTimeStamp: "2026-01-02 04:00:00.01 +0000 UTC" } }],
    });
  });
});
