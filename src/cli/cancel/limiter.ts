import type { Clock } from "../../base/clock.js";
import { sleep } from "../../base/sleep.js";

/** Limits the writes per minute. */
export interface WriteLimiter {
  /** Resolves when a write may be sent, in the order of the calls. Rejects with the signal's reason if it fires first. */
  readonly take: (signal: AbortSignal) => Promise<void>;
  /** Counts a write that the client sends again by itself. */
  readonly count: () => void;
  /** Lets no write through for a time, after the service has asked for that. */
  readonly holdFor: (ms: number) => void;
}

/** A minute, and a second in which requests may overtake each other on their way. */
const windowMs = 61_000;

export function createWriteLimiter(perMinute: number, clock: Clock): WriteLimiter {
  let writes: number[] = [];
  let heldUntil = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  const count = () => {
    writes = [...writes.slice(-perMinute), clock.monotonic()];
  };

  async function slot(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const oldest = writes.at(-perMinute);
      const freeAt = Math.max(heldUntil, oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + windowMs);
      const waitMs = freeAt - clock.monotonic();
      if (waitMs <= 0) {
        count();
        return;
      }
      await sleep(clock, waitMs, signal);
    }
  }

  return {
    take: (signal) => {
      const mine = queue.then(() => slot(signal));
      queue = mine.catch(() => undefined);
      return mine;
    },
    count,
    holdFor: (ms) => {
      heldUntil = Math.max(heldUntil, clock.monotonic() + ms);
    },
  };
}
