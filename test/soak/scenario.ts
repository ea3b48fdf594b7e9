import type { ServerResponse } from "node:http";
import { createClientWith } from "../../src/client/client.js";
import type { CceClient } from "../../src/index.js";
import type { MockRequest } from "../../src/mock/engine/http.js";
import type { Handler } from "../../src/mock/server.js";
import type { Clock } from "../../src/base/clock.js";
import { attemptMs, clockOfRun } from "./clock.js";
import type { CancelOptions } from "../../src/workflow/cancel.js";
import type { CancelStep } from "../../src/workflow/errors.js";
import { explainCancel } from "../../src/workflow/explainCancel.js";
import type { WorkflowTarget } from "../../src/workflow/target.js";
import { aborted, type Fault, noConnection, none, pickFault } from "./faults.js";
import { type Random, randomOf } from "./random.js";
import { responseForNobody, type SoakService } from "./service.js";
import { changeOf, firstState, type StateName, workflowIn } from "./states.js";

/** A request the client sent. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  fault: Fault;
  /** Whether the service saw it. */
  arrived: boolean;
  /** The workflow in its answer, where the client got to see one. */
  shown: unknown;
}

function withPrefer(call: MockRequest, prefer: string): MockRequest {
  return { ...call, headers: { ...call.headers, prefer } };
}

/** One run: a workflow, what the caller wants, and what goes wrong on the way. All of it by chance. */
export class Scenario {
  readonly first: StateName;
  readonly target: WorkflowTarget;
  readonly path: string;
  readonly options: CancelOptions;
  readonly cce: CceClient;
  readonly clock: Clock;
  readonly sent: Sent[] = [];
  /** The operations the client was asked for, with whether anything was sent for them. */
  readonly calls: { readonly action: CancelStep["action"]; readonly wasSent: boolean }[] = [];
  /** The steps as they were told. */
  readonly told: CancelStep[] = [];
  /** How often a cancel of the run changed the state. */
  effects = 0;
  /** How often another changed it. */
  changes = 0;
  /** A service that takes the cancel of a workflow that is cancelled as another one. Nobody knows whether the real one does. */
  readonly isLenient: boolean;
  /** How many requests were sent after the caller's signal; `undefined` while it has not fired. */
  sentAfterSignal: number | undefined;
  readonly story: string[] = [];

  private readonly random: Random;
  private state: StateName;
  private readonly faultShares: Readonly<Record<"GET" | "PATCH", number>>;
  private readonly changeShare: number;
  private readonly maxAttempts: number;
  private readonly abort: { readonly at: number; readonly when: "before" | "after" | "between" } | undefined;
  private readonly controller = new AbortController();
  private readonly passDeadlines: () => void;
  /** What the workflow looked like before, oldest first. */
  private readonly history: unknown[] = [];
  private late: { requests: number; readonly process: () => Promise<void> }[] = [];

  constructor(
    private readonly service: SoakService,
    seed: number,
    readonly index: number,
    closedPort: number,
  ) {
    const random = (this.random = randomOf(seed, index));
    const project_id = random.chance(0.5) ? undefined : `project-${random.below(5)}`;
    const cluster_id = `cluster-${random.below(50)}`;
    const upgrade_workflow_id = `workflow-${index}`;
    const autopilot = random.chance(0.2);
    this.target = { cluster_id, upgrade_workflow_id, ...(project_id === undefined ? {} : { project_id }) };
    const prefix = autopilot ? "/autopilot/v3" : "/api/v3";
    this.path = `${prefix}/projects/${project_id ?? "project"}/clusters/${cluster_id}/operation/upgradeworkflows/${upgrade_workflow_id}`;
    this.first = this.state = firstState(random);
    this.isLenient = random.chance(0.3);
    this.faultShares = { GET: random.pick([0, 0.1, 0.3, 0.6]), PATCH: random.pick([0, 0.5, 0.8, 0.95]) };
    this.changeShare = random.pick([0, 0.1, 0.3]);
    this.maxAttempts = random.pick([1, 1, 3]);
    this.abort = random.chance(0.1)
      ? { at: random.below(5), when: random.pick(["before", "after", "between"]) }
      : undefined;
    this.options = {
      autopilot,
      preflight: random.chance(0.75),
      ifAlreadyCancelled: random.pick(["refuse", "succeed"]),
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
        endpoint: service.url,
        projectId: "project",
        credentials: { token: "a-token-of-the-soak" },
        timeoutMs: attemptMs,
        maxAttempts: this.maxAttempts,
        fetch: (url, init) => this.send(url, init, closedPort),
        onEvent: ({ attempt, method }) => {
          if (attempt > 1) return;
          this.calls.push({ action: method === "PATCH" ? "cancel" : "read", wasSent: attempt === 1 });
        },
      },
      clock,
    );
    this.put(this.first);
    const { preflight, ifAlreadyCancelled, settleMs, pollMs } = this.options;
    const chosen = { preflight, ifAlreadyCancelled, settleMs, pollMs, autopilot, maxAttempts: this.maxAttempts };
    this.story.push(`begins in state ${this.first}: ${JSON.stringify({ ...chosen, isLenient: this.isLenient })}`);
  }

  /** The phase of the workflow as the service has it. */
  phase(): string | undefined {
    return this.workflow().status?.phase;
  }

  /** Directs the workflow while `use` runs. */
  async direct<T>(use: () => Promise<T>): Promise<T> {
    const retire = this.service.enroll(this.target.upgrade_workflow_id, {
      direct: (call, response, answer) => this.answer(call, response, answer),
      onEffect: () => {
        this.effects += 1;
        this.story.push("    our cancel takes effect");
        this.history.push(this.workflow());
      },
    });
    try {
      return await use();
    } finally {
      retire();
    }
  }

  /** Lets everything that is still on its way arrive. */
  async end(): Promise<void> {
    await this.processLate(Number.POSITIVE_INFINITY);
  }

  private workflow() {
    const workflow = this.service.find(this.target.cluster_id, this.target.upgrade_workflow_id);
    if (workflow === undefined) throw new Error(`The service has no workflow ${this.target.upgrade_workflow_id}`);
    return workflow;
  }

  private put(state: StateName): void {
    const { cluster_id: clusterId, upgrade_workflow_id: workflowId } = this.target;
    this.state = state;
    this.service.put(clusterId, workflowId, workflowIn(state, clusterId, workflowId));
  }

  private fireSignal(): void {
    this.story.push("    the caller's signal fires");
    this.sentAfterSignal = 0;
    this.controller.abort(new Error("the caller has had enough"));
  }

  private send(url: string, init: RequestInit, closedPort: number): Promise<Response> {
    const path = new URL(url).pathname;
    const sent: Sent = { method: init.method ?? "GET", path, fault: noConnection, arrived: false, shown: undefined };
    this.sent.push(sent);
    if (this.sentAfterSignal !== undefined) this.sentAfterSignal += 1;
    if (this.random.chance(this.faultShares.GET * 0.06)) {
      this.story.push(`${sent.method}: ${noConnection.name}`);
      return fetch(url.replace(/:\d+\//, `:${closedPort}/`), init);
    }
    return fetch(url, init);
  }

  private async answer(call: MockRequest, response: ServerResponse, answer: Handler): Promise<void> {
    const sent = this.sent.at(-1);
    if (sent === undefined) throw new Error("a request nobody sent");
    const method = call.method === "patch" ? "PATCH" : "GET";
    await this.processLate(1);
    this.changeState();
    const fault = pickFault(this.random, this.faultShares[method], method, !this.isLenient);
    sent.arrived = true;
    sent.fault = fault;
    this.story.push(`${method} in phase ${this.phase() ?? "(none)"}: ${fault.name}`);
    if (this.abort !== undefined && this.abort.when !== "between" && this.abort.at === this.sent.length - 1) {
      sent.fault = aborted;
      if (this.abort.when === "after") await this.process(call, responseForNobody(), answer);
      this.fireSignal();
      // Whoever does not heed the signal is not to wait for ever.
      response.destroy();
      return;
    }
    if (method === "GET" && fault === none) sent.shown = this.workflow();
    await this.answerWith(sent, call, response, answer);
  }

  private async answerWith(sent: Sent, call: MockRequest, response: ServerResponse, answer: Handler): Promise<void> {
    const { name, prefer, instead } = sent.fault;
    if (name === "late") {
      const requests = 1 + this.random.below(5);
      this.late.push({ requests, process: () => this.process(call, responseForNobody(), answer) });
      this.passDeadlines();
    } else if (name === "slow") {
      await this.process(call, responseForNobody(), answer);
      this.passDeadlines();
    } else if (name === "stale read") {
      sent.shown = this.random.pick([this.workflow(), ...this.history]);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(sent.shown));
    } else if (name === "stale answer") {
      await this.answerStale(call, response, answer);
    } else if (instead) {
      await this.process(call, responseForNobody(), answer);
      response.writeHead(instead.status, { "content-type": instead.type }).end(instead.body);
    } else if (prefer === undefined) {
      await this.process(call, response, answer);
    } else if (sent.fault.unprocessed) {
      await answer(withPrefer(call, prefer), response);
    } else {
      await this.process(withPrefer(call, prefer), response, answer);
    }
  }

  /** Lets the service do what the request asks for. */
  private async process(call: MockRequest, response: ServerResponse, answer: Handler): Promise<void> {
    if (this.isLenient && call.method === "patch" && this.phase() === "Cancel") this.put("Pending");
    await answer(call, response);
  }

  /** A cancel that takes effect and is answered with the workflow as it was before. */
  private async answerStale(call: MockRequest, response: ServerResponse, answer: Handler): Promise<void> {
    const before = this.workflow();
    if (explainCancel(before).verdict === "refused") return this.process(call, response, answer);
    await this.process(call, responseForNobody(), answer);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(before));
  }

  /** Somebody else may do something to the workflow. */
  private changeState(): void {
    if (!this.random.chance(this.changeShare)) return;
    const now: StateName = this.phase() === "Cancel" ? "Cancel" : this.state;
    const next = changeOf(now, this.random);
    if (next === undefined) return;
    this.history.push(this.workflow());
    this.put(next);
    this.changes += 1;
    this.story.push(`    another makes it ${next}`);
  }

  private async processLate(requests: number): Promise<void> {
    for (const item of this.late) item.requests -= requests;
    const due = this.late.filter((item) => item.requests <= 0);
    this.late = this.late.filter((item) => item.requests > 0);
    for (const item of due) {
      this.story.push("    a late request arrives");
      await item.process();
    }
  }
}
