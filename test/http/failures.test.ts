import { getEventListeners } from "node:events";
import {
  CceAbortError,
  CceCallError,
  CceConnectionError,
  CceError,
  CceTimeoutError,
  isCceAbortError,
  isCceConnectionError,
  isCceTimeoutError,
} from "../../src/index.js";
import { cancel, cancelledText, clientOf, failureOf, timedClient, token } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { answer, closeServers, freePort, startServer } from "../helpers/server.js";

afterEach(closeServers);

const advice = "it may have taken effect: read the resource before sending this again";

/** A server that takes requests and does not answer. */
function silentServer() {
  return startServer(() => undefined);
}

/** A signal that counts its listeners. */
function watchedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const counts = { added: 0, removed: 0 };
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    counts.added += 1;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    counts.removed += 1;
    removeEventListener.apply(signal, args);
  };
  return { controller, signal, counts };
}

describe("a connection that fails", () => {
  it("refused: says so, with the runtime's code and cause, and that nothing has changed", async () => {
    const cce = clientOf(`http://127.0.0.1:${await freePort()}`, { maxAttempts: 1 });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    for (const kind of [Error, CceError, CceCallError, CceConnectionError]) expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ code: "ECONNREFUSED", outcome: "unprocessed", attempts: 1, totalDelayMs: 0 });
    expect(error.message).toMatch(/^upgradeWorkFlowUpdate: no response: .*ECONNREFUSED/);
    expect(error.message).not.toContain("may have taken effect");
    // fetch wraps the cause once more, node:http does not.
    const causes = [error.cause, (error.cause as Error).cause];
    expect(causes).toContainEqual(expect.objectContaining({ code: "ECONNREFUSED" }));
  });

  it("reset after sending: says that the outcome is unknown and what to do, and does not send again", async () => {
    const server = await startServer((_request, response) => {
      response.socket?.resetAndDestroy();
    });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    expect(error).toMatchObject({ code: "ECONNRESET", outcome: "unknown", attempts: 1 });
    expect(error.message).toContain("ECONNRESET");
    expect(error.message).toContain(advice);
    expect(server.requests).toHaveLength(1);
  });

  it("closed after sending: the same", async () => {
    const server = await startServer((_request, response) => {
      response.socket?.end();
    });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    // The first is what fetch says, the second what node:http says.
    const code = expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) as unknown;
    expect(error).toMatchObject({ code, outcome: "unknown", attempts: 1 });
    expect(error.message).toContain(advice);
    expect(server.requests).toHaveLength(1);
  });

  it("refused: is tried again, as nothing was sent", async () => {
    const { cce, clock } = timedClient(`http://127.0.0.1:${await freePort()}`, { maxAttempts: 3 });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    await clock.pass(250);
    await clock.pass(500);
    expect(await failed).toMatchObject({ code: "ECONNREFUSED", attempts: 3, totalDelayMs: 750 });
    expect(clock.pending()).toEqual([]);
  });

  it("is safe as JSON", async () => {
    const cce = clientOf(`http://127.0.0.1:${await freePort()}`, { maxAttempts: 1 });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "CceConnectionError",
      message: error.message,
      operation: "upgradeWorkFlowUpdate",
      attempts: 1,
      totalDelayMs: 0,
      outcome: "unprocessed",
      code: "ECONNREFUSED",
    });
  });
});

describe("the deadline of an attempt", () => {
  it("ends a call whose server is silent, and does not send again", async () => {
    const server = await silentServer();
    const { cce, clock } = timedClient(server.url);
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await server.received(1);
    expect(clock.pending()).toEqual([30_000]);
    clock.advance(30_000);
    const error = await failed;
    for (const kind of [Error, CceError, CceCallError, CceTimeoutError]) expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ limit: "timeoutMs", limitMs: 30_000, attempts: 1, outcome: "unknown" });
    expect(error.message).toBe(`upgradeWorkFlowUpdate: no complete response within timeoutMs (30000 ms); ${advice}`);
    expect(server.requests).toHaveLength(1);
    expect(clock.pending()).toEqual([]);
  });

  it("does not fire a moment earlier", async () => {
    const server = await startServer((_request, response) => {
      clock.advance(29_999);
      answer(response, 200, cancelledText);
    });
    const { cce, clock } = timedClient(server.url);
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(clock.pending()).toEqual([]);
  });

  it("is the call's, else the client's", async () => {
    const server = await silentServer();
    const { cce, clock } = timedClient(server.url, { timeoutMs: 700 });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    const otherFailed = failureOf(cce.upgradeWorkFlowUpdate(cancel, { timeoutMs: 300 }), isCceTimeoutError);
    await server.received(2);
    expect(clock.pending().sort()).toEqual([300, 700]);
    clock.advance(700);
    expect((await failed).limitMs).toBe(700);
    expect((await otherFailed).limitMs).toBe(300);
  });

  it.each(["headers", "body"])("covers an answer whose %s trickle", async (part) => {
    let closed: Promise<unknown> = Promise.resolve();
    const server = await startServer((_request, response) => {
      closed = new Promise((resolve) => response.once("close", resolve));
      const { socket } = response;
      socket?.write(part === "headers" ? "HTTP/1.1 200 OK\r\nx-a: " : "HTTP/1.1 200 OK\r\n\r\n{");
      const timer = setInterval(() => socket?.write(" "), 2);
      response.once("close", () => {
        clearInterval(timer);
      });
    });
    const { cce, clock } = timedClient(server.url);
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await server.received(1);
    clock.advance(30_000);
    expect(await failed).toMatchObject({ limit: "timeoutMs", outcome: "unknown" });
    await closed;
  });

  it("covers the credentials, and sends nothing afterwards", async () => {
    let give: (credentials: { token: string }) => void = () => undefined;
    const credentials = () => new Promise<{ token: string }>((resolve) => (give = resolve));
    // One that looks at no signal: whether it is called is what counts.
    const fetch = jest.fn(() => Promise.resolve(Response.json({})));
    const { cce, clock } = timedClient("https://cce.example.com", { credentials, fetch });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await clock.pass(30_000);
    const error = await failed;
    expect(error).toMatchObject({ limit: "timeoutMs", attempts: 0, outcome: "unprocessed" });
    expect(error.message).not.toContain("may have taken effect");
    give({ token });
    await new Promise((resolve) => setImmediate(resolve));
    expect(fetch).not.toHaveBeenCalled();
    expect(clock.pending()).toEqual([]);
  });
});

describe("the deadline of a call", () => {
  it("ends the last attempt, and is told apart from the one of the attempt", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      if (nPrevious === 0) answer(response, 503, "{}", { "retry-after": "20" });
    });
    const { cce, clock } = timedClient(server.url, { totalTimeoutMs: 45_000 });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await clock.pass(20_000);
    await server.received(2);
    expect(clock.pending()).toEqual([25_000]);
    clock.advance(25_000);
    const error = await failed;
    expect(error).toMatchObject({
      limit: "totalTimeoutMs",
      limitMs: 45_000,
      attempts: 2,
      totalDelayMs: 20_000,
      outcome: "unknown",
    });
    expect(error.message).toContain("within totalTimeoutMs (45000 ms)");
  });

  it("is 180 seconds by default", async () => {
    const server = await silentServer();
    const { cce, clock } = timedClient(server.url, { timeoutMs: 500_000 });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await server.received(1);
    clock.advance(180_000);
    expect(await failed).toMatchObject({ limit: "totalTimeoutMs", limitMs: 180_000 });
  });

  it("sends nothing when it has passed while the machine was asleep", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 503, "{}", { "retry-after": "10" });
    });
    const { cce, clock } = timedClient(server.url, { totalTimeoutMs: 15_000 });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await clock.isSet(10_000);
    clock.jump(60_000);
    clock.advance(0);
    expect(await failed).toMatchObject({ limit: "totalTimeoutMs", attempts: 1, outcome: "unprocessed" });
    expect(server.requests).toHaveLength(1);
    expect(clock.pending()).toEqual([]);
  });

  it("ends a call whose fetch ignores its signal", async () => {
    let called: () => void = () => undefined;
    const isCalled = new Promise<void>((resolve) => (called = resolve));
    const fetch = () => {
      called();
      return new Promise<Response>(() => undefined);
    };
    const { cce, clock } = timedClient("https://cce.example.com", { fetch });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await isCalled;
    clock.advance(30_000);
    expect(await failed).toMatchObject({ limit: "timeoutMs", outcome: "unknown" });
  });

  it("ends a call whose fetch ignores its signal while the body comes, and lets go of the body", async () => {
    let reading: () => void = () => undefined;
    const isReading = new Promise<void>((resolve) => (reading = resolve));
    let dropped: () => void = () => undefined;
    const isDropped = new Promise<void>((resolve) => (dropped = resolve));
    let more: () => void = () => undefined;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          more = () => {
            controller.enqueue(Buffer.from("{"));
          };
          reading();
        },
        cancel: () => {
          dropped();
        },
      },
      { highWaterMark: 0 },
    );
    const fetch = () => Promise.resolve(new Response(body, { headers: { "content-type": "application/json" } }));
    const { cce, clock } = timedClient("https://cce.example.com", { fetch });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await isReading;
    clock.advance(30_000);
    expect(await failed).toMatchObject({ limit: "timeoutMs", outcome: "unknown" });
    more();
    await isDropped;
  });
});

describe("the caller's signal", () => {
  it("that has fired already ends the call before anything is sent", async () => {
    const server = await silentServer();
    const reason = new Error("the user went away");
    const signal = AbortSignal.abort(reason);
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel, { signal }), isCceAbortError);
    for (const kind of [Error, CceError, CceCallError, CceAbortError]) expect(error).toBeInstanceOf(kind);
    expect(error.cause).toBe(reason);
    expect(error).toMatchObject({ attempts: 0, outcome: "unprocessed" });
    expect(error.message).toBe("upgradeWorkFlowUpdate: aborted by the caller's signal");
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["an error", new Error("enough")],
    ["text", "enough"],
  ])("ends the call while the server is silent; its reason, %s, is the cause", async (_name, reason) => {
    const server = await silentServer();
    const { controller, signal, counts } = watchedSignal();
    const { cce, clock } = timedClient(server.url);
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel, { signal }), isCceAbortError);
    await server.received(1);
    controller.abort(reason);
    const error = await failed;
    expect(error.cause).toBe(reason);
    expect(error).toMatchObject({ attempts: 1, outcome: "unknown" });
    expect(error.message).toContain(advice);
    expect(counts.added).toBeGreaterThan(0);
    expect(counts.removed).toBe(counts.added);
    expect(clock.pending()).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it("ends the call while the body comes, and the connection with it", async () => {
    let gone: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (gone = resolve));
    const controller = new AbortController();
    const server = await startServer((_request, response) => {
      response.once("close", gone);
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{", () => {
        controller.abort();
      });
    });
    const call = clientOf(server.url).upgradeWorkFlowUpdate(cancel, { signal: controller.signal });
    const error = await failureOf(call, isCceAbortError);
    expect(error.cause).toBe(controller.signal.reason);
    expect(error.outcome).toBe("unknown");
    await closed;
  });

  it("ends the call between two attempts", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 429, "{}", { "retry-after": "10" });
    });
    const { controller, signal, counts } = watchedSignal();
    const clock = fakeClock();
    const { cce } = timedClient(server.url, {}, clock);
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel, { signal }), isCceAbortError);
    await clock.isSet(10_000);
    clock.advance(4_000);
    controller.abort("enough");
    expect(await failed).toMatchObject({
      cause: "enough",
      attempts: 1,
      totalDelayMs: 4_000,
      outcome: "unprocessed",
    });
    expect(counts.removed).toBe(counts.added);
    expect(clock.pending()).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it("ends the call while it waits for credentials", async () => {
    const server = await silentServer();
    const { controller, signal, counts } = watchedSignal();
    const credentials = () => new Promise<never>(() => undefined);
    const { cce, clock } = timedClient(server.url, { credentials });
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancel, { signal }), isCceAbortError);
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect(await failed).toMatchObject({ attempts: 0, outcome: "unprocessed" });
    expect(counts.removed).toBe(counts.added);
    expect(clock.pending()).toEqual([]);
  });

  it("may be shared by a thousand calls", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on("warning", warn);
    const server = await startServer((_request, response, nPrevious) => {
      // Some of them wait for another attempt.
      if (nPrevious % 10 === 0) answer(response, 429, "{}", { "retry-after": "0.01" });
      else answer(response, 200, cancelledText);
    });
    const { controller, signal, counts } = watchedSignal();
    const cce = clientOf(server.url, { maxAttempts: 20 });
    await Promise.all(Array.from({ length: 1_000 }, () => cce.upgradeWorkFlowUpdate(cancel, { signal })));
    expect(counts.removed).toBe(counts.added);
    expect(counts.removed).toBeLessThan(1_000);
    expect(getEventListeners(signal, "abort")).toEqual([]);

    // And it ends all that are under way.
    const silent = await silentServer();
    const others = Array.from({ length: 50 }, () => clientOf(silent.url).upgradeWorkFlowUpdate(cancel, { signal }));
    const failed = others.map((call) => failureOf(call, isCceAbortError));
    await silent.received(50);
    controller.abort();
    for (const error of await Promise.all(failed)) expect(error.outcome).toBe("unknown");
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", warn);
    expect(warnings).toEqual([]);
  });

  it("has no listener left after a call that succeeded, also after several attempts", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      if (nPrevious === 0) answer(response, 503, "{}", { "retry-after": "1" });
      else answer(response, 200, cancelledText);
    });
    const { signal, counts } = watchedSignal();
    const { cce, clock } = timedClient(server.url);
    const call = cce.upgradeWorkFlowUpdate(cancel, { signal });
    await clock.pass(1_000);
    await call;
    expect(counts.added).toBeGreaterThanOrEqual(3);
    expect(counts.removed).toBe(counts.added);
    expect(clock.pending()).toEqual([]);
  });
});
