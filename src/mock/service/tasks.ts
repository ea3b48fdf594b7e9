import type { components } from "../../../generated/types.gen.js";
import { checkedParts, type UpgradeFailure } from "./failures.js";
import { formatCceTimestamp } from "./mockClock.js";
import type { PlayedTask, Task } from "./workflow.js";

type Schemas = components["schemas"];

/** The versions of an upgrade. */
export interface Versions {
  readonly clusterVersion: string;
  readonly targetVersion: string;
}

/** A task that runs by the clock. What it shows follows from these fields and the time. */
export interface Run extends Versions {
  readonly type: PlayedTask;
  readonly uid: string;
  readonly clusterId: string;
  /** The workflow it is a task of; `undefined` if there is none, or if the workflow was ended or played again. */
  readonly workflowId: string | undefined;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  /** Whether it opens a play, in which nothing is at work at the very start. */
  readonly opensPlay: boolean;
  readonly skipped: readonly Schemas["SkippedCheckItemList"][] | undefined;
  /** Why it fails; empty if it succeeds. */
  readonly failures: readonly UpgradeFailure[];
}

const hourMs = 3_600_000;

/** The steps of an upgrade task. The first two are reported from the service, the others are the mock's own. */
const steps = ["upgrade-limit-check", "addon-limit-check", "master-upgrade", "node-upgrade"];

function timestamp(ms: number): string {
  return formatCceTimestamp(new Date(ms));
}

/** Whether a task that is planned has begun. */
export function hasBegun({ startMs, opensPlay }: Run, nowMs: number): boolean {
  return opensPlay ? nowMs > startMs : nowMs >= startMs;
}

type Outcome = "Success" | NonNullable<UpgradeFailure["phase"]>;

/** How a task ends, however many causes it has. */
export function outcomeOf({ failures }: Pick<Run, "failures">): Outcome {
  const phases = failures.map(({ phase = "Failed" }) => phase);
  return phases.find((phase) => phase !== "Failed") ?? phases[0] ?? "Success";
}

export function phaseOf(run: Run, nowMs: number): "Init" | "Running" | Outcome {
  if (nowMs >= run.endMs) return outcomeOf(run);
  return nowMs <= run.startMs ? "Init" : "Running";
}

/** The task in its workflow. Its states are fewer: a paused task has not ended, and one in `Error` has failed. */
export function pointOf(run: Run, nowMs: number): Task {
  const { type: taskType, uid, startMs, endMs } = run;
  const phase = phaseOf(run, nowMs);
  const started: Task = { taskType, taskID: uid, startTimeStamp: timestamp(startMs) };
  if (nowMs < endMs || phase === "Pause") return { ...started, status: "Running" };
  return {
    ...started,
    status: phase === "Success" ? "Success" : "Failed",
    endTimeStamp: timestamp(endMs),
    ...(taskType === "PreCheck" ? { expireTimeStamp: timestamp(endMs + hourMs) } : {}),
  };
}

/** When the task last changed, in milliseconds since 1970. */
export function changedMs({ startMs, endMs }: Run, nowMs: number): number {
  return nowMs >= endMs ? endMs : startMs;
}

function metadataOf(run: Run, nowMs: number): Required<Schemas["TaskMetadata"]> {
  return {
    uid: run.uid,
    creationTimestamp: timestamp(run.startMs),
    updateTimestamp: timestamp(changedMs(run, nowMs)),
  };
}

function shareDone({ startMs, endMs }: Run, nowMs: number): number {
  return (nowMs - startMs) / (endMs - startMs);
}

/** A check as the service shows it. */
export function precheckOf(run: Run, nowMs: number): Schemas["PrecheckClusterTask"] {
  const { clusterId: clusterID, clusterVersion, targetVersion, skipped, endMs, failures } = run;
  const phase = phaseOf(run, nowMs) as Schemas["PrecheckPhase"];
  const message = failures.find((failure) => failure.phase === "Error")?.message ?? "internal error";
  const status: Schemas["PrecheckStatus"] =
    phase === "Error"
      ? { phase, message }
      : {
          phase,
          ...(phase === "Success" ? { expireTimeStamp: timestamp(endMs + hourMs) } : {}),
          ...checkedParts(phase, failures),
        };
  return {
    kind: "PreCheckTask",
    apiVersion: "v3",
    metadata: metadataOf(run, nowMs),
    spec: {
      clusterID,
      clusterVersion,
      targetVersion,
      ...(skipped === undefined ? {} : { skippedCheckItemList: [...skipped] }),
    },
    status,
  };
}

/** The steps of an upgrade task: done, the one at work or failed, and those that have not begun. */
function stepsOf(run: Run, nowMs: number): object[] {
  const phase = phaseOf(run, nowMs);
  const stopsAt = run.failures.find(({ step }) => step !== undefined)?.step ?? "node-upgrade";
  const names = steps.includes(stopsAt) ? steps : [...steps, stopsAt];
  const failed = nowMs >= run.endMs && phase !== "Success";
  const last = outcomeOf(run) === "Success" ? names.length - 1 : names.indexOf(stopsAt);
  const current = failed ? last : Math.floor(shareDone(run, nowMs) * (last + 1));
  return names.map((name, index) => ({
    name,
    phase: index < current ? "Success" : index === current ? phase : "Init",
  }));
}

/** An upgrade task as the service shows it. */
export function upgradeTaskOf(run: Run, nowMs: number): Schemas["UpgradeTaskResponseBody"] {
  const { clusterVersion: version, targetVersion, endMs } = run;
  const metadata = metadataOf(run, nowMs);
  return {
    kind: "UpgradeTask",
    apiVersion: "v3",
    metadata,
    spec: { version, targetVersion, items: stepsOf(run, nowMs) },
    status: {
      phase: phaseOf(run, nowMs),
      ...(nowMs < endMs ? { progress: (shareDone(run, nowMs) * 100).toFixed(2) } : {}),
      // In the published sample a task that has not begun has it too.
      completionTime: metadata.updateTimestamp,
    },
  };
}

/** A snapshot task as the service shows it. */
export function snapshotOf(run: Run, nowMs: number): Schemas["SnapshotTask"] {
  const metadata = metadataOf(run, nowMs);
  const phase = phaseOf(run, nowMs);
  const message = run.failures.find((failure) => failure.message !== undefined)?.message ?? "create snapshot failed";
  const part = {
    id: run.uid,
    type: "master-backup",
    status: phase as Schemas["TaskPhase"],
    creationTimestamp: metadata.creationTimestamp,
    updateTimestamp: metadata.updateTimestamp,
    ...(phase === "Failed" ? { message } : {}),
  } as const;
  return {
    kind: "SnapshotTask",
    apiVersion: "v3.1",
    metadata,
    spec: { items: [part] },
    status: {
      phase,
      progress: String(Math.floor(Math.min(shareDone(run, nowMs), 1) * 100)),
      completionTime: metadata.updateTimestamp,
    },
  };
}
