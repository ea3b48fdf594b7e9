import type { Clock } from "./clock.js";
import type { Stop } from "./wire.js";

/** What ended a wait before its time. */
export type Ending = "timeoutMs" | "totalTimeoutMs" | "signal";

/** Rejection of {@link withDeadlines} when a limit passed or the caller's signal fired. */
export class Ended extends Error {
  constructor(readonly ending: Ending) {
    super(ending);
  }
}

class Stopper implements Stop {
  private reason: Ended | undefined;
  private controller: AbortController | undefined;
  private listeners: (() => void)[] | undefined;

  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.reason !== undefined) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  onStop(listener: () => void): void {
    if (this.reason === undefined) (this.listeners ??= []).push(listener);
    else listener();
  }

  throwIfStopped(): void {
    if (this.reason !== undefined) throw this.reason;
  }

  stop(reason: Ended): void {
    this.reason = reason;
    this.controller?.abort(reason);
    for (const listener of this.listeners ?? []) listener();
  }
}

/**
 * Runs `work` until it settles, `limitMs` has passed or the caller's signal fires, whichever is first. `work` is told
 * in the other two cases; it may ignore that, the result does not wait for it. Timers and listeners are gone when it
 * settles. `work` does not begin when the limit has passed or the signal has fired already.
 */
export async function withDeadlines<T>(
  clock: Clock,
  limit: { readonly ending: Ending; readonly ms: number },
  caller: AbortSignal | undefined,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  if (caller?.aborted) throw new Ended("signal");
  if (limit.ms <= 0) throw new Ended(limit.ending);
  return new Promise<T>((resolve, reject) => {
    const stopper = new Stopper();
    const end = (ending: Ending) => {
      const reason = new Ended(ending);
      tidy();
      reject(reason);
      stopper.stop(reason);
    };
    const onAbort = () => {
      end("signal");
    };
    const cancelTimer = clock.after(limit.ms, () => {
      end(limit.ending);
    });
    let isTidy = false;
    const tidy = () => {
      // Work that is stopped may settle later, or never.
      if (isTidy) return;
      isTidy = true;
      cancelTimer();
      caller?.removeEventListener("abort", onAbort);
    };
    caller?.addEventListener("abort", onAbort, { once: true });
    work(stopper).finally(tidy).then(resolve, reject);
  });
}
