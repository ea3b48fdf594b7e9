import { aFunction, type Checks, milliseconds } from "../base/checks.js";
import type { Clock } from "../base/clock.js";
import { isCceAbortError, isCceApiError, isCceConfigError, isCceError } from "../base/errors.js";
import { notify } from "../base/notify.js";
import { Stopwatch } from "../base/sleep.js";
import { phaseOf } from "./objects.js";
import { type HelperOptions, helperChecks } from "./target.js";

/** One step of an {@link Attempt}. */
interface Step<Action extends string> {
  readonly at: Date;
  readonly action: Action;
  readonly phase: string | undefined;
  readonly failure: string | undefined;
}

/** Options of the helpers that change something. */
export interface AttemptOptions<S> extends HelperOptions {
  /**
   * How long to check whether the request took effect, in milliseconds, when its outcome is unknown or does not show
   * yet. A read in progress at the end may finish. Default: 30,000.
   */
  readonly settleMs?: number | undefined;
  /** The wait between two of these reads, in milliseconds. Default: 2,000. */
  readonly pollMs?: number | undefined;
  /** Called after each step, with its error if it failed. Exceptions it throws are ignored. */
  readonly onStep?: ((step: S, error: unknown) => void) | undefined;
}

export const attemptChecks: Checks<AttemptOptions<unknown>> = {
  ...helperChecks,
  settleMs: milliseconds(0),
  pollMs: milliseconds(1),
  onStep: aFunction,
};

/** Whether the service refused the request, as it does when the state does not allow it. */
export function isRefusal(error: unknown): boolean {
  return isCceApiError(error) && (error.status === 400 || error.status === 403 || error.status === 409);
}

/**
 * Whether the request certainly had no effect. Any other error counts as unknown. Does not use `instanceof`, which fails
 * for errors from another copy of the package.
 */
export function isWithoutEffect(error: unknown): boolean {
  return isCceConfigError(error) || (isCceError(error) && "outcome" in error && error.outcome === "unprocessed");
}

/** What every change has in common: its steps, how to look for its effect, and the cause of an unknown outcome. */
export class Attempt<Action extends string> {
  readonly steps: Step<Action>[] = [];
  /** The error of the call that was aborted by the caller's signal. */
  private abort: unknown;

  constructor(
    private readonly options: AttemptOptions<Step<Action>>,
    private readonly clock: Clock,
  ) {}

  /** Records a call. Its phase is that of the object that `subject` takes from the response. */
  async step<T>(
    action: Action,
    call: Promise<T>,
    subject: (response: T) => unknown = (response) => response,
  ): Promise<T> {
    try {
      const response = await call;
      const phase = phaseOf(subject(response));
      this.record({ action, phase: typeof phase === "string" ? phase : undefined, failure: undefined });
      return response;
    } catch (error) {
      if (isCceAbortError(error)) this.abort = error;
      const failure = error instanceof Error ? error.message : String(error);
      this.record({ action, phase: undefined, failure }, error);
      throw error;
    }
  }

  /** Reads until `isEnd` or the time is up. Returns the last read, or `undefined` if it failed. */
  async look<T>(read: () => Promise<T>, isEnd: (seen: T) => boolean): Promise<T | undefined> {
    const { settleMs = 30_000, pollMs = 2_000, signal } = this.options;
    const watch = new Stopwatch(this.clock);
    for (;;) {
      // A failed read is not the error to report: the caller must learn about the request that was sent.
      const seen = await read().catch(() => undefined);
      const remainingMs = settleMs - watch.elapsedMs;
      if ((seen !== undefined && isEnd(seen)) || remainingMs <= 0 || signal?.aborted) return seen;
      await watch.sleep(Math.min(pollMs, remainingMs), signal);
    }
  }

  /** Why the outcome stays unknown: the caller's abort if there was one, else `failure`. */
  causeOf(failure: unknown): ErrorOptions {
    const { signal } = this.options;
    const cause: unknown = signal?.aborted ? (this.abort ?? signal.reason) : failure;
    return cause === undefined ? {} : { cause };
  }

  private record(what: Omit<Step<Action>, "at">, error?: unknown): void {
    const step = { at: new Date(this.clock.now()), ...what };
    this.steps.push(step);
    notify(this.options.onStep, step, error);
  }
}
