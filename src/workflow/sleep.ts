import type { Clock } from "../transport/clock.js";

/** Waits, but no longer than `signal` allows. Never rejects: the caller looks at the signal. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      cancelTimer();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const cancelTimer = clock.after(ms, end);
    signal?.addEventListener("abort", end, { once: true });
  });
}
