import type { components } from "../../src/index.js";

type Schemas = components["schemas"];
type Point = Schemas["PointStatus"];
export type Check = Schemas["PrecheckClusterTask"];
export type UpgradeTask = Schemas["UpgradeTaskResponseBody"];
export type UpgradeWorkFlow = Schemas["UpgradeWorkFlow"];

/** What the service has of an upgrade; what is not given is as in an upgrade whose task Cluster failed. */
export interface UpgradeParts {
  readonly phase?: unknown;
  readonly preCheck?: unknown;
  readonly cluster?: unknown;
  readonly postCheck?: unknown;
  readonly clusterVersion?: unknown;
  readonly targetVersion?: unknown;
  readonly checks?: readonly unknown[];
  readonly tasks?: readonly unknown[];
}

/** A response of the service; without a body, an empty one. */
export interface FakeResponse {
  readonly status: number;
  readonly body?: unknown;
}

export interface FakeUpgradeOptions {
  /** A service that starts a task whatever the state is: what the real one refuses is not documented. */
  readonly isLenient?: boolean;
  /** Whether a retry keeps the ID of the task, which is not documented either. */
  readonly keepsTaskId?: boolean;
}

export const stuckAt: Readonly<Record<"retry" | "recheck" | "confirm", UpgradeParts>> = {
  retry: {},
  recheck: { preCheck: "Failed", cluster: undefined, tasks: [] },
  confirm: { phase: "Running", cluster: "Success" },
};

/** A state of the upgrade as the service keeps it. */
interface Kept {
  workflow: UpgradeWorkFlow;
  checks: Check[];
  tasks: UpgradeTask[];
}

/** An item of a check that failed. */
export function failedItem(name: string, kind: string | undefined): object {
  return { name, kind, phase: "Failed", message: `${name} is not fine` };
}

/** A check that has ended, of the cluster and of nodes. */
export function checkOf(uid: string, second: number, items: readonly object[], nodes: readonly object[] = []): Check {
  const at = `2023-11-25 07:20:${String(second).padStart(2, "0")}.592972 +0000 UTC`;
  return {
    metadata: { uid, creationTimestamp: at, updateTimestamp: at },
    status: {
      phase: "Failed",
      clusterCheckStatus: { phase: "Failed", itemsStatus: items },
      nodeCheckStatus: { phase: "Failed", nodeStageStatus: nodes },
    },
  } as Check;
}

/** The upgrade of one cluster, kept as a service keeps it. */
export class FakeUpgrade {
  /** How many tasks the requests have started. */
  effects = 0;
  kept: Kept;
  private nowMs = Date.UTC(2023, 10, 25, 8, 0, 0);
  private count = 0;

  constructor(
    readonly clusterId: string,
    readonly workflowId: string,
    parts: UpgradeParts,
    private readonly options: FakeUpgradeOptions = {},
  ) {
    const at = this.tick();
    const given: UpgradeParts = {
      phase: "Pending",
      preCheck: "Success",
      cluster: "Failed",
      clusterVersion: "v1.23.5-r0",
      targetVersion: "v1.25.6-r0",
      checks: [checkOf("check-0", 4, [failedItem("AddonLimit", "Risk")])],
      tasks: [{ metadata: { uid: "task-0", creationTimestamp: at, updateTimestamp: at }, status: { phase: "Failed" } }],
      ...parts,
    };
    const points = { PreCheck: given.preCheck, Cluster: given.cluster, PostCheck: given.postCheck };
    this.kept = {
      workflow: {
        metadata: { uid: workflowId, updateTimestamp: at },
        spec: { clusterID: clusterId, clusterVersion: given.clusterVersion, targetVersion: given.targetVersion },
        status: {
          phase: given.phase,
          pointStatuses: Object.entries(points).map(([taskType, status]) => ({ taskType, status })),
        },
      } as UpgradeWorkFlow,
      checks: [...(given.checks ?? [])] as Check[],
      tasks: [...(given.tasks ?? [])] as UpgradeTask[],
    };
  }

  get phase(): unknown {
    return this.kept.workflow.status?.phase;
  }

  statusOf(taskType: string): unknown {
    return this.kept.workflow.status?.pointStatuses?.find((point) => point.taskType === taskType)?.status;
  }

  /** Responds to a request. */
  respond(method: string, path: string): FakeResponse {
    const rest = path.slice(path.indexOf("/operation/"));
    if (method === "POST") return this.change(rest);
    return this.show(rest, this.kept);
  }

  /** Responds to a read with a state of the past. */
  show(rest: string, { workflow, checks, tasks }: Kept): FakeResponse {
    const id = rest.split("/").at(-1);
    if (rest.endsWith("/upgradeworkflows")) return { status: 200, body: { items: [workflow] } };
    if (rest.includes("/upgradeworkflows/")) return { status: 200, body: workflow };
    const list: readonly (Check | UpgradeTask)[] = rest.includes("/precheck/") ? checks : tasks;
    if (rest.endsWith("/tasks")) return { status: 200, body: { items: list } };
    const found = list.find(({ metadata }) => metadata?.uid === id);
    return found ? { status: 200, body: found } : { status: 404, body: { errorMessage: "no such task" } };
  }

  /** A change by this or another client: another phase of the workflow, other states of its tasks. */
  set(phase: string, states: Readonly<Record<string, string | undefined>>): void {
    const { workflow } = this.kept;
    const points = (workflow.status?.pointStatuses ?? []).map((point): Point => {
      const { taskType = "" } = point;
      return taskType in states
        ? ({ ...point, status: states[taskType], startTimeStamp: this.tick() } as Point)
        : point;
    });
    this.kept = {
      ...this.kept,
      workflow: {
        ...workflow,
        metadata: { ...workflow.metadata, updateTimestamp: this.tick() },
        status: { ...workflow.status, phase, pointStatuses: points },
      },
    };
  }

  /** Ends the task that runs. */
  endTask(phase: string): void {
    const end = <T extends Check | UpgradeTask>(task: T): T =>
      task.status?.phase === "Running"
        ? { ...task, metadata: { ...task.metadata, updateTimestamp: this.tick() }, status: { ...task.status, phase } }
        : task;
    this.kept = { ...this.kept, tasks: this.kept.tasks.map(end), checks: this.kept.checks.map(end) };
  }

  /** Starts what a request asks for. */
  start(kind: "retry" | "precheck" | "postcheck"): FakeResponse {
    const at = this.tick();
    if (kind === "postcheck") {
      this.set("Success", { PostCheck: "Success" });
      return { status: 200, body: { metadata: { uid: `post-${++this.count}` }, status: { phase: "Success" } } };
    }
    this.set("Running", { [kind === "retry" ? "Cluster" : "PreCheck"]: "Running" });
    const { tasks, checks } = this.kept;
    const last = tasks.at(-1);
    const old = kind === "retry" && this.options.keepsTaskId === true ? last?.metadata?.uid : undefined;
    const uid = old ?? `new-${++this.count}`;
    const task = { metadata: { uid, creationTimestamp: at, updateTimestamp: at }, status: { phase: "Running" } };
    if (kind === "precheck") {
      this.kept = { ...this.kept, checks: [...checks, task] };
      return { status: 200, body: { metadata: { uid }, status: { phase: "Init" } } };
    }
    this.kept = { ...this.kept, tasks: [...tasks.filter((other) => other.metadata?.uid !== uid), task] };
    return { status: 200 };
  }

  private change(rest: string): FakeResponse {
    const kind = rest.endsWith("/retry") ? "retry" : rest.endsWith("/precheck") ? "precheck" : "postcheck";
    const isOver = this.phase === "Success" || this.phase === "Cancel";
    const fits = { retry: "Failed", precheck: this.statusOf("Cluster"), postcheck: "Success" }[kind];
    const isBusy = ["PreCheck", "Cluster"].some((type) => this.statusOf(type) === "Running");
    if (this.options.isLenient !== true && (isOver || isBusy || this.statusOf("Cluster") !== fits)) {
      return { status: 400, body: { errorCode: "CCE.01400001", errorMessage: "The state does not allow it." } };
    }
    this.effects += 1;
    return this.start(kind);
  }

  private tick(): string {
    this.nowMs += 1000;
    return `${new Date(this.nowMs).toISOString().slice(0, 23).replace("T", " ")} +0000 UTC`;
  }
}
