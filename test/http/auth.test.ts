import type { IncomingMessage } from "node:http";
import { inspect } from "node:util";
import {
  type AkSkCredentials,
  type CceClientOptions,
  createCceClient,
  type Credentials,
  isCceApiError,
  isCceConfigError,
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
import { answer, closeServers, startServer } from "../helpers/server.js";

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
    expect(error).toMatchObject({ parameter: "credentials", message: "The token function gave no token." });
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
    expect(message).toContain(`the clock of this machine is ${shown}, and a signature is refused beyond 15`);
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
