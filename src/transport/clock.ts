/** Time and chance, so that tests need not wait for either. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `fire` after `ms`; the function it returns takes that back. */
  readonly after: (ms: number, fire: () => void) => () => void;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** The runtime's own. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, fire) {
    const timer = setTimeout(fire, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: Math.random,
};
