import type { components } from "../../../generated/types.gen.js";

/** An upgrade workflow as the service returns it. */
export type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** A task of an upgrade workflow. */
export type Task = components["schemas"]["PointStatus"];

/** The types of the tasks of an upgrade, in their order. */
export const taskTypes = ["PreCheck", "Snapshot", "Cluster", "PostCheck"] as const;

/** A task of a played upgrade. */
export type PlayedTask = (typeof taskTypes)[number];

type Status = NonNullable<UpgradeWorkFlow["status"]>;

/** The lines of the vendor's example, in which the tasks run. None of them includes the snapshot. */
export const lines: NonNullable<Status["lineStatuses"]> = [
  { startPoint: { taskType: "PreCheck" }, endPoint: { taskType: "Cluster" } },
  { startPoint: { taskType: "Cluster" }, endPoint: { taskType: "PostCheck" } },
];

/** The versions of the vendor's example. */
export const exampleVersions = { clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" };

/** A workflow in the given state, otherwise like the vendor's example. */
export function makeWorkflow(clusterId: string, workflowId: string, status: Status): UpgradeWorkFlow {
  return {
    kind: "WorkFlowTask",
    apiVersion: "v3",
    metadata: {
      uid: workflowId,
      creationTimestamp: "2023-11-25 06:32:34.923248 +0000 UTC",
      updateTimestamp: "2023-11-25 07:58:35.507243 +0000 UTC",
    },
    spec: { clusterID: clusterId, ...exampleVersions },
    status: { lineStatuses: lines, ...status },
  };
}

/** The tasks of a workflow none of which has begun. */
export function newTasks(): Task[] {
  return taskTypes.map((taskType) => ({ taskType }));
}

/** A workflow just created: it has no phase and no times yet. */
export function newWorkflow(workflowId: string, spec: NonNullable<UpgradeWorkFlow["spec"]>): UpgradeWorkFlow {
  return {
    kind: "WorkFlowTask",
    apiVersion: "v3",
    metadata: { uid: workflowId },
    spec,
    status: { pointStatuses: newTasks(), lineStatuses: lines },
  };
}

/** The workflow after a cancel, or after another change of its state, at `time`. */
export function withStatus(workflow: UpgradeWorkFlow, status: Status, time: string): UpgradeWorkFlow {
  return {
    ...workflow,
    metadata: { ...workflow.metadata, updateTimestamp: time },
    status: { ...workflow.status, ...status },
  };
}
