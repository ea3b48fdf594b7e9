import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate as tick } from "node:timers/promises";
import { inspect } from "node:util";
import {
  type AkSkCredentials,
  CceConnectionError,
  type CceClientOptions,
  type CceClientSettings,
  createCceClient,
  type Credentials,
  isCceAbortError,
  isCceApiError,
  isCceConfigError,
  isCceError,
  isCceTimeoutError,
  tokenFromPassword,
} from "../../src/index.js";
import {
  cancel,
  cancelled,
  cancelledText,
  cancelWithoutProject,
  clientOf,
  failureOf,
  ids,
  thrownBy,
  timedClient,
} from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { referenceSignature } from "../helpers/referenceSigner.js";
import { answer, closeServers, startServer, type TestServer } from "../helpers/server.js";

afterEach(closeServers);

const keys: AkSkCredentials = {
  accessKey: "QTWAOYTTINDUT2QVKYUC",
  secretKey: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
};

/** A server that takes each token only as long as `isGood` says so. */
function tokenServer(isGood: (token: string | undefined, nPrevious: number) => boolean) {
  return startServer((request, response, nPrevious) => {
    const given = request.headers["x-auth-token"];
    if (isGood(typeof given === "string" ? given : undefined, nPrevious)) answer(response, 200, cancelledText);
    else answer(response, 401, '{"error_code":"APIGW.0307","error_msg":"token must be updated"}');
  });
}

describe("a token", () => {
  it("that is refused is the error; there is no other to be had", async () => {
    const server = await tokenServer(() => false);
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({ status: 401, errorCode: "APIGW.0307", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("from a function is asked for before each attempt", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      if (nPrevious < 2) answer(response, 503, "{}", { "retry-after": "0" });
      else answer(response, 200, cancelledText);
    });
    let asked = 0;
    const credentials = { token: () => Promise.resolve(`token-${(asked += 1)}`) };
    await clientOf(server.url, { credentials }).upgradeWorkFlowUpdate(cancel);
    expect(server.requests.map(({ headers }) => headers["x-auth-token"])).toEqual(["token-1", "token-2", "token-3"]);
  });

  it("from a function that answers at once will do", async () => {
    const server = await tokenServer((given) => given === "at-once");
    const cce = clientOf(server.url, { credentials: { token: () => "at-once" } });
    await expect(cce.upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
  });

  it("from a function is asked for once more when it is refused, which takes nothing from maxAttempts", async () => {
    const server = await tokenServer((given) => given === "token-2");
    let asked = 0;
    const credentials = { token: () => `token-${(asked += 1)}` };
    const cce = clientOf(server.url, { credentials, maxAttempts: 1 });
    expect(await cce.upgradeWorkFlowUpdate(cancel).withResponse()).toMatchObject({ attempts: 2, totalDelayMs: 0 });
  });

  it("from a function that is refused twice is the error", async () => {
    const server = await tokenServer(() => false);
    const cce = clientOf(server.url, { credentials: { token: () => "bad" } });
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError)).toMatchObject({
      status: 401,
      attempts: 2,
    });
    expect(server.requests).toHaveLength(2);
  });

  it("refused once leaves all attempts to what comes after it", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      if (nPrevious === 0) answer(response, 401, "{}");
      else answer(response, 503, "{}", { "retry-after": "0" });
    });
    const cce = clientOf(server.url, { credentials: { token: () => "a-token" }, maxAttempts: 2 });
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError)).toMatchObject({
      status: 503,
      attempts: 3,
    });
  });

  const noTokens: readonly [string, unknown][] = [
    ["nothing", undefined],
    ["empty text", ""],
    ["a number", 7],
    ["credentials", { token: "hidden-token" }],
  ];
  it.each(noTokens)("from a function that gives %s is an error that says so", async (_name, given) => {
    const server = await tokenServer(() => true);
    const cce = clientOf(server.url, { credentials: { token: () => given as string } });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConfigError);
    expect(error).toMatchObject({ parameter: "credentials", message: "The token function returned no token." });
    expect(server.requests).toHaveLength(0);
  });

  const failing: readonly [string, () => string][] = [
    [
      "an error",
      () => {
        throw new Error("no network");
      },
    ],
    [
      "text",
      () => {
        AbortSignal.abort("no network").throwIfAborted();
        return "";
      },
    ],
  ];
  it.each(failing)("from a function that throws %s is an error with the cause", async (_name, fail) => {
    const cce = clientOf("https://cce.example.com", { credentials: { token: fail } });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConfigError);
    expect(error.message).toBe("The token function failed: no network");
    expect(inspect(error.cause)).toContain("no network");
  });

  it.each(["hidden\ntoken", "hidden\r\nx-evil: 1", "hidden\u0000", "hidden\u{1f600}"])(
    "with characters no header may carry (%j) is refused before anything is sent, and not shown",
    async (bad) => {
      const server = await tokenServer(() => true);
      for (const credentials of [{ token: bad }, { token: () => bad }, () => Promise.resolve({ token: bad })]) {
        const error = await failureOf(
          clientOf(server.url, { credentials }).upgradeWorkFlowUpdate(cancel),
          isCceConfigError,
        );
        expect(error.parameter).toBe("X-Auth-Token");
        expect(inspect(error, { depth: null })).not.toContain("hidden");
      }
      expect(server.requests).toHaveLength(0);
    },
  );
});

describe("a provider of credentials", () => {
  /** A provider that gives `token-1`, `token-2`, … and counts how often it is asked. */
  function counting(expiresAt?: (count: number) => Date | undefined) {
    const state = { asked: 0 };
    const provider = async (): Promise<Credentials> => {
      state.asked += 1;
      const count = state.asked;
      await new Promise((resolve) => setImmediate(resolve));
      const end = expiresAt?.(count);
      return { token: `token-${count}`, ...(end === undefined ? {} : { expiresAt: end }) };
    };
    return { state, provider };
  }

  it("is asked once for many calls at once, and for those that follow", async () => {
    const server = await tokenServer((given) => given === "token-1");
    const { state, provider } = counting();
    const cce = clientOf(server.url, { credentials: provider });
    expect(state.asked).toBe(0);
    await Promise.all(Array.from({ length: 20 }, () => cce.upgradeWorkFlowUpdate(cancel)));
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(state.asked).toBe(1);
  });

  it("is asked again a minute before the credentials end, once for many calls", async () => {
    const startsAt = Date.UTC(2023, 10, 25);
    const server = await tokenServer(() => true);
    const { state, provider } = counting((count) => new Date(startsAt + count * 3_600_000));
    const { cce, clock } = timedClient(server.url, { credentials: provider }, fakeClock(0.5, startsAt));
    await cce.upgradeWorkFlowUpdate(cancel);
    clock.advance(3_540_000);
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(state.asked).toBe(1);
    clock.advance(1);
    await Promise.all(Array.from({ length: 20 }, () => cce.upgradeWorkFlowUpdate(cancel)));
    expect(state.asked).toBe(2);
    expect(server.requests.map(({ headers }) => headers["x-auth-token"]).slice(1, 3)).toEqual(["token-1", "token-2"]);
  });

  it("that gives ended credentials is asked for each call, and what it gives is used", async () => {
    const server = await tokenServer(() => true);
    const { state, provider } = counting(() => new Date(0));
    const cce = clientOf(server.url, { credentials: provider });
    await cce.upgradeWorkFlowUpdate(cancel);
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(state.asked).toBeGreaterThanOrEqual(2);
    expect(server.requests).toHaveLength(2);
  });

  it("is asked once more when many calls find the credentials refused", async () => {
    const { state, provider } = counting();
    let refused = 0;
    const held: (() => void)[] = [];
    const server = await startServer((request, response) => {
      if (request.headers["x-auth-token"] === "token-2") {
        answer(response, 200, cancelledText);
        return;
      }
      refused += 1;
      held.push(() => {
        answer(response, 401, "{}");
      });
      if (refused === 20) for (const release of held) release();
    });
    const cce = clientOf(server.url, { credentials: provider, maxAttempts: 1 });
    const calls = Array.from({ length: 20 }, () => cce.upgradeWorkFlowUpdate(cancel).withResponse());
    for (const { attempts } of await Promise.all(calls)) expect(attempts).toBe(2);
    expect(state.asked).toBe(2);
    expect(server.requests).toHaveLength(40);
  });

  it("whose second credentials are refused too: the refusal is the error", async () => {
    const server = await tokenServer(() => false);
    const { state, provider } = counting();
    const error = await failureOf(
      clientOf(server.url, { credentials: provider }).upgradeWorkFlowUpdate(cancel),
      isCceApiError,
    );
    expect(error).toMatchObject({ status: 401, attempts: 2 });
    expect(state.asked).toBe(2);
  });

  it("that fails is an error with the cause, and the next call asks again", async () => {
    const server = await tokenServer(() => true);
    const cause = new Error("no metadata service");
    let asked = 0;
    const credentials = () => {
      asked += 1;
      return asked === 1 ? Promise.reject(cause) : Promise.resolve({ token: "a-token" });
    };
    const cce = clientOf(server.url, { credentials });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConfigError);
    expect(error).toMatchObject({
      parameter: "credentials",
      message: "The credentials provider failed: no metadata service",
    });
    expect(error.cause).toBe(cause);
    expect(server.requests).toHaveLength(0);
    await expect(cce.upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
  });

  it("that fails when the credentials have ended is asked again by the next call", async () => {
    const server = await tokenServer(() => true);
    let asked = 0;
    const credentials = () => {
      asked += 1;
      if (asked === 2) return Promise.reject(new Error("not now"));
      return Promise.resolve({ token: `token-${asked}`, expiresAt: new Date(asked === 1 ? 0 : 8.64e15) });
    };
    const cce = clientOf(server.url, { credentials });
    await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConfigError);
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(server.requests.map(({ headers }) => headers["x-auth-token"])).toEqual(["token-3"]);
  });

  it("that fails with an error of ours: that error", async () => {
    const ours = thrownBy(() => clientOf("ftp://x"), isCceConfigError);
    const cce = clientOf("https://cce.example.com", { credentials: () => Promise.reject(ours) });
    await expect(cce.upgradeWorkFlowUpdate(cancel)).rejects.toBe(ours);
  });
});

/** A provider whose answers the test decides on, one by one. */
function scripted() {
  const asked: { give: (credentials: Credentials) => void; fail: (error: unknown) => void }[] = [];
  const provider = () =>
    new Promise<Credentials>((give, fail) => {
      asked.push({ give, fail });
    });
  /** The answer that was asked for as number `count`, counted from 1; waits until it is asked for. */
  const nth = async (count: number) => {
    for (;;) {
      const found = asked[count - 1];
      if (found !== undefined) return found;
      await tick();
    }
  };
  return { provider, nth, count: () => asked.length };
}

const startsAt = Date.UTC(2023, 10, 25);

describe("a provider of credentials that hangs", () => {
  const tokensOf = (server: TestServer) => server.requests.map(({ headers }) => headers["x-auth-token"]);

  it("fails the calls that wait when their time is over, and the next call asks again", async () => {
    const server = await tokenServer(() => true);
    const { provider, nth, count } = scripted();
    const { cce, clock } = timedClient(server.url, { credentials: provider });
    const calls = Array.from({ length: 3 }, () => failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError));
    await nth(1);
    clock.advance(30_000);
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ limit: "timeoutMs", limitMs: 30_000, outcome: "unprocessed", attempts: 0 });
      expect(error.message).toBe(
        "upgradeWorkFlowUpdate: no complete response within timeoutMs (30000 ms); the credentials had not arrived by then",
      );
    }
    expect(count()).toBe(1);
    expect(server.requests).toHaveLength(0);
    expect(clock.pending()).toEqual([]);
    const next = cce.upgradeWorkFlowUpdate(cancel);
    (await nth(2)).give({ token: "token-2" });
    await next;
    expect(tokensOf(server)).toEqual(["token-2"]);
  });

  it("blocks nothing in the time of the machine either", async () => {
    const server = await tokenServer(() => true);
    let asked = 0;
    const credentials = () => {
      asked += 1;
      return asked === 1 ? new Promise<never>(() => undefined) : Promise.resolve({ token: "token-2" });
    };
    const cce = clientOf(server.url, { credentials, totalTimeoutMs: 100 });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    expect(error).toMatchObject({ limit: "totalTimeoutMs", outcome: "unprocessed" });
    await cce.upgradeWorkFlowUpdate({ ...cancel }, { totalTimeoutMs: 30_000 });
    expect(asked).toBe(2);
  });

  it("holds up nobody who may wait for longer", async () => {
    const server = await tokenServer(() => true);
    const { provider, nth, count } = scripted();
    const { cce, clock } = timedClient(server.url, { credentials: provider });
    const patient = cce.upgradeWorkFlowUpdate(cancel);
    const hasty = failureOf(cce.upgradeWorkFlowUpdate(cancel, { timeoutMs: 10 }), isCceTimeoutError);
    const first = await nth(1);
    clock.advance(10);
    await hasty;
    first.give({ token: "token-1" });
    await patient;
    expect(count()).toBe(1);
    expect(tokensOf(server)).toEqual(["token-1"]);
  });

  it("and answers at last has not been asked in vain", async () => {
    const server = await tokenServer(() => true);
    const { provider, nth, count } = scripted();
    const { cce, clock } = timedClient(server.url, { credentials: provider });
    const late = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    const first = await nth(1);
    clock.advance(30_000);
    await late;
    first.give({ token: "token-1" });
    await tick();
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(count()).toBe(1);
    expect(tokensOf(server)).toEqual(["token-1"]);
  });

  it("and answers after a later one has answered changes nothing", async () => {
    const server = await tokenServer(() => true);
    const { provider, nth } = scripted();
    const { cce, clock } = timedClient(server.url, { credentials: provider }, fakeClock(0.5, startsAt));
    const late = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    const first = await nth(1);
    clock.advance(30_000);
    await late;
    const next = cce.upgradeWorkFlowUpdate(cancel);
    (await nth(2)).give({ token: "token-2", expiresAt: new Date(startsAt + 7_200_000) });
    await next;
    first.give({ token: "token-1", expiresAt: new Date(startsAt + 3_600_000) });
    await tick();
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(tokensOf(server)).toEqual(["token-2", "token-2"]);
  });

  it("is not asked again because a caller goes away", async () => {
    const server = await tokenServer(() => true);
    const { provider, nth, count } = scripted();
    const { cce, clock } = timedClient(server.url, { credentials: provider });
    const controller = new AbortController();
    const gone = failureOf(cce.upgradeWorkFlowUpdate(cancel, { signal: controller.signal }), isCceAbortError);
    const first = await nth(1);
    controller.abort();
    expect((await gone).message).toBe("upgradeWorkFlowUpdate: aborted by the caller's signal");
    const next = cce.upgradeWorkFlowUpdate(cancel);
    await clock.isSet(30_000);
    first.give({ token: "token-1" });
    await next;
    expect(count()).toBe(1);
  });

  it("as the function of a token fails the call when its time is over", async () => {
    const server = await tokenServer(() => true);
    let asked = 0;
    const token = () => {
      asked += 1;
      return asked === 1 ? new Promise<string>(() => undefined) : "token-2";
    };
    const { cce, clock } = timedClient(server.url, { credentials: { token } });
    const late = failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceTimeoutError);
    await clock.pass(30_000);
    expect((await late).message).toContain("the credentials had not arrived by then");
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(tokensOf(server)).toEqual(["token-2"]);
  });
});

describe("credentials that are about to end", () => {
  /** A client that has `token-1`, which ends in `leftMs`, and its provider has been asked once. */
  async function aged(leftMs: number, options: Partial<CceClientSettings> = {}) {
    const { state, ...server } = await recordingServer();
    const script = scripted();
    const { cce, clock } = timedClient(
      server.url,
      { credentials: script.provider, ...options },
      fakeClock(0.5, startsAt),
    );
    const first = cce.upgradeWorkFlowUpdate(cancel);
    (await script.nth(1)).give({ token: "token-1", expiresAt: new Date(startsAt + 3_600_000) });
    await first;
    clock.advance(3_600_000 - leftMs);
    const send = () => cce.upgradeWorkFlowUpdate(cancel);
    return { ...script, cce, clock, send, state, received: server.received, endsAt: startsAt + 3_600_000 };
  }

  /** A server that notes the token of each request. What `reply` does with a response is up to the test. */
  async function recordingServer() {
    const good = (response: ServerResponse): void => {
      answer(response, 200, cancelledText);
    };
    const state = { tokens: [] as unknown[], reply: good };
    const server = await startServer((request, response) => {
      state.tokens.push(request.headers["x-auth-token"]);
      state.reply(response);
    });
    return { ...server, state };
  }

  it("are used until they end where others cannot be had, which is tried again after a while", async () => {
    const { nth, count, clock, send, state } = await aged(40_000);
    const failing = send();
    (await nth(2)).fail(new Error("not now"));
    await failing;
    // Not on every call.
    await Promise.all([send(), send(), send()]);
    clock.advance(9_999);
    await send();
    expect(count()).toBe(2);
    clock.advance(1);
    const again = send();
    (await nth(3)).fail(new Error("not yet"));
    await again;
    expect(new Set(state.tokens)).toEqual(new Set(["token-1"]));
    clock.advance(30_000);
    const ended = failureOf(send(), isCceConfigError);
    (await nth(4)).fail(new Error("never"));
    expect((await ended).message).toBe("The credentials provider failed: never");
    expect(state.tokens).toHaveLength(7);
  });

  it("are used where others do not come soon, and these are when they come", async () => {
    const { nth, count, clock, send, state } = await aged(40_000);
    const waiting = send();
    await nth(2);
    await clock.pass(5_000);
    await waiting;
    await send();
    (await nth(2)).give({ token: "token-2" });
    await tick();
    await send();
    expect(state.tokens).toEqual(["token-1", "token-1", "token-1", "token-2"]);
    expect(count()).toBe(2);
    expect(clock.pending()).toEqual([]);
  });

  it("are used where the provider has hung since, and it is asked again after a while", async () => {
    const { nth, clock, send, state } = await aged(40_000);
    const waiting = send();
    await nth(2);
    await clock.pass(5_000);
    await waiting;
    clock.advance(5_000);
    const renewed = send();
    (await nth(3)).give({ token: "token-3" });
    await renewed;
    expect(state.tokens).toEqual(["token-1", "token-1", "token-3"]);
  });

  it("leave half of its time to a call that has little", async () => {
    const { nth, clock, send, state } = await aged(40_000, { timeoutMs: 1_000 });
    const waiting = send();
    await nth(2);
    await clock.pass(500);
    await waiting;
    expect(state.tokens).toEqual(["token-1", "token-1"]);
  });

  it("are used where the others have ended already", async () => {
    const { nth, send, state, endsAt } = await aged(40_000);
    const waiting = send();
    (await nth(2)).give({ token: "token-2", expiresAt: new Date(endsAt - 50_000) });
    await waiting;
    expect(state.tokens).toEqual(["token-1", "token-1"]);
  });

  it("keep nobody waiting who goes away, nor any timer", async () => {
    const { nth, count, cce, clock } = await aged(40_000);
    const controller = new AbortController();
    const gone = failureOf(cce.upgradeWorkFlowUpdate(cancel, { signal: controller.signal }), isCceAbortError);
    await nth(2);
    controller.abort();
    await gone;
    expect(clock.pending()).toEqual([]);
    expect(count()).toBe(2);
  });

  it("and are refused are asked for once more, also by a call that waited for others", async () => {
    let toldOf401: () => void = () => undefined;
    const isRefused = new Promise<void>((resolve) => (toldOf401 = resolve));
    const onEvent: CceClientOptions["onEvent"] = ({ status }) => {
      if (status === 401) toldOf401();
    };
    const { nth, clock, send, state, received } = await aged(60_001, { onEvent });
    const replies: ServerResponse[] = [];
    const good = state.reply;
    state.reply = (response) => replies.push(response);
    const early = send();
    await received(2);
    clock.advance(2);
    const waiting = send();
    const second = await nth(2);
    replies.forEach((response) => {
      answer(response, 401, "{}");
    });
    await isRefused;
    state.reply = (response) => {
      if (state.tokens.at(-1) === "token-1") answer(response, 401, "{}");
      else good(response);
    };
    await clock.pass(5_000);
    (await nth(3)).give({ token: "token-3" });
    await waiting;
    second.give({ token: "token-2" });
    await early;
    expect(state.tokens).toEqual(["token-1", "token-1", "token-1", "token-3", "token-2"]);
  });
});

describe("a provider whose look-up fails for the moment", () => {
  const password = { region: "cn-north-4", userName: "robot", password: "pass-word-secret", domainName: "acme" };

  /** IAM that answers as `iam` says, each at once asked again by its client, and the service behind it. */
  async function services(iam: (nPrevious: number) => number | "lost") {
    let asked = 0;
    const server = await startServer((request, response) => {
      if (request.method !== "POST") {
        answer(response, 200, cancelledText);
        return;
      }
      const status = iam(asked);
      asked += 1;
      if (status === "lost") request.socket.destroy();
      else answer(response, status, "{}", { "retry-after": "0", "x-subject-token": "a-token" });
    });
    const provider = tokenFromPassword({ ...password, iamEndpoint: server.url });
    return { ...server, provider, asked: () => asked };
  }

  it.each([503, 429, 500])("with %i of IAM is asked again after a while, and the call goes on", async (status) => {
    const nFailures = status === 500 ? 1 : 3;
    const { url, provider } = await services((nPrevious) => (nPrevious < nFailures ? status : 201));
    const { cce, clock } = timedClient(url, { credentials: provider });
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    const delayMs = status === 429 ? 2_500 : 250;
    await clock.pass(delayMs);
    expect(await call).toMatchObject({ attempts: 1, totalDelayMs: delayMs });
  });

  it("is asked as often as a request is sent, and the error is the call's, with the look-up's in it", async () => {
    const { url, provider, asked, requests } = await services(() => 503);
    const { cce, clock } = timedClient(url, { credentials: provider });
    const call = cce.upgradeWorkFlowUpdate(cancel);
    const failed = call.catch((error: unknown) => error);
    await clock.pass(250);
    await clock.pass(500);
    const error = await failed;
    expect(isCceError(error)).toBe(true);
    expect(error).toMatchObject({
      name: "CceCallError",
      message: "upgradeWorkFlowUpdate: no credentials: tokenFromPassword: 503 (no reason given)",
      outcome: "unprocessed",
      attempts: 0,
      totalDelayMs: 750,
      cause: { name: "CceApiError", status: 503, attempts: 3 },
    });
    expect(asked()).toBe(9);
    expect(requests).toHaveLength(9);
    expect(inspect(error, { depth: null })).not.toContain("pass-word-secret");
  });

  it("leaves the call unprocessed where IAM was lost on the way", async () => {
    const facts = { operation: "tokenFromPassword", attempts: 3, totalDelayMs: 0 };
    const lost = new CceConnectionError(facts, "unknown", "no response: socket hang up", "ECONNRESET");
    const cce = clientOf("https://cce.example.com", { credentials: () => Promise.reject(lost), maxAttempts: 1 });
    const error: unknown = await cce.upgradeWorkFlowUpdate(cancel).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "CceCallError", outcome: "unprocessed", attempts: 0, cause: lost });
  });

  it("of a token function is a passing failure too", async () => {
    const { url } = await services(() => 201);
    const facts = { operation: "mine", attempts: 1, totalDelayMs: 0 };
    let asked = 0;
    const token = () => {
      asked += 1;
      if (asked === 1) throw new CceConnectionError(facts, "unprocessed", "no response", undefined);
      return "a-token";
    };
    const { cce, clock } = timedClient(url, { credentials: { token } });
    const call = cce.upgradeWorkFlowUpdate(cancel);
    await clock.pass(250);
    await expect(call).resolves.toEqual(cancelled);
  });

  it("with a refusal of IAM is that refusal, at once", async () => {
    const { url, provider, asked } = await services(() => 401);
    const cce = clientOf(url, { credentials: provider });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({ operation: "tokenFromPassword", status: 401, outcome: "unprocessed" });
    expect(asked()).toBe(1);
  });
});

describe("credentials that are none", () => {
  const wrong: readonly [string, unknown, RegExp][] = [
    ["missing", undefined, /must be \{ token \}/],
    ["null", null, /must be \{ token \}/],
    ["text", "hidden-token", /must be \{ token \}/],
    ["empty", {}, /no "accessKey"/],
    ["an empty token", { token: "" }, /"token" that is not a non-empty string/],
    ["a token that is no text", { token: 7 }, /"token" that is not/],
    ["a null token", { token: null }, /"token" that is not/],
    ["both kinds", { token: "hidden-token", ...keys }, /both a token and an access key/],
    ["a token and a secret key", { token: "hidden-token", secretKey: "hidden-key" }, /both/],
    ["no secret key", { accessKey: "hidden-key" }, /no "secretKey"/],
    ["no access key", { secretKey: "hidden-key" }, /no "accessKey"/],
    ["an empty secret key", { ...keys, secretKey: "" }, /"secretKey" that is not/],
    ["an empty security token", { ...keys, securityToken: "" }, /"securityToken" that is not/],
    ["an end as text", { ...keys, expiresAt: "2030-01-01" }, /"expiresAt" that is not a valid Date/],
    ["an end that is no date", { token: "hidden-token", expiresAt: new Date(Number.NaN) }, /"expiresAt"/],
  ];

  const shows = (error: Error) => inspect(error, { depth: null, showHidden: true });

  it.each(wrong)("%s: refused when the client is made", (_name, credentials, message) => {
    const options = { region: "cn-north-4", credentials } as CceClientOptions;
    const error = thrownBy(() => createCceClient(options), isCceConfigError);
    expect(error.parameter).toBe("credentials");
    expect(error.message).toMatch(message);
    for (const secret of ["hidden", keys.accessKey, keys.secretKey]) expect(shows(error)).not.toContain(secret);
  });

  it.each(wrong)("%s from a provider: refused before anything is sent", async (_name, credentials, message) => {
    const cce = clientOf("https://cce.example.com", { credentials: () => Promise.resolve(credentials as Credentials) });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConfigError);
    expect(error.message).toMatch(message);
    for (const secret of ["hidden", keys.accessKey, keys.secretKey]) expect(shows(error)).not.toContain(secret);
  });

  it.each([
    ["access key", { ...keys, accessKey: "hidden\nkey" }],
    ["secret key", { ...keys, secretKey: "hidden\nkey" }],
    ["security token", { ...keys, securityToken: "hidden\nkey" }],
  ])("a line break in the %s: refused before anything is sent, and not shown", async (_name, credentials) => {
    const server = await tokenServer(() => true);
    const error = await failureOf(
      clientOf(server.url, { credentials }).upgradeWorkFlowUpdate(cancel),
      isCceConfigError,
    );
    expect(shows(error)).not.toContain("hidden");
    expect(server.requests).toHaveLength(0);
  });
});

describe("an access key", () => {
  /** Signs the request once more, with nothing of the package, from what came over the wire. */
  function signatureOf({ method = "", url = "", headers }: IncomingMessage, body: string): string {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
    const { host = "", ...signed } = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
    const request = {
      method,
      host,
      segments: pathname.slice(1).split("/").map(decodeURIComponent),
      query: [...searchParams],
      headers: signed,
      body,
    };
    return referenceSignature(request, keys.secretKey, String(headers["x-sdk-date"]));
  }

  function signedServer(answers: readonly { status: number; headers?: Record<string, string> }[] = []) {
    const bad: string[] = [];
    const server = startServer((request, response, nPrevious) => {
      const expected = signatureOf(request, '{"status":{"phase":"Cancel"}}');
      const given = /^SDK-HMAC-SHA256 Access=(\w+), SignedHeaders=[\w;-]+, Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? "",
      );
      if (given?.[1] !== keys.accessKey || given[2] !== expected) bad.push(request.headers.authorization ?? "(none)");
      const { status, headers } = answers[nPrevious] ?? { status: 200 };
      answer(response, status, cancelledText, headers);
    });
    return server.then((running) => ({ ...running, bad }));
  }

  const startsAt = Date.UTC(2023, 10, 25, 7, 30, 0);

  it("signs the request so that another implementation accepts it", async () => {
    const server = await signedServer();
    const { cce } = timedClient(
      server.url,
      { credentials: keys, headers: { "x-one": " a  b " } },
      fakeClock(0, startsAt),
    );
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(server.bad).toEqual([]);
    const headers = server.requests[0]?.headers ?? {};
    expect(headers).toMatchObject({ "x-sdk-date": "20231125T073000Z", "x-project-id": ids.project_id });
    expect(headers).not.toHaveProperty("x-auth-token");
    expect(headers).not.toHaveProperty("x-security-token");
    expect(headers.authorization).toContain("SignedHeaders=accept;content-type;host;x-one;x-project-id;x-sdk-date,");
  });

  it("signs paths with all kinds of characters so that another implementation accepts it", async () => {
    const server = await signedServer();
    const cce = clientOf(`${server.url}/behind/a proxy`, { credentials: keys });
    for (const cluster_id of ["集群 a&b=c+d;e$&f@g:h'(i)*~!", "...", "-_.~", "😀", "a b"]) {
      await cce.upgradeWorkFlowUpdate({ ...cancel, cluster_id });
    }
    expect(server.bad).toEqual([]);
    expect(server.requests).toHaveLength(5);
  });

  it("that is temporary sends its security token, signed", async () => {
    const server = await signedServer();
    const credentials = { ...keys, securityToken: "temporary/token+with=all" };
    await clientOf(server.url, { credentials }).upgradeWorkFlowUpdate(cancel);
    expect(server.bad).toEqual([]);
    expect(server.requests[0]?.headers["x-security-token"]).toBe(credentials.securityToken);
    expect(server.requests[0]?.headers.authorization).toContain(";x-security-token,");
  });

  it("names the project of the call, else the client's", async () => {
    const server = await signedServer();
    const cce = clientOf(server.url, { credentials: keys, projectId: "of-client" });
    await cce.upgradeWorkFlowUpdate(cancelWithoutProject);
    await cce.upgradeWorkFlowUpdate({ ...cancelWithoutProject, project_id: "of-call" });
    expect(server.requests.map(({ headers }) => headers["x-project-id"])).toEqual(["of-client", "of-call"]);
    expect(server.bad).toEqual([]);
  });

  it("signs each attempt afresh, at the time of the attempt", async () => {
    const server = await signedServer([
      { status: 429, headers: { "retry-after": "29" } },
      { status: 503, headers: { "retry-after": "40" } },
    ]);
    const { cce, clock } = timedClient(server.url, { credentials: keys }, fakeClock(0.5, startsAt));
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    await clock.pass(29_000);
    await clock.pass(40_000);
    expect(await call).toMatchObject({ attempts: 3 });
    expect(server.bad).toEqual([]);
    expect(server.requests.map(({ headers }) => headers["x-sdk-date"])).toEqual([
      "20231125T073000Z",
      "20231125T073029Z",
      "20231125T073109Z",
    ]);
  });

  it("of a provider is replaced by the next one when it is refused", async () => {
    const server = await signedServer([{ status: 401 }]);
    const given: Credentials[] = [];
    const credentials = () => {
      const next = { ...keys, securityToken: `temporary-${given.length + 1}` };
      given.push(next);
      return Promise.resolve(next);
    };
    await clientOf(server.url, { credentials, maxAttempts: 1 }).upgradeWorkFlowUpdate(cancel);
    expect(server.bad).toEqual([]);
    expect(server.requests.map(({ headers }) => headers["x-security-token"])).toEqual(["temporary-1", "temporary-2"]);
  });

  it("that is fixed and refused is the error at once: each wrong signature brings a lock nearer", async () => {
    const server = await signedServer([{ status: 401 }]);
    const cce = clientOf(server.url, { credentials: keys });
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError)).toMatchObject({
      status: 401,
      attempts: 1,
    });
  });
});

describe("the hint", () => {
  const startsAt = Date.UTC(2023, 10, 25, 7, 30, 0);

  async function refusal(status: number, date: Date | string | undefined, credentials: Credentials) {
    const server = await startServer((_request, response) => {
      if (date === undefined) response.sendDate = false;
      const shown = date instanceof Date ? date.toUTCString() : (date ?? "");
      answer(response, status, "{}", date === undefined ? {} : { date: shown });
    });
    const { cce } = timedClient(server.url, { credentials }, fakeClock(0.5, startsAt));
    return (await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError)).message;
  }

  it("of 403 names the IAM action the caller needs", async () => {
    expect(await refusal(403, new Date(startsAt), { token: "a-token" })).toContain(
      "the call needs the IAM action cce:cluster:upgrade",
    );
  });

  it.each([
    [20, "20 minutes behind the server's"],
    [-20, "20 minutes ahead of the server's"],
    [16, "16 minutes behind the server's"],
  ])("of 401 to a signature tells that the clock is off by %i minutes", async (minutes, shown) => {
    const message = await refusal(401, new Date(startsAt + minutes * 60_000), keys);
    expect(message).toContain(
      `the clock of this machine is ${shown}, which refuses signatures that are off by more than 15`,
    );
  });

  it.each([
    ["the clock is right", 401, new Date(startsAt), keys],
    ["the clock is nearly right", 401, new Date(startsAt + 15 * 60_000), keys],
    ["the server tells no time", 401, undefined, keys],
    ["the server's time cannot be read", 401, "half past", keys],
    ["there is a token", 401, new Date(startsAt + 20 * 60_000), { token: "a-token" }],
    ["it is another status", 400, new Date(startsAt + 20 * 60_000), keys],
  ])("of the clock is not given when %s", async (_name, status, date, credentials) => {
    expect(await refusal(status, date, credentials)).toBe(`upgradeWorkFlowUpdate: ${status} (no reason given)`);
  });
});
