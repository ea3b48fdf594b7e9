import { isCceApiError, isCceConnectionError } from "../../src/index.js";
import { cancel, cancelled, cancelledText, clientOf, failureOf, timedClient } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

interface Step {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that answers the first requests with `steps` and all others with a success. */
function scriptedServer(...steps: Step[]) {
  return startServer((_request, response, nPrevious) => {
    const step = steps[nPrevious];
    if (step === undefined) answer(response, 200, cancelledText);
    else {
      // A test that needs one gives it: the time of this machine is not that of the client.
      response.sendDate = false;
      answer(response, step.status, `{"errorCode":"CCE.${nPrevious}"}`, step.headers);
    }
  });
}

const always = (step: Step) => Array.from({ length: 20 }, () => step);

describe("an answer that says the request was not processed", () => {
  it.each([429, 503])("%i: the request is sent again, with the same bytes", async (status) => {
    const server = await scriptedServer({ status }, { status });
    const { cce, clock } = timedClient(server.url);
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    const base = status === 429 ? 5_000 : 500;
    await clock.pass(base * 0.5);
    await clock.pass(base);
    expect(await call).toMatchObject({ data: cancelled, attempts: 3, totalDelayMs: base * 1.5 });
    expect(server.requests).toHaveLength(3);
    const [first, ...others] = server.requests;
    for (const other of others) expect(other).toEqual(first);
    expect(clock.pending()).toEqual([]);
  });

  it("is the error when it comes three times, which is the default", async () => {
    const server = await scriptedServer(...always({ status: 429 }));
    const { cce, clock } = timedClient(server.url);
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError);
    await clock.pass(2_500);
    await clock.pass(5_000);
    const error = await failed;
    expect(error).toMatchObject({
      status: 429,
      errorCode: "CCE.2",
      attempts: 3,
      totalDelayMs: 7_500,
      outcome: "unprocessed",
    });
    expect(server.requests).toHaveLength(3);
    expect(clock.pending()).toEqual([]);
  });

  it.each([1, 2, 5])("is sent %i times at the most if maxAttempts says so", async (maxAttempts) => {
    const server = await scriptedServer(...always({ status: 503, headers: { "retry-after": "0" } }));
    const error = await failureOf(clientOf(server.url, { maxAttempts }).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({ attempts: maxAttempts, totalDelayMs: 0 });
    expect(server.requests).toHaveLength(maxAttempts);
  });
});

describe("an answer after which nobody knows", () => {
  it.each([500, 501, 502, 504, 599])("%i: the request is not sent again, and the error says why", async (status) => {
    const server = await scriptedServer({ status, headers: { "retry-after": "1" } });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({ status, attempts: 1, outcome: "unknown" });
    expect(error.message).toContain("it may have taken effect: read the resource before sending this again");
    expect(server.requests).toHaveLength(1);
  });
});

describe("an answer that is final", () => {
  it.each([400, 403, 404, 405, 408, 409, 413, 418, 425, 494])("%i: the request is not sent again", async (status) => {
    const server = await scriptedServer({ status, headers: { "retry-after": "1" } });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({ status, attempts: 1, outcome: "unprocessed" });
    expect(error.message).not.toContain("may have taken effect");
    expect(server.requests).toHaveLength(1);
  });
});

describe("the wait before the next attempt", () => {
  const startsAt = Date.UTC(2023, 10, 25, 7, 30, 0);
  const asked: readonly [string, string, number][] = [
    ["seconds", "7", 7_000],
    ["seconds with a fraction", "56.818", 56_818],
    ["a fraction of a millisecond", "0.0001", 1],
    ["a date", "Sat, 25 Nov 2023 07:30:09 GMT", 9_000],
    ["more than a minute", "3600", 60_000],
    ["a date tomorrow", "Sun, 26 Nov 2023 07:30:00 GMT", 60_000],
    ["more digits than a number has", "9".repeat(400), 60_000],
  ];

  it.each(asked)("is what Retry-After asks for: %s", async (_name, header, delayMs) => {
    const server = await scriptedServer({ status: 503, headers: { "retry-after": header } });
    const { cce, clock } = timedClient(server.url, {}, fakeClock(0.25, startsAt));
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    await clock.pass(delayMs);
    expect(await call).toMatchObject({ attempts: 2, totalDelayMs: delayMs });
  });

  it.each<[string, Record<string, string>]>([
    ["is ahead", { date: "Sat, 25 Nov 2023 07:40:00 GMT", "retry-after": "Sat, 25 Nov 2023 07:40:05 GMT" }],
    ["is behind", { date: "Sat, 25 Nov 2023 07:20:00 GMT", "retry-after": "Sat, 25 Nov 2023 07:20:05 GMT" }],
    ["cannot be read", { date: "noon", "retry-after": "Sat, 25 Nov 2023 07:30:05 GMT" }],
  ])("is counted from the Date of the answer: the server's clock %s", async (_name, headers) => {
    const server = await scriptedServer({ status: 429, headers });
    const { cce, clock } = timedClient(server.url, {}, fakeClock(0.25, startsAt));
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    await clock.pass(5_000);
    expect(await call).toMatchObject({ attempts: 2, totalDelayMs: 5_000 });
  });

  it.each(["0", "Sat, 25 Nov 2023 07:00:00 GMT"])("is none when Retry-After is %s", async (header) => {
    const server = await scriptedServer({ status: 503, headers: { "retry-after": header } });
    const { cce } = timedClient(server.url, {}, fakeClock(0.25, startsAt));
    expect(await cce.upgradeWorkFlowUpdate(cancel).withResponse()).toMatchObject({ attempts: 2, totalDelayMs: 0 });
  });

  it.each(["soon", "-5", "1e3", "0x10", "2023-11-25", "1 2", "Sat, never", ""])(
    "is chosen by the client when Retry-After is %j",
    async (header) => {
      const server = await scriptedServer({ status: 503, headers: { "retry-after": header } });
      const { cce, clock } = timedClient(server.url, {}, fakeClock(0.25, startsAt));
      const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
      await clock.pass(125);
      expect(await call).toMatchObject({ attempts: 2, totalDelayMs: 125 });
    },
  );

  const ceilings: readonly [number, readonly number[]][] = [
    [503, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
    [429, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]],
  ];
  it.each(ceilings)("after %i is random below a ceiling that doubles up to a minute", async (status, expected) => {
    const server = await scriptedServer(...expected.map(() => ({ status })));
    const random = 0.7;
    const options = { maxAttempts: expected.length + 1, totalTimeoutMs: 10_000_000 };
    const { cce, clock } = timedClient(server.url, options, fakeClock(random));
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    for (const ceiling of expected) await clock.pass(Math.round(ceiling * random));
    expect(await call).toMatchObject({ attempts: expected.length + 1 });
  });

  it("may be none at all", async () => {
    const server = await scriptedServer({ status: 429 }, { status: 503 });
    const { cce } = timedClient(server.url, {}, fakeClock(0));
    expect(await cce.upgradeWorkFlowUpdate(cancel).withResponse()).toMatchObject({ attempts: 3, totalDelayMs: 0 });
  });

  it("that would outlive the deadline of the call is not begun: the last error comes at once", async () => {
    const server = await scriptedServer(...always({ status: 429, headers: { "retry-after": "40" } }));
    const { cce, clock } = timedClient(server.url, { totalTimeoutMs: 80_000 });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError);
    await clock.pass(40_000);
    expect(await failed).toMatchObject({ status: 429, attempts: 2, totalDelayMs: 40_000 });
    expect(clock.pending()).toEqual([]);
    expect(server.requests).toHaveLength(2);
  });

  it("is begun when the deadline leaves a millisecond", async () => {
    const server = await scriptedServer({ status: 503, headers: { "retry-after": "40" } });
    const { cce, clock } = timedClient(server.url, { totalTimeoutMs: 40_001 });
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    await clock.pass(40_000);
    expect(await call).toMatchObject({ attempts: 2 });
  });
});

describe("several failures of a call", () => {
  it("may be of different kinds; the last one is the error", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      if (nPrevious === 0) answer(response, 429, "{}", { "retry-after": "0" });
      else if (nPrevious === 1) answer(response, 503, "{}", { "retry-after": "0" });
      else response.socket?.resetAndDestroy();
    });
    const call = clientOf(server.url, { maxAttempts: 5 }).upgradeWorkFlowUpdate(cancel);
    const error = await failureOf(call, isCceConnectionError);
    expect(error).toMatchObject({ attempts: 3, outcome: "unknown" });
    expect(server.requests).toHaveLength(3);
  });

  it("of many calls at once are counted for each", async () => {
    const seen = new Map<string, number>();
    const server = await startServer((request, response) => {
      const path = request.url ?? "";
      const before = seen.get(path) ?? 0;
      seen.set(path, before + 1);
      const wanted = Number(/clusters\/c(\d+)\//.exec(path)?.[1]) % 3;
      if (before < wanted) answer(response, 503, "{}", { "retry-after": "0" });
      else answer(response, 200, cancelledText);
    });
    const cce = clientOf(server.url);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        cce.upgradeWorkFlowUpdate({ ...cancel, cluster_id: `c${index}` }).withResponse(),
      ),
    );
    expect(answers.map(({ attempts }) => attempts)).toEqual(answers.map((_, index) => (index % 3) + 1));
  });
});
