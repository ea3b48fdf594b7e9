import { readFileSync } from "node:fs";
import type { Operations } from "../../../generated/client.gen.js";
import { CceConfigError } from "../../base/errors.js";
import { type Fields, isObject } from "../../base/fields.js";
import type { Engine } from "../engine/engine.js";
import { type Beginning, type Cluster, type ClusterState, createCluster } from "./cluster.js";
import { checkFailures } from "./failures.js";
import type { MockClock } from "./mockClock.js";
import { checkPlay, checkTaskDuration, type UpgradePlay } from "./play.js";
import { situationOf } from "./situations.js";
import type { UpgradeWorkFlow } from "./workflow.js";

/** What a mock begins with. */
export interface MockState {
  /** Workflows, found by `spec.clusterID` and `metadata.uid`. */
  readonly workflows?: readonly UpgradeWorkFlow[];
  /** What else there is of each cluster, by its ID. */
  readonly clusters?: Readonly<Record<string, ClusterState>>;
}

/** The clusters a mock knows. */
export interface ServiceState {
  /** Whether the mock keeps a state: it was given one, even an empty one, or plays an upgrade. */
  readonly isKept: () => boolean;
  /** The workflows of all clusters but the reserved ones. */
  readonly workflows: () => UpgradeWorkFlow[];
  /** A cluster; `undefined` if the mock keeps no state and the ID is not reserved. */
  readonly cluster: (clusterId: string) => Cluster | undefined;
  readonly play: (play: UpgradePlay) => void;
  readonly fix: (clusterId: string) => void;
  /** Restores the beginning. */
  readonly reset: () => void;
}

function refuse(path: string, problem: string): never {
  throw new CceConfigError(path, `Invalid state of the mock: ${path} ${problem}.`);
}

function shown(value: unknown): string {
  return value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
}

function checkObject(path: string, value: unknown): asserts value is Fields {
  if (!isObject(value)) refuse(path, `must be an object, but ${shown(value)}`);
}

function checkList(path: string, value: unknown): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) refuse(path, `must be a list, but ${shown(value)}`);
}

function checkId(path: string, value: unknown): void {
  if (typeof value !== "string" || value === "") refuse(path, `must be a non-empty string, but ${shown(value)}`);
}

function checkUid(path: string, value: unknown): asserts value is Fields {
  checkObject(path, value);
  checkObject(`${path}.metadata`, value["metadata"]);
  checkId(`${path}.metadata.uid`, value["metadata"]["uid"]);
}

/** Checks that a value is a list of workflows, each with the IDs of its cluster and its own. */
function checkIds(value: unknown): asserts value is readonly UpgradeWorkFlow[] {
  checkList("workflows", value);
  for (const [index, workflow] of value.entries()) {
    const path = `workflows[${index}]`;
    checkUid(path, workflow);
    checkObject(`${path}.spec`, workflow["spec"]);
    checkId(`${path}.spec.clusterID`, workflow["spec"]["clusterID"]);
  }
}

/** The lists of tasks in the state of a cluster. */
const taskLists = ["prechecks", "upgradeTasks", "snapshots"] as const;

const clusterFields: ReadonlySet<string> = new Set([
  ...taskLists,
  "upgradeInfo",
  "taskDurationMs",
  "failures",
] satisfies (keyof ClusterState)[]);

/** Checks that a value has the state of clusters, each task with its ID. */
function checkClusters(value: unknown): asserts value is Readonly<Record<string, ClusterState>> {
  checkObject("clusters", value);
  for (const [clusterId, cluster] of Object.entries(value)) {
    const path = `clusters.${clusterId}`;
    checkObject(path, cluster);
    const unknown = Object.keys(cluster).find((name) => !clusterFields.has(name));
    if (unknown !== undefined) {
      refuse(`${path}.${unknown}`, `does not exist. There are: ${[...clusterFields].join(", ")}`);
    }
    for (const name of taskLists) {
      const list = cluster[name] ?? [];
      checkList(`${path}.${name}`, list);
      for (const [index, task] of list.entries()) checkUid(`${path}.${name}[${index}]`, task);
    }
    checkFailures(`${path}.failures`, cluster["failures"] ?? []);
    if (cluster["taskDurationMs"] !== undefined) {
      checkTaskDuration(`${path}.taskDurationMs`, cluster["taskDurationMs"]);
    }
  }
}

/**
 * Copies a state and checks its form.
 *
 * @throws {@link CceConfigError} that names the first value at fault.
 */
export function copyState({ workflows, clusters }: MockState): MockState {
  if (workflows !== undefined) checkIds(workflows);
  if (clusters !== undefined) checkClusters(clusters);
  return structuredClone({ ...(workflows && { workflows }), ...(clusters && { clusters }) });
}

/** Checks one value of a state against the body of an operation, in which it stands below `within`. */
type ContractCheck = (
  path: string,
  operation: keyof Operations,
  value: unknown,
  within?: readonly (string | number)[],
) => Promise<void>;

function contractCheck(engine: Engine): ContractCheck {
  return async (path, operation, value, within = []) => {
    const body = within.reduceRight((inner, name) => (name === 0 ? [inner] : { [name]: inner }), value);
    const [violation] = await engine.violationsOf(operation, body);
    if (violation === undefined) return;
    const names = violation.path.slice(within.length);
    const place = names.map((name) => (/^\d+$/.test(String(name)) ? `[${name}]` : `.${name}`)).join("");
    refuse(`${path}${place}`, violation.message);
  };
}

/**
 * Checks a state against the contract, once its form is checked.
 *
 * @throws {@link CceConfigError} that names the first value at fault.
 */
export async function checkState({ workflows = [], clusters = {} }: MockState, engine: Engine): Promise<void> {
  const check = contractCheck(engine);
  for (const [index, workflow] of workflows.entries()) {
    await check(`workflows[${index}]`, "showUpgradeWorkFlow", workflow);
  }
  for (const [clusterId, cluster] of Object.entries(clusters)) {
    const path = `clusters.${clusterId}`;
    const { prechecks = [], upgradeTasks = [], snapshots = [], upgradeInfo = {}, failures = [] } = cluster;
    for (const [index, body] of prechecks.entries()) await check(`${path}.prechecks[${index}]`, "showPreCheck", body);
    for (const [index, body] of upgradeTasks.entries()) {
      await check(`${path}.upgradeTasks[${index}]`, "showUpgradeClusterTask", body);
    }
    for (const [index, body] of snapshots.entries()) {
      await check(`${path}.snapshots[${index}]`, "listClusterMasterSnapshotTasks", body, ["items", 0]);
    }
    await check(`${path}.upgradeInfo`, "showClusterUpgradeInfo", upgradeInfo);
    for (const [index, { item = {}, node = {} }] of failures.entries()) {
      const at = `${path}.failures[${index}]`;
      await check(`${at}.item`, "showPreCheck", item, ["status", "clusterCheckStatus", "itemsStatus", 0]);
      await check(`${at}.node`, "showPreCheck", node, ["status", "nodeCheckStatus", "nodeStageStatus", 0, "nodeInfo"]);
    }
  }
}

/**
 * Reads a state file: a JSON object `{ "workflows": [ … ], "clusters": { … } }` with workflows as the service returns
 * them, each with `metadata.uid` and `spec.clusterID`, and what else there is of each cluster, by its ID. `clusters` may
 * be missing. {@link startMock} checks everything else in them.
 *
 * @throws {@link CceConfigError} when the file cannot be read or has another form; the message names the place.
 */
export function readStateFile(file: string): MockState {
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new CceConfigError(
      "state",
      `The state file ${file} ${reason}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  checkObject("state", state);
  const { workflows, clusters = {} } = state;
  checkIds(workflows);
  checkClusters(clusters);
  return { workflows, clusters };
}

/** How each cluster of a state begins. */
function beginnings({ workflows = [], clusters = {} }: MockState): Map<string, Beginning> {
  const found = new Map<string, { readonly workflows: Map<string, UpgradeWorkFlow> } & ClusterState>();
  for (const [clusterId, cluster] of Object.entries(clusters)) {
    found.set(clusterId, { ...cluster, workflows: new Map() });
  }
  for (const [index, workflow] of workflows.entries()) {
    const clusterId = workflow.spec?.clusterID ?? "";
    const workflowId = workflow.metadata?.uid ?? "";
    const beginning = found.get(clusterId) ?? { workflows: new Map<string, UpgradeWorkFlow>() };
    if (beginning.workflows.has(workflowId)) {
      refuse(`workflows[${index}]`, `repeats the workflow ${workflowId} of the cluster ${clusterId}`);
    }
    found.set(clusterId, beginning);
    beginning.workflows.set(workflowId, workflow);
  }
  return found;
}

/**
 * Makes the state of a mock from one that was checked.
 *
 * @throws {@link CceConfigError} when a workflow occurs twice.
 */
export function createServiceState(given: MockState, clock: MockClock): ServiceState {
  const isGiven = given.workflows !== undefined || given.clusters !== undefined;
  const beginning = beginnings(given);
  const kept = new Map<string, Cluster>();
  const reserved = new Map<string, Cluster>();

  const known = (clusters: Map<string, Cluster>, clusterId: string, begin: () => Beginning): Cluster => {
    const found = clusters.get(clusterId) ?? createCluster(clusterId, begin(), clock);
    clusters.set(clusterId, found);
    return found;
  };
  const keep = (clusterId: string): Cluster =>
    known(kept, clusterId, () => beginning.get(clusterId) ?? { workflows: new Map() });
  const reset = (): void => {
    kept.clear();
    reserved.clear();
    for (const clusterId of beginning.keys()) keep(clusterId);
  };
  reset();

  const isKept = (): boolean => isGiven || kept.size > 0;
  const cluster = (clusterId: string): Cluster | undefined => {
    const situation = kept.has(clusterId) ? undefined : situationOf(clusterId);
    if (situation) return known(reserved, clusterId, () => situation(clock.taskMs()));
    return isKept() ? keep(clusterId) : undefined;
  };
  return {
    isKept,
    workflows: () => structuredClone([...kept.values()].flatMap((each) => each.workflows())),
    cluster,
    play: (play) => {
      checkPlay(play);
      keep(play.clusterId).play(play);
    },
    fix: (clusterId) => {
      cluster(clusterId)?.fix();
    },
    reset,
  };
}
