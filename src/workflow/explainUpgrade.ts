import type { components } from "../../generated/types.gen.js";
import { checkOptions } from "../base/checks.js";
import { type Clock, systemClock } from "../base/clock.js";
import { type CceError, isCceAbortError, isCceApiError, isCceError, isCceResponseError } from "../base/errors.js";
import { fieldsOf } from "../base/fields.js";
import type { CceCall } from "../client/call.js";
import type { CceClient } from "../client/client.js";
import { parseHttpDate } from "../transport/retry.js";
import { type FailedStep, failedSteps } from "./failedSteps.js";
import { currentOf, isFinished } from "./list.js";
import { givenText, metadataOf, newestTask, objectsIn, pointsOf, specOf, statusOf } from "./objects.js";
import { type FailedCheckItem, failedCheckItems } from "./precheck.js";
import {
  type ClusterOperations,
  type ClusterTarget,
  type FoundWorkflow,
  helperChecks,
  type HelperOptions,
  operationsFor,
  targetById,
  type WorkflowTarget,
} from "./target.js";
import { timeOf } from "./timestamp.js";
import { adviceFor, type UpgradeAdvice, type UpgradeSituation } from "./upgradeAdvice.js";
import {
  type CheckSummary,
  type EarlierTask,
  earlierIn,
  type FailedPoint,
  failedPointOf,
  idOf,
  summarizeCheck,
  summarizeInfo,
  summarizeTask,
  type UpgradeInfoSummary,
  type UpgradeTaskSummary,
} from "./upgradeSummary.js";

type Schemas = components["schemas"];
type UpgradeWorkFlow = Schemas["UpgradeWorkFlow"];

/** A part of an explanation that is read by a request of its own. */
export type UpgradePart =
  "workflow" | "precheck" | "prechecks" | "upgradeTask" | "upgradeTasks" | "snapshots" | "upgradeInfo";

/** A part that could not be read, so that the explanation is without it. */
export interface UnreadPart {
  readonly part: UpgradePart;
  /** Why, in words. */
  readonly failure: string;
  /** The HTTP status, if there was a response. */
  readonly status: number | undefined;
}

/** Where an upgrade stands, why, and what fits next. Plain data, except for the dates. */
export interface UpgradeExplanation {
  readonly situation: UpgradeSituation;
  /** What fits, in order. Empty where no source supports an advice. */
  readonly advice: readonly UpgradeAdvice[];
  /** The unfinished workflow or the given one; else the last one; `undefined` if there is none or it was not read. */
  readonly workflow: UpgradeWorkFlow | undefined;
  /** The task at which the workflow failed. */
  readonly failed: FailedPoint | undefined;
  /** The failed items of the workflow's check. */
  readonly checkItems: readonly FailedCheckItem[];
  /** The failed steps of the upgrade or of the snapshot. */
  readonly steps: readonly FailedStep[];
  /** The check of the workflow: that of its task `PreCheck`, or a later one. The newest one where there is no workflow. */
  readonly precheck: CheckSummary | undefined;
  /** The upgrade of the workflow: that of its task `Cluster`, or a later one. */
  readonly upgradeTask: UpgradeTaskSummary | undefined;
  readonly info: UpgradeInfoSummary | undefined;
  readonly timings: {
    /** Since when the task at work has been running; `undefined` if none is or the service does not say. */
    readonly runningSince: Date | undefined;
    /** Checks and upgrades of the cluster that have ended, the newest first. */
    readonly earlier: readonly EarlierTask[];
  };
  readonly unread: readonly UnreadPart[];
  /** The time by which it is judged whether a check has expired. */
  readonly judgedAt: Date;
  /** Whose time that is: the service's, from the `Date` of its last response; without one this machine's. */
  readonly judgedBy: "service" | "local";
}

/** Whether a failure concerns one part alone. Repeated requests with refused credentials lock an access key. */
function isOfOnePart(error: unknown): error is CceError {
  return isCceError(error) && !isCceAbortError(error) && !(isCceApiError(error) && error.status === 401);
}

/** Reads the parts one by one, and keeps what could not be read. */
class Reader {
  readonly unread: UnreadPart[] = [];
  readonly errors: unknown[] = [];
  serviceTime: number | undefined;
  parts = 0;

  async read<T>(part: UpgradePart, call: () => CceCall<T>): Promise<T | undefined> {
    this.parts += 1;
    try {
      const { data, headers } = await call().withResponse();
      const date = parseHttpDate(headers["date"]);
      if (!Number.isNaN(date)) this.serviceTime = date;
      return data;
    } catch (error) {
      const hasResponse = isCceApiError(error) || isCceResponseError(error);
      // Where the first request has no response, the others have none, and a user would wait for each.
      if (!isOfOnePart(error) || (this.parts === 1 && !hasResponse)) throw error;
      this.errors.push(error);
      const failure = givenText(fieldsOf(error)["reason"]) ?? error.message;
      this.unread.push({ part, failure, status: hasResponse ? error.status : undefined });
      return undefined;
    }
  }
}

/** The ID of the task behind a point that has started. */
function taskIdOf(workflow: unknown, taskType: string): string | undefined {
  const found = pointsOf(workflow).find(({ point }) => point["taskType"] === taskType);
  return givenText(found?.point["status"]) && givenText(found?.point["taskID"]);
}

/** Whether a task is of a workflow, as far as can be known: created after it and for the same version. */
function isOf(task: unknown, workflow: unknown): boolean {
  const [made, started] = [task, workflow].map((object) => timeOf(metadataOf(object)["creationTimestamp"]));
  const [target, wanted] = [task, workflow].map((object) => givenText(specOf(object)["targetVersion"]));
  const fits = target === undefined || wanted === undefined || target === wanted;
  return made !== undefined && started !== undefined && made >= started && fits;
}

/** The task of a workflow: that of its point, or a later one. */
interface TaskOf<T> {
  readonly task: T | undefined;
  readonly isLater: boolean;
}

/**
 * Finds the task of a workflow. `own` is the task of its point, which may have been too old to be read. A later one of
 * the same workflow counts, because it is not documented whether a stopped workflow takes it in.
 */
function taskOf<T extends object>(
  workflow: unknown,
  id: string | undefined,
  own: T | undefined,
  list: readonly T[] | T | null | undefined,
): TaskOf<T> {
  const listed = objectsIn(list);
  const mine = own ?? (id === undefined ? undefined : listed.find((task) => idOf(task) === id));
  const newest = newestTask(listed.filter((task) => isOf(task, workflow)));
  if (mine === undefined || newest === undefined || idOf(newest) === idOf(mine)) {
    return { task: mine ?? newest, isLater: false };
  }
  // Listed last counts as later among equals.
  const isLater = timeOf(metadataOf(mine)["creationTimestamp"]) !== undefined && newestTask([newest, mine]) === newest;
  return isLater ? { task: newest, isLater } : { task: mine, isLater };
}

/** How many failed upgrades to the version of `task` or of the workflow a list shows. */
function failedUpgradesIn(
  list: readonly object[] | object | null | undefined,
  task: unknown,
  workflow: unknown,
): number {
  const wanted = givenText(specOf(task)["targetVersion"]) ?? givenText(specOf(workflow)["targetVersion"]);
  const failed = objectsIn(list).filter(
    (one) => statusOf(one)["phase"] === "Failed" && givenText(specOf(one)["targetVersion"]) === wanted,
  );
  return wanted === undefined ? 0 : new Set(failed.map(idOf)).size;
}

/** The steps that failed: of the upgrade, or of the snapshot if that is what failed. */
function stepsOf(
  workflow: unknown,
  failed: FailedPoint | undefined,
  upgradeTask: unknown,
  snapshots: readonly object[] | object | null | undefined,
): readonly FailedStep[] {
  if (failed?.taskType !== "Snapshot") return failedSteps(specOf(upgradeTask)["items"]);
  return failedSteps(specOf(taskOf(workflow, failed.taskID, undefined, snapshots).task)["items"]);
}

/** Since when a task is at work: the first point that is, else the task itself. */
function runningSince(workflow: unknown, tasks: readonly unknown[]): Date | undefined {
  const { point } =
    pointsOf(workflow).find(({ point: { status } }) => status === "Running" || status === "Queuing") ?? {};
  if (point !== undefined) return timeOf(point["startTimeStamp"]);
  const running = tasks.find((task) => statusOf(task)["phase"] === "Running" || statusOf(task)["phase"] === "Queuing");
  return timeOf(metadataOf(running)["creationTimestamp"]);
}

/** The given workflow, else the unfinished one, else the last one. */
async function findWorkflow(
  reader: Reader,
  operations: ClusterOperations,
  target: ClusterTarget | WorkflowTarget,
): Promise<{ readonly workflow: UpgradeWorkFlow | undefined; readonly isRead: boolean }> {
  if ("upgrade_workflow_id" in target) {
    const workflow = await reader.read("workflow", () => operations.show(target));
    return { workflow, isRead: workflow !== undefined };
  }
  const list = await reader.read("workflow", () => operations.list(target));
  if (list === undefined) return { workflow: undefined, isRead: false };
  const workflows = [list.items ?? []].flat();
  const isOver = workflows.every(isFinished);
  return { workflow: isOver ? newestTask(workflows) : currentOf(target, workflows), isRead: true };
}

/** {@link explainUpgrade} with a clock, for tests. */
export async function explainWith(
  cce: CceClient,
  given: ClusterTarget | WorkflowTarget | FoundWorkflow,
  options: HelperOptions,
  clock: Clock,
): Promise<UpgradeExplanation> {
  checkOptions(options, helperChecks);
  const target = isOfWorkflow(given) ? targetById(given) : { ...given };
  const cluster: ClusterTarget = { project_id: target.project_id, cluster_id: target.cluster_id };
  const operations = operationsFor(cce, { ...options });
  const reader = new Reader();
  const { workflow, isRead } = await findWorkflow(reader, operations, target);
  const isOver = isRead && (workflow === undefined || isFinished(workflow));
  const failed = isOver ? undefined : failedPointOf(workflow);
  const [checkId, upgradeId] = [taskIdOf(workflow, "PreCheck"), taskIdOf(workflow, "Cluster")];
  const unlessOver = <T>(part: UpgradePart, call: () => CceCall<T>) => (isOver ? undefined : reader.read(part, call));
  const unlessNone = <T>(part: UpgradePart, id: string | undefined, call: (task_id: string) => CceCall<T>) =>
    id === undefined ? undefined : unlessOver(part, () => call(id));
  const [ownCheck, checks, ownTask, tasks, snapshots, info] = await Promise.all([
    // Once the upgrade has started, its newest check says more than the one before it.
    unlessNone("precheck", upgradeId === undefined ? checkId : undefined, (task_id) =>
      operations.showPrecheck({ ...cluster, task_id }),
    ),
    unlessOver("prechecks", () => operations.listPrechecks(cluster)),
    unlessNone("upgradeTask", upgradeId, (task_id) => operations.showUpgradeTask({ ...cluster, task_id })),
    unlessOver("upgradeTasks", () => operations.listUpgradeTasks(cluster)),
    failed?.taskType === "Snapshot" ? reader.read("snapshots", () => operations.listSnapshots(cluster)) : undefined,
    reader.read("upgradeInfo", () => operations.upgradeInfo(cluster)),
  ]);
  if (reader.errors.length === reader.parts) throw reader.errors[0];
  const now = reader.serviceTime ?? clock.now();
  const check = isRead
    ? taskOf(workflow, checkId, ownCheck, checks?.items)
    : { task: newestTask(checks?.items), isLater: false };
  const { task: upgradeTask } = taskOf(workflow, upgradeId, ownTask, tasks?.items);
  const checkItems = check.task === undefined ? [] : failedCheckItems(check.task);
  const judgement = adviceFor({
    workflow: isOver ? "none" : workflow,
    check: check.task,
    isLaterCheck: check.isLater,
    checkItems,
    upgradeTask,
    failedUpgrades: failedUpgradesIn(tasks?.items, upgradeTask, workflow),
    now,
  });
  const earlier = [
    ...earlierIn("PreCheck", checks?.items, (task) => metadataOf(task)["updateTimestamp"]),
    ...earlierIn("Cluster", tasks?.items, (task) => statusOf(task)["completionTime"]),
  ];
  return {
    ...judgement,
    workflow,
    failed,
    checkItems,
    steps: stepsOf(workflow, failed, upgradeTask, snapshots?.items),
    precheck: check.task && summarizeCheck(check.task, now),
    upgradeTask: upgradeTask && summarizeTask(upgradeTask),
    info: info && summarizeInfo(info),
    timings: {
      runningSince: judgement.situation === "running" ? runningSince(workflow, [upgradeTask, check.task]) : undefined,
      earlier: earlier.sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime()),
    },
    unread: reader.unread,
    judgedAt: new Date(now),
    judgedBy: reader.serviceTime === undefined ? "local" : "service",
  };
}

function isOfWorkflow(
  target: ClusterTarget | WorkflowTarget | FoundWorkflow,
): target is WorkflowTarget | FoundWorkflow {
  const given = fieldsOf(target);
  return given["workflow"] !== undefined || given["upgrade_workflow_id"] !== undefined;
}

/**
 * Explains why an upgrade is stuck and what fits next: where it stands, which task failed, every failed item of the
 * check and every failed step of the upgrade, and the advice that a source supports, each with its reason. Only reads.
 * Takes the given workflow, else the unfinished one of the cluster; where there is none, the explanation has the last
 * result and the versions on offer. A part that cannot be read is listed in `unread`, and the rest is still given.
 *
 * @throws CceCurrentWorkflowError when the cluster has several unfinished workflows: name one.
 * @throws CceCallError when no part can be read, the credentials are refused, or the signal fires.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export function explainUpgrade(
  cce: CceClient,
  target: ClusterTarget | WorkflowTarget | FoundWorkflow,
  options: HelperOptions = {},
): Promise<UpgradeExplanation> {
  return explainWith(cce, target, options, systemClock);
}
