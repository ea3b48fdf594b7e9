import { setImmediate as tick } from "node:timers/promises";
import type { components } from "../../generated/types.gen.js";
import type { CceClient, CceClientSettings } from "../../src/index.js";
import type { Clock } from "../../src/base/clock.js";
import { clientOf, ids } from "../helpers/calls.js";
import { answer, startServer, type TestServer } from "../helpers/server.js";

export type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** The workflow of the tests. */
export const target: { readonly cluster_id: string; readonly upgrade_workflow_id: string } = {
  cluster_id: ids.cluster_id,
  upgrade_workflow_id: ids.upgrade_workflow_id,
};

export const base = `/api/v3/projects/${ids.project_id}/clusters/${ids.cluster_id}/operation/upgradeworkflows`;
export const workflowPath = `${base}/${ids.upgrade_workflow_id}`;

/** A workflow in a state, with the ID of the tests unless told otherwise. */
export function workflowIn(
  status: NonNullable<UpgradeWorkFlow["status"]>,
  uid: string = ids.upgrade_workflow_id,
): UpgradeWorkFlow {
  return { kind: "WorkFlowTask", apiVersion: "v3", metadata: { uid }, spec: { clusterID: ids.cluster_id }, status };
}

export const pending = workflowIn({ phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] });
export const running = workflowIn({ phase: "Running", pointStatuses: [{ taskType: "Cluster", status: "Running" }] });
export const cancelled = workflowIn({ phase: "Cancel", pointStatuses: [{ taskType: "Cluster", status: "Failed" }] });
export const succeeded = workflowIn({ phase: "Success", pointStatuses: [{ taskType: "Cluster", status: "Success" }] });
/** One of which only the service can tell whether it may be cancelled. */
export const withoutPhase = workflowIn({ pointStatuses: [{ taskType: "Cluster", status: "Failed" }] });

/** The service's refusal of a cancel. */
export const refusal = {
  errorCode: "CCE.01400001",
  errorMessage: "Invalid request.",
  error_code: "CCE_CM.0004",
  error_msg: "Request is invalid",
  message: "the workflow cannot be cancelled in its state",
};

/**
 * What becomes of a request: an answer with a status (default 200) and a body, a lost connection, a page in place of JSON,
 * half an answer, or none at all.
 */
export type Reply = { readonly status?: number; readonly body: unknown } | "lost" | "page" | "half" | "never";

export function ok(body: unknown): Reply {
  return { body };
}

export function fails(status: number, body: unknown = { error_code: "APIGW.0000", error_msg: "No." }): Reply {
  return { status, body };
}

/** One request of a story and what becomes of it. */
export type Scene = readonly [method: "GET" | "PATCH", reply: Reply];

export interface Story extends TestServer {
  readonly cce: CceClient;
  /** The methods of the requests, in order. */
  readonly methods: () => string[];
}

/** A server that plays scenes in order, with a client of it. A request that is in no scene gets a 418. */
export async function play(scenes: readonly Scene[], options: Partial<CceClientSettings> = {}): Promise<Story> {
  const server = await startServer((request, response, nPrevious) => {
    const [method, reply] = scenes[nPrevious] ?? [];
    if (reply === undefined || method !== request.method) answer(response, 418, "{}");
    else if (reply === "lost") response.destroy();
    else if (reply === "page") answer(response, 200, "<html></html>", { "content-type": "text/html" });
    else if (reply === "half") {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"status":', () => response.destroy());
    } else if (reply !== "never") answer(response, reply.status ?? 200, JSON.stringify(reply.body));
  });
  const cce = clientOf(server.url, { projectId: ids.project_id, maxAttempts: 1, ...options });
  return { ...server, cce, methods: () => server.requests.map(({ method }) => method) };
}

/** A clock on which every wait is over at once, and which tells how long they were. */
export function instantClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let now = Date.UTC(2023, 10, 25, 7, 30, 0);
  return {
    waits,
    now: () => now,
    monotonic: () => now,
    random: () => 0.5,
    after: (ms, fire) => {
      waits.push(ms);
      const timer = setImmediate(() => {
        now += ms;
        fire();
      });
      return () => {
        clearImmediate(timer);
      };
    },
  };
}

/** Resolves once everything that is due has run, promises and their followers included. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await tick();
}

/** The shape of steps: `read Pending`, `cancel –`. */
export function shapeOf(steps: readonly { readonly action: string; readonly phase: string | undefined }[]): string[] {
  return steps.map(({ action, phase }) => `${action} ${phase ?? "–"}`);
}
