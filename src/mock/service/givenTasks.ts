import { randomUUID } from "node:crypto";
import type { components } from "../../../generated/types.gen.js";
import type { Task, UpgradeWorkFlow } from "./workflow.js";

type Schemas = components["schemas"];

/** What the operations return of each type of task. No operation returns a confirmation later. */
export interface TaskBodies {
  readonly PreCheck: Schemas["PrecheckClusterTask"];
  readonly Cluster: Schemas["UpgradeTaskResponseBody"];
  readonly Snapshot: Schemas["SnapshotTask"];
}

/** A task that stays as it was given. */
export interface Given<Type extends keyof TaskBodies = keyof TaskBodies> {
  readonly type: Type;
  readonly body: TaskBodies[Type];
}

/** An object without the fields that are missing. */
export function present<T extends object>(fields: { readonly [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** The task that a point of a given workflow stands for; `undefined` if it has not started. */
function taskOfPoint({ spec = {} }: UpgradeWorkFlow, point: Task): Given | undefined {
  const { taskType, taskID: uid = randomUUID(), status: phase, startTimeStamp, endTimeStamp, expireTimeStamp } = point;
  if (phase === undefined) return undefined;
  const { clusterVersion, targetVersion } = spec;
  const metadata = present<Schemas["TaskMetadata"]>({
    uid,
    creationTimestamp: startTimeStamp,
    updateTimestamp: endTimeStamp ?? startTimeStamp,
  });
  if (taskType === "PreCheck") {
    const versions = present<Schemas["PrecheckResponseSpec"]>({ clusterVersion, targetVersion });
    const status = present<Schemas["PrecheckStatus"]>({
      phase: phase === "Queuing" ? "Init" : phase,
      expireTimeStamp,
    });
    return { type: "PreCheck", body: { kind: "PreCheckTask", apiVersion: "v3", metadata, spec: versions, status } };
  }
  if (taskType === "Cluster") {
    const versions = present<Schemas["UpgradeTaskSpec"]>({ version: clusterVersion, targetVersion });
    return {
      type: "Cluster",
      body: { kind: "UpgradeTask", apiVersion: "v3", metadata, spec: versions, status: { phase } },
    };
  }
  if (taskType !== "Snapshot") return undefined;
  return {
    type: "Snapshot",
    body: { kind: "SnapshotTask", apiVersion: "v3.1", metadata, spec: {}, status: { phase } },
  };
}

/** The tasks that a given workflow says have started. */
export function tasksOfPoints(workflow: UpgradeWorkFlow): Given[] {
  return (workflow.status?.pointStatuses ?? []).flatMap((point) => taskOfPoint(workflow, point) ?? []);
}
