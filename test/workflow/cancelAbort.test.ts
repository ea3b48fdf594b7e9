import { isCceAbortError, isCceApiError } from "../../src/base/errors.js";
import { cancelUpgradeWorkflow, cancelWith } from "../../src/workflow/cancel.js";
import { isCceCancelOutcomeUnknownError } from "../../src/workflow/errors.js";
import { failureOf } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { closeServers } from "../helpers/server.js";
import { cancelled, fails, instantClock, ok, pending, play, refusal, shapeOf, target } from "./support.js";

afterEach(closeServers);

const reason = new Error("the user went home");

describe("a signal that fires", () => {
  it.each([true, false])("before anything ends the cancel before anything (preflight: %p)", async (preflight) => {
    const story = await play([]);
    const signal = AbortSignal.abort(reason);
    const error = await failureOf(cancelUpgradeWorkflow(story.cce, target, { preflight, signal }), isCceAbortError);
    expect(error).toMatchObject({ outcome: "unprocessed", attempts: 0, cause: reason });
    expect(story.requests).toEqual([]);
  });

  it("during the read before the cancel: nothing is sent", async () => {
    const story = await play([["GET", "never"]]);
    const controller = new AbortController();
    const call = cancelUpgradeWorkflow(story.cce, target, { signal: controller.signal });
    await story.received(1);
    controller.abort(reason);
    const error = await failureOf(call, isCceAbortError);
    expect(error).toMatchObject({ operation: "showUpgradeWorkFlow", cause: reason });
    expect(story.methods()).toEqual(["GET"]);
  });

  it("between the read and the cancel: nothing is sent", async () => {
    const story = await play([["GET", ok(pending)]]);
    const controller = new AbortController();
    const onStep = () => {
      controller.abort(reason);
    };
    const error = await failureOf(
      cancelUpgradeWorkflow(story.cce, target, { signal: controller.signal, onStep }),
      isCceAbortError,
    );
    expect(error).toMatchObject({ operation: "upgradeWorkFlowUpdate", outcome: "unprocessed", attempts: 0 });
    expect(story.methods()).toEqual(["GET"]);
  });

  it("during the cancel: the outcome is unknown, and nothing more is sent", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", "never"],
    ]);
    const controller = new AbortController();
    const clock = instantClock();
    const call = cancelWith(story.cce, target, { signal: controller.signal }, clock);
    await story.received(2);
    controller.abort(reason);
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.workflow).toBeUndefined();
    expect(error.cause).toMatchObject({ name: "CceAbortError", cause: reason });
    expect(story.methods()).toEqual(["GET", "PATCH"]);
    expect(clock.waits).toEqual([]);
  });

  it("during a wait between two reads: the wait ends, the outcome is unknown", async () => {
    const story = await play([
      ["PATCH", fails(504)],
      ["GET", ok(pending)],
    ]);
    const controller = new AbortController();
    const clock = fakeClock();
    let call: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      const after: typeof clock.after = (ms, fire) => {
        resolve();
        return clock.after(ms, fire);
      };
      call = cancelWith(story.cce, target, { preflight: false, signal: controller.signal }, { ...clock, after });
    });
    controller.abort(reason);
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.workflow).toEqual(pending);
    expect(error.cause).toMatchObject({ name: "CceAbortError", cause: reason });
    expect(shapeOf(error.steps).slice(0, 2)).toEqual(["cancel –", "read Pending"]);
    expect(story.methods()).toEqual(["PATCH", "GET"]);
    expect(clock.pending()).toEqual([]);
  });

  it("during a read after the cancel: the outcome is unknown", async () => {
    const story = await play([
      ["PATCH", fails(504)],
      ["GET", ok(pending)],
      ["GET", "never"],
    ]);
    const controller = new AbortController();
    const options = { preflight: false, signal: controller.signal };
    const call = cancelWith(story.cce, target, options, instantClock());
    await story.received(3);
    controller.abort(reason);
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.workflow).toEqual(pending);
    expect(error.cause).toMatchObject({ name: "CceAbortError", cause: reason });
    expect(story.methods()).toEqual(["PATCH", "GET", "GET"]);
  });

  it("right after the last read: the cancel is not sent again", async () => {
    const story = await play([
      ["PATCH", fails(504)],
      ["GET", ok(pending)],
    ]);
    const controller = new AbortController();
    const onStep = ({ action }: { readonly action: string }) => {
      if (action === "read") controller.abort(reason);
    };
    const options = { preflight: false, settleMs: 0, signal: controller.signal, onStep };
    const call = cancelWith(story.cce, target, options, instantClock());
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.cause).toBe(reason);
    expect(story.methods()).toEqual(["PATCH", "GET"]);
  });

  it("during the second cancel: the outcome is unknown", async () => {
    const story = await play([
      ["PATCH", fails(504)],
      ["GET", ok(pending)],
      ["PATCH", "never"],
    ]);
    const controller = new AbortController();
    const options = { preflight: false, settleMs: 0, signal: controller.signal };
    const call = cancelWith(story.cce, target, options, instantClock());
    await story.received(3);
    controller.abort(reason);
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.cause).toMatchObject({ name: "CceAbortError", cause: reason });
    expect(story.methods()).toEqual(["PATCH", "GET", "PATCH"]);
  });

  it("during the read after a refusal: the refusal is told", async () => {
    const story = await play([
      ["PATCH", fails(400, refusal)],
      ["GET", "never"],
    ]);
    const controller = new AbortController();
    const call = cancelUpgradeWorkflow(story.cce, target, { preflight: false, signal: controller.signal });
    await story.received(2);
    controller.abort(reason);
    expect(await failureOf(call, isCceApiError)).toMatchObject({ status: 400, outcome: "unprocessed" });
  });

  it("after a success changes nothing", async () => {
    const story = await play([["PATCH", ok(cancelled)]]);
    const controller = new AbortController();
    const onStep = () => {
      controller.abort(reason);
    };
    const options = { preflight: false, signal: controller.signal, onStep };
    expect((await cancelUpgradeWorkflow(story.cce, target, options)).cancelledBy).toBe("this-call");
  });
});
