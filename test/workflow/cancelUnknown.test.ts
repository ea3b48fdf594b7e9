import { createClientWith } from "../../src/client/client.js";
import { CceConnectionError, isCceApiError } from "../../src/base/errors.js";
import { type CancelOptions, cancelWith } from "../../src/workflow/cancel.js";
import { isCceCancelOutcomeUnknownError, isCceCancelRefusedError } from "../../src/workflow/errors.js";
import { failureOf, ids, token } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { closeServers } from "../helpers/server.js";
import {
  cancelled,
  fails,
  instantClock,
  ok,
  pending,
  play,
  refusal,
  type Reply,
  running,
  type Scene,
  shapeOf,
  succeeded,
  withoutPhase,
  workflowPath,
  target,
} from "./support.js";

afterEach(closeServers);

const unknownReplies: [string, Reply][] = [
  ["a lost connection", "lost"],
  ["a gateway's 502", fails(502)],
  ["a gateway's 504", fails(504)],
  ["a 500", fails(500)],
  ["half an answer", "half"],
  ["a page in place of JSON", "page"],
  ["a redirect", { status: 302, body: {} }],
  ["an error with a status of success", ok({ error_code: "APIG.0301", error_msg: "no rights" })],
];

function times<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}

describe("a cancel whose outcome is unknown", () => {
  it.each(unknownReplies)("after %s is a success once the workflow shows it, whosever it was", async (_name, reply) => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", reply],
      ["GET", ok(cancelled)],
    ]);
    const result = await cancelWith(story.cce, target, {}, instantClock());
    expect(result).toMatchObject({ workflow: cancelled, cancelledBy: "unknown" });
    expect(shapeOf(result.steps)).toEqual(["read Pending", "cancel –", "read Cancel"]);
    expect(story.methods()).toEqual(["GET", "PATCH", "GET"]);
  });

  it.each(unknownReplies)("after %s is never a failure, also where nothing can be read", async (_name, reply) => {
    const story = await play([
      ["PATCH", reply],
      ["GET", fails(401)],
    ]);
    const call = cancelWith(story.cce, target, { preflight: false, settleMs: 0 }, instantClock());
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.workflow).toBeUndefined();
    expect(error.message).toContain("could not be read since");
    expect(shapeOf(error.steps)).toEqual(["cancel –", "read –"]);
    expect(error.cause).toMatchObject({ operation: "upgradeWorkFlowUpdate", outcome: "unknown" });
  });

  it("after the client's own deadline is looked for as well", async () => {
    const clock = fakeClock();
    const story = await play([
      ["PATCH", "never"],
      ["GET", ok(cancelled)],
    ]);
    const options = { endpoint: story.url, projectId: ids.project_id, credentials: { token } };
    const call = cancelWith(createClientWith(options, clock), target, { preflight: false }, instantClock());
    await story.received(1);
    await clock.pass(30_000);
    expect((await call).cancelledBy).toBe("unknown");
    expect(story.methods()).toEqual(["PATCH", "GET"]);
  });

  it("is read every two seconds for half a minute, and sent once more while it can be cancelled", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", "lost"],
      ...times<Scene>(16, ["GET", ok(pending)]),
      ["PATCH", ok(cancelled)],
    ]);
    const clock = instantClock();
    const result = await cancelWith(story.cce, target, {}, clock);
    expect(clock.waits).toEqual(times(15, 2000));
    expect(result.cancelledBy).toBe("this-call");
    expect(shapeOf(result.steps)).toEqual(["read Pending", "cancel –", ...times(16, "read Pending"), "cancel Cancel"]);
    expect(story.requests.every(({ path }) => path === workflowPath)).toBe(true);
  });

  it("is read at the intervals and for the time that the caller wants", async () => {
    const story = await play([["PATCH", "lost"], ...times<Scene>(4, ["GET", ok(pending)]), ["PATCH", ok(cancelled)]]);
    const clock = instantClock();
    await cancelWith(story.cce, target, { preflight: false, settleMs: 2500, pollMs: 1000 }, clock);
    expect(clock.waits).toEqual([1000, 1000, 500]);
  });

  it("keeps to the options it was given, whatever the caller does with them meanwhile", async () => {
    const story = await play([
      ["PATCH", "lost"],
      ["GET", ok(pending)],
      ["GET", ok(cancelled)],
    ]);
    const options: CancelOptions = {
      preflight: false,
      settleMs: 1000,
      onStep: () => {
        Object.assign(options, { settleMs: 0 });
      },
    };
    expect((await cancelWith(story.cce, target, options, instantClock())).cancelledBy).toBe("unknown");
  });

  it("is read once with settleMs 0", async () => {
    const story = await play([
      ["PATCH", "lost"],
      ["GET", ok(pending)],
      ["PATCH", ok(cancelled)],
    ]);
    const clock = instantClock();
    await cancelWith(story.cce, target, { preflight: false, settleMs: 0 }, clock);
    expect(clock.waits).toEqual([]);
    expect(story.methods()).toEqual(["PATCH", "GET", "PATCH"]);
  });

  it("is not given up when a read fails", async () => {
    const story = await play([
      ["PATCH", "lost"],
      ["GET", "lost"],
      ["GET", fails(503)],
      ["GET", ok(cancelled)],
    ]);
    const result = await cancelWith(story.cce, target, { preflight: false }, instantClock());
    expect(result.cancelledBy).toBe("unknown");
    expect(shapeOf(result.steps)).toEqual(["cancel –", "read –", "read –", "read Cancel"]);
  });

  it("is not sent again where the last read failed: the earlier one may be out of date", async () => {
    const story = await play([
      ["PATCH", "lost"],
      ["GET", ok(pending)],
      ["GET", fails(503)],
    ]);
    const options = { preflight: false, settleMs: 1000, pollMs: 1000 };
    const call = cancelWith(story.cce, target, options, instantClock());
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.workflow).toEqual(pending);
    expect(story.methods()).toEqual(["PATCH", "GET", "GET"]);
  });

  it.each([
    ["at work", running, "was last in phase Running"],
    ["in a state of which nobody knows whether it can be cancelled", withoutPhase, "was last in phase (not given)"],
  ])("is not sent again to a workflow %s", async (_name, workflow, message) => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", fails(504)],
      ["GET", ok(workflow)],
    ]);
    const call = cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.workflow).toEqual(workflow);
    expect(error.message).toContain(message);
    expect(error.cause).toMatchObject({ status: 504 });
    expect(shapeOf(error.steps)).toEqual(["read Pending", "cancel –", `read ${workflow.status?.phase ?? "–"}`]);
    expect(story.methods()).toEqual(["GET", "PATCH", "GET"]);
  });

  it("came too late for a workflow that succeeds: it is refused, and nothing is waited for", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", "lost"],
      ["GET", ok(succeeded)],
    ]);
    const clock = instantClock();
    const error = await failureOf(cancelWith(story.cce, target, {}, clock), isCceCancelRefusedError);
    expect(error.reasons.map(({ code }) => code)).toEqual(["workflow-not-cancellable"]);
    expect(error.cause).toMatchObject({ name: "CceConnectionError" });
    expect(clock.waits).toEqual([]);
  });

  it("stays unknown with the errors of another copy of the package, and with errors of nobody", async () => {
    const facts = { operation: "upgradeWorkFlowUpdate", attempts: 1, totalDelayMs: 0 };
    const ours = new CceConnectionError(facts, "unknown", "no response", undefined);
    // What a class of another copy makes: the brand and the fields, but not the class.
    const foreign = Object.defineProperties(new Error(ours.message), Object.getOwnPropertyDescriptors(ours));
    expect(foreign).not.toBeInstanceOf(CceConnectionError);
    for (const failure of [foreign, new TypeError("no such thing")]) {
      const story = await play([["GET", ok(cancelled)]]);
      const upgradeWorkFlowUpdate = (): never => Promise.reject(failure) as never;
      const cce = { ...story.cce, upgradeWorkFlowUpdate };
      const result = await cancelWith(cce, target, { preflight: false }, instantClock());
      expect(result.cancelledBy).toBe("unknown");
    }
  });

  it("stays unknown where the reads break down altogether", async () => {
    const story = await play([["PATCH", "lost"]]);
    const showUpgradeWorkFlow = (): never => Promise.reject(new TypeError("no such thing")) as never;
    const cce = { ...story.cce, showUpgradeWorkFlow };
    const call = cancelWith(cce, target, { preflight: false, settleMs: 0 }, instantClock());
    const error = await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(error.steps.map(({ failure }) => failure)).toEqual([expect.any(String), "no such thing"]);
  });
});

describe("a cancel that was sent once more", () => {
  const first: Scene[] = [
    ["GET", ok(pending)],
    ["PATCH", "lost"],
    ["GET", ok(pending)],
  ];

  it.each([...unknownReplies, ["a refusal", fails(400, refusal)] as const, ["a 404", fails(404)] as const])(
    "and ended with %s is read again: a success once it shows",
    async (_name, reply) => {
      const story = await play([...first, ["PATCH", reply], ["GET", ok(cancelled)]]);
      const result = await cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
      expect(result.cancelledBy).toBe("unknown");
      expect(story.methods()).toEqual(["GET", "PATCH", "GET", "PATCH", "GET"]);
    },
  );

  it.each([...unknownReplies, ["a refusal", fails(400, refusal)] as const, ["a 404", fails(404)] as const])(
    "and ended with %s is not sent a third time, and is no failure: the first may still be on its way",
    async (_name, reply) => {
      const story = await play([...first, ["PATCH", reply], ["GET", ok(pending)]]);
      const call = cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
      const error = await failureOf(call, isCceCancelOutcomeUnknownError);
      expect(error.workflow).toEqual(pending);
      expect(shapeOf(error.steps)).toEqual(["read Pending", "cancel –", "read Pending", "cancel –", "read Pending"]);
      expect(error.cause).toMatchObject({ operation: "upgradeWorkFlowUpdate" });
      expect(story.methods()).toEqual(["GET", "PATCH", "GET", "PATCH", "GET"]);
    },
  );

  it("and cannot be read again: what was seen before it is not told as what came of it", async () => {
    const story = await play([...first, ["PATCH", fails(504)], ["GET", fails(503)]]);
    const call = cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
    expect((await failureOf(call, isCceCancelOutcomeUnknownError)).workflow).toBeUndefined();
  });

  it("is refused where the workflow has succeeded meanwhile", async () => {
    const story = await play([...first, ["PATCH", fails(400, refusal)], ["GET", ok(succeeded)]]);
    const call = cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
    expect((await failureOf(call, isCceCancelRefusedError)).cause).toMatchObject({ status: 400 });
  });

  it("and is accepted without showing is looked for again", async () => {
    const story = await play([...first, ["PATCH", ok(pending)], ["GET", ok(cancelled)]]);
    const result = await cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
    expect(result.cancelledBy).toBe("this-call");
  });
});

describe("a cancel that is accepted and does not show", () => {
  it("is looked for until it shows", async () => {
    const story = await play([
      ["GET", ok(pending)],
      ["PATCH", ok(pending)],
      ["GET", ok(pending)],
      ["GET", ok(cancelled)],
    ]);
    const clock = instantClock();
    const result = await cancelWith(story.cce, target, {}, clock);
    expect(result).toMatchObject({ workflow: cancelled, cancelledBy: "this-call" });
    expect(shapeOf(result.steps)).toEqual(["read Pending", "cancel Pending", "read Pending", "read Cancel"]);
    expect(clock.waits).toEqual([2000]);
  });

  it.each([pending, running, withoutPhase])(
    "is unknown, and not sent again, if it never shows: %#",
    async (workflow) => {
      const story = await play([
        ["GET", ok(pending)],
        ["PATCH", ok({})],
        ["GET", ok(workflow)],
      ]);
      const call = cancelWith(story.cce, target, { settleMs: 0 }, instantClock());
      const error = await failureOf(call, isCceCancelOutcomeUnknownError);
      expect(error.workflow).toEqual(workflow);
      expect(error).not.toHaveProperty("cause");
      expect(story.methods()).toEqual(["GET", "PATCH", "GET"]);
    },
  );
});

describe("the client's own attempts", () => {
  it("do not send a cancel again whose outcome is unknown", async () => {
    const story = await play(
      [
        ["PATCH", fails(504)],
        ["GET", ok(cancelled)],
      ],
      { maxAttempts: 3 },
    );
    await cancelWith(story.cce, target, { preflight: false }, instantClock());
    expect(story.methods()).toEqual(["PATCH", "GET"]);
  });

  it("send a cancel again that was throttled, as one step", async () => {
    const clock = fakeClock(0);
    const story = await play([
      ["PATCH", fails(429)],
      ["PATCH", fails(503)],
      ["PATCH", ok(cancelled)],
    ]);
    const options = { endpoint: story.url, projectId: ids.project_id, credentials: { token } };
    const result = await cancelWith(createClientWith(options, clock), target, { preflight: false }, instantClock());
    expect(result.cancelledBy).toBe("this-call");
    expect(shapeOf(result.steps)).toEqual(["cancel Cancel"]);
    expect(story.methods()).toEqual(["PATCH", "PATCH", "PATCH"]);
  });

  it("leave a cancel unknown that was throttled and then lost", async () => {
    const clock = fakeClock(0);
    const story = await play([
      ["PATCH", fails(429)],
      ["PATCH", "lost"],
      ["GET", fails(404)],
    ]);
    const options = { endpoint: story.url, projectId: ids.project_id, credentials: { token } };
    const cce = createClientWith(options, clock);
    const call = cancelWith(cce, target, { preflight: false, settleMs: 0 }, instantClock());
    await failureOf(call, isCceCancelOutcomeUnknownError);
    expect(story.methods()).toEqual(["PATCH", "PATCH", "GET"]);
  });

  it("that are used up without effect are a failure", async () => {
    const clock = fakeClock(0);
    const story = await play([
      ["PATCH", fails(429)],
      ["PATCH", fails(429)],
      ["PATCH", fails(429)],
    ]);
    const options = { endpoint: story.url, projectId: ids.project_id, credentials: { token } };
    const call = cancelWith(createClientWith(options, clock), target, { preflight: false }, instantClock());
    expect(await failureOf(call, isCceApiError)).toMatchObject({ status: 429, attempts: 3, outcome: "unprocessed" });
  });
});
