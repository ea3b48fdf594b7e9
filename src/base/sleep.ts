import { onAbort } from "./abort.js";
import type { Clock } from "./clock.js";

/** Waits, but no longer than `signal` allows. Never rejects: the caller looks at the signal. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      cancelTimer();
      ignoreAbort();
      resolve();
    };
    const cancelTimer = clock.after(ms, end);
    const ignoreAbort = onAbort(signal, end);
  });
}

/**
 * How long something takes. Time that was slept counts even where the monotonic clock stands still: the fake timers of
 * node:test pass a timer without moving `performance.now`, and a limit would never be reached there.
 */
export class Stopwatch {
  private readonly startedAt: number;
  private sleptMs = 0;

  constructor(private readonly clock: Clock) {
    this.startedAt = clock.monotonic();
  }

  /** Since it was made, in milliseconds. */
  get elapsedMs(): number {
    return Math.max(this.clock.monotonic() - this.startedAt, this.sleptMs);
  }

  /** As the function {@link sleep}. */
  async sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    await sleep(this.clock, ms, signal);
    if (!signal?.aborted) this.sleptMs += ms;
  }
}
