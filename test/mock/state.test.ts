import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isCceConfigError } from "../../src/base/errors.js";
import { mockScenarios } from "../../src/mock/service/scenarios.js";
import { startMockWith } from "../../src/mock/startMock.js";
import type { UpgradeWorkFlow } from "../../src/mock/service/workflow.js";
import { readStateFile } from "../../src/mock/service/state.js";
import { parseCceTimestamp } from "../../src/workflow/timestamp.js";
import {
  cancel,
  cancelBody,
  clusterId,
  example,
  openapi,
  request,
  tokenHeaders,
  withMock,
  workflowId,
  workflowPath,
} from "./support.js";

const updateTimestamp = "2023-11-25 07:58:35.507243 +0000 UTC";

function workflowOf(status: NonNullable<UpgradeWorkFlow["status"]>, uid: string = workflowId): UpgradeWorkFlow {
  return { metadata: { uid, name: "kept", updateTimestamp }, spec: { clusterID: clusterId }, status };
}

const stuck = workflowOf({ phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] });

describe("a workflow of the state", () => {
  it("is cancelled: its phase and its time change, nothing else", async () => {
    await withMock({ workflows: [stuck], now: () => new Date("2026-01-02T03:04:05.060Z") }, async (mock) => {
      const { status, body } = await cancel(mock);
      const expected = {
        ...stuck,
        metadata: { ...stuck.metadata, updateTimestamp: "2026-01-02 03:04:05.06 +0000 UTC" },
        status: { ...stuck.status, phase: "Cancel" },
      };
      expect(status).toBe(200);
      expect(body).toEqual(expected);
      expect(mock.workflows).toEqual([expected]);
    });
  });

  it("is not cancelled twice", async () => {
    await withMock({ workflows: [stuck] }, async (mock) => {
      expect((await cancel(mock)).status).toBe(200);
      const after = mock.workflows;
      const { status, body } = await cancel(mock);
      expect(status).toBe(400);
      expect(body).toHaveProperty("message", expect.stringContaining("already cancelled"));
      expect(mock.workflows).toEqual(after);
    });
  });

  it.each<[string, NonNullable<UpgradeWorkFlow["status"]>, string]>([
    ["that runs", { phase: "Running" }, "phase Running"],
    ["with a task in the queue", { phase: "Pending", pointStatuses: [{ status: "Queuing" }] }, "Queuing"],
    [
      "with a critical line before it",
      { phase: "Init", lineStatuses: [{ critical: "true", endPoint: { taskType: "Cluster" } }] },
      "critical line",
    ],
  ])("%s is not cancelled, and the response has the reason", async (_name, status, reason) => {
    const workflow = workflowOf(status);
    await withMock({ workflows: [workflow] }, async (mock) => {
      const response = await cancel(mock);
      expect(response.status).toBe(400);
      expect(response.body).toMatchObject({ errorCode: "CCE.01400001", error_code: "CCE_CM.0004" });
      expect(response.body).toHaveProperty("message", expect.stringContaining(reason));
      expect(mock.workflows).toEqual([workflow]);
    });
  });

  it("without a phase may be cancelled", async () => {
    await withMock({ workflows: [workflowOf({})] }, async (mock) => {
      expect((await cancel(mock)).status).toBe(200);
    });
  });

  it("is not changed by an invalid request", async () => {
    await withMock({ workflows: [stuck] }, async (mock) => {
      const url = mock.url + workflowPath();
      expect((await request(url, { method: "PATCH", headers: tokenHeaders, body: "{}" })).status).toBe(400);
      expect((await request(url, { method: "PATCH", body: cancelBody })).status).toBe(401);
      expect(mock.workflows).toEqual([stuck]);
    });
  });

  it("is not changed by a response that the request prefers", async () => {
    await withMock({ workflows: [stuck] }, async (mock) => {
      expect((await cancel(mock, undefined, { Prefer: "code=200" })).status).toBe(200);
      expect(mock.workflows).toEqual([stuck]);
    });
  });

  it("takes precedence over the scenario of its ID", async () => {
    const forbidden = mockScenarios.find(({ name }) => name === "forbidden")?.workflowId ?? "";
    await withMock({ workflows: [workflowOf({ phase: "Pending" }, forbidden)] }, async (mock) => {
      expect((await cancel(mock, forbidden)).status).toBe(200);
    });
  });

  it("is found in its own cluster only", async () => {
    await withMock({ workflows: [stuck] }, async (mock) => {
      const elsewhere = mock.url + workflowPath(workflowId, "another-cluster");
      const { status } = await request(elsewhere, { method: "PATCH", headers: tokenHeaders, body: cancelBody });
      expect(status).toBe(404);
    });
  });

  it("is copied, both when it is passed and when it is read", async () => {
    const given = structuredClone(stuck);
    await withMock({ workflows: [given] }, async (mock) => {
      delete given.metadata;
      for (const shown of mock.workflows) delete shown.spec;
      expect(mock.workflows).toEqual([stuck]);
      expect((await cancel(mock)).status).toBe(200);
    });
  });

  it("is restored by a reset, and so is the time", async () => {
    await withMock({ workflows: [stuck], now: () => new Date("2026-01-02T03:04:05Z") }, async (mock) => {
      mock.advanceClock(60_000);
      const first = await cancel(mock);
      expect(first.body).toHaveProperty("metadata.updateTimestamp", "2026-01-02 03:05:05 +0000 UTC");
      mock.reset();
      expect(mock.workflows).toEqual([stuck]);
      const second = await cancel(mock);
      expect(second.body).toHaveProperty("metadata.updateTimestamp", "2026-01-02 03:04:05 +0000 UTC");
    });
  });
});

it("beside a state, reserved IDs work and others are not found", async () => {
  await withMock({ workflows: [stuck] }, async (mock) => {
    for (const scenario of mockScenarios)
      expect((await cancel(mock, scenario.workflowId)).status).toBe(scenario.status);
    const { status, body } = await cancel(mock, "an-unknown-workflow");
    expect(status).toBe(404);
    expect(body).toEqual(example("ResourceNotFound"));
  });
});

describe("a played upgrade", () => {
  const play = { clusterId, workflowId, taskDurationMs: 1000 };

  function shape(workflow: UpgradeWorkFlow | undefined): (string | undefined)[] {
    const { phase, pointStatuses = [] } = workflow?.status ?? {};
    return [phase, ...pointStatuses.map(({ status }) => status)];
  }

  it("runs from PreCheck to PostCheck as the clock advances", async () => {
    await withMock({}, async (mock) => {
      mock.playUpgrade(play);
      const seen = [shape(mock.workflows[0])];
      for (const ms of [1, 999, 1000, 1000, 999, 1]) {
        mock.advanceClock(ms);
        seen.push(shape(mock.workflows[0]));
      }
      expect(mock.workflows[0]?.status?.pointStatuses?.map(({ taskType }) => taskType)).toEqual([
        "PreCheck",
        "Snapshot",
        "Cluster",
        "PostCheck",
      ]);
      expect(seen).toEqual([
        ["Init", undefined, undefined, undefined, undefined],
        ["Running", "Running", undefined, undefined, undefined],
        ["Running", "Success", "Running", undefined, undefined],
        ["Running", "Success", "Success", "Running", undefined],
        ["Running", "Success", "Success", "Success", "Running"],
        ["Running", "Success", "Success", "Success", "Running"],
        ["Success", "Success", "Success", "Success", "Success"],
      ]);
      expect((await cancel(mock)).status).toBe(400);
    });
  });

  it.each([
    ["PreCheck", ["Pending", "Failed", undefined, undefined, undefined]],
    ["Cluster", ["Pending", "Success", "Success", "Failed", undefined]],
    ["PostCheck", ["Pending", "Success", "Success", "Success", "Failed"]],
  ] as const)("stops when %s fails, and can then be cancelled", async (failsAt, expected) => {
    await withMock({}, async (mock) => {
      mock.playUpgrade({ ...play, failsAt });
      mock.advanceClock(500);
      expect((await cancel(mock)).body).toHaveProperty("message", expect.stringContaining("Running"));
      mock.advanceClock(60_000);
      expect(shape(mock.workflows[0])).toEqual(expected);
      expect((await cancel(mock)).status).toBe(200);
      mock.advanceClock(60_000);
      expect(shape(mock.workflows[0])).toEqual(["Cancel", ...expected.slice(1)]);
    });
  });

  it("writes its times as the service does", async () => {
    const start = new Date("2026-01-02T03:04:05Z");
    await withMock({ now: () => start }, (mock) => {
      mock.playUpgrade({ ...play, failsAt: "Cluster" });
      mock.advanceClock(10_000);
      const [workflow] = mock.workflows;
      const [precheck, , cluster] = workflow?.status?.pointStatuses ?? [];
      expect(precheck).toMatchObject({
        startTimeStamp: "2026-01-02 03:04:05 +0000 UTC",
        endTimeStamp: "2026-01-02 03:04:06 +0000 UTC",
        expireTimeStamp: "2026-01-02 04:04:06 +0000 UTC",
      });
      const failedAt = parseCceTimestamp(cluster?.endTimeStamp ?? "");
      expect(failedAt.getTime() - start.getTime()).toBe(3000);
      expect(workflow?.metadata?.updateTimestamp).toBe(cluster?.endTimeStamp);
      return Promise.resolve();
    });
  });

  it("continues a workflow of the state", async () => {
    await withMock({ workflows: [stuck] }, (mock) => {
      mock.playUpgrade(play);
      mock.advanceClock(1);
      expect(mock.workflows).toHaveLength(1);
      expect(mock.workflows[0]?.metadata?.name).toBe("kept");
      expect(shape(mock.workflows[0])[0]).toBe("Running");
      return Promise.resolve();
    });
  });

  it("is gone after a reset", async () => {
    await withMock({}, async (mock) => {
      mock.playUpgrade(play);
      mock.reset();
      expect(mock.workflows).toEqual([]);
      expect((await cancel(mock)).body).toEqual(example("UpgradeWorkFlowUpdateResponse"));
    });
  });

  it.each([
    [{ ...play, workflowId: "" }, "workflowId"],
    [{ ...play, taskDurationMs: 0 }, "taskDurationMs"],
    [{ ...play, failsAt: "Rollback" as "Cluster" }, "failsAt"],
  ])("that is invalid is refused: %#", async (wrong, parameter) => {
    await withMock({}, (mock) => {
      expect(() => {
        mock.playUpgrade(wrong);
      }).toThrow(expect.objectContaining({ name: "CceConfigError", parameter }) as Error);
      return Promise.resolve();
    });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("does not go back in time: %p", async (ms) => {
    await withMock({}, (mock) => {
      expect(() => {
        mock.advanceClock(ms);
      }).toThrow(expect.objectContaining({ name: "CceConfigError", parameter: "ms" }) as Error);
      return Promise.resolve();
    });
  });
});

describe("an invalid state", () => {
  const wrong: readonly [unknown, string][] = [
    [{}, "workflows"],
    [[null], "workflows[0]"],
    [[{ spec: { clusterID: "c" } }], "workflows[0].metadata"],
    [[{ metadata: {}, spec: { clusterID: "c" } }], "workflows[0].metadata.uid"],
    [[stuck, { metadata: { uid: "w" }, spec: {} }], "workflows[1].spec.clusterID"],
    [[stuck, stuck], "workflows[1]"],
    [[stuck, { ...stuck, metadata: { uid: "w" }, status: { phase: "Pendding" } }], "workflows[1].status.phase"],
    [
      [{ ...stuck, status: { pointStatuses: [{}, { status: "Fail" }] } }],
      "workflows[0].status.pointStatuses[1].status",
    ],
    [[{ ...stuck, status: [] }], "workflows[0].status"],
    [[{ ...stuck, status: { phase: 1 } }], "workflows[0].status.phase"],
    [[{ ...stuck, status: { pointStatuses: {} } }], "workflows[0].status.pointStatuses"],
    [[{ ...stuck, status: { pointStatuses: [null] } }], "workflows[0].status.pointStatuses[0]"],
    [
      [{ ...stuck, status: { lineStatuses: [{ endPoint: "Cluster" }] } }],
      "workflows[0].status.lineStatuses[0].endPoint",
    ],
  ];

  it.each(wrong)("is refused with the place: %j", async (workflows, parameter) => {
    const options = { workflows: workflows as UpgradeWorkFlow[] };
    const error: unknown = await startMockWith(openapi, options).catch((reason: unknown) => reason);
    expect(isCceConfigError(error) && error.parameter).toBe(parameter);
    expect(String(error)).toContain("Invalid state of the mock");
  });
});

describe("an invalid state of a cluster", () => {
  const task = { metadata: { uid: "t" } };

  it.each<[unknown, string, string]>([
    [[], "clusters", "must be an object"],
    [{ c: null }, "clusters.c", "must be an object"],
    [{ c: { preChecks: [] } }, "clusters.c.preChecks", "There are: prechecks, upgradeTasks, snapshots, upgradeInfo"],
    [{ c: { prechecks: {} } }, "clusters.c.prechecks", "must be a list"],
    [{ c: { upgradeTasks: [{}] } }, "clusters.c.upgradeTasks[0].metadata", "is missing"],
    [{ c: { snapshots: [task, { metadata: {} }] } }, "clusters.c.snapshots[1].metadata.uid", "is missing"],
    [
      { c: { failures: [{ task: "Rollback" }] } },
      "clusters.c.failures[0].task",
      "PreCheck, Snapshot, Cluster, PostCheck",
    ],
    [{ c: { failures: {} } }, "clusters.c.failures", "must be a list"],
    [{ c: { failures: [null] } }, "clusters.c.failures[0]", "must be an object"],
    [{ c: { taskDurationMs: 0 } }, "clusters.c.taskDurationMs", "more than 0 milliseconds"],
    [{ c: { upgradeInfo: { spec: [] } } }, "clusters.c.upgradeInfo.spec", "must be object"],
    [{ c: { prechecks: [{ ...task, status: { phase: 7 } }] } }, "clusters.c.prechecks[0].status.phase", "must be"],
    [{ c: { upgradeTasks: [task, { ...task, spec: 7 }] } }, "clusters.c.upgradeTasks[1].spec", "must be object"],
    [{ c: { snapshots: [{ ...task, status: 7 }] } }, "clusters.c.snapshots[0].status", "must be object"],
    [
      { c: { failures: [{ task: "PreCheck", item: { name: "a", errorCodes: "b" } }] } },
      "clusters.c.failures[0].item.errorCodes",
      "must be array",
    ],
    [
      { c: { failures: [{ task: "PreCheck", node: { name: 1 } }] } },
      "clusters.c.failures[0].node.name",
      "must be string",
    ],
  ])("is refused with the place: %j", async (clusters, parameter, message) => {
    const start = withMock({ clusters: clusters as never }, () => Promise.resolve());
    await expect(start).rejects.toMatchObject({
      name: "CceConfigError",
      parameter,
      message: expect.stringContaining(message) as string,
    });
  });
});

it("a state that breaks the contract is refused with the allowed values", async () => {
  const start = withMock({ workflows: [workflowOf({ phase: "Pendding" })] }, () => Promise.resolve());
  await expect(start).rejects.toThrow(
    "workflows[0].status.phase must be equal to one of the allowed values: Init, Running, Pending, Success, Cancel.",
  );
});

describe("a state file", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mock-state-"));
    file = join(folder, "state.json");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("contains the workflows of a mock", async () => {
    writeFileSync(file, JSON.stringify({ workflows: [stuck] }));
    await withMock(readStateFile(file), async (mock) => {
      expect(mock.workflows).toEqual([stuck]);
      expect((await cancel(mock)).status).toBe(200);
    });
  });

  it("contains what else there is of a cluster", async () => {
    const failed = { metadata: { uid: "t" }, status: { phase: "Failed" } };
    const clusters = {
      [clusterId]: { upgradeTasks: [failed], taskDurationMs: 5, failures: [{ task: "Cluster", times: 1 }] },
    };
    writeFileSync(file, JSON.stringify({ workflows: [stuck], clusters }));
    await withMock(readStateFile(file), async (mock) => {
      const tasks = `${mock.url}${workflowPath().replace(/upgradeworkflows.*/, "upgrade")}`;
      const phases = [];
      for (let times = 0; times < 2; times++) {
        await request(`${tasks}/retry`, { method: "POST", headers: tokenHeaders });
        mock.advanceClock(5);
        const { body } = await request(`${tasks}/tasks/t`, { headers: tokenHeaders });
        phases.push((body as typeof failed).status.phase);
      }
      expect(phases).toEqual(["Failed", "Success"]);
    });
  });

  it.each([
    ["{", /state\.json is not JSON/],
    ["[]", /state must be an object, but is \[\]/],
    ["{}", /workflows must be a list, but is missing/],
    ['{"workflows":[],"clusters":{"c":{"failures":7}}}', /clusters\.c\.failures must be a list/],
    ['{"workflows":[{"metadata":{"uid":7}}]}', /workflows\[0\]\.metadata\.uid must be a non-empty string, but is 7/],
  ])("with %s is refused", (text, message) => {
    writeFileSync(file, text);
    expect(() => readStateFile(file)).toThrow(message);
  });

  it("that is missing is refused", () => {
    expect(() => readStateFile(file)).toThrow(/state\.json cannot be read: .*ENOENT/);
  });
});
