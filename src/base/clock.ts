/** Time and randomness, which tests replace. */
export interface Clock {
  /** The wall clock, in milliseconds since the epoch. For dates and expiry only: it may jump. */
  readonly now: () => number;
  /** A clock that only moves forward, in whole milliseconds from an arbitrary start. For every duration. */
  readonly monotonic: () => number;
  /** Calls `fire` after `ms`, however long that is. The returned function cancels the timer. */
  readonly after: (ms: number, fire: () => void) => () => void;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
}

/** The longest timer of the runtimes, in milliseconds: 31 bits. A longer one fires at once. */
export const longestTimerMs = 2 ** 31 - 1;

/** The runtime's own clock, looked up on each use, so that the fake timers of a test runner work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Math.round(performance.now()),
  after(ms, fire) {
    let timer: ReturnType<typeof setTimeout>;
    const start = (left: number): void => {
      const now = Math.min(left, longestTimerMs);
      timer = setTimeout(() => {
        if (left > now) start(left - now);
        else fire();
      }, now);
    };
    start(ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};
