/** Time and chance, so that tests need not wait for either. */
export interface Clock {
  /** The wall clock, in milliseconds since the epoch. For dates and expiry only: it may be set back or forward. */
  readonly now: () => number;
  /** A clock that only goes forward, in whole milliseconds from no particular start. For every duration. */
  readonly monotonic: () => number;
  /** Calls `fire` after `ms`, however long that is; the function it returns cancels that. */
  readonly after: (ms: number, fire: () => void) => () => void;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** Timers of the runtimes hold 31 bits of milliseconds and fire at once beyond that. */
const longestTimerMs = 2 ** 31 - 1;

/** The runtime's own. Each is looked up when it is used, so that the fake timers of a test runner work. */
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
