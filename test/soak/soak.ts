import { cancelWith } from "../../src/workflow/cancel.js";
import { freePort } from "../helpers/server.js";
import { brokenRules, hear, type Moment, outcomeOf } from "./judge.js";
import { Scenario } from "./scenario.js";
import { startService } from "./service.js";

/** What is put to the proof: the safe cancel, or one that is broken on purpose. */
export type CancelUnderTest = typeof cancelWith;

export interface SoakOptions {
  readonly runs: number;
  readonly seed: number;
  /** Index of the first run; default 0. A run is the same whatever runs come before it. */
  readonly first?: number;
  /** Default: the safe cancel. */
  readonly cancel?: CancelUnderTest;
  /** How many runs go on at the same time; default 16. */
  readonly concurrency?: number;
  /** Ends the soak at the first violation for which it holds; by default any. */
  readonly stopAt?: (violation: Violation) => boolean;
}

/** A run that broke a rule. */
export interface Violation {
  readonly run: number;
  readonly rules: readonly string[];
  /** What happened, line by line. */
  readonly story: readonly string[];
}

export interface SoakReport {
  readonly seed: number;
  readonly runs: number;
  readonly requests: number;
  readonly durationMs: number;
  /** How often the caller was told what. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many requests met which fault. */
  readonly faults: Readonly<Record<string, number>>;
  /** How often something of interest happened. */
  readonly events: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

export class Tally {
  readonly counts: Record<string, number> = {};

  add(name: string, count = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + count;
  }
}

/** Cancels one workflow after another, each with faults of its own, and looks whether what the caller is told is true. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { runs, seed, first = 0, cancel = cancelWith, concurrency = 16, stopAt = () => true } = options;
  const startedAt = performance.now();
  const service = await startService();
  const closedPort = await freePort();
  const outcomes = new Tally();
  const faults = new Tally();
  const events = new Tally();
  const violations: Violation[] = [];
  let next = first;
  let done = 0;
  let requests = 0;
  let isOver = false;

  async function runOne(index: number): Promise<void> {
    const run = new Scenario(service, seed, index, closedPort);
    await run.direct(async () => {
      const told = await hear(cancel(run.cce, run.target, run.options, run.clock));
      const then: Moment = { phase: run.phase(), effects: run.effects };
      run.story.push(`told: ${outcomeOf(told)}${"error" in told ? ` (${String(told.error)})` : ""}`);
      await run.end();
      outcomes.add(outcomeOf(told));
      const broken = brokenRules(run, told, then);
      if (broken.length === 0) return;
      const violation = { run: index, rules: broken, story: run.story };
      violations.push(violation);
      isOver ||= stopAt(violation);
    });
    done += 1;
    requests += run.sent.length;
    for (const { fault } of run.sent) faults.add(fault.name);
    events.add("cancel took effect", run.effects);
    events.add("another changed the state", run.changes);
    if (run.calls.filter(({ action }) => action === "cancel").length > 1) events.add("cancel was sent once more");
  }

  async function runSome(): Promise<void> {
    while (next < first + runs && !isOver) await runOne(next++);
  }

  try {
    await Promise.all(Array.from({ length: concurrency }, runSome));
    for (const stray of service.strays) {
      violations.push({ run: -1, rules: ["every request goes to a workflow of the soak"], story: [stray] });
    }
  } finally {
    await service.close();
  }
  return {
    seed,
    runs: done,
    requests,
    durationMs: Math.round(performance.now() - startedAt),
    outcomes: outcomes.counts,
    faults: faults.counts,
    events: events.counts,
    violations,
  };
}
