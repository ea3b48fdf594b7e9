import { readFileSync } from "node:fs";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { join } from "node:path";
import { createMockClock } from "../../src/mock/service/mockClock.js";
import { createEngine } from "../../src/mock/engine/engine.js";
import { createHandler } from "../../src/mock/handler.js";
import type { MockRequest } from "../../src/mock/engine/http.js";
import type { RequestLog } from "../../src/mock/log.js";
import { type Handler, startServer } from "../../src/mock/server.js";
import type { UpgradeWorkFlow } from "../../src/mock/service/workflow.js";
import { createUpgradeService } from "../../src/mock/service/service.js";
import { createServiceState } from "../../src/mock/service/state.js";

/** Who decides what becomes of the requests for one workflow, and is told what they did. */
export interface Director {
  /** Answers a request; `answer` is what the mock does with it. */
  readonly direct: (call: MockRequest, response: ServerResponse, answer: Handler) => Promise<void>;
  /** Called when a cancel has changed the state of the workflow. */
  readonly onEffect: () => void;
}

/** The stateful mock, taken apart so that each workflow can have a director, and effects can be counted. */
export interface SoakService {
  readonly url: string;
  /** Requests for nothing that a director looks after. */
  readonly strays: readonly string[];
  readonly find: (clusterId: string, workflowId: string) => UpgradeWorkFlow | undefined;
  /** Puts a workflow into a state, as somebody else might. */
  readonly put: (clusterId: string, workflowId: string, workflow: UpgradeWorkFlow) => void;
  /** Sets the director of a workflow; the function it returns takes that back. */
  readonly enroll: (workflowId: string, director: Director) => () => void;
  readonly close: () => Promise<void>;
}

/** Nobody looks at the requests: the directors do. */
const noLog: RequestLog = { all: () => [], add: () => () => undefined, clear: () => undefined };

/** A response that reaches nobody. */
export function responseForNobody(): ServerResponse {
  return new ServerResponse(new IncomingMessage(new Socket()));
}

export async function startService(): Promise<SoakService> {
  const document = JSON.parse(readFileSync(join(process.cwd(), "generated", "openapi.json"), "utf8")) as object;
  const clock = createMockClock(() => new Date());
  const state = createServiceState({ workflows: [] }, clock);
  const directors = new Map<string, Director>();
  const strays: string[] = [];
  const counting: typeof state = {
    ...state,
    cluster: (clusterId) => {
      const cluster = state.cluster(clusterId);
      if (cluster === undefined) return undefined;
      const cancel: typeof cluster.cancel = (workflowId, workflow) => {
        directors.get(workflowId)?.onEffect();
        return cluster.cancel(workflowId, workflow);
      };
      return { ...cluster, cancel };
    },
  };
  const closing = new AbortController();
  const answer = createHandler({
    engine: await createEngine(document),
    service: createUpgradeService(counting, clock, {}),
    signatures: undefined,
    log: noLog,
    takeStep: () => ({}),
    now: clock.now,
    signal: closing.signal,
  });
  const server = await startServer(0, "127.0.0.1", async (call, response) => {
    const director = directors.get(call.path.split("/").at(-1) ?? "");
    if (director) return director.direct(call, response, answer);
    strays.push(`${call.method} ${call.path}`);
    return answer(call, response);
  });
  return {
    url: server.url,
    strays,
    find: (clusterId, workflowId) => state.cluster(clusterId)?.workflow(workflowId),
    put: (clusterId, workflowId, workflow) => {
      state.cluster(clusterId)?.add(workflowId, workflow);
    },
    enroll: (workflowId, director) => {
      directors.set(workflowId, director);
      return () => directors.delete(workflowId);
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}
