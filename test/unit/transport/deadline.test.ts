import { systemClock } from "../../../src/base/clock.js";
import { Ended, withDeadlines } from "../../../src/transport/deadline.js";
import type { Stop } from "../../../src/transport/wire.js";

/** Runs into the limit at once and hands out what the work was given. */
async function stopped(before: (stop: Stop) => void = () => undefined): Promise<Stop> {
  let given: Stop | undefined;
  const never = withDeadlines(systemClock, "timeoutMs", 1, undefined, (stop) => {
    given = stop;
    before(stop);
    return new Promise<never>(() => undefined);
  });
  await expect(never).rejects.toBeInstanceOf(Ended);
  if (given === undefined) throw new Error("the work did not begin");
  return given;
}

describe("work that looks for its end late", () => {
  it("gets a signal that has fired already", async () => {
    const stop = await stopped();
    const { signal } = stop;
    expect(signal.aborted).toBe(true);
    expect(stop.signal).toBe(signal);
    expect(signal.reason).toBeInstanceOf(Ended);
  });

  it("is told at once", async () => {
    const stop = await stopped();
    const told = jest.fn();
    stop.onStop(told);
    expect(told).toHaveBeenCalledTimes(1);
    expect(() => {
      stop.throwIfStopped();
    }).toThrow(Ended);
  });

  it("is told once, by each of its listeners and by the signal it had before", async () => {
    const told = [jest.fn(), jest.fn()];
    const fired = jest.fn();
    await stopped((stop) => {
      for (const listener of told) stop.onStop(listener);
      stop.signal.addEventListener("abort", fired);
      stop.throwIfStopped();
    });
    for (const listener of [...told, fired]) expect(listener).toHaveBeenCalledTimes(1);
  });
});
