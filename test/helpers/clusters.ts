import type { ServerResponse } from "node:http";
import { answer, startServer, type TestServer } from "./server.js";

/** A service whose clusters each have an upgrade workflow that is stuck, without the checks of the mock and their time. */
export interface Clusters {
  readonly url: string;
  readonly server: TestServer;
  /** The workflows whose cancel the service was asked for, in order. */
  readonly asked: string[];
  /** The workflows whose cancel took effect, in order. */
  readonly effects: string[];
  /** Puts a workflow into a phase. */
  readonly put: (cluster: string, workflow: string, phase: string) => void;
  /** Begins a further workflow in a cluster, whose earlier ones are over. */
  readonly begin: (cluster: string) => void;
}

/** What becomes of a request to cancel: `apply` lets it take effect. */
export type OnCancel = (workflow: string, apply: () => void, response: ServerResponse) => unknown;

/** Lets a cancel take effect, and answers with the workflow, or refuses. */
export const processed: OnCancel = (_workflow, apply) => {
  apply();
};

/** The `count`th workflow of a cluster, from 1. */
export function workflowIn(cluster: string, count = 1): string {
  return `${cluster}-w${count}`;
}

/**
 * Starts {@link Clusters}; `closeServers` ends it. Any cluster is there, and its workflows are called as by
 * {@link workflowIn}. `onCancel` may end the response itself; what it throws is a lost connection.
 */
export async function startClusters(onCancel: OnCancel = processed): Promise<Clusters> {
  const phases = new Map<string, string>();
  const counts = new Map<string, number>();
  const asked: string[] = [];
  const effects: string[] = [];
  const phaseOf = (cluster: string, workflow: string) => phases.get(`${cluster} ${workflow}`) ?? "Pending";
  const put = (cluster: string, workflow: string, phase: string) => phases.set(`${cluster} ${workflow}`, phase);
  const draw = (cluster: string, workflow: string) => ({
    kind: "WorkFlowTask",
    apiVersion: "v3",
    metadata: { uid: workflow },
    spec: { clusterID: cluster },
    status: {
      phase: phaseOf(cluster, workflow),
      pointStatuses: [{ taskType: "Cluster", status: "Failed" }],
      lineStatuses: [],
    },
  });
  const cancel = async (cluster: string, workflow: string, response: ServerResponse) => {
    asked.push(workflow);
    const refusals: object[] = [];
    const apply = () => {
      if (phaseOf(cluster, workflow) === "Pending") {
        put(cluster, workflow, "Cancel");
        effects.push(workflow);
      } else {
        refusals.push({ errorCode: "CCE.01400001", errorMessage: "The workflow is not pending." });
      }
    };
    try {
      await onCancel(workflow, apply, response);
    } catch {
      response.destroy();
    }
    if (response.writableEnded || response.destroyed) return;
    const [refusal] = refusals;
    answer(response, refusal ? 400 : 200, JSON.stringify(refusal ?? draw(cluster, workflow)));
  };
  const server = await startServer(({ method, url = "" }, response) => {
    const [, cluster = "", workflow] =
      /\/clusters\/([^/]+)\/operation\/upgradeworkflows(?:\/([^/]+))?$/.exec(url) ?? [];
    if (workflow === undefined) {
      const all = Array.from({ length: counts.get(cluster) ?? 1 }, (_, index) => workflowIn(cluster, index + 1));
      const items = all.map((one) => draw(cluster, one));
      answer(response, 200, JSON.stringify({ kind: "List", apiVersion: "v3", items }));
      return undefined;
    }
    if (method === "PATCH") return cancel(cluster, workflow, response);
    answer(response, 200, JSON.stringify(draw(cluster, workflow)));
    return undefined;
  });
  return {
    url: server.url,
    server,
    asked,
    effects,
    put,
    begin: (cluster) => counts.set(cluster, (counts.get(cluster) ?? 1) + 1),
  };
}
