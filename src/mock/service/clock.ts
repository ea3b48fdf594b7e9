import { CceConfigError } from "../../base/errors.js";

/** The clock of a mock's workflows: it shows `now`, moved on by what the test asked for. */
export interface Clock {
  /** By how much it has been moved on, in milliseconds. */
  readonly movedMs: () => number;
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
  readonly reset: () => void;
}

export function createClock(now: () => Date): Clock {
  let movedMs = 0;
  return {
    movedMs: () => movedMs,
    now: () => new Date(now().getTime() + movedMs),
    advance: (ms) => {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new CceConfigError("ms", `A clock moves on by a number of milliseconds from 0 upwards, not by ${ms}.`);
      }
      movedMs += ms;
    },
    reset: () => {
      movedMs = 0;
    },
  };
}

/** A time as the service writes it: `2023-11-25 06:32:34.923 +0000 UTC`, without zeros at the end of the decimals. */
export function wireTimestamp(date: Date): string {
  const [day = "", time = ""] = date.toISOString().replace("Z", "").split("T");
  return `${day} ${time.replace(/\.?0+$/, "")} +0000 UTC`;
}
