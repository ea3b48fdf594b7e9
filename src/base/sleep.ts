import { onAbort } from "./abort.js";
import type { Clock } from "./clock.js";

/** Resolves after `ms`, or as soon as `signal` fires. Never rejects: the caller checks the signal. */
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
 * Measures how long something takes. Time spent asleep counts even if the monotonic clock stands still: the fake timers
 * of node:test fire without moving `performance.now`, and no limit would ever be reached.
 */
export class Stopwatch {
  private readonly startedAt: number;
  private sleptMs = 0;

  constructor(private readonly clock: Clock) {
    this.startedAt = clock.monotonic();
  }

  /** The time since it was created, in milliseconds. */
  get elapsedMs(): number {
    return Math.max(this.clock.monotonic() - this.startedAt, this.sleptMs);
  }

  /** Like the function {@link sleep}. */
  async sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    await sleep(this.clock, ms, signal);
    if (!signal?.aborted) this.sleptMs += ms;
  }
}
