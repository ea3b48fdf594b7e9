import type { OperationDescriptor } from "../../../src/transport/operation.js";
import { createAuthorizer } from "../../../src/auth/authorizer.js";
import {
  CceConfigError,
  isCceAbortError,
  isCceApiError,
  isCceConnectionError,
  isCceResponseError,
  isCceTimeoutError,
} from "../../../src/index.js";
import { exchange, type ExchangeSettings } from "../../../src/transport/exchange.js";
import type { Wire, WireResponse } from "../../../src/transport/wire.js";
import { failureOf } from "../../helpers/calls.js";
import { fakeClock } from "../../helpers/fakeClock.js";

/** An operation that may be sent again whatever came of it, such as one that reads. */
const show: OperationDescriptor = {
  method: "GET",
  path: "/things/{id}",
  params: { id: "path" },
  success: { 200: "object" },
  retry: { unprocessed: true, unknown: true },
};

const request = { method: "GET", url: new URL("https://cce.example.com/things/1"), headers: {}, body: undefined };
const good: WireResponse = { status: 200, headers: {}, text: '{"id":1}' };
const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

/** Carries out a call whose attempts go as `steps` say. */
function run(
  steps: readonly (WireResponse | Error | "silence")[],
  change: Partial<ExchangeSettings> = {},
  descriptor = show,
  signal?: AbortSignal,
) {
  const clock = fakeClock(0.5);
  let sent = 0;
  let silent: () => void = () => undefined;
  const isSilent = new Promise<void>((resolve) => (silent = resolve));
  const wire: Wire = () => {
    const step = steps[sent];
    sent += 1;
    if (step === "silence" || step === undefined) silent();
    if (step === "silence" || step === undefined) return new Promise(() => undefined);
    return step instanceof Error ? Promise.reject(step) : Promise.resolve(step);
  };
  const settings = {
    wire,
    authorizer: createAuthorizer({ token: "a-token" }),
    clock,
    timeoutMs: 30_000,
    totalTimeoutMs: 180_000,
    maxAttempts: 3,
    onEvent: undefined,
    ...change,
  };
  const about = { operation: "showThing", descriptor, projectId: undefined, signal };
  return { result: exchange(settings, about, request), clock, count: () => sent, isSilent };
}

const status = (code: number, headers: Readonly<Record<string, string>> = {}): WireResponse => ({
  status: code,
  headers,
  text: "{}",
});

describe("an operation that may be repeated when its outcome is unknown", () => {
  const repeated: readonly [string, WireResponse | Error][] = [
    ["a reset connection", reset],
    ["a lost connection of unknown kind", new Error("socket hang up")],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
    ["a body that was cut off", { ...good, defect: "was cut off (terminated)" }],
  ];

  it.each(repeated)("is sent again after %s", async (_name, step) => {
    const { result, clock, count } = run([step, good]);
    await clock.pass(250);
    expect(await result).toMatchObject({ attempts: 2, totalDelayMs: 250 });
    expect(count()).toBe(2);
    expect(clock.pending()).toEqual([]);
  });

  it("is sent again after an attempt that took too long", async () => {
    const { result, clock, isSilent } = run(["silence", good]);
    await isSilent;
    clock.advance(30_000);
    await clock.pass(250);
    expect((await result).data).toEqual({ id: 1 });
  });

  it("is not sent again after the deadline of the whole call", async () => {
    const limits = { timeoutMs: 9_000, totalTimeoutMs: 8_000 };
    const { result, clock, count, isSilent } = run(["silence", good], limits);
    const failed = failureOf(result, isCceTimeoutError);
    await isSilent;
    clock.advance(8_000);
    expect(await failed).toMatchObject({ limit: "totalTimeoutMs", attempts: 1 });
    expect(count()).toBe(1);
  });

  it.each([500, 501])("is not sent again after %i, which comes for a reason", async (code) => {
    const error = await failureOf(run([status(code), good]).result, isCceApiError);
    expect(error).toMatchObject({ attempts: 1, outcome: "unknown" });
    expect(error.message).not.toContain("may have taken effect");
  });

  it("is not sent again after a redirect or a body of the wrong kind", async () => {
    for (const step of [status(302), { ...good, text: "[]" }]) {
      const error = await failureOf(run([step, good]).result, isCceResponseError);
      expect(error.attempts).toBe(1);
      expect(error.message).not.toContain("may have taken effect");
    }
  });

  it("gives the last error when nothing helps", async () => {
    const { result, clock } = run([reset, reset, reset]);
    const failed = failureOf(result, isCceConnectionError);
    await clock.pass(250);
    await clock.pass(500);
    const error = await failed;
    expect(error).toMatchObject({ attempts: 3, totalDelayMs: 750, outcome: "unknown" });
    expect(error.message).toBe("showThing: no response: read ECONNRESET");
  });
});

describe("the outcome of a call", () => {
  it("stays unknown once an attempt may have taken effect, whatever is said later", async () => {
    const final: readonly [WireResponse | Error, (error: unknown) => boolean][] = [
      [status(404), isCceApiError],
      [Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), isCceConnectionError],
    ];
    for (const [step, is] of final) {
      const { result, clock } = run([reset, step], { maxAttempts: 2 });
      const failed = result.catch((error: unknown) => error);
      await clock.pass(250);
      const error = await failed;
      expect(is(error)).toBe(true);
      expect(error).toMatchObject({ attempts: 2, outcome: "unknown" });
    }
  });

  it("stays unknown when the caller gives up while waiting", async () => {
    const controller = new AbortController();
    const { result, clock } = run([reset], {}, show, controller.signal);
    const failed = failureOf(result, isCceAbortError);
    await clock.isSet(250);
    controller.abort();
    expect(await failed).toMatchObject({ attempts: 1, outcome: "unknown" });
  });
});

describe("an operation that may not be repeated at all", () => {
  const never = { ...show, retry: { unprocessed: false, unknown: false } };

  it("is not sent again after 429, nor with other credentials after 401", async () => {
    for (const code of [429, 401]) {
      const authorizer = createAuthorizer(() => Promise.resolve({ token: "a-token" }));
      const { result, count } = run([status(code), good], { authorizer }, never);
      expect((await failureOf(result, isCceApiError)).attempts).toBe(1);
      expect(count()).toBe(1);
    }
  });
});

describe("what carries the request out", () => {
  it("may refuse it with an error of ours, which stays what it is", async () => {
    const refusal = new CceConfigError("x", "no");
    await expect(run([refusal]).result).rejects.toBe(refusal);
  });
});
