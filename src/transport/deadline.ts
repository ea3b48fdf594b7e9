import type { Clock } from "./clock.js";

/** What ended a wait before its time. */
export type Ending = "timeoutMs" | "totalTimeoutMs" | "signal";

/** Rejection of {@link withDeadlines} when a limit passed or the caller's signal fired. */
export class Ended extends Error {
  constructor(readonly ending: Ending) {
    super(ending);
  }
}

/**
 * Runs `work` until it settles, `limitMs` has passed or the caller's signal fires, whichever is first. `work` gets a
 * signal that fires in the other two cases; it may ignore it, the result does not wait for it. Timers and listeners
 * are gone when it settles. `work` does not begin when the limit has passed or the signal has fired already.
 */
export async function withDeadlines<T>(
  clock: Clock,
  limit: { readonly ending: Ending; readonly ms: number },
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let end: (ending: Ending) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (ending) => {
      const reason = new Ended(ending);
      reject(reason);
      controller.abort(reason);
    };
  });
  const onAbort = () => {
    end("signal");
  };
  if (caller?.aborted) throw new Ended("signal");
  if (limit.ms <= 0) throw new Ended(limit.ending);
  caller?.addEventListener("abort", onAbort, { once: true });
  const cancelTimer = clock.after(limit.ms, () => {
    end(limit.ending);
  });
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } finally {
    cancelTimer();
    caller?.removeEventListener("abort", onAbort);
  }
}
