import type { components } from "../../generated/types.gen.js";
import type { Fields } from "../base/fields.js";
import { phaseOf, pointsOf, statusOf } from "./objects.js";
import type { FailedCheckItem } from "./precheck.js";
import { timeOf } from "./timestamp.js";

type Schemas = components["schemas"];

/** What the judgement rests on. A part that could not be read is `undefined`. */
export interface UpgradeFacts {
  /** The workflow, or that the cluster has no unfinished one. */
  readonly workflow: Schemas["UpgradeWorkFlow"] | "none" | undefined;
  /** The check of the workflow: that of its point, or a later one. */
  readonly check: Schemas["PrecheckClusterTask"] | undefined;
  /** Whether that is a later one. */
  readonly isLaterCheck: boolean;
  /** The failed items of that check. */
  readonly checkItems: readonly FailedCheckItem[];
  /** The upgrade task of the workflow: that of its point, or a later one. */
  readonly upgradeTask: Schemas["UpgradeTaskResponseBody"] | undefined;
  /** How many failed upgrade tasks to the same version the cluster's list shows. */
  readonly failedUpgrades: number;
  /** The time, in milliseconds since the epoch. */
  readonly now: number;
}

export const startedPhases: ReadonlySet<unknown> = new Set(["Running", "Pending"]);
const busy: ReadonlySet<unknown> = new Set(["Init", "Queuing", "Queue", "Running"]);
/** The states of a task that the judgement knows; the last two occur in the tasks themselves. */
const knownStates: ReadonlySet<unknown> = new Set([...busy, "Success", "Failed", "Pause", "Error"]);
const judgedTypes: ReadonlySet<unknown> = new Set(["PreCheck", "Snapshot", "Cluster", "PostCheck"]);

/** The facts in the form in which the rows ask for them. */
export class Situation {
  readonly phase: unknown;
  readonly checkPhase: unknown;
  readonly taskPhase: unknown;
  private readonly points: readonly Fields[];
  private readonly started: readonly Fields[];

  constructor(readonly facts: UpgradeFacts) {
    this.points = pointsOf(facts.workflow).map(({ point }) => point);
    this.phase = phaseOf(facts.workflow) ?? undefined;
    this.checkPhase = phaseOf(facts.check) ?? undefined;
    this.taskPhase = phaseOf(facts.upgradeTask) ?? undefined;
    this.started = this.points.filter((point) => (point["status"] ?? undefined) !== undefined);
  }

  /** The state of a task; `undefined` if it has not started. */
  at(type: string): unknown {
    return this.started.find(({ taskType }) => taskType === type)?.["status"];
  }

  has(type: string): boolean {
    return this.points.some(({ taskType }) => taskType === type);
  }

  /** Whether the workflow has only values that the vendor documents, each task once. */
  get isKnown(): boolean {
    const { phase, points, started } = this;
    const judged = points.map(({ taskType }) => taskType).filter((type) => judgedTypes.has(type));
    return (
      typeof this.facts.workflow === "object" &&
      (phase === undefined || phase === "Init" || startedPhases.has(phase)) &&
      new Set(judged).size === judged.length &&
      started.every(({ taskType, status }) => judgedTypes.has(taskType) && knownStates.has(status))
    );
  }

  get isUntouched(): boolean {
    return this.started.length === 0;
  }

  /** Whether the check of the workflow failed, by the workflow or, before it shows any task, by the check itself. */
  get checkFailed(): boolean {
    const point = this.at("PreCheck");
    if (this.at("Cluster") !== undefined) return false;
    if (this.isUntouched) return this.phase !== "Pending" && this.hasFailed(this.checkPhase);
    const isContradicted = this.checkPhase === "Success" && !this.facts.isLaterCheck;
    return this.phase === "Pending" && this.hasFailed(point) && !isContradicted;
  }

  /** Whether the check that passed has expired, as far as its expiry is known. */
  get checkExpired(): boolean {
    const { check, now } = this.facts;
    const point = this.points.find(({ taskType }) => taskType === "PreCheck");
    const given = statusOf(check)["expireTimeStamp"] ?? point?.["expireTimeStamp"];
    const expiry = timeOf(given);
    return expiry !== undefined && expiry.getTime() <= now;
  }

  get isBusy(): boolean {
    // A task that has ended contradicts a workflow that still shows it at work.
    const ended = (phase: unknown) => phase !== undefined && !busy.has(phase);
    const cluster = this.at("Cluster");
    if (busy.has(cluster)) return !ended(this.taskPhase);
    if (busy.has(this.at("PreCheck"))) return !ended(this.checkPhase);
    if (busy.has(this.at("Snapshot")) || busy.has(this.at("PostCheck"))) return true;
    return cluster !== "Success" && (busy.has(this.taskPhase) || busy.has(this.checkPhase));
  }

  get clusterFailed(): boolean {
    const { taskPhase } = this;
    return (
      this.phase === "Pending" && this.at("Cluster") === "Failed" && (taskPhase === undefined || taskPhase === "Failed")
    );
  }

  get clusterSucceeded(): boolean {
    const { taskPhase } = this;
    return this.at("Cluster") === "Success" && (taskPhase === undefined || taskPhase === "Success");
  }

  hasFailed(state: unknown): boolean {
    return state === "Failed" || state === "Error";
  }
}
