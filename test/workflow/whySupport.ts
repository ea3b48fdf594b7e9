import { ids } from "../helpers/calls.js";
import { answer, startServer } from "../helpers/server.js";

/** What a service returns for each part; a status of HTTP for an error. */
export interface World {
  workflows?: unknown;
  /** What the read of a workflow by its ID returns. */
  workflow?: unknown;
  precheck?: unknown;
  prechecks?: unknown;
  upgradeTask?: unknown;
  upgradeTasks?: unknown;
  snapshots?: unknown;
  info?: unknown;
  /** The service's clock; `null`: it sends no `Date`. */
  date?: string | null;
}

/** A time on the day of the tests, as the service writes it. */
export function at(time: string): string {
  return `2023-11-25 ${time}.5 +0000 UTC`;
}

/** The service's clock in the tests, unless a world has another. */
export const serviceDate = "Sat, 25 Nov 2023 08:00:00 GMT";

export const versions = { clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" };

/** A workflow in a phase, whose tasks have the given states; `undefined` has not started. */
export function workflow(
  phase: unknown,
  {
    preCheck,
    snapshot,
    cluster,
    postCheck,
  }: Partial<Record<"preCheck" | "snapshot" | "cluster" | "postCheck", unknown>> = {},
  more: object = {},
) {
  const point = (taskType: string, taskID: string, status: unknown) =>
    status === undefined ? { taskType } : { taskType, taskID, status, startTimeStamp: at("07:30:00") };
  return {
    kind: "WorkFlowTask",
    apiVersion: "v3",
    metadata: { uid: ids.upgrade_workflow_id, creationTimestamp: at("07:00:00") },
    spec: { clusterID: ids.cluster_id, ...versions },
    status: {
      ...(phase === undefined ? {} : { phase }),
      pointStatuses: [
        point("PreCheck", "check-1", preCheck),
        point("Snapshot", "snapshot-1", snapshot),
        point("Cluster", "upgrade-1", cluster),
        point("PostCheck", "confirmation-1", postCheck),
      ],
      ...more,
    },
  };
}

/** A failed item of a check. */
export function item(kind: unknown, more: object = {}) {
  return { name: "AddonLimit", kind, group: "AddonCheck", level: "Fatal", phase: "Failed", message: "broken", ...more };
}

export function check(
  phase: unknown,
  items: unknown = [],
  more: { uid?: string; made?: string; expires?: string } = {},
) {
  const { uid = "check-1", made = "07:10:00", expires } = more;
  return {
    kind: "PreCheckTask",
    metadata: { uid, creationTimestamp: at(made), updateTimestamp: at("07:12:00") },
    spec: versions,
    status: {
      phase,
      addonCheckStatus: { phase: "Failed", itemsStatus: items },
      ...(expires === undefined ? {} : { expireTimeStamp: at(expires) }),
    },
  };
}

export function upgrade(phase: unknown, more: { uid?: string; made?: string; items?: unknown } = {}) {
  const { uid = "upgrade-1", made = "07:30:00", items } = more;
  return {
    kind: "UpgradeTask",
    metadata: { uid, creationTimestamp: at(made), updateTimestamp: at("07:40:00") },
    spec: { version: versions.clusterVersion, targetVersion: versions.targetVersion, items },
    status: { phase, progress: "0.45", completionTime: at("07:40:00") },
  };
}

const info = {
  kind: "UpgradeInfo",
  spec: {
    lastUpgradeInfo: { phase: "Success", completionTime: at("06:00:00") },
    versionInfo: { release: "v1.17.17", patch: "r0", suggestPatch: "", targetVersions: ["v1.19.16-r80"] },
  },
};

/** The parts by the end of their path. */
const paths: readonly (readonly [end: RegExp, part: keyof World])[] = [
  [/\/upgradeworkflows$/, "workflows"],
  [/\/upgradeworkflows\/[^/]+$/, "workflow"],
  [/\/precheck\/tasks$/, "prechecks"],
  [/\/precheck\/tasks\/[^/]+$/, "precheck"],
  [/\/upgrade\/tasks$/, "upgradeTasks"],
  [/\/upgrade\/tasks\/[^/]+$/, "upgradeTask"],
  [/\/snapshot\/tasks$/, "snapshots"],
  [/\/upgradeinfo$/, "info"],
];

const lists: ReadonlySet<string> = new Set(["workflows", "prechecks", "upgradeTasks", "snapshots"]);

/** A service whose world a test sets. What the world does not have is an empty list, or a 404. */
export interface WhyService {
  readonly url: string;
  readonly requests: readonly { readonly method: string; readonly path: string }[];
  world: World;
}

export async function startWhyService(): Promise<WhyService> {
  const server = await startServer(({ url = "" }, response) => {
    const { world } = service;
    const part = paths.find(([end]) => end.test(url))?.[1] ?? "workflow";
    const given = part === "info" ? (world.info ?? info) : world[part];
    const date = world.date === undefined ? serviceDate : world.date;
    if (date === null) response.sendDate = false;
    const headers = date === null ? {} : { date };
    const isStatus = Number.isInteger(given) && Number(given) >= 400 && Number(given) < 600;
    if (isStatus || (given === undefined && !lists.has(part))) {
      const status = isStatus ? Number(given) : 404;
      answer(response, status, JSON.stringify({ error_code: `E.${status}`, error_msg: `no ${part}` }), headers);
      return;
    }
    const body = lists.has(part) ? { kind: "List", items: given ?? [] } : given;
    answer(response, 200, JSON.stringify(body), headers);
  });
  const service: WhyService = { url: server.url, requests: server.requests, world: {} };
  return service;
}
