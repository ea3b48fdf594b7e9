import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client/client.js";
import { aFunction, type Checks, checkOptions, milliseconds } from "../base/checks.js";
import { CceConfigError } from "../base/errors.js";
import { type Clock, systemClock } from "../base/clock.js";
import { mayPass } from "../transport/passing.js";
import { notify } from "../base/notify.js";
import { Stopwatch } from "../base/sleep.js";
import { CceWaitTimeoutError } from "./errors.js";
import { isFinished } from "./list.js";
import {
  type FoundWorkflow,
  type HelperOptions,
  helperChecks,
  operationsFor,
  targetById,
  type WorkflowTarget,
} from "./target.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** What a wait saw. */
export interface WaitProgress {
  /** The workflow, when it could be read. */
  readonly workflow: UpgradeWorkFlow | undefined;
  /** Message of the failure, when it could not. */
  readonly failure: string | undefined;
  /** Since the wait began, in milliseconds. */
  readonly elapsedMs: number;
}

/** Options of {@link waitForUpgradeWorkflow}. */
export interface WaitOptions extends HelperOptions {
  /**
   * What to wait for: `"finished"` is `Success` or `Cancel`; `"stopped"`, the default, is that or `Pending`, from which a
   * workflow does not go on by itself; or a function that decides.
   */
  readonly until?: "finished" | "stopped" | ((workflow: UpgradeWorkFlow) => boolean) | undefined;
  /** First wait between two reads, in milliseconds; grows to a minute while nothing changes. Default: 5,000. */
  readonly pollMs?: number | undefined;
  /**
   * When to give up, in milliseconds since the wait began; a read that is under way then is waited for. Default: never.
   */
  readonly timeoutMs?: number | undefined;
  /** Called after each read, and with the error of one that failed. Exceptions it throws are ignored. */
  readonly onProgress?: ((progress: WaitProgress, error: unknown) => void) | undefined;
}

/** The longest wait between two reads. An account's reads are limited, and an upgrade takes many minutes. */
const longestPollMs = 60_000;
const growth = 1.5;
/** How many reads in a row may fail before the wait gives up; each has been tried several times by the client. */
const toleratedFailures = 5;

const checks: Checks<WaitOptions> = {
  ...helperChecks,
  until: {
    expected: '"finished", "stopped" or a function',
    accepts: (value) => value === "finished" || value === "stopped" || typeof value === "function",
  },
  pollMs: milliseconds(1),
  timeoutMs: milliseconds(0),
  onProgress: aFunction,
};

function predicateOf(until: WaitOptions["until"] = "stopped"): (workflow: UpgradeWorkFlow) => boolean {
  if (typeof until === "function") {
    return (workflow) => {
      const done: unknown = until(workflow);
      // The promise of an async function is truthy, whatever it comes to.
      if (typeof done === "boolean") return done;
      throw new CceConfigError("until", `The function "until" must return true or false (got ${typeof done}).`);
    };
  }
  return (workflow) => isFinished(workflow) || (until === "stopped" && workflow.status?.phase === "Pending");
}

/** {@link waitForUpgradeWorkflow} with the time given, for tests. */
export async function waitWith(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: WaitOptions,
  clock: Clock,
): Promise<UpgradeWorkFlow> {
  checkOptions(options, checks);
  const { pollMs = 5_000, timeoutMs, signal, onProgress } = options;
  const done = predicateOf(options.until);
  const { show } = operationsFor(cce, options);
  const byId = targetById(target);
  const watch = new Stopwatch(clock);
  const longer = (ms: number) => Math.max(pollMs, Math.min(longestPollMs, ms * growth));
  let seen: UpgradeWorkFlow | undefined;
  let cause: unknown;
  let failures = 0;
  for (let delayMs = pollMs; ;) {
    let workflow: UpgradeWorkFlow | undefined;
    try {
      workflow = await show(byId);
      const changed = JSON.stringify(workflow) !== JSON.stringify(seen);
      delayMs = changed ? pollMs : longer(delayMs);
      seen = workflow;
      cause = undefined;
      failures = 0;
    } catch (error) {
      if (!mayPass(error) || ++failures > toleratedFailures) throw error;
      delayMs = longer(delayMs);
      cause = error;
    }
    const failure = cause instanceof Error ? cause.message : undefined;
    notify(onProgress, { workflow, failure, elapsedMs: watch.elapsedMs }, cause);
    if (workflow !== undefined && done(workflow)) return workflow;
    const remainingMs = timeoutMs === undefined ? Number.POSITIVE_INFINITY : timeoutMs - watch.elapsedMs;
    if (remainingMs <= 0) throw new CceWaitTimeoutError(timeoutMs ?? 0, seen, cause === undefined ? {} : { cause });
    await watch.sleep(Math.min(delayMs, remainingMs), signal);
  }
}

/**
 * Reads a workflow again and again until it is in the state waited for. Between two reads it waits longer and longer while
 * nothing changes. A read that fails for a moment (a lost connection, throttling) does not end the wait.
 *
 * @throws CceWaitTimeoutError when `timeoutMs` is over.
 * @throws CceAbortError when `signal` fires.
 * @throws CceCallError when the workflow cannot be read.
 * @throws CceConfigError when an option or the target is unusable.
 */
export function waitForUpgradeWorkflow(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: WaitOptions = {},
): Promise<UpgradeWorkFlow> {
  return waitWith(cce, target, options, systemClock);
}
