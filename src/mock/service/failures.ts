import type { components } from "../../../generated/types.gen.js";
import { CceConfigError } from "../../base/errors.js";
import { type Fields, isObject } from "../../base/fields.js";
import { type PlayedTask, taskTypes } from "./workflow.js";

type Schemas = components["schemas"];
type Item = Schemas["PreCheckItemStatus"];

/** What makes a task of an upgrade fail, until it is fixed. */
export interface UpgradeFailure {
  /** The task that fails. */
  readonly task: PlayedTask;
  /** How the task ends; default `Failed`. A check or a confirmation may end in `Error`, an upgrade in `Pause`. */
  readonly phase?: "Failed" | "Error" | "Pause";
  /**
   * The item of a check that fails; default `AddonLimit` of the published sample. Its place follows from `node` and from
   * its `group`: `AddonCheck` for the add-ons, `NodeCheck` for a node, anything else for the cluster. Several failures
   * make several items fail.
   */
  readonly item?: Schemas["PreCheckItemStatus"];
  /** The node on which the item fails; default none or, for an item of the group `NodeCheck`, `node-1`. */
  readonly node?: Schemas["NodeInfo"];
  /**
   * The step at which the upgrade fails; default `node-upgrade`. The others are `upgrade-limit-check`,
   * `addon-limit-check` and `master-upgrade`; any other name is a step of its own. The vendor documents no steps.
   */
  readonly step?: string;
  /** Why, in words: of a check in `Error`, or of a snapshot. The service has no such text for the other tasks. */
  readonly message?: string;
  /** How many times the task fails; default every time until `fixCluster`. */
  readonly times?: number;
}

const names: ReadonlySet<string> = new Set([
  "task",
  "phase",
  "item",
  "node",
  "step",
  "message",
  "times",
] satisfies (keyof UpgradeFailure)[]);

const phases: Readonly<Record<PlayedTask, readonly string[]>> = {
  PreCheck: ["Failed", "Error"],
  Snapshot: ["Failed"],
  Cluster: ["Failed", "Pause"],
  PostCheck: ["Failed", "Error"],
};

function isOneOf<T extends string>(value: unknown, list: readonly T[]): value is T {
  return (list as readonly unknown[]).includes(value);
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

function problemOf(failure: Fields): readonly [string, string] | undefined {
  const { task, phase = "Failed", item, node, step, message, times = 1 } = failure;
  const unknown = Object.keys(failure).find((name) => !names.has(name));
  if (unknown !== undefined) return [unknown, `does not exist. There are: ${[...names].join(", ")}`];
  if (!isOneOf(task, taskTypes)) return ["task", `must be one of ${taskTypes.join(", ")}`];
  if (!isOneOf(phase, phases[task])) return ["phase", `of the task ${task} must be ${phases[task].join(" or ")}`];
  if (item !== undefined && !(isObject(item) && typeof item["name"] === "string")) {
    return ["item", "must be an object with a name"];
  }
  if (node !== undefined && !isObject(node)) return ["node", "must be an object"];
  if (!isTextOrMissing(step)) return ["step", "must be text"];
  if (!isTextOrMissing(message)) return ["message", "must be text"];
  if (!Number.isInteger(times) || Number(times) < 1) return ["times", "must be a whole number from 1 upwards"];
  return undefined;
}

/**
 * Checks failures that may come from JavaScript or from a file.
 *
 * @throws {@link CceConfigError} that names the place of the fault, below `path`.
 */
export function checkFailures(path: string, failures: unknown): asserts failures is readonly UpgradeFailure[] {
  const refuse = (place: string, problem: string): never => {
    throw new CceConfigError(place, `Invalid failure: ${place} ${problem}.`);
  };
  if (!Array.isArray(failures)) return refuse(path, "must be a list");
  for (const [index, failure] of (failures as unknown[]).entries()) {
    const place = `${path}[${index}]`;
    if (!isObject(failure)) return refuse(place, "must be an object");
    const problem = problemOf(failure);
    if (problem) refuse(`${place}.${problem[0]}`, problem[1]);
  }
}

/** The items of a check as published, all of which succeed. */
function succeeded(name: string, kind: "Exception" | "Risk", group: string, level: string): Item {
  return { name, kind, group, level, phase: "Success", message: "check item succeed", riskSource: {} };
}

const clusterItems: readonly Item[] = [
  succeeded("DeprecatedApiCheck", "Risk", "LimitCheck", "Info"),
  succeeded("NodeContainerdPodRestartRisk", "Risk", "LimitCheck", "Warning"),
  succeeded("ResiduePackageVersion", "Exception", "LimitCheck", "Fatal"),
];

const addonItems: readonly Item[] = [
  succeeded("AddonLimit", "Exception", "AddonCheck", "Warning"),
  succeeded("CoreDNSConfLimit", "Exception", "AddonCheck", "Fatal"),
];

const addonLimit: Item = {
  name: "AddonLimit",
  kind: "Exception",
  group: "AddonCheck",
  level: "Warning",
  message: "addon [ CoreDNS ] status is abnormal, check and try again",
  riskSource: { addonRisks: [{ addonTemplateName: "coredns", alias: "CoreDNS" }] },
};

const someNode: Schemas["NodeInfo"] = {
  uid: "4d3d8fa8-1743-11ee-8e46-0255ac10004c",
  name: "node-1",
  status: "Active",
  nodeType: "node",
};

/** Whether a failure is one of the items that a check leaves out. The service leaves out risks only. */
export function isSkipped(
  { item = addonLimit, node }: UpgradeFailure,
  skipped: readonly Schemas["SkippedCheckItemList"][],
): boolean {
  if (item.kind !== "Risk") return false;
  const uid = node?.uid ?? someNode.uid ?? "";
  return skipped.some(
    ({ name, resourceSelector }) =>
      name === item.name && (resourceSelector === undefined || (resourceSelector.values ?? []).includes(uid)),
  );
}

function withFailed(items: readonly Item[], failed: readonly Item[]): Item[] {
  const others = items.filter((item) => !failed.some(({ name }) => name === item.name));
  return [...others, ...failed];
}

function partOf(items: readonly Item[]): Schemas["ClusterCheckStatus"] {
  const failed = items.some(({ phase }) => phase === "Failed");
  return { phase: failed ? "Failed" : "Success", itemsStatus: [...items] };
}

type Parts = Pick<Schemas["PrecheckStatus"], "clusterCheckStatus" | "addonCheckStatus" | "nodeCheckStatus">;

/** The parts of a check with their items. A check that has not ended shows no items. */
export function checkedParts(phase: Schemas["PrecheckPhase"], failures: readonly UpgradeFailure[]): Parts {
  if (phase === "Init" || phase === "Running") {
    return { clusterCheckStatus: { phase }, addonCheckStatus: { phase }, nodeCheckStatus: { phase } };
  }
  const failed = failures.map(({ item = addonLimit, node }) => {
    const { group = node === undefined ? "LimitCheck" : "NodeCheck" } = item;
    return {
      item: { ...item, group, phase: "Failed" } satisfies Item,
      node: node ?? (group === "NodeCheck" ? someNode : undefined),
    };
  });
  const nodes = new Map<string | undefined, Schemas["NodeStageStatus"]>();
  for (const { item, node } of failed) {
    if (node === undefined) continue;
    const { itemsStatus = [] } = nodes.get(node.uid) ?? {};
    nodes.set(node.uid, { nodeInfo: node, itemsStatus: [...itemsStatus, item] });
  }
  const itemsOf = (isAddon: boolean) =>
    failed
      .filter(({ item, node }) => node === undefined && (item.group === "AddonCheck") === isAddon)
      .map(({ item }) => item);
  return {
    clusterCheckStatus: partOf(withFailed(clusterItems, itemsOf(false))),
    addonCheckStatus: partOf(withFailed(addonItems, itemsOf(true))),
    nodeCheckStatus:
      nodes.size === 0 ? { phase: "Success" } : { phase: "Failed", nodeStageStatus: [...nodes.values()] },
  };
}
