import type { components } from "../../generated/types.gen.js";
import { type Fields, isObject, textOf } from "../base/fields.js";
import { busyTask } from "./explainCancel.js";
import { newestTask, objectsIn, phaseOf, pointsOf, specOf } from "./objects.js";
import { failedCheckItems } from "./precheck.js";

type Schemas = components["schemas"];

/** Why the state of an upgrade does not allow an action. */
export interface ActionReason {
  /** Stable name of the reason, for programs. */
  readonly code: ActionReasonCode;
  /** Its place in the workflow or in the list of tasks, e.g. `status.pointStatuses[2].status`. */
  readonly path: string;
  /** The reason in one sentence, for people. */
  readonly text: string;
}

/** The names of the reasons. */
export type ActionReasonCode =
  | "workflow-finished"
  | "workflow-not-pending"
  | "task-not-finished"
  | "cluster-not-failed"
  | "cluster-not-successful"
  | "cluster-already-upgraded"
  | "already-confirmed"
  | "postcheck-unknown"
  | "upgrade-task-not-failed"
  | "check-not-finished"
  | "version-missing"
  | "skip-not-failed"
  | "skip-not-risk"
  | "skip-node-unknown";

/** What an action is judged by: the workflow, and the tasks of the cluster that are of the action's kind. */
export interface UpgradeState<Task> {
  readonly workflow: Schemas["UpgradeWorkFlow"];
  readonly tasks: readonly Task[];
}

const notGiven = "(not given)";

/** The state of a workflow's task, with its place. */
export function pointOf(workflow: unknown, taskType: string): { readonly point: Fields; readonly path: string } {
  const found = pointsOf(workflow).find(({ point }) => point["taskType"] === taskType);
  return found === undefined
    ? { point: {}, path: "status.pointStatuses" }
    : { point: found.point, path: `${found.path}.status` };
}

/** A status in a sentence: `is in state Running`, or `has not started`. */
function stateIn(status: unknown): string {
  return status === undefined || status === null ? "has not started" : `is in state ${textOf(status)}`;
}

function explainEnd(workflow: unknown): ActionReason[] {
  const phase = phaseOf(workflow);
  if (phase !== "Success" && phase !== "Cancel") return [];
  const text = `The workflow has already ended (phase ${phase}).`;
  return [{ code: "workflow-finished", path: "status.phase", text }];
}

function explainBusy(workflow: unknown): ActionReason[] {
  return pointsOf(workflow).flatMap(({ point: { taskType, status }, path }) => {
    if (!busyTask.has(status)) return [];
    const text = `The task ${textOf(taskType ?? "without a type")} is in state ${textOf(status)}.`;
    return [{ code: "task-not-finished" as const, path: `${path}.status`, text }];
  });
}

function explainVersions(workflow: unknown): ActionReason[] {
  const spec = specOf(workflow);
  return ["clusterVersion", "targetVersion"].flatMap((name) => {
    const version = spec[name];
    if (typeof version === "string" && version !== "") return [];
    const text = `The workflow has no ${name}, which the request must name exactly.`;
    return [{ code: "version-missing" as const, path: `spec.${name}`, text }];
  });
}

/** The versions of a workflow; only for one in which {@link explainVersions} misses none. */
export function versionsOf(workflow: Schemas["UpgradeWorkFlow"]): { clusterVersion: string; targetVersion: string } {
  return { clusterVersion: workflow.spec?.clusterVersion ?? "", targetVersion: workflow.spec?.targetVersion ?? "" };
}

function isBusy(task: unknown): boolean {
  return busyTask.has(phaseOf(task));
}

/** The newest task if it is one that `prevents` an action; where the order is not known, those that are at work. */
function explainNewest<Task extends object>(tasks: readonly Task[], prevents: (task: Task) => boolean) {
  const newest = newestTask(tasks);
  return tasks.flatMap((task, index) => {
    if (newest === undefined ? !isBusy(task) : task !== newest || !prevents(task)) return [];
    return [{ path: `items[${index}].status.phase`, phase: textOf(phaseOf(task) ?? notGiven) }];
  });
}

/** Judges whether the failed upgrade task of a cluster may be executed again. No reasons: it may. */
export function explainRetry({ workflow, tasks }: UpgradeState<Schemas["UpgradeTaskResponseBody"]>): ActionReason[] {
  const phase = phaseOf(workflow);
  const cluster = pointOf(workflow, "Cluster");
  const reasons = [...explainEnd(workflow), ...explainBusy(workflow)];
  if (reasons.length === 0 && phase !== "Pending") {
    const text = `The workflow is in phase ${textOf(phase ?? notGiven)}, not Pending: it has not stopped at a failed task.`;
    reasons.push({ code: "workflow-not-pending", path: "status.phase", text });
  }
  if (cluster.point["status"] !== "Failed") {
    const text = `The task Cluster ${stateIn(cluster.point["status"])}: only a failed upgrade can be retried.`;
    reasons.push({ code: "cluster-not-failed", path: cluster.path, text });
  }
  for (const { path, phase: itsPhase } of explainNewest(tasks, (task) => phaseOf(task) !== "Failed")) {
    const text = `The newest upgrade task is in phase ${itsPhase}, not Failed.`;
    reasons.push({ code: "upgrade-task-not-failed", path, text });
  }
  return reasons;
}

/** Judges whether the operator may confirm an upgrade. No reasons: the confirmation may be sent. */
export function explainConfirm({ workflow }: UpgradeState<unknown>): ActionReason[] {
  const cluster = pointOf(workflow, "Cluster");
  const postCheck = pointOf(workflow, "PostCheck");
  const { status } = postCheck.point;
  const reasons = [...explainEnd(workflow), ...explainBusy(workflow), ...explainVersions(workflow)];
  if (cluster.point["status"] !== "Success") {
    const text = `The task Cluster ${stateIn(cluster.point["status"])}: only a successful upgrade can be confirmed.`;
    reasons.push({ code: "cluster-not-successful", path: cluster.path, text });
  }
  if (status === "Success") {
    reasons.push({ code: "already-confirmed", path: postCheck.path, text: "The upgrade is already confirmed." });
  } else if (
    status !== undefined &&
    status !== null &&
    status !== "Failed" &&
    status !== "Error" &&
    !busyTask.has(status)
  ) {
    const text = `The task PostCheck ${stateIn(status)}, which is not documented.`;
    reasons.push({ code: "postcheck-unknown", path: postCheck.path, text });
  }
  return reasons;
}

type Check = Schemas["PrecheckClusterTask"];
type SkippedItem = Schemas["SkippedCheckItemList"];

/**
 * The failures of an item in the last check that covered it. Goes back as long as the checks left the item out,
 * perhaps for some nodes only.
 */
function lastFailures(name: string, checks: readonly Check[]) {
  const failures: {
    readonly kind: string | undefined;
    readonly node: string | undefined;
    readonly isOfNode: boolean;
  }[] = [];
  for (let left = [...checks], check = newestTask(left); check !== undefined; check = newestTask(left)) {
    const failed = failedCheckItems(check).filter((item) => item.name === name);
    failures.push(...failed.map(({ kind, scope, node }) => ({ kind, node: node?.uid, isOfNode: scope === "node" })));
    const leftOut = objectsIn(check.spec?.skippedCheckItemList).some((item) => item.name === name);
    if (!leftOut) break;
    left = left.filter((other) => other !== check);
  }
  return failures;
}

/** Why a new check may not leave out the item `name`. No reasons: it may. */
function explainSkip(name: string, checks: readonly Check[]): ActionReason[] {
  const failures = lastFailures(name, checks);
  const refuse = (code: ActionReasonCode, text: string): ActionReason[] => [{ code, path: "items", text }];
  const other = failures.find(({ kind }) => kind !== "Risk");
  if (failures.length === 0) {
    return refuse("skip-not-failed", `The item ${name} cannot be skipped: it did not fail in the last check.`);
  }
  if (other !== undefined) {
    const kind = other.kind === undefined ? "of no kind" : `of kind ${other.kind}`;
    return refuse("skip-not-risk", `The item ${name} cannot be skipped: the last check calls it ${kind}, not Risk.`);
  }
  return failures.some(({ isOfNode, node }) => isOfNode && node === undefined)
    ? refuse("skip-node-unknown", `The item ${name} cannot be skipped: the check does not say on which node it failed.`)
    : [];
}

/** The items of a request that a new check leaves out: those of nodes only on the nodes on which they failed. */
export function skippedItems(skip: readonly string[], checks: readonly Check[]): SkippedItem[] {
  return skip.flatMap((name) => {
    const failures = lastFailures(name, checks);
    const values = [...new Set(failures.flatMap(({ node }) => node ?? []))];
    const onNodes = { name, resourceSelector: { key: "node.uid" as const, operator: "In" as const, values } };
    const elsewhere = failures.some(({ isOfNode }) => !isOfNode) ? [{ name }] : [];
    return [...elsewhere, ...(values.length > 0 ? [onNodes] : [])];
  });
}

/** Judges whether the cluster may be checked again, without the items of `skip`. No reasons: it may. */
export function explainRecheck({ workflow, tasks }: UpgradeState<Check>, skip: readonly string[]): ActionReason[] {
  const cluster = pointOf(workflow, "Cluster");
  const reasons = [...explainEnd(workflow), ...explainBusy(workflow), ...explainVersions(workflow)];
  if (cluster.point["status"] === "Success") {
    const text = "The task Cluster is in state Success: a check before the upgrade comes too late.";
    reasons.push({ code: "cluster-already-upgraded", path: cluster.path, text });
  }
  for (const { path, phase } of explainNewest(tasks, isBusy)) {
    reasons.push({
      code: "check-not-finished",
      path,
      text: `The newest check is in phase ${phase}: wait for its end.`,
    });
  }
  return [...reasons, ...skip.flatMap((name) => explainSkip(name, tasks))];
}

/** Whether a value is a task that has ended, or that has no public way on (`Pause`). */
export function hasStopped(task: unknown): boolean {
  const phase = phaseOf(task);
  return isObject(task) && (phase === "Success" || phase === "Failed" || phase === "Error" || phase === "Pause");
}
