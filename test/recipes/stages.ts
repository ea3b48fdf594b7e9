/** What the mock has before a session of a document begins. */
import type { UpgradeWorkFlow } from "../../src/index.js";

export interface Stage {
  readonly workflows: readonly UpgradeWorkFlow[];
  /** Files in the folder of the session, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

const cluster = "f9960c6b-8e60-11ee-9754-0255ac100b05";
const otherCluster = "a1b2c3d4-8e60-11ee-9754-0255ac100b06";

type Point = NonNullable<NonNullable<UpgradeWorkFlow["status"]>["pointStatuses"]>[number];

const precheck: Point = {
  taskType: "PreCheck",
  status: "Success",
  startTimeStamp: "2023-11-25 07:20:04.592972 +0000 UTC",
  endTimeStamp: "2023-11-25 07:21:05.518966 +0000 UTC",
  expireTimeStamp: "2023-11-25 08:21:05.518966 +0000 UTC",
};
const clusterRunning: Point = {
  taskType: "Cluster",
  status: "Running",
  startTimeStamp: "2023-11-25 07:49:30.283459 +0000 UTC",
};
const clusterFailed: Point = {
  ...clusterRunning,
  status: "Failed",
  endTimeStamp: "2023-11-25 07:58:35.507243 +0000 UTC",
};

function workflow(
  clusterID: string,
  uid: string,
  phase: "Pending" | "Running" | "Cancel",
  ofCluster: Point = clusterFailed,
): UpgradeWorkFlow {
  return {
    kind: "WorkFlowTask",
    apiVersion: "v3",
    metadata: {
      uid,
      creationTimestamp: "2023-11-25 06:32:34.923248 +0000 UTC",
      updateTimestamp: "2023-11-25 07:58:35.511423 +0000 UTC",
    },
    spec: { clusterID, clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" },
    status: { phase, pointStatuses: [precheck, { taskType: "Snapshot" }, ofCluster, { taskType: "PostCheck" }] },
  };
}

const earlier = workflow(cluster, "a1c5cb5d-6f3c-4f05-8b0a-2a1f0f3a7c11", "Cancel");
const stuck = workflow(cluster, "d0b7e319-8172-424c-86ea-543cd23f9756", "Pending");

export const stages: Readonly<Record<string, Stage>> = {
  stuck: { workflows: [earlier, stuck] },
  cancelled: { workflows: [workflow(cluster, "d0b7e319-8172-424c-86ea-543cd23f9756", "Cancel")] },
  "two clusters": {
    workflows: [stuck, workflow(otherCluster, "5f0f3a7c-6f3c-4f05-8b0a-2a1f0f3a7c22", "Running", clusterRunning)],
    files: { "clusters.csv": `cluster_id\n${cluster}\n${otherCluster}\n` },
  },
};
