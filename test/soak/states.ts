import { lines, makeWorkflow, type UpgradeWorkFlow } from "../../src/mock/service/workflow.js";
import { explainCancel } from "../../src/workflow/explainCancel.js";
import type { Random } from "./random.js";

type Status = NonNullable<UpgradeWorkFlow["status"]>;

const stuck: Status = { phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] };

const statuses = {
  Init: { phase: "Init", pointStatuses: [{ taskType: "PreCheck" }] },
  Pending: stuck,
  Running: { phase: "Running", pointStatuses: [{ taskType: "Cluster", status: "Running" }] },
  Success: { phase: "Success", pointStatuses: [{ taskType: "Cluster", status: "Success" }] },
  Cancel: { ...stuck, phase: "Cancel" },
  "no phase": { pointStatuses: [{ taskType: "PreCheck" }] },
  "busy task": { phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Queuing" }] },
  "critical line": {
    phase: "Pending",
    pointStatuses: [{ taskType: "PreCheck" }],
    lineStatuses: lines.map((line) => ({ ...line, critical: true })),
  },
} satisfies Readonly<Record<string, Status>>;

/** Name of a state a workflow can be in. */
export type StateName = keyof typeof statuses;

/** What another than we can make of a workflow; nothing leads out of Success and Cancel. */
const changes: Readonly<Record<StateName, readonly StateName[]>> = {
  Init: ["Running", "Cancel"],
  Pending: ["Running", "Running", "Cancel"],
  Running: ["Pending", "Pending", "Success"],
  Success: [],
  Cancel: [],
  "no phase": ["Init", "Running"],
  "busy task": ["Pending", "Running"],
  "critical line": ["Running", "Pending", "Cancel"],
};

export function workflowIn(state: StateName, clusterId: string, workflowId: string): UpgradeWorkFlow {
  return makeWorkflow(clusterId, workflowId, statuses[state]);
}

/** The state that another makes of this one; `undefined` where it is the last. */
export function changeOf(state: StateName, random: Random): StateName | undefined {
  const [first, ...others] = changes[state];
  return first === undefined ? undefined : random.pick([first, ...others]);
}

/** The state a run begins with: one that can be cancelled in most. */
export function firstState(random: Random): StateName {
  if (random.chance(0.7)) return "Pending";
  const names = Object.keys(statuses) as [StateName, ...StateName[]];
  return random.pick(names);
}

/** Whether a workflow as a client was shown it says that it can be cancelled. */
export function showsCancellable(workflow: unknown): boolean {
  const shown = typeof workflow === "object" && workflow !== null ? workflow : {};
  return explainCancel(shown).verdict === "allowed";
}
