import { randomUUID } from "node:crypto";
import type { components } from "../../../generated/types.gen.js";
import { isSkipped, type UpgradeFailure } from "./failures.js";
import { type Given, present, type TaskBodies, tasksOfPoints } from "./givenTasks.js";
import { formatCceTimestamp, type MockClock } from "./mockClock.js";
import { checkPlay, defaultTaskDurationMs, type UpgradePlay } from "./play.js";
import {
  changedMs,
  hasBegun,
  outcomeOf,
  phaseOf,
  pointOf,
  precheckOf,
  type Run,
  snapshotOf,
  upgradeTaskOf,
  type Versions,
} from "./tasks.js";
import {
  exampleVersions,
  makeWorkflow,
  newTasks,
  type PlayedTask,
  type Task,
  taskTypes,
  type UpgradeWorkFlow,
  withStatus,
} from "./workflow.js";

type Schemas = components["schemas"];

/** What a mock knows of a cluster, apart from its workflows. */
export interface ClusterState {
  /** Checks as the service returns them, each with `metadata.uid`, the oldest first. */
  readonly prechecks?: readonly Schemas["PrecheckClusterTask"][];
  /** Upgrade tasks as the service returns them, each with `metadata.uid`, the oldest first. */
  readonly upgradeTasks?: readonly Schemas["UpgradeTaskResponseBody"][];
  /** Snapshot tasks as the service returns them, each with `metadata.uid`, the oldest first. */
  readonly snapshots?: readonly Schemas["SnapshotTask"][];
  /** The version of the cluster and those on offer; default what its workflows say. */
  readonly upgradeInfo?: Schemas["UpgradeInfoResponseBody"];
  /** How long a task takes that a request starts, in milliseconds; default 60 000. */
  readonly taskDurationMs?: number;
  /** What makes tasks fail that a request starts; default nothing. */
  readonly failures?: readonly UpgradeFailure[];
}

const runBody: { readonly [Type in keyof TaskBodies]: (run: Run, nowMs: number) => TaskBodies[Type] } = {
  PreCheck: precheckOf,
  Cluster: upgradeTaskOf,
  Snapshot: snapshotOf,
};

interface Entry {
  readonly workflow: UpgradeWorkFlow;
  /** Whether each of its tasks starts the next one, as in a play. */
  readonly isPlayed: boolean;
}

/** What a request starts. */
export interface Order {
  /** What the task is for; default the current workflow, and the version of the cluster if there is none. */
  readonly versions?: Versions;
  readonly skipped?: readonly Schemas["SkippedCheckItemList"][];
  /** Makes the task fail in addition to the failures of the cluster. */
  readonly failure?: UpgradeFailure;
  readonly durationMs?: number;
}

/** A cluster with its workflows and tasks, as they are by the clock of the mock. */
export interface Cluster {
  readonly workflows: () => UpgradeWorkFlow[];
  readonly workflow: (id: string) => UpgradeWorkFlow | undefined;
  /** The newest workflow that is not over. */
  readonly current: () => UpgradeWorkFlow | undefined;
  readonly add: (id: string, workflow: UpgradeWorkFlow) => void;
  /** Ends a workflow and returns it as it is then. */
  readonly cancel: (id: string, workflow: UpgradeWorkFlow) => UpgradeWorkFlow;
  /** The tasks of a type, the oldest first. */
  readonly tasks: <Type extends keyof TaskBodies>(type: Type) => TaskBodies[Type][];
  /** The type of a task that has not ended; `undefined` if there is none. */
  readonly busyWith: (except?: PlayedTask) => PlayedTask | undefined;
  readonly start: (type: PlayedTask, order: Order) => Run;
  /** Runs the newest upgrade task again, under its ID or a new one. */
  readonly retry: (takesNewId: boolean) => void;
  /** Whether the check fails that an upgrade does by itself. */
  readonly wouldFailCheck: () => boolean;
  readonly play: (play: UpgradePlay) => void;
  /** Removes what makes tasks fail, from those at work too. */
  readonly fix: () => void;
  /** The version of the cluster; `undefined` if nothing says it. */
  readonly version: () => string | undefined;
  /** The versions on offer; `undefined` if nothing says them. */
  readonly offers: () => readonly string[] | undefined;
  readonly upgradeInfo: () => Schemas["UpgradeInfoResponseBody"];
}

/** How a cluster begins. */
export interface Beginning extends ClusterState {
  readonly workflows: ReadonlyMap<string, UpgradeWorkFlow>;
  readonly runs?: readonly Run[];
}

const busyPhases: ReadonlySet<unknown> = new Set(["Init", "Queuing", "Running", "Pause"]);

type Stored = Given | Run;

function isRun(task: Stored): task is Run {
  return !("body" in task);
}

function uidOf(task: Stored): string | undefined {
  return isRun(task) ? task.uid : task.body.metadata?.uid;
}

/** The tasks a cluster begins with. A task that is given replaces what a workflow says of it. */
function firstTasks(beginning: Beginning): Stored[] {
  const given: Given[] = [
    ...(beginning.prechecks ?? []).map((body) => ({ type: "PreCheck" as const, body })),
    ...(beginning.snapshots ?? []).map((body) => ({ type: "Snapshot" as const, body })),
    ...(beginning.upgradeTasks ?? []).map((body) => ({ type: "Cluster" as const, body })),
  ];
  const uids = new Set(given.map(uidOf));
  const ofPoints = [...beginning.workflows.values()].flatMap(tasksOfPoints).filter((task) => !uids.has(uidOf(task)));
  return [...ofPoints, ...given, ...(beginning.runs ?? [])];
}

/** The phase of a workflow: its last task that has started decides. */
function phaseOfWorkflow(points: readonly Task[]): NonNullable<Schemas["WorkFlowPhase"]> {
  if (points.some(({ status }) => busyPhases.has(status))) return "Running";
  const started = taskTypes.flatMap((type) => points.find((point) => point.taskType === type && point.status) ?? []);
  const last = started.at(-1);
  if (last?.status === "Failed") return "Pending";
  return last?.taskType === "PostCheck" ? "Success" : "Running";
}

/** Makes a cluster. */
export function createCluster(id: string, beginning: Beginning, clock: MockClock): Cluster {
  const entries = new Map<string, Entry>(
    [...beginning.workflows].map(([workflowId, workflow]) => [workflowId, { workflow, isPlayed: false }]),
  );
  let stored = firstTasks(beginning);
  let { taskDurationMs = defaultTaskDurationMs } = beginning;
  let standing: { readonly failure: UpgradeFailure; timesLeft: number }[] = [];
  const now = clock.taskMs;

  const stand = (failures: readonly UpgradeFailure[]): void => {
    standing = failures.map((failure) => ({ failure, timesLeft: failure.times ?? Number.POSITIVE_INFINITY }));
  };
  stand(beginning.failures ?? []);

  const applying = (type: PlayedTask, skipped: Order["skipped"] = []) =>
    standing.filter(({ failure, timesLeft }) => failure.task === type && timesLeft > 0 && !isSkipped(failure, skipped));

  /** The tasks that have begun, the oldest first. */
  const begun = (): Stored[] => stored.filter((task) => !isRun(task) || hasBegun(task, now()));

  const shown = (workflowId: string, { workflow }: Entry): UpgradeWorkFlow => {
    const own = begun()
      .filter(isRun)
      .filter((run) => run.workflowId === workflowId);
    if (own.length === 0) return workflow;
    const newest = new Map<unknown, Run>(own.map((run) => [run.type, run]));
    const points = workflow.status?.pointStatuses ?? [];
    const missing = [...newest.keys()].filter((type) => !points.some(({ taskType }) => taskType === type));
    const pointStatuses = [...points, ...missing.map((taskType): Task => ({ taskType: taskType as PlayedTask }))].map(
      (point) => {
        const run = newest.get(point.taskType);
        return run === undefined ? point : pointOf(run, now());
      },
    );
    const changed = Math.max(...own.map((run) => changedMs(run, now())));
    const time = formatCceTimestamp(new Date(changed));
    return withStatus(workflow, { phase: phaseOfWorkflow(pointStatuses), pointStatuses }, time);
  };

  const workflows = (): UpgradeWorkFlow[] => [...entries].map(([workflowId, entry]) => shown(workflowId, entry));

  const current = (): UpgradeWorkFlow | undefined =>
    workflows()
      .filter(({ status }) => status?.phase !== "Success" && status?.phase !== "Cancel")
      .at(-1);

  /** Whether a task is at work, waits for that, or is planned. */
  const isBusy = (task: Stored): boolean =>
    busyPhases.has(isRun(task) ? phaseOf(task, now()) : task.body.status?.phase);

  const ofType = (type: PlayedTask): Stored[] => begun().filter((task) => task.type === type);

  const bodyOf = <Type extends keyof TaskBodies>(type: Type, task: Stored): TaskBodies[Type] =>
    isRun(task) ? runBody[type](task, now()) : (task as Given<Type>).body;

  const tasks = <Type extends keyof TaskBodies>(type: Type): TaskBodies[Type][] =>
    ofType(type).map((task) => bodyOf(type, task));

  /** The version that the last upgrade that succeeded led to, among some of them. */
  const upgradedTo = (isCounted: (task: Stored) => boolean): string | undefined =>
    ofType("Cluster")
      .filter(isCounted)
      .map((task) => bodyOf("Cluster", task))
      .filter(({ status }) => status?.phase === "Success")
      .at(-1)?.spec?.targetVersion;

  // The version that is given counts for all upgrades that are given, and for none that the mock ran.
  const version = (): string | undefined => {
    const { release, patch } = beginning.upgradeInfo?.spec?.versionInfo ?? {};
    const given = release === undefined ? undefined : [release, patch].filter(Boolean).join("-");
    return upgradedTo(isRun) ?? given ?? upgradedTo(() => true) ?? workflows().at(-1)?.spec?.clusterVersion;
  };

  const offers = (): readonly string[] | undefined =>
    upgradedTo(isRun) === undefined ? beginning.upgradeInfo?.spec?.versionInfo?.targetVersions : [];

  const currentVersions = (): Versions => {
    const { clusterVersion, targetVersion } = current()?.spec ?? {};
    return {
      clusterVersion: clusterVersion ?? version() ?? exampleVersions.clusterVersion,
      targetVersion: targetVersion ?? offers()?.at(-1) ?? exampleVersions.targetVersion,
    };
  };

  /** Starts a task and, in a play, plans those after it up to the first that fails. */
  const begin = (run: Omit<Run, "failures" | "uid">, failure?: UpgradeFailure, uid: string = randomUUID()): Run => {
    const applied = applying(run.type, run.skipped);
    for (const each of applied) each.timesLeft -= 1;
    const failures = [...applied.map((each) => each.failure), ...(failure === undefined ? [] : [failure])];
    const complete: Run = { ...run, uid, failures };
    stored.push(complete);
    planNext(complete);
    return complete;
  };

  const planNext = (run: Run): void => {
    const next = taskTypes[taskTypes.indexOf(run.type) + 1];
    const isPlayed = run.workflowId !== undefined && entries.get(run.workflowId)?.isPlayed === true;
    if (!isPlayed || next === undefined || outcomeOf(run) !== "Success") return;
    const { endMs } = run;
    begin({ ...run, type: next, startMs: endMs, endMs: endMs + taskDurationMs, opensPlay: false, skipped: undefined });
  };

  const start = (
    type: PlayedTask,
    { versions = currentVersions(), skipped, failure, durationMs }: Order,
    uid?: string,
  ): Run =>
    begin(
      {
        type,
        clusterId: id,
        workflowId: current()?.metadata?.uid,
        ...versions,
        startMs: now(),
        endMs: now() + (durationMs ?? taskDurationMs),
        opensPlay: false,
        skipped,
      },
      failure,
      uid,
    );

  /** Lets a workflow stay as it is; its tasks that have not begun are dropped. */
  const untie = (workflowId: string): void => {
    stored = begun().map((task) =>
      isRun(task) && task.workflowId === workflowId ? { ...task, workflowId: undefined } : task,
    );
  };

  return {
    workflows,
    workflow: (workflowId) => {
      const entry = entries.get(workflowId);
      return entry && shown(workflowId, entry);
    },
    current,
    add: (workflowId, workflow) => {
      untie(workflowId);
      stored.push(...tasksOfPoints(workflow));
      entries.set(workflowId, { workflow, isPlayed: false });
    },
    cancel: (workflowId, workflow) => {
      const cancelled = withStatus(workflow, { phase: "Cancel" }, formatCceTimestamp(clock.now()));
      untie(workflowId);
      entries.set(workflowId, { workflow: cancelled, isPlayed: false });
      return cancelled;
    },
    tasks,
    busyWith: (except) => stored.find((task) => task.type !== except && isBusy(task))?.type,
    start,
    retry: (takesNewId) => {
      const last = ofType("Cluster").at(-1);
      if (!takesNewId) stored = stored.filter((task) => task !== last);
      const { version: before, targetVersion } = (last && bodyOf("Cluster", last).spec) ?? {};
      const versions = {
        ...currentVersions(),
        ...present<Partial<Versions>>({ clusterVersion: before, targetVersion }),
      };
      start("Cluster", { versions }, takesNewId ? undefined : last && uidOf(last));
    },
    wouldFailCheck: () => {
      const newest = ofType("PreCheck").filter(isRun).at(-1);
      const isAtWork = newest !== undefined && now() < newest.endMs;
      return isAtWork ? newest.failures.length > 0 : applying("PreCheck", newest?.skipped).length > 0;
    },
    play: (play) => {
      const failures = checkPlay(play);
      const { workflowId } = play;
      const entry = entries.get(workflowId);
      const workflow = entry === undefined ? makeWorkflow(id, workflowId, {}) : shown(workflowId, entry);
      const time = formatCceTimestamp(new Date(now()));
      untie(workflowId);
      stored = stored.filter((task) => !isBusy(task));
      entries.set(workflowId, {
        workflow: withStatus(workflow, { phase: "Init", pointStatuses: newTasks() }, time),
        isPlayed: true,
      });
      ({ taskDurationMs = defaultTaskDurationMs } = play);
      stand(failures);
      const { clusterVersion, targetVersion } = { ...exampleVersions, ...workflow.spec };
      const startMs = now();
      begin({
        type: "PreCheck",
        clusterId: id,
        workflowId,
        clusterVersion,
        targetVersion,
        startMs,
        endMs: startMs + taskDurationMs,
        opensPlay: true,
        skipped: undefined,
      });
    },
    fix: () => {
      standing = [];
      const failing = stored.filter(isRun).filter((run) => now() < run.endMs && run.failures.length > 0);
      for (const run of failing) {
        const fixed = { ...run, failures: [] };
        stored = stored.map((task) => (task === run ? fixed : task));
        planNext(fixed);
      }
    },
    version,
    offers,
    upgradeInfo: () => {
      const last = tasks("Cluster").at(-1);
      const { release, patch } = splitVersion(version() ?? exampleVersions.clusterVersion);
      const known = beginning.upgradeInfo;
      const lastUpgrade = last === undefined ? known?.status : infoOf(last.status);
      const targetVersions = offers() ?? [currentVersions().targetVersion];
      return {
        kind: "UpgradeInfo",
        apiVersion: "v3",
        metadata: {},
        ...known,
        spec: {
          upgradeFeatureGates: { supportUpgradePageV4: true },
          ...known?.spec,
          ...(lastUpgrade === undefined ? {} : { lastUpgradeInfo: lastUpgrade }),
          versionInfo: {
            suggestPatch: "",
            ...known?.spec?.versionInfo,
            release,
            patch,
            targetVersions: [...targetVersions],
          },
        },
        ...(lastUpgrade === undefined ? {} : { status: lastUpgrade }),
      };
    },
  };
}

/** The parts of a full version; the patch is what follows the hyphen. */
function splitVersion(version: string): { readonly release: string; readonly patch: string } {
  const [release = version, patch = ""] = version.split("-");
  return { release, patch };
}

/** The state of an upgrade in the upgrade information, whose phases lack `Queuing`. */
function infoOf(status: Schemas["UpgradeTaskStatus"] = {}): Schemas["UpgradeInfoStatus"] {
  const { phase, ...others } = status;
  if (phase === undefined) return others;
  return { ...others, phase: phase === "Queuing" ? "Init" : phase };
}
