import { onAbort } from "../base/abort.js";
import type { Clock } from "../base/clock.js";
import type { Stop } from "./wire.js";

/** What ended an attempt early. */
export type Ending = "timeoutMs" | "totalTimeoutMs" | "signal";

/** {@link withDeadlines} rejects with it when the limit passed or the caller's signal fired. */
export class Ended extends Error {
  constructor(readonly ending: Ending) {
    super(ending);
  }
}

class Stopper implements Stop {
  private reason: Ended | undefined;
  private controller: AbortController | undefined;
  private readonly listeners: (() => void)[] = [];

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.reason) this.controller.abort(this.reason);
    return this.controller.signal;
  }

  onStop(listener: () => void): void {
    if (this.reason) listener();
    else this.listeners.push(listener);
  }

  throwIfStopped(): void {
    if (this.reason) throw this.reason;
  }

  stop(reason: Ended): void {
    this.reason = reason;
    this.controller?.abort(reason);
    for (const listener of this.listeners) listener();
  }
}

/**
 * Runs `work` until it settles, `ms` have passed or the caller's signal fires, whichever comes first. In the latter two
 * cases it stops `work`, but does not wait for it. It does not start `work` without time, or after the signal has
 * fired. Once it settles, its timer and listeners are gone.
 */
export function withDeadlines<T>(
  clock: Clock,
  limit: Ending,
  ms: number,
  caller: AbortSignal | undefined,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (caller?.aborted) throw new Ended("signal");
    if (ms <= 0) throw new Ended(limit);
    const stopper = new Stopper();
    let isSettled = false;
    const settled =
      <A>(settle: (outcome: A) => void) =>
      (outcome: A) => {
        // Work that was stopped may still settle.
        if (isSettled) return;
        isSettled = true;
        cancelTimer();
        ignoreAbort();
        settle(outcome);
      };
    const end = (ending: Ending) => {
      const reason = new Ended(ending);
      settled(reject)(reason);
      stopper.stop(reason);
    };
    const cancelTimer = clock.after(ms, () => {
      end(limit);
    });
    const ignoreAbort = onAbort(caller, () => {
      end("signal");
    });
    work(stopper).then(settled(resolve), settled(reject));
  });
}
