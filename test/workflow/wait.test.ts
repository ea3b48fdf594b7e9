import { getEventListeners } from "node:events";
import { setImmediate as tick } from "node:timers/promises";
import type { Credentials } from "../../src/auth/credentials.js";
import { createClientWith } from "../../src/client/client.js";
import {
  CceConnectionError,
  isCceAbortError,
  isCceApiError,
  isCceConfigError,
  isCceConnectionError,
} from "../../src/base/errors.js";
import { tokenFromPassword } from "../../src/iam/token.js";
import { systemClock } from "../../src/base/clock.js";
import { isCceWaitTimeoutError } from "../../src/workflow/errors.js";
import { waitForUpgradeWorkflow, type WaitOptions, type WaitProgress, waitWith } from "../../src/workflow/wait.js";
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
  type Reply,
  running,
  type Scene,
  settled,
  succeeded,
  target,
  withoutPhase,
  workflowIn,
  workflowPath,
} from "./support.js";

afterEach(closeServers);

function reads(...replies: readonly Reply[]): Scene[] {
  return replies.map((reply) => ["GET", reply]);
}

describe("a wait", () => {
  it.each([pending, succeeded, cancelled])("ends where a workflow stops: %#", async (stopped) => {
    const story = await play(reads(ok(running), ok(withoutPhase), ok(stopped)));
    await expect(waitWith(story.cce, target, {}, instantClock())).resolves.toEqual(stopped);
    expect(story.requests.map(({ path }) => path)).toEqual([workflowPath, workflowPath, workflowPath]);
  });

  it.each([succeeded, cancelled])("for the end of a workflow goes on in Pending: %#", async (finished) => {
    const story = await play(reads(ok(running), ok(pending), ok(finished)));
    const result = await waitWith(story.cce, target, { until: "finished" }, instantClock());
    expect(result).toEqual(finished);
  });

  it("for something else asks the caller's function", async () => {
    const initial = workflowIn({ phase: "Init" });
    const story = await play(reads(ok(cancelled), ok(initial), ok(running)));
    const seen: unknown[] = [];
    const until: WaitOptions["until"] = (workflow) => {
      seen.push(workflow);
      return workflow.status?.phase === "Running";
    };
    await expect(waitWith(story.cce, target, { until }, instantClock())).resolves.toEqual(running);
    expect(seen).toEqual([cancelled, initial, running]);
  });

  it("of a function that fails ends with its error", async () => {
    const story = await play(reads(ok(running)));
    const facts = { operation: "anything", attempts: 1, totalDelayMs: 0 };
    // An error that would be forgiven a read.
    const failure = new CceConnectionError(facts, "unknown", "no response", undefined);
    const until = () => {
      throw failure;
    };
    await expect(waitWith(story.cce, target, { until }, instantClock())).rejects.toBe(failure);
  });

  it("is over at once where the workflow is there already, on the time of the machine as well", async () => {
    const story = await play(reads(ok(cancelled)));
    await expect(waitForUpgradeWorkflow(story.cce, target)).resolves.toEqual(cancelled);
  });

  it("reads the project and the kind of cluster it is told to", async () => {
    const story = await play(reads(ok(running), ok(cancelled)));
    const mine = { ...target, project_id: "another-project" };
    const onProgress = () => {
      mine.project_id = "changed-meanwhile";
    };
    await waitWith(story.cce, mine, { autopilot: true, onProgress }, instantClock());
    const path = workflowPath.replace("/api/v3/", "/autopilot/v3/").replace(ids.project_id, "another-project");
    expect(story.requests.map((request) => request.path)).toEqual([path, path]);
  });
});

describe("the time between two reads", () => {
  it("begins with five seconds and grows to a minute while nothing changes", async () => {
    const same = Array.from({ length: 10 }, () => ok(running));
    const story = await play(reads(...same, ok(cancelled)));
    const clock = instantClock();
    await waitWith(story.cce, target, {}, clock);
    expect(clock.waits).toEqual([5000, 7500, 11_250, 16_875, 25_312.5, 37_968.75, 56_953.125, 60_000, 60_000, 60_000]);
  });

  it("begins anew when the workflow changes in anything", async () => {
    const further = workflowIn({ phase: "Running", pointStatuses: [{ taskType: "PostCheck", status: "Running" }] });
    const story = await play(reads(ok(running), ok(running), ok(further), ok(further), ok(cancelled)));
    const clock = instantClock();
    await waitWith(story.cce, target, { pollMs: 1000 }, clock);
    expect(clock.waits).toEqual([1000, 1500, 1000, 1500]);
  });

  it("is never shorter than the caller wants", async () => {
    const story = await play(reads(ok(running), ok(running), fails(503), ok(cancelled)));
    const clock = instantClock();
    await waitWith(story.cce, target, { pollMs: 300_000 }, clock);
    expect(clock.waits).toEqual([300_000, 300_000, 300_000]);
  });
});

describe("a read that fails", () => {
  it.each<[string, Reply]>([
    ["a lost connection", "lost"],
    ["429", fails(429)],
    ["503", fails(503)],
    ["504", fails(504)],
    ["half an answer", "half"],
    ["a page in place of JSON", "page"],
  ])("with %s does not end the wait", async (_name, reply) => {
    const story = await play(reads(ok(running), reply, ok(cancelled)));
    const clock = instantClock();
    const told: WaitProgress[] = [];
    const onProgress = (progress: WaitProgress) => told.push(progress);
    await expect(waitWith(story.cce, target, { onProgress }, clock)).resolves.toEqual(cancelled);
    expect(clock.waits).toEqual([5000, 7500]);
    expect(told).toEqual([
      { workflow: running, failure: undefined, elapsedMs: 0 },
      { workflow: undefined, failure: expect.stringContaining("showUpgradeWorkFlow") as string, elapsedMs: 5000 },
      { workflow: cancelled, failure: undefined, elapsedMs: 12_500 },
    ]);
  });

  it.each([400, 401, 403, 404])("with %i ends the wait: it would come again", async (status) => {
    const story = await play(reads(ok(running), fails(status)));
    const error = await failureOf(waitWith(story.cce, target, {}, instantClock()), isCceApiError);
    expect(error.status).toBe(status);
  });

  it("six times in a row ends the wait, not six times in all", async () => {
    const five = Array.from({ length: 5 }, (): Reply => "lost");
    const story = await play(reads(...five, ok(running), ...five, "lost"));
    await failureOf(waitWith(story.cce, target, {}, instantClock()), isCceConnectionError);
    expect(story.requests).toHaveLength(12);
  });

  it("with the errors of another copy of the package does not end the wait", async () => {
    const facts = { operation: "showUpgradeWorkFlow", attempts: 1, totalDelayMs: 0 };
    const ours = new CceConnectionError(facts, "unknown", "no response", undefined);
    const foreign = Object.defineProperties(new Error(ours.message), Object.getOwnPropertyDescriptors(ours));
    const story = await play(reads(ok(cancelled)));
    let failures = 1;
    const showUpgradeWorkFlow: typeof story.cce.showUpgradeWorkFlow = (...args) =>
      failures-- > 0 ? (Promise.reject(foreign) as never) : story.cce.showUpgradeWorkFlow(...args);
    const cce = { ...story.cce, showUpgradeWorkFlow };
    await expect(waitWith(cce, target, {}, instantClock())).resolves.toEqual(cancelled);
  });

  describe("for want of credentials", () => {
    /** A wait whose token ends after every read, and whose next look-up does what `lookUps` say. */
    async function waitWithLookUps(lookUps: readonly (() => Promise<Credentials>)[]) {
      const story = await play(reads(ok(running), ok(cancelled)));
      const clock = instantClock();
      let asked = 0;
      const credentials = () => {
        const lookUp = lookUps[asked++] ?? good;
        return lookUp();
      };
      const good = () => Promise.resolve({ token, expiresAt: new Date(clock.now() + 1) });
      const options = { endpoint: story.url, projectId: ids.project_id, credentials, maxAttempts: 1, timeoutMs: 200 };
      // Not the time of the wait: a call has its limit in the time of the machine.
      const cce = createClientWith(options, { ...systemClock, now: clock.now });
      return waitWith(cce, target, {}, clock);
    }

    const iam = (status: number) => {
      const body = JSON.stringify({ error: { code: status, message: "no" } });
      const fetch = () => Promise.resolve(new Response(body, { status, headers: { "retry-after": "0" } }));
      const user = { userName: "robot", password: "pass-word-secret", domainName: "acme" };
      return tokenFromPassword({ region: "cn-north-4", ...user, fetch });
    };
    const first = () => Promise.resolve({ token, expiresAt: new Date(0) });

    it.each<[string, () => Promise<Credentials>]>([
      ["503 of IAM", iam(503)],
      ["429 of IAM", iam(429)],
      ["500 of IAM", iam(500)],
      ["a provider that hangs", () => new Promise(() => undefined)],
    ])("does not end the wait: %s", async (_name, lookUp) => {
      await expect(waitWithLookUps([lookUp, lookUp, first])).resolves.toEqual(cancelled);
    });

    it("ends the wait where it comes again: a refusal of IAM, a wrong configuration", async () => {
      await failureOf(waitWithLookUps([iam(401)]), isCceApiError);
      await failureOf(waitWithLookUps([() => Promise.reject(new Error("no such file"))]), isCceConfigError);
    });
  });

  it("has been tried again by the client before", async () => {
    const clock = fakeClock(0);
    const story = await play(reads(fails(503), "lost", ok(cancelled)));
    const options = { endpoint: story.url, projectId: ids.project_id, credentials: { token } };
    const waiting = instantClock();
    await waitWith(createClientWith(options, clock), target, {}, waiting);
    expect(waiting.waits).toEqual([]);
  });
});

describe("timeoutMs", () => {
  it("ends the wait after a last read, with what is known", async () => {
    const story = await play(reads(ok(running), ok(running), ok(running)));
    const clock = instantClock();
    const error = await failureOf(waitWith(story.cce, target, { timeoutMs: 10_000 }, clock), isCceWaitTimeoutError);
    expect(error).toMatchObject({ timeoutMs: 10_000, workflow: running });
    expect(error.message).toContain("its phase is Running");
    expect(error).not.toHaveProperty("cause");
    expect(clock.waits).toEqual([5000, 5000]);
  });

  it("tells why the workflow could not be read", async () => {
    const story = await play(reads(fails(503)));
    const call = waitWith(story.cce, target, { timeoutMs: 0 }, instantClock());
    const error = await failureOf(call, isCceWaitTimeoutError);
    expect(error.workflow).toBeUndefined();
    expect(error.cause).toMatchObject({ status: 503 });
  });

  it("does not matter where the last read finds what is waited for", async () => {
    const story = await play(reads(ok(running), ok(cancelled)));
    await expect(waitWith(story.cce, target, { timeoutMs: 10 }, instantClock())).resolves.toEqual(cancelled);
  });
});

describe("a signal that fires", () => {
  const reason = new Error("the user went home");

  it("before the wait ends it before anything is sent", async () => {
    const story = await play([]);
    const options = { signal: AbortSignal.abort(reason) };
    expect((await failureOf(waitForUpgradeWorkflow(story.cce, target, options), isCceAbortError)).cause).toBe(reason);
    expect(story.requests).toEqual([]);
  });

  it("during a read ends the wait", async () => {
    const story = await play(reads("never"));
    const controller = new AbortController();
    const call = waitForUpgradeWorkflow(story.cce, target, { signal: controller.signal });
    await story.received(1);
    controller.abort(reason);
    expect((await failureOf(call, isCceAbortError)).cause).toBe(reason);
  });

  it("as a read ends lets nothing be waited for", async () => {
    const story = await play(reads(ok(running)));
    const controller = new AbortController();
    const onProgress = () => {
      controller.abort(reason);
    };
    const clock = instantClock();
    const call = waitWith(story.cce, target, { signal: controller.signal, onProgress }, clock);
    await failureOf(call, isCceAbortError);
    expect(clock.waits).toEqual([]);
    expect(story.requests).toHaveLength(1);
  });

  it("between two reads ends the wait at once", async () => {
    const story = await play(reads(ok(running)));
    const controller = new AbortController();
    const clock = fakeClock();
    const after: typeof clock.after = (ms, fire) => {
      queueMicrotask(() => {
        controller.abort(reason);
      });
      return clock.after(ms, fire);
    };
    const call = waitWith(story.cce, target, { signal: controller.signal }, { ...clock, after });
    expect((await failureOf(call, isCceAbortError)).cause).toBe(reason);
    expect(story.requests).toHaveLength(1);
    expect(clock.pending()).toEqual([]);
  });
});

it("a signal that did not fire has no listener left on it", async () => {
  const story = await play(reads(ok(running), "lost", ok(cancelled)));
  const { signal } = new AbortController();
  await waitWith(story.cce, target, { signal }, instantClock());
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

describe("onProgress", () => {
  it("changes nothing when it throws, at once or later", async () => {
    const strays: unknown[] = [];
    const onStray = (reason: unknown) => strays.push(reason);
    process.on("unhandledRejection", onStray);
    try {
      const atOnce = () => {
        throw new Error("the log is full");
      };
      const hooks: (() => unknown)[] = [atOnce, () => tick().then(atOnce)];
      for (const onProgress of hooks) {
        const story = await play(reads(ok(running), "lost", ok(cancelled)));
        await expect(waitWith(story.cce, target, { onProgress }, instantClock())).resolves.toEqual(cancelled);
      }
      await settled();
    } finally {
      process.off("unhandledRejection", onStray);
    }
    expect(strays).toEqual([]);
  });
});

describe("misuse", () => {
  it.each<[string, unknown]>([
    ["options", null],
    ["untill", { untill: "finished" }],
    ["until", { until: "cancelled" }],
    ["pollMs", { pollMs: 0 }],
    ["pollMs", { pollMs: Number.NaN }],
    ["timeoutMs", { timeoutMs: -1 }],
    ["timeoutMs", { timeoutMs: Number.NaN }],
    ["onProgress", { onProgress: true }],
    ["autopilot", { autopilot: "yes" }],
    ["signal", { signal: {} }],
  ])("of %s is told, and nothing is sent: %j", async (parameter, options) => {
    const story = await play([]);
    const error = await failureOf(waitForUpgradeWorkflow(story.cce, target, options as WaitOptions), isCceConfigError);
    expect(error.parameter).toBe(parameter);
    expect(story.requests).toEqual([]);
  });

  it("of until, an async function, is told: its promise would always do", async () => {
    const story = await play(reads(ok(running)));
    const until = (() => Promise.resolve(false)) as unknown as () => boolean;
    const error = await failureOf(waitForUpgradeWorkflow(story.cce, target, { until }), isCceConfigError);
    expect(error.parameter).toBe("until");
  });
});
