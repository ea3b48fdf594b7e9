import type { Clock } from "../../src/base/clock.js";

interface Timer {
  readonly at: number;
  readonly ms: number;
  readonly fire: () => void;
}

/** A clock that stands still until the test moves it. */
export interface FakeClock extends Clock {
  /** The lengths of the timers that are set, in the order in which they were set. */
  readonly pending: () => number[];
  /** Moves the time, and fires what is due on the way. */
  readonly advance: (ms: number) => void;
  /** Waits until a timer of exactly `ms` is set. */
  readonly isSet: (ms: number) => Promise<void>;
  /** Waits until a timer of exactly `ms` is set, then moves the time to its end. */
  readonly pass: (ms: number) => Promise<void>;
  /** Moves the time without firing anything, as a machine that was asleep does. */
  readonly jump: (ms: number) => void;
  /** Sets the wall clock forward, or back where `ms` is negative; no time passes. */
  readonly setWallClock: (ms: number) => void;
}

/** A {@link FakeClock} whose chance is `random`. */
export function fakeClock(random = 0.5, startsAt = Date.UTC(2023, 10, 25, 7, 30, 0)): FakeClock {
  let now = 0;
  let wallClockAtStart = startsAt;
  const timers = new Set<Timer>();
  const watchers = new Set<() => void>();

  function advance(ms: number): void {
    const until = now + ms;
    for (;;) {
      const due = [...timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      now = Math.max(now, due.at);
      timers.delete(due);
      due.fire();
    }
    now = until;
  }

  function timerOf(ms: number): Promise<Timer> {
    return new Promise((resolve) => {
      const look = () => {
        const timer = [...timers].find((candidate) => candidate.ms === ms);
        if (timer === undefined) return;
        watchers.delete(look);
        resolve(timer);
      };
      watchers.add(look);
      look();
    });
  }

  return {
    now: () => wallClockAtStart + now,
    monotonic: () => now,
    random: () => random,
    after(ms, fire) {
      const timer = { at: now + ms, ms, fire };
      timers.add(timer);
      for (const look of [...watchers]) look();
      return () => timers.delete(timer);
    },
    pending: () => [...timers].map(({ ms }) => ms),
    advance,
    jump(ms) {
      now += ms;
    },
    setWallClock(ms) {
      wallClockAtStart += ms;
    },
    isSet: async (ms) => {
      await timerOf(ms);
    },
    async pass(ms) {
      const timer = await timerOf(ms);
      advance(timer.at - now);
    },
  };
}
