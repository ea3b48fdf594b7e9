import fc from "fast-check";
import {
  type CancelExplanation,
  type CancelReasonCode,
  type CancelVerdict,
  explainCancel,
  type UpgradeWorkFlow,
} from "../../../src/index.js";
import { openapi } from "../../helpers/calls.js";

/** A workflow as it may come from a server, whatever the compiler would say of it. */
function explain(status: unknown): CancelExplanation {
  return explainCancel({ status } as UpgradeWorkFlow);
}

type Row = readonly [
  name: string,
  status: unknown,
  verdict: CancelVerdict,
  ...reasons: (readonly [CancelReasonCode, string])[],
];

const tasks = (...states: readonly unknown[]) => ({
  phase: "Pending",
  pointStatuses: states.map((status) => ({ taskType: "Cluster", ...(status === undefined ? {} : { status }) })),
});
const line = (critical: unknown, endStatus?: unknown, endPoint: unknown = { taskType: "Cluster" }) => ({
  ...tasks(endStatus),
  lineStatuses: [{ startPoint: { taskType: "PreCheck" }, endPoint, critical }],
});
const phase = (code: CancelReasonCode) => [code, "status.phase"] as const;
const task = (code: CancelReasonCode, index = 0) => [code, `status.pointStatuses[${index}].status`] as const;
const notExecuted = ["critical-line-not-executed", "status.lineStatuses[0]"] as const;

const rows: readonly Row[] = [
  ["phase Running", { phase: "Running" }, "refused", phase("workflow-not-cancellable")],
  ["phase Success", { phase: "Success" }, "refused", phase("workflow-not-cancellable")],
  ["phase Cancel", { phase: "Cancel" }, "refused", phase("workflow-not-cancellable")],
  ["phase Init", { phase: "Init" }, "allowed"],
  ["phase Pending", { phase: "Pending" }, "allowed"],
  ["no phase", {}, "unknown", phase("phase-missing")],
  ["a null phase", { phase: null }, "unknown", phase("phase-missing")],
  ["a phase in no list", { phase: "Paused" }, "unknown", phase("phase-unknown")],
  ["a phase in other letters", { phase: "pending" }, "unknown", phase("phase-unknown")],
  ["a phase that every object has", { phase: "constructor" }, "unknown", phase("phase-unknown")],
  ["a phase that is a list", { phase: ["Pending"] }, "unknown", phase("phase-unknown")],
  ["no status", undefined, "unknown", phase("phase-missing")],

  ["a task Running", tasks("Running"), "refused", task("task-not-finished")],
  ["a task Init", tasks("Init"), "refused", task("task-not-finished")],
  ["a task Queuing", tasks("Queuing"), "refused", task("task-not-finished")],
  ["a task Queue", tasks("Queue"), "refused", task("task-not-finished")],
  ["a task Pause", tasks("Pause"), "refused", task("task-not-finished")],
  ["a task that has not started", tasks(undefined), "allowed"],
  ["a task with a null status", tasks(null), "allowed"],
  ["a task Success", tasks("Success"), "allowed"],
  ["a task Failed", tasks("Failed"), "allowed"],
  ["a task in no list", tasks("Paused"), "unknown", task("task-status-unknown")],
  ["a task whose status is an object", tasks({ toString: 1 }), "unknown", task("task-status-unknown")],
  ["no tasks", { phase: "Pending", pointStatuses: null, lineStatuses: null }, "allowed"],
  ["lists that are none", { phase: "Pending", pointStatuses: "x", lineStatuses: {} }, "allowed"],
  ["entries that are none", { phase: "Pending", pointStatuses: [null, 7], lineStatuses: [null, "x"] }, "allowed"],

  ["a critical line not started", line(true), "refused", notExecuted],
  ["a critical line written as text", line("true"), "refused", notExecuted],
  ["a critical line to Success", line(true, "Success"), "allowed"],
  ["a critical line to Failed", line("true", "Failed"), "allowed"],
  ["a critical line to Init", line(true, "Init"), "refused", task("task-not-finished"), notExecuted],
  ["a critical line to Running", line(true, "Running"), "refused", task("task-not-finished"), notExecuted],
  ["a critical line to a task in no list", line(true, "Odd"), "refused", task("task-status-unknown"), notExecuted],
  ["a critical line to no task of it", line(true, "Success", { taskType: "PostCheck" }), "refused", notExecuted],
  ["a line not critical", line(false), "allowed"],
  ["a line not critical, as text", line("false"), "allowed"],
  ["a line that does not say", line(undefined), "allowed"],
  ["a line with null", line(null), "allowed"],
  ["a line with something else", line("yes"), "unknown", ["critical-unknown", "status.lineStatuses[0].critical"]],
  ["a line with other letters", line("True"), "unknown", ["critical-unknown", "status.lineStatuses[0].critical"]],
  ["a line with a number", line(1), "unknown", ["critical-unknown", "status.lineStatuses[0].critical"]],
  [
    "a critical line without an end",
    line(true, "Success", null),
    "unknown",
    ["critical-end-unknown", "status.lineStatuses[0].endPoint"],
  ],
  [
    "a critical line to an empty end",
    line(true, "Success", {}),
    "unknown",
    ["critical-end-unknown", "status.lineStatuses[0].endPoint"],
  ],
  [
    "a critical line to a null task",
    line(true, "Success", { taskType: null }),
    "unknown",
    ["critical-end-unknown", "status.lineStatuses[0].endPoint"],
  ],
  [
    "a critical line whose end is text",
    line(true, "Success", "Cluster"),
    "unknown",
    ["critical-end-unknown", "status.lineStatuses[0].endPoint"],
  ],

  [
    "refused wins over unknown",
    { ...tasks("Running"), phase: "Odd" },
    "refused",
    phase("phase-unknown"),
    task("task-not-finished"),
  ],
  [
    "every reason is told, each at its place",
    { ...tasks("Success", "Running", undefined, "Odd"), phase: "Success" },
    "refused",
    phase("workflow-not-cancellable"),
    task("task-not-finished", 1),
    task("task-status-unknown", 3),
  ],
];

describe("explainCancel", () => {
  it.each(rows)("%s", (_name, status, verdict, ...reasons) => {
    const explanation = explain(status);
    expect(explanation.verdict).toBe(verdict);
    expect(explanation.reasons.map(({ code, path }) => [code, path])).toEqual(reasons);
  });

  const texts: readonly [unknown, string][] = [
    [{ phase: "Running" }, "The workflow is at work (phase Running)."],
    [{ phase: "Success" }, "The workflow has already succeeded (phase Success)."],
    [{ phase: "Cancel" }, "The workflow is already cancelled (phase Cancel)."],
    [{}, "The workflow has no phase."],
    [{ phase: "Odd" }, "The phase Odd is not documented."],
    [{ phase: 7 }, "The phase 7 is not documented."],
    [{ phase: "" }, 'The phase "" is not documented.'],
    [tasks(""), 'The task Cluster is in state "", which is not documented.'],
    [tasks("Queue"), "The task Cluster is in state Queue."],
    [tasks("Odd"), "The task Cluster is in state Odd, which is not documented."],
    [{ phase: "Init", pointStatuses: [{ status: "Init" }] }, "The task without a type is in state Init."],
    [line("yes"), 'The line has critical: "yes", which is neither true nor false.'],
    [line(true, "Success", {}), "The line is critical and does not say where it ends."],
    [line(true), "The critical line to the task Cluster has not been executed."],
  ];
  it.each(texts)("%j is told in a sentence", (status, text) => {
    expect(explain(status).reasons.map((reason) => reason.text)).toEqual([text]);
  });

  describe("the example of the source", () => {
    const example = openapi.components.examples["UpgradeWorkFlowUpdateResponse"]?.value as UpgradeWorkFlow;

    it("is refused as it is printed, since it is cancelled already", () => {
      expect(explainCancel(example)).toEqual({
        verdict: "refused",
        reasons: [
          {
            code: "workflow-not-cancellable",
            path: "status.phase",
            text: "The workflow is already cancelled (phase Cancel).",
          },
        ],
      });
    });

    it("is allowed with the phase Pending", () => {
      const pending = { ...example, status: { ...example.status, phase: "Pending" as const } };
      expect(pending.status.pointStatuses?.length).toBeGreaterThan(1);
      expect(explainCancel(pending)).toEqual({ verdict: "allowed", reasons: [] });
    });
  });

  it("never throws, and has reasons exactly when it does not allow", () => {
    const anything = fc.jsonValue();
    const word = fc.constantFrom("Init", "Running", "Pending", "Success", "Failed", "Cancel", "Queue", "toString");
    const value = fc.oneof(word, anything);
    const point = fc.oneof(anything, fc.record({ taskType: value, status: value }, { requiredKeys: [] }));
    const end = fc.oneof(anything, fc.record({ taskType: value }));
    const critical = fc.oneof(fc.constantFrom(true, false, "true", "false"), anything);
    const lines = fc.oneof(anything, fc.record({ startPoint: end, endPoint: end, critical }, { requiredKeys: [] }));
    const status = fc.record(
      {
        phase: value,
        pointStatuses: fc.oneof(anything, fc.array(point)),
        lineStatuses: fc.oneof(anything, fc.array(lines)),
      },
      { requiredKeys: [] },
    );
    const workflow = fc.oneof(anything, fc.record({ status: fc.oneof(anything, status) }), fc.constant(undefined));
    fc.assert(
      fc.property(workflow, (given) => {
        const { verdict, reasons } = explainCancel(given as UpgradeWorkFlow);
        expect(["allowed", "refused", "unknown"]).toContain(verdict);
        expect(reasons.length === 0).toBe(verdict === "allowed");
        for (const { path, text } of reasons) expect(path.startsWith("status.") && text.endsWith(".")).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
