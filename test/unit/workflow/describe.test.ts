import fc from "fast-check";
import type { UpgradeWorkFlow } from "../../../src/index.js";
import { describeWorkflow } from "../../../src/workflow/describe.js";
import { openapi } from "../../helpers/calls.js";

describe("describeWorkflow", () => {
  it("shows the example of the source", () => {
    const example = openapi.components.examples["UpgradeWorkFlowUpdateResponse"]?.value as UpgradeWorkFlow;
    const lines = describeWorkflow(example).split("\n");
    expect(lines).toContain(`Workflow  ${example.metadata?.uid ?? "?"}`);
    expect(lines).toContain("Phase     Cancel");
    for (const { taskType = "?" } of example.status?.pointStatuses ?? []) {
      expect(lines.some((line) => line.startsWith(`  ${taskType}`))).toBe(true);
    }
    expect(lines.at(-1)).toMatch(/^Order {5}\w+ → \w+/);
  });

  it("shows tasks in columns with their times in UTC, and the order of the tasks", () => {
    const text = describeWorkflow({
      metadata: { uid: "w-1" },
      spec: { clusterID: "c-1", clusterVersion: "v1.17", targetVersion: "v1.19" },
      status: {
        phase: "Pending",
        pointStatuses: [
          {
            taskType: "PreCheck",
            status: "Success",
            startTimeStamp: "2023-11-25 06:00:00 +0000 UTC",
            endTimeStamp: "2023-11-25 07:02:03.4 +0000 UTC",
            expireTimeStamp: "2023-11-25 16:00:00 +0800 CST",
          },
          { taskType: "Cluster", status: "Running", startTimeStamp: "2023-11-25 08:00:00 +0000 UTC" },
          { taskType: "PostCheck" },
        ],
        lineStatuses: [
          { startPoint: { taskType: "PreCheck" }, endPoint: { taskType: "Cluster" } },
          { startPoint: { taskType: "Cluster" }, endPoint: { taskType: "PostCheck" } },
          { startPoint: { taskType: "Rollback" } },
        ],
      },
    });
    expect(text).toBe(
      [
        "Workflow  w-1",
        "Cluster   c-1, v1.17 → v1.19",
        "Phase     Pending",
        "Tasks",
        "  PreCheck   Success      2023-11-25 06:00:00 → 2023-11-25 07:02:03 (1 h 2 min 3 s) expires 2023-11-25 08:00:00",
        "  Cluster    Running      2023-11-25 08:00:00 → …",
        "  PostCheck  not started",
        "Order     PreCheck → Cluster → PostCheck, Rollback → (not given)",
      ].join("\n"),
    );
  });

  it("shows what is missing", () => {
    expect(describeWorkflow({})).toBe(
      [
        "Workflow  (not given)",
        "Cluster   (not given), (not given) → (not given)",
        "Phase     (not given)",
        "Tasks",
        "Order     (not given)",
      ].join("\n"),
    );
    const [task, order] = describeWorkflow({ status: { pointStatuses: [{}], lineStatuses: [{}] } })
      .split("\n")
      .slice(-2);
    expect(task).toBe("  (not given)  not started");
    expect(order).toBe("Order     (not given) → (not given)");
  });

  const times: readonly [string, string, string][] = [
    ["2023-11-25 06:00:00 +0000 UTC", "2023-11-25 06:00:00.4 +0000 UTC", "(0 s)"],
    ["2023-11-25 06:00:00 +0000 UTC", "2023-11-25 06:00:59 +0000 UTC", "(59 s)"],
    ["2023-11-25 06:00:00 +0000 UTC", "2023-11-27 06:01:00 +0000 UTC", "(48 h 1 min)"],
    ["2023-11-25 06:00:00 +0000 UTC", "2023-11-25 05:00:00 +0000 UTC", "→ 2023-11-25 05:00:00"],
    ["soon", "2023-11-25 05:00:00 +0000 UTC", "soon → 2023-11-25 05:00:00"],
    ["2023-11-25 06:00:00 +0000 UTC", "later", "2023-11-25 06:00:00 → later"],
  ];
  it.each(times)("shows a task from %s to %s as %s", (startTimeStamp, endTimeStamp, shown) => {
    const task = { taskType: "Cluster" as const, startTimeStamp, endTimeStamp };
    const row = describeWorkflow({ status: { pointStatuses: [task] } }).split("\n")[4];
    expect(row?.endsWith(shown)).toBe(true);
  });

  it("shows no date for a time that was never set", () => {
    const zero = "0001-01-01 00:00:00 +0000 UTC";
    const rows = describeWorkflow({
      status: {
        pointStatuses: [
          { taskType: "PreCheck", status: "Running", startTimeStamp: zero, endTimeStamp: zero, expireTimeStamp: zero },
          { taskType: "Cluster", startTimeStamp: "2023-11-25 06:00:00 +0000 UTC", endTimeStamp: zero },
        ],
      },
    }).split("\n");
    expect(rows.slice(4, 6)).toEqual(["  PreCheck  Running", "  Cluster   not started  2023-11-25 06:00:00 → …"]);
  });

  it("shows what is in no list, and what is of another type, as it came", () => {
    const odd: unknown = {
      metadata: null,
      spec: { clusterID: 7 },
      status: {
        phase: "Upgrading",
        pointStatuses: [null, { status: "Paused" }, { taskType: "Cluster", status: "", startTimeStamp: 5 }],
        lineStatuses: [null, { startPoint: "odd" }],
      },
    };
    expect(describeWorkflow(odd as UpgradeWorkFlow)).toBe(
      [
        "Workflow  (not given)",
        "Cluster   7, (not given) → (not given)",
        "Phase     Upgrading",
        "Tasks",
        "  (not given)  not started",
        "  (not given)  Paused",
        '  Cluster      ""           5 → …',
        "Order     (not given) → (not given) → (not given)",
      ].join("\n"),
    );
  });

  it("never throws", () => {
    const anything = fc.jsonValue();
    const task = fc.record({ taskType: anything, status: anything, startTimeStamp: anything, endTimeStamp: anything });
    const status = fc.record({
      phase: anything,
      pointStatuses: fc.oneof(anything, fc.array(fc.oneof(anything, task))),
      lineStatuses: fc.oneof(anything, fc.array(fc.oneof(anything, fc.record({ startPoint: anything })))),
    });
    const workflow = fc.oneof(anything, fc.record({ metadata: anything, spec: anything, status }));
    fc.assert(
      fc.property(workflow, (given) => {
        expect(describeWorkflow(given as UpgradeWorkFlow)).toContain("Phase     ");
      }),
      { numRuns: 300 },
    );
  });
});
