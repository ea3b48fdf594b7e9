import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client.js";
import { CceAbortError, CceCallError, isCceApiError } from "../errors/errors.js";
import { type Clock, systemClock } from "../transport/clock.js";
import { CceWaitTimeoutError } from "./errors.js";
import { isFinished } from "./list.js";
import { sleep } from "./sleep.js";
import { type HelperOptions, operationsFor, type WorkflowTarget } from "./target.js";

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
   * workflow does not go on by itself; or a function that tells.
   */
  readonly until?: "finished" | "stopped" | ((workflow: UpgradeWorkFlow) => boolean) | undefined;
  /** First wait between two reads, in milliseconds; grows to a minute while nothing changes. Default: 5,000. */
  readonly pollMs?: number | undefined;
  /** Longest time of the whole wait, in milliseconds. Default: none. */
  readonly timeoutMs?: number | undefined;
  /** Told after each read. */
  readonly onProgress?: ((progress: WaitProgress) => void) | undefined;
}

/** The longest wait between two reads. An account's reads are limited, and an upgrade takes many minutes. */
const longestPollMs = 60_000;
const growth = 1.5;
/** How many reads in a row may fail before the wait gives up; each has been tried several times by the client. */
const toleratedFailures = 5;

function predicateOf(until: WaitOptions["until"] = "stopped"): (workflow: UpgradeWorkFlow) => boolean {
  if (typeof until === "function") return until;
  return (workflow) => isFinished(workflow) || (until === "stopped" && workflow.status?.phase === "Pending");
}

/** Whether another read may go better: not after a refusal, which will come again. */
function mayPass(error: unknown): boolean {
  if (error instanceof CceAbortError || !(error instanceof CceCallError)) return false;
  return !isCceApiError(error) || error.status === 429 || error.status >= 500;
}

/** {@link waitForUpgradeWorkflow} with the time given, for tests. */
export async function waitWith(
  cce: CceClient,
  target: WorkflowTarget,
  options: WaitOptions,
  clock: Clock,
): Promise<UpgradeWorkFlow> {
  const { pollMs = 5_000, timeoutMs, signal, onProgress } = options;
  const done = predicateOf(options.until);
  const { show } = operationsFor(cce, options);
  const startedAt = clock.now();
  let seen: UpgradeWorkFlow | undefined;
  let cause: unknown;
  let failures = 0;
  for (let delayMs = pollMs; ;) {
    try {
      const workflow = await show(target);
      const changed = JSON.stringify(workflow) !== JSON.stringify(seen);
      delayMs = changed ? pollMs : Math.min(longestPollMs, delayMs * growth);
      seen = workflow;
      cause = undefined;
      failures = 0;
      onProgress?.({ workflow, failure: undefined, elapsedMs: clock.now() - startedAt });
      if (done(workflow)) return workflow;
    } catch (error) {
      if (!mayPass(error) || ++failures > toleratedFailures) throw error;
      cause = error;
      delayMs = Math.min(longestPollMs, delayMs * growth);
      const failure = error instanceof Error ? error.message : String(error);
      onProgress?.({ workflow: undefined, failure, elapsedMs: clock.now() - startedAt });
    }
    const remainingMs = timeoutMs === undefined ? Number.POSITIVE_INFINITY : startedAt + timeoutMs - clock.now();
    if (remainingMs <= 0) throw new CceWaitTimeoutError(timeoutMs ?? 0, seen, cause === undefined ? {} : { cause });
    await sleep(clock, Math.min(delayMs, remainingMs), signal);
  }
}

/**
 * Reads a workflow again and again until it is in the state waited for. Between two reads it waits longer and longer while
 * nothing changes. A read that fails for a moment (a lost connection, throttling) does not end the wait.
 *
 * @throws CceWaitTimeoutError when `timeoutMs` is over.
 * @throws CceAbortError when `signal` fires.
 * @throws CceCallError when the workflow cannot be read.
 */
export function waitForUpgradeWorkflow(
  cce: CceClient,
  target: WorkflowTarget,
  options: WaitOptions = {},
): Promise<UpgradeWorkFlow> {
  return waitWith(cce, target, options, systemClock);
}
