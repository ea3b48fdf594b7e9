import { setImmediate as tick } from "node:timers/promises";
import fc from "fast-check";
import { CceConnectionError, type Credentials, isCceConfigError } from "../../src/index.js";
import { cancel, cancelledText, timedClient } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";

const startsAt = Date.UTC(2023, 10, 25);
const limits = { timeoutMs: 30_000, totalTimeoutMs: 100_000 };

/** What a provider does when it is asked: it answers, or fails, after a while, or never. */
const behaviour = fc.record({
  kind: fc.constantFrom("hang", "give", "give", "give", "fail", "fail for the moment"),
  afterMs: fc.constantFrom(0, 0, 0, 900, 12_000, 29_000, 45_000),
  lifetimeMs: fc.constantFrom(-1_000, 500, 20_000, 61_000, 90_000, 600_000),
});

/** When the next call begins, after the one before has ended. */
const pauses = fc.array(fc.constantFrom(0, 1, 500, 9_000, 31_000, 65_000, 700_000), { minLength: 1, maxLength: 12 });

const passing = new CceConnectionError(
  { operation: "mine", attempts: 1, totalDelayMs: 0 },
  "unknown",
  "no answer",
  undefined,
);

describe("a provider that hangs, fails and gives keys for short times, whatever the order", () => {
  it("blocks no call beyond its limits, and nothing is sent with ended credentials while others are at hand", async () => {
    const property = fc.asyncProperty(fc.array(behaviour, { maxLength: 30 }), pauses, async (script, waits) => {
      const clock = fakeClock(0.5, startsAt);
      const given = new Map<string, number>();
      let asked = 0;
      const later = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
      const credentials = async (): Promise<Credentials> => {
        const { kind, afterMs, lifetimeMs } = script[asked++] ?? { kind: "give", afterMs: 0, lifetimeMs: 3_600_000 };
        if (kind === "hang") await new Promise(() => undefined);
        if (afterMs > 0) await later(afterMs);
        if (kind === "fail") throw new Error("not now");
        if (kind === "fail for the moment") throw passing;
        const token = `token-${asked}-${given.size}`;
        const end = clock.now() + lifetimeMs;
        given.set(token, end);
        return { token, expiresAt: new Date(end) };
      };
      const wrong: string[] = [];
      const fetch = (_url: string, { headers }: { headers: Record<string, string> }) => {
        const token = headers["x-auth-token"] ?? "";
        const isOver = (given.get(token) ?? 0) <= clock.now();
        if (isOver && [...given.values()].some((end) => end > clock.now())) wrong.push(token);
        return Promise.resolve(new Response(cancelledText, { headers: { "content-type": "application/json" } }));
      };
      const { cce } = timedClient("https://cce.example.com", { credentials, fetch, ...limits }, clock);
      /** Sends a call and moves the time until it has ended; gives its error. */
      const send = async (): Promise<unknown> => {
        const endsAt = clock.monotonic() + limits.totalTimeoutMs;
        let ended: { readonly error?: unknown } | undefined;
        void cce.upgradeWorkFlowUpdate(cancel).then(
          () => {
            ended = {};
          },
          (error: unknown) => {
            ended = { error };
          },
        );
        for (;;) {
          await tick();
          if (ended !== undefined) return ended.error;
          if (clock.monotonic() > endsAt) throw new Error("a call is blocked");
          clock.advance(500);
        }
      };
      for (const pauseMs of waits) {
        clock.advance(pauseMs);
        const error = await send();
        if (error === undefined || isCceConfigError(error)) continue;
        expect(error).toMatchObject({ outcome: "unprocessed", attempts: 0 });
      }
      expect(wrong).toEqual([]);
      // Whatever it has been through, a provider that works serves the calls again.
      asked = script.length;
      clock.advance(700_000);
      expect(await send()).toBeUndefined();
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
