import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client/client.js";
import { aFunction, type Checks, checkOptions, milliseconds } from "../base/checks.js";
import { type CceCallError, CceConfigError, isCceApiError } from "../base/errors.js";
import { type Clock, systemClock } from "../base/clock.js";
import { isTemporary } from "../transport/retry.js";
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

/** What {@link waitForUpgradeWorkflow} reports after each read. */
export interface WaitProgress {
  /** The workflow; `undefined` if it could not be read. */
  readonly workflow: UpgradeWorkFlow | undefined;
  /** Message of the failure; `undefined` if the workflow could be read. */
  readonly failure: string | undefined;
  /** The time since the wait began, in milliseconds. */
  readonly elapsedMs: number;
}

/** Options of {@link waitForUpgradeWorkflow}. */
export interface WaitOptions extends HelperOptions {
  /**
   * What to wait for. `"finished"`: the phase is `Success` or `Cancel`. `"stopped"`: it may also be `Pending`, which a
   * workflow does not leave by itself. Or a function that returns whether to stop waiting. Default: `"stopped"`.
   */
  readonly until?: "finished" | "stopped" | ((workflow: UpgradeWorkFlow) => boolean) | undefined;
  /** The first wait between two reads, in milliseconds; it grows to a minute while nothing changes. Default: 5,000. */
  readonly pollMs?: number | undefined;
  /**
   * When to give up, in milliseconds since the wait began. A read under way then is still completed. Default: never.
   */
  readonly timeoutMs?: number | undefined;
  /** Called after each read, and with the error of one that failed. Exceptions it throws are ignored. */
  readonly onProgress?: ((progress: WaitProgress, error: unknown) => void) | undefined;
}

/** The longest wait between two reads: reads are limited per account, and an upgrade takes many minutes. */
const longestPollMs = 60_000;
const growth = 1.5;
/** How many consecutive reads may fail, each after the retries of the client. */
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
      // The promise of an async function would always be truthy.
      if (typeof done === "boolean") return done;
      throw new CceConfigError("until", `The function "until" must return true or false (got ${typeof done}).`);
    };
  }
  return (workflow) => isFinished(workflow) || (until === "stopped" && workflow.status?.phase === "Pending");
}

/** What to read repeatedly, and when to stop. */
interface Poll<T> {
  /** `undefined` if there is nothing to see yet. */
  readonly read: () => Promise<T | undefined>;
  readonly done: (seen: T) => boolean;
  /** Whether a failed read does not end the wait yet. */
  readonly isTolerated: (error: unknown) => error is CceCallError;
  readonly pollMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each read, and with the error of one that failed. */
  readonly onRead: (seen: T | undefined, error: CceCallError | undefined, elapsedMs: number) => void;
  /** When to give up, and with which error. Default: never. */
  readonly limit?: { readonly ms: number; readonly error: (seen: T | undefined, options?: ErrorOptions) => Error };
}

/** Reads until `done`, less and less often while nothing changes. */
async function poll<T>(what: Poll<T>, clock: Clock): Promise<T> {
  const { read, done, isTolerated, pollMs = 5_000, signal, onRead, limit } = what;
  const watch = new Stopwatch(clock);
  const longer = (ms: number) => Math.max(pollMs, Math.min(longestPollMs, ms * growth));
  let last: T | undefined;
  let cause: CceCallError | undefined;
  let failures = 0;
  for (let delayMs = pollMs; ;) {
    let seen: T | undefined;
    try {
      seen = await read();
      delayMs = JSON.stringify(seen) === JSON.stringify(last) ? longer(delayMs) : pollMs;
      last = seen;
      cause = undefined;
      failures = 0;
    } catch (error) {
      if (!isTolerated(error) || ++failures > toleratedFailures) throw error;
      delayMs = longer(delayMs);
      cause = error;
    }
    onRead(seen, cause, watch.elapsedMs);
    if (seen !== undefined && done(seen)) return seen;
    const remainingMs = limit === undefined ? Number.POSITIVE_INFINITY : limit.ms - watch.elapsedMs;
    if (limit !== undefined && remainingMs <= 0) throw limit.error(last, cause && { cause });
    await watch.sleep(Math.min(delayMs, remainingMs), signal);
  }
}

/** {@link waitForUpgradeWorkflow} with a clock, for tests. */
export async function waitWith(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: WaitOptions,
  clock: Clock,
): Promise<UpgradeWorkFlow> {
  checkOptions(options, checks);
  const { pollMs, timeoutMs, signal, onProgress } = options;
  const { show } = operationsFor(cce, options);
  const byId = targetById(target);
  const done = predicateOf(options.until);
  return poll(
    {
      read: () => show(byId),
      done,
      isTolerated: isTemporary,
      pollMs,
      signal,
      onRead: (workflow, error, elapsedMs) => {
        notify(onProgress, { workflow, failure: error?.message, elapsedMs }, error);
      },
      ...(timeoutMs !== undefined && {
        limit: { ms: timeoutMs, error: (seen, cause) => new CceWaitTimeoutError(timeoutMs, seen, cause) },
      }),
    },
    clock,
  );
}

/** What {@link waitForTask} waits for. */
export interface TaskWait<Task> {
  /** Reads the task; `undefined` while it does not show. */
  readonly read: () => Promise<Task | undefined>;
  readonly done: (task: Task) => boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onRead: (task: Task | undefined, error: unknown, elapsedMs: number) => void;
}

/** A task that does not show yet is no reason to give up at once. */
function isTemporaryOrMissing(error: unknown): error is CceCallError {
  return isTemporary(error) || (isCceApiError(error) && error.status === 404);
}

/** Waits for a task that was started. A phase that is not documented does not end the wait. */
export function waitForTask<Task>({ read, done, signal, onRead }: TaskWait<Task>, clock: Clock): Promise<Task> {
  return poll({ read, done, isTolerated: isTemporaryOrMissing, signal, onRead }, clock);
}

/**
 * Waits until a workflow reaches a state, by reading it repeatedly. Reads less and less often while nothing changes. A
 * read that fails temporarily (a lost connection, throttling) does not end the wait.
 *
 * @returns The workflow in that state.
 * @throws CceWaitTimeoutError when `timeoutMs` has passed.
 * @throws CceAbortError when `signal` fires.
 * @throws CceCallError when the workflow cannot be read.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export function waitForUpgradeWorkflow(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: WaitOptions = {},
): Promise<UpgradeWorkFlow> {
  return waitWith(cce, target, options, systemClock);
}
