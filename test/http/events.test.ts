import { type CceEvent, isCceApiError, isCceConnectionError } from "../../src/index.js";
import { exchange } from "../../src/transport/exchange.js";
import { fetchWire } from "../../src/transport/fetchWire.js";
import { createAuthorizer } from "../../src/auth/authorizer.js";
import { operations } from "../../src/transport/operation.js";
import {
  cancel,
  cancelled,
  cancelledText,
  cancelPath,
  clientOf,
  failureOf,
  timedClient,
  token,
} from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

describe("onEvent", () => {
  it("is told of each attempt, with what came of it and how long it took", async () => {
    const events: CceEvent[] = [];
    const server = await startServer((_request, response, nPrevious) => {
      clock.advance(120);
      if (nPrevious === 0) {
        answer(response, 503, '{"errorCode":"CCE.1"}', { "retry-after": "2", "x-request-id": "r-1" });
      } else {
        answer(response, 200, cancelledText);
      }
    });
    const { cce, clock } = timedClient(server.url, { onEvent: (event) => events.push(event) });
    const call = cce.upgradeWorkFlowUpdate(cancel, { headers: { "x-one": "1", cookie: "session=1" } });
    await clock.pass(2_000);
    await call;
    const common = {
      operation: "upgradeWorkFlowUpdate",
      method: "PATCH",
      url: `${server.url}${cancelPath}`,
      durationMs: 120,
    };
    expect(events).toEqual([
      {
        ...common,
        attempt: 1,
        headers: events[0]?.headers,
        status: 503,
        requestId: "r-1",
        failure: "upgradeWorkFlowUpdate: 503 CCE.1 (no reason given) (request r-1)",
        retryInMs: 2_000,
      },
      {
        ...common,
        attempt: 2,
        headers: events[1]?.headers,
        status: 200,
        requestId: undefined,
        failure: undefined,
        retryInMs: undefined,
      },
    ]);
    expect(events[0]?.headers).toMatchObject({ "x-one": "1", cookie: "[redacted]", accept: "application/json" });
  });

  it("is told of the last failure, after which there is no other attempt", async () => {
    const events: CceEvent[] = [];
    const server = await startServer((_request, response) => {
      answer(response, 404, "{}");
    });
    const cce = clientOf(server.url, { onEvent: (event) => events.push(event) });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ status: 404, failure: error.message });
    expect(events[0]?.retryInMs).toBeUndefined();
  });

  it("is told of an attempt without an answer", async () => {
    const events: CceEvent[] = [];
    const server = await startServer((_request, response) => {
      response.socket?.resetAndDestroy();
    });
    const cce = clientOf(server.url, { onEvent: (event) => events.push(event) });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ attempt: 1, failure: error.message, status: undefined, requestId: undefined });
  });

  it("is told the names of query parameters and not their values", async () => {
    const events: CceEvent[] = [];
    const server = await startServer((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const settings = {
      wire: fetchWire(undefined, 1_000),
      authorizer: createAuthorizer({ token }),
      clock: fakeClock(),
      timeoutMs: 1_000,
      totalTimeoutMs: 1_000,
      maxAttempts: 1,
      onEvent: (event: CceEvent) => events.push(event),
    };
    const call = {
      operation: "upgradeWorkFlowUpdate",
      descriptor: operations.upgradeWorkFlowUpdate,
      projectId: undefined,
      signal: undefined,
    };
    const url = new URL(`${server.url}/list?type=hidden-one&na%20me=hidden-two`);
    await exchange(settings, call, { method: "GET", url, headers: {}, body: undefined });
    expect(events[0]?.url).toBe(`${server.url}/list?type&na%20me`);
    expect(JSON.stringify(events)).not.toContain("hidden");
  });

  const failing: readonly [string, () => unknown][] = [
    [
      "throws",
      () => {
        throw new Error("the log is full");
      },
    ],
    ["rejects", () => Promise.reject(new Error("the log is full"))],
  ];
  it.each(failing)("that %s changes nothing", async (_name, onEvent) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const server = await startServer((_request, response, nPrevious) => {
        answer(response, nPrevious === 0 ? 503 : 200, cancelledText, { "retry-after": "0" });
      });
      await expect(clientOf(server.url, { onEvent }).upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });
});
