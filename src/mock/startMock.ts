import type { AkSkCredentials } from "../auth/credentials.js";
import { createEngine } from "./engine/engine.js";
import { createHandler } from "./handler.js";
import { checkStep, type PlanStep } from "./plan.js";
import { createRequestLog, type RecordedRequest } from "./log.js";
import { startServer } from "./server.js";
import { createSignatureCheck } from "./signatures.js";
import type { ClusterState } from "./service/cluster.js";
import type { UpgradePlay } from "./service/play.js";
import { checkQuirks, type MockQuirks } from "./service/quirks.js";
import type { UpgradeWorkFlow } from "./service/workflow.js";
import { createUpgradeService } from "./service/service.js";
import { createMockClock } from "./service/mockClock.js";
import { checkState, copyState, createServiceState } from "./service/state.js";

/** Options of {@link startMock}. */
export interface StartMockOptions {
  /** The parsed OpenAPI document to serve; default the package's own. */
  readonly document?: object;
  /** Port to listen on; default 0, which takes a free one. */
  readonly port?: number;
  /** Address to listen on; default `127.0.0.1`. Another one makes the mock reachable from other machines. */
  readonly host?: string;
  /**
   * Workflows the mock keeps, found by `spec.clusterID` and `metadata.uid`; with an empty list it keeps those that are
   * created. They take precedence over the reserved IDs, and any other ID is not found. By default the mock keeps none
   * and responds with the examples of the document.
   */
  readonly workflows?: readonly UpgradeWorkFlow[];
  /**
   * What else there is of each cluster, by its ID: checks, tasks, versions, and how the tasks run that requests start.
   * Has the same effect as `workflows` on IDs that are not in it. Default: what `workflows` says.
   */
  readonly clusters?: Readonly<Record<string, ClusterState>>;
  /** Whether tasks run as time passes, as they do in the command `mock`; default `false`, only by {@link Mock.advanceClock}. */
  readonly realTime?: boolean;
  /** What the vendor's sources disagree on; see the defaults there. */
  readonly quirks?: MockQuirks;
  /**
   * Access keys the mock knows. With them it verifies the signature of every request that has one, as the gateway does;
   * by default it accepts any. Requests with a token are not affected.
   */
  readonly accessKeys?: readonly AkSkCredentials[];
  /** The clock of signatures, of the `Date` header and of timestamps in workflows; default the machine's. */
  readonly now?: () => Date;
  /** Called with each request when its response is about to be sent, e.g. to print it; default none. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** A running mock. */
export interface Mock {
  /** Where it listens, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /**
   * The requests received, in order of arrival, without secrets. The mock keeps the latest 10,000 and at most 16 MiB
   * (method, address, headers and body as received), so that it may run for days. Preflights and requests that are too
   * long for the mock are left out.
   */
  readonly requests: readonly RecordedRequest[];
  /** The workflows in their present state, without those of reserved clusters. */
  readonly workflows: readonly UpgradeWorkFlow[];
  /** How many steps of the plan are left. */
  readonly stepsLeft: number;
  /**
   * Plans the next requests, one step each; the requests after them are served normally. Replaces an earlier plan.
   * Requests that call no operation of the document take no step.
   *
   * @throws {@link CceConfigError} when a step is invalid; then the earlier plan stands.
   */
  readonly plan: (steps: readonly PlanStep[]) => void;
  /**
   * Starts an upgrade that runs as {@link Mock.advanceClock} advances the clock. The workflow is the known one with these
   * IDs, otherwise a new one. After a failure, a task that a request starts continues it.
   *
   * @throws {@link CceConfigError} when the play is invalid.
   */
  readonly playUpgrade: (play: UpgradePlay) => void;
  /**
   * Removes what makes tasks of a cluster fail, from the state, from a play and from tasks at work. Tasks that have
   * failed stay so: a retry or a new check continues. Does nothing for a cluster that the mock does not know.
   */
  readonly fixCluster: (clusterId: string) => void;
  /**
   * Advances the clock of the workflows, in milliseconds. Signatures are not affected.
   *
   * @throws {@link CceConfigError} when `ms` is negative or not a number.
   */
  readonly advanceClock: (ms: number) => void;
  /** Restores the beginning: no requests, no plan, the first workflows, no wrong signatures, the clock at `now`. */
  readonly reset: () => void;
  /** Stops the mock at once, even with connections open or requests half sent. May be called twice. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a mock of the operations of an OpenAPI document. It checks requests against the document and responds with its
 * examples, unless the state, a reserved ID, the plan or the request's `Prefer` header determines the response. It has no
 * random responses: Prism's `Prefer: dynamic=true` is ignored.
 *
 * @throws {@link CceConfigError} when an option is invalid or the port is taken.
 */
export async function startMockWith(document: object, options: Omit<StartMockOptions, "document"> = {}): Promise<Mock> {
  const { port = 0, host = "127.0.0.1", realTime = false, quirks = {}, accessKeys, onRequest } = options;
  const { now = () => new Date() } = options;
  checkQuirks(quirks);
  const clock = createMockClock(now, realTime);
  const given = copyState(options);
  const signatures = accessKeys && createSignatureCheck(accessKeys, now);
  const log = createRequestLog(onRequest);
  const engine = await createEngine(document);
  await checkState(given, engine);
  const state = createServiceState(given, clock);
  const closing = new AbortController();
  let steps: readonly PlanStep[] = [];
  const takeStep = (): PlanStep => {
    const [step = {}, ...rest] = steps;
    steps = rest;
    return step;
  };
  const service = createUpgradeService(state, clock, quirks);
  const handler = createHandler({ engine, service, signatures, log, takeStep, now, signal: closing.signal });
  const server = await startServer(port, host, handler);
  return {
    url: server.url,
    port: server.port,
    get requests() {
      return log.all();
    },
    get workflows() {
      return state.workflows();
    },
    get stepsLeft() {
      return steps.length;
    },
    plan: (planned) => {
      for (const [index, step] of planned.entries()) checkStep(`steps[${index}]`, step, engine.responses);
      steps = structuredClone(planned);
    },
    playUpgrade: state.play,
    fixCluster: state.fix,
    advanceClock: clock.advance,
    reset: () => {
      log.clear();
      steps = [];
      clock.reset();
      state.reset();
      signatures?.reset();
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}
