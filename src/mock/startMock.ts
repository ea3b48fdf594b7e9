import type { AkSkCredentials } from "../auth/credentials.js";
import { createClock } from "./service/clock.js";
import { createEngine } from "./engine/engine.js";
import { createHandler } from "./handler.js";
import { checkStep, type PlanStep } from "./plan.js";
import { createRequestLog, type RecordedRequest } from "./log.js";
import { startServer } from "./server.js";
import { createSignatureCheck } from "./signatures.js";
import type { UpgradePlay } from "./service/play.js";
import type { UpgradeWorkFlow } from "./service/workflow.js";
import { createWorkflowService } from "./service/service.js";
import { createWorkflowState } from "./service/state.js";

/** Options of {@link startMock}. */
export interface StartMockOptions {
  /** The parsed OpenAPI document to answer from. */
  readonly document: object;
  /** Port to listen on; 0, the default, takes a free one. */
  readonly port?: number;
  /** Address to listen on; default `127.0.0.1`. Another one makes the mock reachable from other machines. */
  readonly host?: string;
  /**
   * Workflows the mock keeps, found by `spec.clusterID` and `metadata.uid`; an empty list keeps those that are created.
   * They win over the reserved IDs, and an ID that is neither known nor reserved is not found. By default the mock
   * keeps none and answers with the examples of the document.
   */
  readonly workflows?: readonly UpgradeWorkFlow[];
  /**
   * Access keys the mock knows. With them it verifies the signature of every request that carries one, as the gateway
   * does; by default it takes any. Requests with a token are not concerned.
   */
  readonly accessKeys?: readonly AkSkCredentials[];
  /** The clock of signatures, of the `Date` header and of timestamps in workflows; default the time of the machine. */
  readonly now?: () => Date;
}

/** A running mock. */
export interface Mock {
  /** Where it listens, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /**
   * The requests that came in, in order of arrival, without secrets: the latest 10 000, and of these the latest with
   * 16 MiB together (method, address, headers and body as they came), so that a mock may run for days. Preflights and
   * requests too long for the mock are not among them.
   */
  readonly requests: readonly RecordedRequest[];
  /** The workflows as they are now. */
  readonly workflows: readonly UpgradeWorkFlow[];
  /** How many steps of the plan no request has taken yet. */
  readonly stepsLeft: number;
  /**
   * Says what happens to the next requests, one step each; afterwards all goes normally. Replaces an earlier plan.
   * Requests for nothing in the document take no step.
   *
   * @throws {@link CceConfigError} when a step makes no sense; then nothing has changed.
   */
  readonly plan: (steps: readonly PlanStep[]) => void;
  /**
   * Starts an upgrade that runs as {@link Mock.advanceClock} moves the clock. The workflow is the known one of these
   * IDs, otherwise a new one.
   *
   * @throws {@link CceConfigError} when the play makes no sense.
   */
  readonly playUpgrade: (play: UpgradePlay) => void;
  /**
   * Moves the clock of the workflows on, by milliseconds. Signatures are not concerned.
   *
   * @throws {@link CceConfigError} when `ms` is negative or no number.
   */
  readonly advanceClock: (ms: number) => void;
  /** Goes back to the beginning: no requests, no plan, the first workflows, no wrong signatures, the clock at `now`. */
  readonly reset: () => void;
  /** Stops the mock at once, also with connections open or requests half sent. May be called twice. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a mock of the operations of an OpenAPI document. It checks requests against the document and answers with its
 * examples, or as its workflows, the reserved workflow IDs, the plan or the request's `Prefer` header say.
 *
 * @throws {@link CceConfigError} when an option is wrong, the port is taken or Prism is not installed.
 */
export async function startMock(options: StartMockOptions): Promise<Mock> {
  const { document, port = 0, host = "127.0.0.1", workflows, accessKeys, now = () => new Date() } = options;
  const clock = createClock(now);
  const state = createWorkflowState(workflows, clock);
  const signatures = accessKeys && createSignatureCheck(accessKeys, now);
  const log = createRequestLog();
  const engine = await createEngine(document);
  const closing = new AbortController();
  let steps: readonly PlanStep[] = [];
  const takeStep = (): PlanStep => {
    const [step = {}, ...rest] = steps;
    steps = rest;
    return step;
  };
  const service = createWorkflowService(state, clock);
  const handler = createHandler({ engine, service, signatures, log, takeStep, now, signal: closing.signal });
  const server = await startServer(port, host, handler);
  return {
    url: server.url,
    port: server.port,
    get requests() {
      return log.all();
    },
    get workflows() {
      return state.all();
    },
    get stepsLeft() {
      return steps.length;
    },
    plan: (planned) => {
      for (const [index, step] of planned.entries()) checkStep(`steps[${index}]`, step, engine.responses);
      steps = structuredClone(planned);
    },
    playUpgrade: state.play,
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
