import { CceConfigError } from "../../base/errors.js";

/** The clock of a mock's workflows: `now` plus what the test has advanced it by. */
export interface MockClock {
  readonly now: () => Date;
  /**
   * The time by which tasks run, in milliseconds since 1970. Unless they run in real time, only `advance` moves it, so
   * that a slow test sees the same as a fast one.
   */
  readonly taskMs: () => number;
  readonly advance: (ms: number) => void;
  readonly reset: () => void;
}

export function createMockClock(now: () => Date, isRealTime = false): MockClock {
  let startedAt = now();
  let advancedMs = 0;
  return {
    now: () => new Date(now().getTime() + advancedMs),
    taskMs: () => (isRealTime ? now() : startedAt).getTime() + advancedMs,
    advance: (ms) => {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new CceConfigError("ms", `A clock advances by a number of milliseconds from 0 upwards, not by ${ms}.`);
      }
      advancedMs += ms;
    },
    reset: () => {
      startedAt = now();
      advancedMs = 0;
    },
  };
}

/** Formats a time as the service does: `2023-11-25 06:32:34.923 +0000 UTC`, without trailing zeros in the decimals. */
export function formatCceTimestamp(date: Date): string {
  const [day = "", time = ""] = date.toISOString().replace("Z", "").split("T");
  return `${day} ${time.replace(/\.?0+$/, "")} +0000 UTC`;
}
