import fc from "fast-check";
import { time } from "../../src/cli/session/arguments.js";
import { createWriteLimiter } from "../../src/cli/cancel/limiter.js";
import { drawCurl } from "../../src/cli/terminal/curl.js";
import { tasksInOrder } from "../../src/cli/terminal/order.js";
import { createStyle } from "../../src/cli/terminal/style.js";
import { oneLine, plain } from "../../src/cli/terminal/text.js";
import { showDuration, showSpan, showTime } from "../../src/cli/terminal/time.js";
import { drawList } from "../../src/cli/terminal/list.js";
import { drawWorkflow, sumUp } from "../../src/cli/terminal/workflow.js";
import { fakeClock } from "../helpers/fakeClock.js";

const style = createStyle(false);
const never = new AbortController().signal;

/** Lets promises that are settled be heard. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the write limiter", () => {
  function takeSome(count: number, perMinute: number) {
    const clock = fakeClock();
    const limiter = createWriteLimiter(perMinute, clock);
    let taken = 0;
    const turns = Array.from({ length: count }, () =>
      limiter.take(never).then(() => {
        taken += 1;
      }),
    );
    return { clock, limiter, turns, taken: () => taken };
  }

  it("lets no more than the limit through in any minute", async () => {
    const { clock, taken } = takeSome(25, 10);
    await settle();
    expect(taken()).toBe(10);
    clock.advance(60_000);
    await settle();
    expect(taken()).toBe(10);
    clock.advance(1_000);
    await settle();
    expect(taken()).toBe(20);
    clock.advance(61_000);
    await settle();
    expect(taken()).toBe(25);
    expect(clock.pending()).toEqual([]);
  });

  it("counts what the client sends again by itself", async () => {
    const clock = fakeClock();
    const limiter = createWriteLimiter(2, clock);
    await limiter.take(never);
    limiter.count();
    let taken = false;
    void limiter.take(never).then(() => {
      taken = true;
    });
    await settle();
    expect(taken).toBe(false);
    clock.advance(61_000);
    await settle();
    expect(taken).toBe(true);
  });

  it("holds when it is told to", async () => {
    const clock = fakeClock();
    const limiter = createWriteLimiter(10, clock);
    limiter.holdFor(5_000);
    limiter.holdFor(2_000);
    const turn = limiter.take(never);
    await settle();
    expect(clock.pending()).toEqual([5_000]);
    clock.advance(5_000);
    await turn;
  });

  it("ends a turn when its signal fires, and leaves nothing behind", async () => {
    const clock = fakeClock();
    const limiter = createWriteLimiter(1, clock);
    await limiter.take(never);
    const controller = new AbortController();
    const turn = limiter.take(controller.signal);
    const next = limiter.take(never);
    await settle();
    controller.abort(new Error("enough"));
    await expect(turn).rejects.toThrow("enough");
    await settle();
    expect(clock.pending()).toEqual([61_000]);
    clock.advance(61_000);
    await next;
    expect(clock.pending()).toEqual([]);
  });
});

describe("a time", () => {
  it.each([
    ["90", 90],
    ["0.02", 0.02],
    ["90s", 90],
    ["1.5s", 1.5],
    ["5m", 300],
    ["1h30m", 5_400],
    ["1h0m1s", 3_601],
    ["30d", 2_592_000],
    ["2592000", 2_592_000],
  ])("is read from %j", (text, seconds) => {
    expect(time(0, 2_592_000)(text)).toBe(seconds);
  });

  it.each(["", " ", "s", "soon", "1h30", "5M", "30m1h", "1.5h", "-1", "1e3", "2592001", "31d", "5 m", "\u0665m"])(
    "is not read from %j",
    (text) => {
      expect(() => time(0, 2_592_000)(text)).toThrow("It must be a time from 0 s to 720 h, like 90 (seconds), 90s, 5m");
    },
  );
});

describe("the order of tasks", () => {
  const names = (points: unknown, lines?: unknown) =>
    tasksInOrder({ pointStatuses: points, lineStatuses: lines }).map(({ task }) => task["taskType"]);
  const point = (taskType: string) => ({ taskType });
  const line = (from: string, to: string, critical?: unknown) => ({
    startPoint: point(from),
    endPoint: point(to),
    critical,
  });

  it("is that of the lines, else that in which they came", () => {
    const points = ["PostCheck", "Snapshot", "Cluster", "PreCheck"].map(point);
    const lines = [line("PreCheck", "Cluster"), line("Cluster", "PostCheck")];
    expect(names(points, lines)).toEqual(["Snapshot", "PreCheck", "Cluster", "PostCheck"]);
    expect(names(points)).toEqual(["PostCheck", "Snapshot", "Cluster", "PreCheck"]);
  });

  it("is found also for lines in circles, to themselves, or to nothing", () => {
    const points = ["a", "b"].map(point);
    expect(names(points, [line("a", "b"), line("b", "a")])).toEqual(["a", "b"]);
    expect(names(points, [line("a", "a"), line("x", "b"), {}, null, 3])).toEqual(["a", "b"]);
    expect(names([null, 3, { taskType: "a" }], null)).toEqual([undefined, undefined, "a"]);
    expect(names("odd")).toEqual([]);
  });

  it("marks the tasks that a critical line leads to", () => {
    const status = {
      pointStatuses: ["a", "b", "c"].map(point),
      lineStatuses: [line("a", "b", "true"), line("b", "c")],
    };
    expect(tasksInOrder(status).map(({ critical }) => critical)).toEqual([false, true, false]);
  });
});

describe("drawing", () => {
  const now = new Date("2023-11-25T08:00:00Z");

  it.each([null, undefined, 3, "text", [], {}, { status: 3 }, { status: { pointStatuses: 7, lineStatuses: [0] } }])(
    "does not fail for %j in the place of a workflow",
    (odd) => {
      expect(drawWorkflow(odd, style, now)).toContain("Phase     (not given)");
      expect(drawList([odd], style)).toContain("–");
      expect(sumUp(odd)).toBe("no phase");
    },
  );

  it("never fails for anything in the place of a part of a workflow", () => {
    const anything = fc.jsonValue();
    const text = fc.constantFrom(
      "Running",
      "Cluster",
      "0001-01-01 00:00:00 +0000 UTC",
      "",
      "2023-11-25 07:20:04 +0000 UTC",
    );
    const value = fc.oneof(text, anything);
    const task = fc.record({ taskType: value, status: value, startTimeStamp: value, endTimeStamp: value });
    const line = fc.record({ startPoint: anything, endPoint: fc.oneof(anything, fc.record({ taskType: value })) });
    const status = fc.record({
      phase: value,
      pointStatuses: fc.oneof(anything, fc.array(fc.oneof(anything, task))),
      lineStatuses: fc.oneof(anything, fc.array(fc.oneof(anything, line))),
    });
    const workflow = fc.oneof(anything, fc.record({ metadata: anything, spec: anything, status }));
    fc.assert(
      fc.property(fc.array(workflow, { minLength: 1 }), (workflows) => {
        expect(drawWorkflow(workflows[0], style, now)).toContain("Phase     ");
        expect(drawList(workflows, style).split("\n").length).toBeGreaterThan(1);
        expect(sumUp(workflows[0])).not.toBe("");
      }),
      { numRuns: 300 },
    );
  });

  it("tells how long a task has been at work, and names critical lines", () => {
    const status = {
      phase: "Running",
      pointStatuses: [
        { taskType: "PreCheck", status: "Success" },
        { taskType: "Cluster", status: "Running", startTimeStamp: "2023-11-25 06:58:57.5 +0000 UTC" },
      ],
      lineStatuses: [{ startPoint: { taskType: "PreCheck" }, endPoint: { taskType: "Cluster" }, critical: true }],
    };
    const text = drawWorkflow({ status }, style, now);
    expect(text).toContain("  ✔ PreCheck  Success\n  │  critical line\n  ▶ Cluster   Running  2023-11-25 06:58:57 → …");
    expect(text).toContain("for 1 h 1 min 3 s\n");
  });

  it("keeps wide characters in their column", () => {
    const workflows = ["升级", "x"].map((phase) => ({ status: { phase }, spec: { clusterVersion: "v1" } }));
    const lines = drawList(workflows, style).split("\n");
    expect(lines[1]).toContain("升级   v1");
    expect(lines[2]).toContain("x      v1");
  });

  it("shows times, spans and durations", () => {
    const time = "2023-11-25 07:20:04.592972 +0000 UTC";
    expect(showTime(time)).toBe("2023-11-25 07:20:04");
    expect(showTime("soon\n")).toBe("soon\\u{a}");
    expect(showTime(null)).toBeUndefined();
    const zero = "0001-01-01 00:00:00 +0000 UTC";
    expect(showTime(zero)).toBeUndefined();
    expect(showSpan(zero, zero)).toBeUndefined();
    expect(showSpan(time, zero)).toBe("2023-11-25 07:20:04 → …");
    expect(showSpan(time, "2023-11-26 07:20:05 +0000 UTC")).toBe("2023-11-25 07:20:04 → 2023-11-26 07:20:05");
    expect(showSpan(undefined, time)).toBe("… → 2023-11-25 07:20:04");
    expect(showSpan(undefined, undefined)).toBeUndefined();
    const durations = [0, 10, 50, 999, 1_500, 61_000, 7_200_000].map(showDuration);
    expect(durations).toEqual(["0 s", "0.01 s", "0.05 s", "1 s", "1.5 s", "1 min 1 s", "2 h"]);
  });

  it("lets no character through that does something else than show", () => {
    expect(plain("a\u001b[2J\u202eb\u0000")).toBe("a\\u{1b}[2J\\u{202e}b\\u{0}");
    expect(oneLine(" a\r\n\tb\u0007 ")).toBe("a b\\u{7}");
  });

  it("quotes a request for the shell", () => {
    const request = {
      method: "PATCH",
      url: "https://h/it's",
      headers: { cookie: "c", accept: "*/*" },
      body: undefined,
    };
    expect(drawCurl(request)).toBe(
      "curl -X PATCH 'https://h/it'\\''s' \\\n  -H 'Accept: */*' \\\n  -H 'Cookie: [redacted]'",
    );
  });
});
