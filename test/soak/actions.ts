import type { IncomingMessage, ServerResponse } from "node:http";
import { createClientWith } from "../../src/client/client.js";
import { isCceAbortError, isCceError } from "../../src/base/errors.js";
import type { Clock } from "../../src/base/clock.js";
import type { CceClient } from "../../src/index.js";
import type { ActionOptions, ActionResult } from "../../src/workflow/act.js";
import { confirmWith } from "../../src/workflow/confirm.js";
import {
  type ActionStep,
  isCceActionOutcomeUnknownError,
  isCceActionRefusedError,
  type UpgradeAction,
} from "../../src/workflow/errors.js";
import { recheckWith } from "../../src/workflow/recheck.js";
import { retryWith } from "../../src/workflow/retry.js";
import type { WorkflowTarget } from "../../src/workflow/target.js";
import { closeServers, freePort, startServer } from "../helpers/server.js";
import { type FakeResponse, FakeUpgrade, stuckAt } from "../helpers/upgrade.js";
import { attemptMs, clockOfRun } from "./clock.js";
import { aborted, type Fault, noConnection, none, pickFault } from "./faults.js";
import { type Random, randomOf } from "./random.js";
import { type SoakReport, Tally, type Violation } from "./soak.js";

/** What is put to the proof: one of the three actions, or one that is broken on purpose. */
export type ActionUnderTest = (
  cce: CceClient,
  target: WorkflowTarget,
  options: ActionOptions,
  clock: Clock,
) => Promise<ActionResult<object>>;

export const actions: Readonly<Record<UpgradeAction, ActionUnderTest>> = {
  retry: retryWith,
  recheck: recheckWith,
  confirm: confirmWith,
};

const kinds = { retry: "retry", recheck: "precheck", confirm: "postcheck" } as const;

/** What another client may do to the upgrade, by what the action needs. */
const others: Readonly<Record<UpgradeAction, (upgrade: FakeUpgrade, random: Random) => boolean>> = {
  retry: (upgrade, random) => {
    if (upgrade.statusOf("Cluster") === "Running") {
      const end = random.pick(["Failed", "Failed", "Success"]);
      upgrade.set(end === "Failed" ? "Pending" : "Running", { Cluster: end });
      upgrade.endTask(end);
      return false;
    }
    if (upgrade.statusOf("Cluster") !== "Failed") return false;
    if (random.chance(0.5)) {
      upgrade.set("Cancel", {});
      return false;
    }
    upgrade.start("retry");
    return true;
  },
  recheck: (upgrade, random) => {
    if (upgrade.statusOf("PreCheck") === "Running") {
      upgrade.set("Pending", { PreCheck: "Failed" });
      upgrade.endTask("Failed");
      return false;
    }
    if (random.chance(0.4)) {
      upgrade.set("Cancel", {});
      return false;
    }
    upgrade.start("precheck");
    return true;
  },
  confirm: (upgrade, random) => {
    if (upgrade.phase === "Success" || random.chance(0.5)) return false;
    upgrade.start("postcheck");
    return true;
  },
};

interface Sent {
  readonly method: string;
  readonly path: string;
  fault: Fault;
}

/** One run: an upgrade that has stopped, what the caller wants, and what goes wrong on the way. */
class ActionRun {
  readonly target: WorkflowTarget;
  readonly upgrade: FakeUpgrade;
  readonly options: ActionOptions;
  readonly cce: CceClient;
  readonly clock: Clock;
  readonly sent: Sent[] = [];
  readonly calls: { readonly isWrite: boolean; readonly wasSent: boolean }[] = [];
  readonly told: ActionStep[] = [];
  readonly story: string[] = [];
  /** How often another has started what the action starts. */
  others = 0;
  changes = 0;
  sentAfterSignal: number | undefined;
  private readonly random: Random;
  private readonly shares: Readonly<Record<"GET" | "PATCH", number>>;
  private readonly changeShare: number;
  private readonly abort: { readonly at: number; readonly when: "before" | "after" | "between" } | undefined;
  private readonly controller = new AbortController();
  private readonly passDeadlines: () => void;
  private readonly history: FakeUpgrade["kept"][] = [];
  private late: { requests: number; readonly process: () => FakeResponse }[] = [];

  constructor(
    readonly action: UpgradeAction,
    url: string,
    seed: number,
    readonly index: number,
    closedPort: number,
  ) {
    const random = (this.random = randomOf(seed, index));
    const [cluster_id, upgrade_workflow_id] = [`cluster-${index}`, `workflow-${index}`];
    const autopilot = random.chance(0.2);
    this.target = { cluster_id, upgrade_workflow_id };
    const fits = random.chance(0.85);
    const parts = fits ? stuckAt[action] : { ...stuckAt[action], phase: random.pick(["Success", "Cancel"]) };
    const [isLenient, keepsTaskId] = [random.chance(0.3), random.chance(0.5)];
    this.upgrade = new FakeUpgrade(cluster_id, upgrade_workflow_id, parts, { isLenient, keepsTaskId });
    this.shares = { GET: random.pick([0, 0.1, 0.3, 0.6]), PATCH: random.pick([0, 0.5, 0.8, 0.95]) };
    this.changeShare = random.pick([0, 0, 0.1, 0.3]);
    const when = random.pick<"before" | "after" | "between">(["before", "after", "between"]);
    this.abort = random.chance(0.1) ? { at: random.below(6), when } : undefined;
    this.options = {
      autopilot,
      settleMs: random.pick([0, 500, 1000, 3000]),
      pollMs: random.pick([500, 1000]),
      signal: this.controller.signal,
      onStep: (step) => {
        this.told.push(step);
        if (this.abort?.when === "between" && this.abort.at === this.told.length - 1) this.fireSignal();
      },
    };
    const { clock, passDeadlines } = clockOfRun();
    this.clock = clock;
    this.passDeadlines = passDeadlines;
    this.cce = createClientWith(
      {
        endpoint: url,
        projectId: "project",
        credentials: { token: "a-token-of-the-soak" },
        timeoutMs: attemptMs,
        maxAttempts: random.pick([1, 1, 3]),
        fetch: (address, init) => {
          const { method } = init;
          this.sent.push({ method, path: new URL(address).pathname, fault: noConnection });
          if (this.sentAfterSignal !== undefined) this.sentAfterSignal += 1;
          const isLost = random.chance(this.shares.GET * 0.06);
          return fetch(isLost ? address.replace(/:\d+\//, `:${closedPort}/`) : address, init);
        },
        onEvent: ({ attempt, method }) => {
          if (attempt <= 1) this.calls.push({ isWrite: method !== "GET", wasSent: attempt === 1 });
        },
      },
      clock,
    );
    this.story.push(`${action}: ${JSON.stringify({ fits, isLenient, keepsTaskId, ...this.options })}`);
  }

  /** Responds to the request that was sent last. */
  serve({ method = "", url = "" }: IncomingMessage, response: ServerResponse): void {
    const sent = this.sent.at(-1);
    if (sent === undefined) throw new Error("a request of no client");
    this.processLate(1);
    this.history.push(this.upgrade.kept);
    if (this.random.chance(this.changeShare)) {
      this.changes += 1;
      if (others[this.action](this.upgrade, this.random)) this.others += 1;
      this.story.push(`    another makes it ${String(this.upgrade.phase)}`);
    }
    const kind = method === "GET" ? "GET" : "PATCH";
    const fault = (sent.fault = pickFault(this.random, this.shares[kind], kind, true));
    this.story.push(`${method} ${url.split("/operation/")[1] ?? ""}: ${fault.name}`);
    const process = () => this.upgrade.respond(method, url);
    if (this.abort !== undefined && this.abort.when !== "between" && this.abort.at === this.sent.length - 1) {
      sent.fault = aborted;
      if (this.abort.when === "after") process();
      this.fireSignal();
      response.destroy();
      return;
    }
    if (fault.name === "late") {
      this.late.push({ requests: 1 + this.random.below(5), process });
      this.passDeadlines();
    } else if (fault.name === "slow") {
      process();
      this.passDeadlines();
    } else if (fault.name === "stale read") {
      const kept = this.random.pick([this.upgrade.kept, ...this.history]);
      write(response, this.upgrade.show(url.slice(url.indexOf("/operation/")), kept));
    } else if (fault.name === "stale answer") {
      const { status } = process();
      // A success that names no task and no phase.
      if (status >= 400) write(response, { status, body: { errorMessage: "refused" } });
      else write(response, this.action === "retry" ? { status } : { status, body: {} });
    } else if (fault.instead) {
      process();
      response.writeHead(fault.instead.status, { "content-type": fault.instead.type }).end(fault.instead.body);
    } else {
      spoil(response, fault, process);
    }
  }

  /** Lets everything that is still on its way arrive. */
  end(): void {
    this.processLate(Number.POSITIVE_INFINITY);
  }

  private fireSignal(): void {
    this.story.push("    the caller's signal fires");
    this.sentAfterSignal = 0;
    this.controller.abort(new Error("the caller has had enough"));
  }

  private processLate(requests: number): void {
    for (const item of this.late) item.requests -= requests;
    const due = this.late.filter((item) => item.requests <= 0);
    this.late = this.late.filter((item) => item.requests > 0);
    for (const { process } of due) {
      this.story.push("    a late request arrives");
      process();
    }
  }
}

function write(response: ServerResponse, { status, body }: FakeResponse, type = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(body === undefined ? "" : JSON.stringify(body));
}

/** Responds as the mock does to the header `Prefer` of a fault. */
function spoil(response: ServerResponse, { prefer = "", unprocessed }: Fault, process: () => FakeResponse): void {
  const code = /^code=(\d+)$/.exec(prefer)?.[1];
  const result = unprocessed ? { status: Number(code), body: { errorMessage: "No." } } : process();
  if (prefer.startsWith("drop=")) response.destroy();
  else if (prefer.startsWith("truncate")) {
    response.writeHead(result.status, { "content-type": "application/json", "content-length": "100" });
    response.write("{", () => response.destroy());
  } else if (prefer.startsWith("contentType")) write(response, { ...result, body: "<html>" }, "text/html");
  else write(response, result);
}

type Told =
  | { readonly kind: "success"; readonly result: ActionResult<object> }
  | { readonly kind: "refused" | "unknown" | "failure"; readonly error: unknown };

async function hear(work: Promise<ActionResult<object>>): Promise<Told> {
  try {
    return { kind: "success", result: await work };
  } catch (error) {
    if (isCceActionRefusedError(error)) return { kind: "refused", error };
    return { kind: isCceActionOutcomeUnknownError(error) ? "unknown" : "failure", error };
  }
}

function nameOf(told: Told): string {
  if (told.kind === "success") return `success, ${told.result.startedBy}`;
  return told.kind === "failure" && isCceAbortError(told.error) ? "aborted" : told.kind;
}

/** What was true when the caller heard of the outcome. */
interface Moment {
  readonly effects: number;
  readonly others: number;
}

const isOpen = ({ method, fault }: Sent) => method !== "GET" && !fault.refused;
const stepsOf = (told: Told, run: ActionRun) =>
  told.kind === "success" ? told.result.steps : ((told.error as { steps?: readonly ActionStep[] }).steps ?? run.told);

/** What must hold of every run. */
const rules: Readonly<Record<string, (run: ActionRun, told: Told, then: Moment) => boolean>> = {
  "one call starts at most one task": ({ upgrade }) => upgrade.effects <= 1,
  "one call asks at most once": ({ calls }) => calls.filter(({ isWrite }) => isWrite).length <= 1,
  "a success that is reported is one": (_run, told, then) => told.kind !== "success" || then.effects + then.others > 0,
  "a task reported as ours is ours": (_run, told, then) =>
    told.kind !== "success" || told.result.startedBy !== "this-call" || then.effects === 1,
  "a refusal or failure means that ours started nothing, then or later": ({ upgrade }, told) =>
    (told.kind !== "refused" && told.kind !== "failure") || upgrade.effects === 0,
  "a failure is one that the client knows": ({ sent }, told) =>
    told.kind !== "failure" ||
    (isCceError(told.error) &&
      "outcome" in told.error &&
      (told.error.outcome === "unprocessed" || sent.every(({ method }) => method === "GET"))),
  "unknown is reported only where a request may have taken effect": ({ sent }, told) =>
    told.kind !== "unknown" || sent.some(isOpen),
  "the state is read first": ({ calls }) => calls[0]?.isWrite === false,
  "the request goes to the cluster's operation": ({ sent, action, target }) =>
    sent.every(({ method, path }) => {
      const isRight = method === "GET" || path.endsWith(`/${kinds[action]}`);
      return isRight && path.includes(`/clusters/${target.cluster_id}/operation/`);
    }),
  "the steps are what was done": (run, told) => {
    const steps = stepsOf(told, run);
    const isSame = steps.length === run.told.length && steps.every((step, index) => step === run.told[index]);
    return isSame && steps.length === run.calls.length;
  },
  "nothing is sent after the caller's signal": ({ sentAfterSignal }) => (sentAfterSignal ?? 0) === 0,
  "where nothing goes wrong, the state decides": ({ changes, sent, calls, sentAfterSignal }, told) =>
    changes > 0 ||
    sentAfterSignal !== undefined ||
    sent.length !== calls.length ||
    sent.some(({ fault }) => fault !== none) ||
    told.kind === "success" ||
    told.kind === "refused",
};

export interface ActionSoakOptions {
  readonly action: UpgradeAction;
  readonly runs: number;
  readonly seed: number;
  readonly first?: number;
  /** Default: the action itself. */
  readonly act?: ActionUnderTest;
  readonly stopAt?: (violation: Violation) => boolean;
}

/** Acts on one stopped upgrade after another, each with faults of its own, and checks what the caller hears. */
export async function soakAction(options: ActionSoakOptions): Promise<SoakReport> {
  const { action, runs, seed, first = 0, act = actions[action], stopAt = () => true } = options;
  const startedAt = performance.now();
  const [outcomes, faults, events] = [new Tally(), new Tally(), new Tally()];
  const violations: Violation[] = [];
  const running = new Map<string, ActionRun>();
  const server = await startServer((request, response) => {
    server.requests.length = 0;
    const run = running.get(/\/clusters\/([^/]+)\//.exec(request.url ?? "")?.[1] ?? "");
    if (run === undefined) response.destroy();
    else run.serve(request, response);
  });
  const closedPort = await freePort();
  let [next, done, requests, isOver] = [first, 0, 0, false];

  async function runOne(index: number): Promise<void> {
    const run = new ActionRun(action, server.url, seed, index, closedPort);
    running.set(run.target.cluster_id, run);
    const told = await hear(act(run.cce, run.target, run.options, run.clock));
    const then: Moment = { effects: run.upgrade.effects, others: run.others };
    run.story.push(`reported: ${nameOf(told)}${"error" in told ? ` (${String(told.error)})` : ""}`);
    run.end();
    running.delete(run.target.cluster_id);
    outcomes.add(nameOf(told));
    const broken = Object.entries(rules).flatMap(([name, holds]) => (holds(run, told, then) ? [] : [name]));
    if (broken.length > 0) {
      const violation = { run: index, rules: broken, story: run.story };
      violations.push(violation);
      isOver ||= stopAt(violation);
    }
    done += 1;
    requests += run.sent.length;
    for (const { fault } of run.sent) faults.add(fault.name);
    events.add("task was started", run.upgrade.effects);
    events.add("another changed the state", run.changes);
  }

  async function runSome(): Promise<void> {
    while (next < first + runs && !isOver) await runOne(next++);
  }

  try {
    await Promise.all(Array.from({ length: 16 }, runSome));
  } finally {
    await closeServers();
  }
  const counts = { outcomes: outcomes.counts, faults: faults.counts, events: events.counts };
  return { seed, runs: done, requests, durationMs: Math.round(performance.now() - startedAt), ...counts, violations };
}
