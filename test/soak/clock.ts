import type { Clock } from "../../src/base/clock.js";

/** The deadline of an attempt; no other timer is that long, so that the clock can tell it from a wait. */
export const attemptMs = 30_000;

/** A clock on which waits are over at once, and deadlines pass only when the run says so. */
export function clockOfRun(): { readonly clock: Clock; readonly passDeadlines: () => void } {
  const deadlines = new Set<() => void>();
  let now = Date.UTC(2023, 10, 25, 7, 30, 0);
  const after: Clock["after"] = (ms, fire) => {
    if (ms === attemptMs) {
      deadlines.add(fire);
      return () => deadlines.delete(fire);
    }
    const timer = setImmediate(() => {
      now += ms;
      fire();
    });
    return () => {
      clearImmediate(timer);
    };
  };
  return {
    clock: { now: () => now, monotonic: () => now, random: () => 0.5, after },
    passDeadlines: () => {
      for (const fire of [...deadlines]) fire();
    },
  };
}
