import { fieldsOf } from "../base/fields.js";
import { givenText, metadataOf, objectsIn, pointsOf, specOf, statusOf } from "./objects.js";
import { timeOf } from "./timestamp.js";

/** A task of a workflow that failed. */
export interface FailedPoint {
  readonly taskType: string;
  readonly taskID: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Its place in the workflow, e.g. `status.pointStatuses[2]`. */
  readonly path: string;
}

/** The check of a workflow. */
export interface CheckSummary {
  readonly uid: string | undefined;
  readonly phase: string | undefined;
  /** What went wrong when the check itself could not be carried out. */
  readonly message: string | undefined;
  readonly createdAt: Date | undefined;
  /** When its result expires; `undefined` if the service does not say. */
  readonly expiresAt: Date | undefined;
  /** Whether it has expired; `undefined` if that is not known. */
  readonly isExpired: boolean | undefined;
}

/** The task that upgrades the cluster. */
export interface UpgradeTaskSummary {
  readonly uid: string | undefined;
  readonly phase: string | undefined;
  /** As the service sends it. Its scale is not documented. */
  readonly progress: string | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

/** The versions that the service offers, and the last upgrade. */
export interface UpgradeInfoSummary {
  readonly release: string | undefined;
  readonly patch: string | undefined;
  readonly suggestPatch: string | undefined;
  readonly targetVersions: readonly string[];
  readonly lastPhase: string | undefined;
  readonly lastCompletedAt: Date | undefined;
}

/** A check or an upgrade of the cluster that has ended, and how long it took. */
export interface EarlierTask {
  readonly taskType: "PreCheck" | "Cluster";
  readonly uid: string | undefined;
  readonly phase: string;
  readonly targetVersion: string | undefined;
  readonly startedAt: Date;
  /** In milliseconds. */
  readonly tookMs: number;
}

/** The ID of a task; `undefined` if it has none. */
export function idOf(task: unknown): string | undefined {
  return givenText(metadataOf(task)["uid"]);
}

/** Which of several failed points stopped the workflow: the one furthest along, and a snapshot is optional. */
const stoppingOrder = ["Cluster", "PostCheck", "PreCheck", "Snapshot"];

export function failedPointOf(workflow: unknown): FailedPoint | undefined {
  const failed = pointsOf(workflow).filter(({ point }) => point["status"] === "Failed" || point["status"] === "Error");
  const first = stoppingOrder
    .flatMap((type) => failed.filter(({ point }) => point["taskType"] === type))
    .concat(failed)[0];
  if (first === undefined) return undefined;
  const { taskType, taskID, startTimeStamp, endTimeStamp } = first.point;
  return {
    taskType: givenText(taskType) ?? "(not given)",
    taskID: givenText(taskID),
    startedAt: timeOf(startTimeStamp),
    endedAt: timeOf(endTimeStamp),
    path: first.path,
  };
}

const endedPhases: ReadonlySet<unknown> = new Set(["Success", "Failed", "Error"]);

/** The tasks of a list that have ended, with how long they took. */
export function earlierIn(
  taskType: EarlierTask["taskType"],
  list: readonly object[] | object | null | undefined,
  endOf: (task: unknown) => unknown,
): EarlierTask[] {
  return objectsIn(list).flatMap((task) => {
    const { phase } = statusOf(task);
    const startedAt = timeOf(metadataOf(task)["creationTimestamp"]);
    const endedAt = timeOf(endOf(task));
    if (typeof phase !== "string" || !endedPhases.has(phase) || startedAt === undefined || endedAt === undefined) {
      return [];
    }
    const tookMs = endedAt.getTime() - startedAt.getTime();
    if (tookMs < 0) return [];
    return [
      { taskType, uid: idOf(task), phase, targetVersion: givenText(specOf(task)["targetVersion"]), startedAt, tookMs },
    ];
  });
}

export function summarizeInfo(info: unknown): UpgradeInfoSummary {
  const { versionInfo, lastUpgradeInfo } = specOf(info);
  const { release, patch, suggestPatch, targetVersions } = fieldsOf(versionInfo);
  const { phase, completionTime } = fieldsOf(lastUpgradeInfo);
  return {
    release: givenText(release),
    patch: givenText(patch),
    suggestPatch: givenText(suggestPatch),
    targetVersions: [targetVersions].flat().flatMap((version) => givenText(version) ?? []),
    lastPhase: givenText(phase),
    lastCompletedAt: timeOf(completionTime),
  };
}

export function summarizeCheck(check: unknown, now: number): CheckSummary {
  const { phase, message, expireTimeStamp } = statusOf(check);
  const expiresAt = timeOf(expireTimeStamp);
  return {
    uid: idOf(check),
    phase: givenText(phase),
    message: givenText(message),
    createdAt: timeOf(metadataOf(check)["creationTimestamp"]),
    expiresAt,
    isExpired: expiresAt && expiresAt.getTime() <= now,
  };
}

export function summarizeTask(task: unknown): UpgradeTaskSummary {
  const { creationTimestamp, updateTimestamp } = metadataOf(task);
  const { phase, progress } = statusOf(task);
  return {
    uid: idOf(task),
    phase: givenText(phase),
    progress: givenText(progress),
    createdAt: timeOf(creationTimestamp),
    updatedAt: timeOf(updateTimestamp),
  };
}
