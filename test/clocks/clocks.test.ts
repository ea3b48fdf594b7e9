import { createWriteLimiter } from "../../src/cli/cancel/limiter.js";
import { isCceApiError, waitForUpgradeWorkflow } from "../../src/index.js";
import { isCceWaitTimeoutError } from "../../src/workflow/errors.js";
import { systemClock } from "../../src/base/clock.js";
import { startNode } from "../helpers/childProcess.js";
import { clientOf, failureOf, ids } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { running, succeeded, target } from "../workflow/support.js";

const hourMs = 3_600_000;

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

/** Sets the wall clock of this process, as a time server does. */
function setWallClock(byMs: number): void {
  const real = Date.now.bind(Date);
  jest.spyOn(Date, "now").mockImplementation(() => real() + byMs);
}

/** A service of a workflow that is always Running; each response takes `ms`. */
function busyService(ms = 0) {
  return startServer((_request, response) => {
    setTimeout(() => {
      answer(response, 200, JSON.stringify(running));
    }, ms);
  });
}

describe.each([
  ["back", -hourMs],
  ["forward", hourMs],
])("when the wall clock is set an hour %s", (_direction, byMs) => {
  it("a wait ends when its time is over", async () => {
    const { url } = await busyService();
    const startedAt = performance.now();
    const elapsed: number[] = [];
    const wait = waitForUpgradeWorkflow(clientOf(url, { projectId: ids.project_id }), target, {
      until: "finished",
      pollMs: 50,
      timeoutMs: 600,
      onProgress: ({ elapsedMs }) => {
        elapsed.push(elapsedMs);
        if (elapsed.length === 2) setWallClock(byMs);
      },
    });
    await failureOf(wait, isCceWaitTimeoutError);
    const tookMs = performance.now() - startedAt;
    expect(elapsed.length).toBeGreaterThan(2);
    expect(tookMs).toBeGreaterThan(590);
    expect(tookMs).toBeLessThan(hourMs / 100);
    expect(Math.min(...elapsed)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...elapsed)).toBeLessThanOrEqual(Math.ceil(tookMs));
  });

  it("a call goes on, and says how long it waited and took", async () => {
    let requests = 0;
    const { url } = await startServer((_request, response) => {
      requests += 1;
      if (requests === 2) setWallClock(byMs);
      answer(response, 503, '{"error_code":"X"}', { "retry-after": "0.2" });
    });
    const durations: number[] = [];
    const cce = clientOf(url, { projectId: ids.project_id, onEvent: ({ durationMs }) => durations.push(durationMs) });
    const error = await failureOf(cce.showUpgradeWorkFlow(target), isCceApiError);
    expect(error.attempts).toBe(3);
    // Node's timers may fire up to a millisecond early.
    expect(error.totalDelayMs).toBeGreaterThanOrEqual(398);
    expect(error.totalDelayMs).toBeLessThan(60_000);
    for (const durationMs of durations) {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      expect(durationMs).toBeLessThan(60_000);
    }
  });

  it("the limit of cancels a minute holds", async () => {
    const clock = fakeClock();
    const limiter = createWriteLimiter(1, clock);
    const never = new AbortController().signal;
    await limiter.take(never);
    clock.setWallClock(byMs);
    let isTaken = false;
    const second = limiter.take(never).then(() => {
      isTaken = true;
    });
    await clock.isSet(61_000);
    clock.advance(60_999);
    await new Promise(setImmediate);
    expect(isTaken).toBe(false);
    clock.advance(1);
    await second;
  });
});

it("signs with the wall clock of the moment, not with that of the start", async () => {
  const { url, requests } = await busyService();
  const cce = clientOf(url, { projectId: ids.project_id, credentials: { accessKey: "AKAKAK", secretKey: "SKSKSK" } });
  jest.spyOn(Date, "now").mockReturnValue(Date.UTC(2023, 10, 25, 6, 0, 0));
  await cce.showUpgradeWorkFlow(target);
  expect(requests[0]?.headers["x-sdk-date"]).toBe("20231125T060000Z");
});

describe("a time longer than a timer of the runtime holds", () => {
  const monthMs = 30 * 24 * hourMs;

  it("passes in full", () => {
    jest.useFakeTimers();
    let fired = 0;
    systemClock.after(monthMs, () => (fired += 1));
    jest.advanceTimersByTime(monthMs - 1);
    expect(fired).toBe(0);
    jest.advanceTimersByTime(1);
    expect(fired).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("can be cancelled at any moment", () => {
    jest.useFakeTimers();
    const cancel = systemClock.after(monthMs, () => {
      throw new Error("fired");
    });
    jest.advanceTimersByTime(monthMs - 1);
    cancel();
    expect(jest.getTimerCount()).toBe(0);
  });

  it("is a limit of a call and of a wait like any other", async () => {
    const { url } = await startServer((_request, response) => {
      answer(response, 200, JSON.stringify(succeeded));
    });
    const cce = clientOf(url, { projectId: ids.project_id, timeoutMs: monthMs, totalTimeoutMs: monthMs });
    await expect(waitForUpgradeWorkflow(cce, target, { timeoutMs: monthMs, pollMs: monthMs })).resolves.toEqual(
      succeeded,
    );
  });
});

describe("the fake timers of a test runner", () => {
  it("pass the time of a wait: Jest", async () => {
    jest.useFakeTimers({ now: Date.UTC(2023, 10, 25, 6, 0, 0), doNotFake: ["setImmediate"] });
    const fetch = () => Promise.resolve(Response.json(running));
    const cce = clientOf("https://cce.example.com", { projectId: ids.project_id, fetch });
    const wait = failureOf(
      waitForUpgradeWorkflow(cce, target, { until: "finished", timeoutMs: 600_000 }),
      isCceWaitTimeoutError,
    );
    const over = jest.fn();
    void wait.then(over);
    for (let seconds = 0; seconds < 700; seconds += 5) {
      jest.advanceTimersByTime(5_000);
      await new Promise(setImmediate);
    }
    expect(over).toHaveBeenCalledTimes(1);
    expect((await wait).timeoutMs).toBe(600_000);
  });

  // In a process of its own: node:test replaces the timers of the runtime, and Jest has its own.
  it("pass the time of a wait: node:test, which leaves performance.now alone", async () => {
    const script = `
      import { mock } from "node:test";
      import { createCceClient, waitForUpgradeWorkflow } from "./src/index.node.ts";
      let sentDate;
      const fetch = async (_url, { headers }) => {
        sentDate = headers["x-sdk-date"];
        return Response.json(${JSON.stringify(running)});
      };
      mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2023, 10, 25, 6, 0, 0) });
      const cce = createCceClient({
        endpoint: "https://cce.example.com",
        projectId: "p",
        credentials: { accessKey: "AKAKAK", secretKey: "SKSKSK" },
        fetch,
      });
      let ended;
      waitForUpgradeWorkflow(cce, ${JSON.stringify(target)}, { until: "finished", timeoutMs: 600_000 }).then(
        () => (ended = "resolved"),
        (error) => (ended = error.name),
      );
      let seconds = 0;
      for (; seconds < 7200 && ended === undefined; seconds += 5) {
        await new Promise(setImmediate);
        mock.timers.tick(5_000);
        await new Promise(setImmediate);
      }
      console.log(JSON.stringify({ ended, late: seconds > 700, date: /^20231125T06/.test(sentDate) }));
    `;
    const child = startNode(["--import", "tsx", "--input-type=module", "-e", script], process.cwd());
    try {
      // Node 20 warns on standard error that its fake timers are experimental.
      const { stdout, stderr } = await child.ended;
      if (stdout === "") throw new Error(stderr);
      expect(JSON.parse(stdout)).toEqual({ ended: "CceWaitTimeoutError", late: false, date: true });
    } finally {
      await child.kill();
    }
  });
});
