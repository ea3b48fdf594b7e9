import type { components } from "../../generated/types.gen.js";
import { type Fields, fieldsOf, isObject } from "../base/fields.js";
import { givenText, statusOf } from "./objects.js";

type Schemas = components["schemas"];

/** A node, as far as a check describes it. */
export interface CheckedNode {
  readonly uid: string | undefined;
  readonly name: string | undefined;
  readonly status: string | undefined;
  readonly nodeType: string | undefined;
}

/** An item of a pre-upgrade check that failed. A text that the service did not send is `undefined`. */
export interface FailedCheckItem {
  /** What was checked. */
  readonly scope: "cluster" | "addon" | "node";
  /** The node; only with the scope `node`. */
  readonly node?: CheckedNode;
  readonly name: string | undefined;
  /** `Exception`: the cause has to be removed. `Risk`: it may be skipped after you have accepted the risk. */
  readonly kind: string | undefined;
  readonly level: string | undefined;
  readonly group: string | undefined;
  /** Why it failed. */
  readonly message: string | undefined;
  readonly errorCodes: readonly string[];
  /** Where the risk comes from, unchanged; `undefined` if the service names nothing. */
  readonly riskSource: Schemas["RiskSource"] | undefined;
  /** Its place in the check, e.g. `status.addonCheckStatus.itemsStatus[0]`. */
  readonly path: string;
}

/** The fields of each object in a list, with its place. */
function placed(list: unknown, path: string): (readonly [fields: Fields, path: string])[] {
  const entries: unknown[] = Array.isArray(list) ? list : [list];
  return entries
    .map((entry, index) => [entry, Array.isArray(list) ? `${path}[${index}]` : path] as const)
    .filter((entry): entry is readonly [Fields, string] => isObject(entry[0]));
}

function failedIn(part: unknown, at: string, where: Pick<FailedCheckItem, "scope" | "node">): FailedCheckItem[] {
  return placed(fieldsOf(part)["itemsStatus"], `${at}.itemsStatus`)
    .filter(([{ phase }]) => phase === "Failed")
    .map(([item, path]) => {
      const { riskSource } = item;
      return {
        ...where,
        name: givenText(item["name"]),
        kind: givenText(item["kind"]),
        level: givenText(item["level"]),
        group: givenText(item["group"]),
        message: givenText(item["message"]),
        errorCodes: [item["errorCodes"]].flat().flatMap((code) => givenText(code) ?? []),
        riskSource: isObject(riskSource) && Object.keys(riskSource).length > 0 ? riskSource : undefined,
        path,
      };
    });
}

function nodeOf(info: unknown): CheckedNode {
  const { uid, name, status, nodeType } = fieldsOf(info);
  return {
    uid: givenText(uid),
    name: givenText(name),
    status: givenText(status),
    nodeType: givenText(nodeType),
  };
}

/**
 * Lists the items of a pre-upgrade check that failed: those of the cluster, of the add-ons and of each node. Sends
 * nothing and never throws.
 */
export function failedCheckItems(check: Schemas["PrecheckClusterTask"]): readonly FailedCheckItem[] {
  const status = statusOf(check);
  const nodes = placed(
    fieldsOf(status["nodeCheckStatus"])["nodeStageStatus"],
    "status.nodeCheckStatus.nodeStageStatus",
  );
  return [
    ...failedIn(status["clusterCheckStatus"], "status.clusterCheckStatus", { scope: "cluster" }),
    ...failedIn(status["addonCheckStatus"], "status.addonCheckStatus", { scope: "addon" }),
    ...nodes.flatMap(([node, path]) => failedIn(node, path, { scope: "node", node: nodeOf(node["nodeInfo"]) })),
  ];
}
