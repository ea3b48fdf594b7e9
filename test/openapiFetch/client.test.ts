import createClient from "openapi-fetch";
import { portable } from "../../src/client/platform.js";
import { node } from "../../src/client/platform.node.js";
import type { CceClientOptions, CceClientSettings } from "../../src/client/options.js";
import {
  explainCancel,
  isCceAbortError,
  isCceApiError,
  isCceConfigError,
  isCceConnectionError,
  isCceResponseError,
  isCceTimeoutError,
} from "../../src/index.js";
import { startMockWith } from "../../src/mock/startMock.js";
import { createFetchClientOn } from "../../src/openapiFetch/client.js";
import { createFetchOn, errorOf } from "../../src/openapiFetch/fetch.js";
import * as onNode from "../../src/openapiFetch/index.node.js";
import * as everywhere from "../../src/openapiFetch/index.js";
import { parameterGuard, type paths } from "../../src/openapiFetch/index.js";
import {
  cancel,
  cancelled,
  cancelledText,
  cancelPath,
  failureOf,
  ids,
  openapi,
  thrownBy,
  token,
} from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { answer, closeServers, freePort, type Handler, startServer } from "../helpers/server.js";

const one =
  "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}" as const;
const all = "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows" as const;
const { project_id, cluster_id } = ids;
const cancelInit = { params: { path: ids }, body: cancel.body };

afterEach(closeServers);

describe.each([
  ["fetch", portable],
  ["node:http", node],
])("an openapi-fetch client over %s", (_, platform) => {
  const optionsFor = (endpoint: string, options: Partial<CceClientSettings> = {}): CceClientOptions => ({
    endpoint,
    credentials: { token },
    ...options,
  });
  const clientFor = (endpoint: string, options: Partial<CceClientSettings> = {}, clock = fakeClock()) =>
    createFetchClientOn(platform, optionsFor(endpoint, options), clock);
  const clientOf = async (handler: Handler, options: Partial<CceClientSettings> = {}) => {
    const server = await startServer(handler);
    return { server, client: clientFor(server.url, options) };
  };

  it("sends what openapi-fetch makes of a call, with credentials, and gives data and response", async () => {
    const { server, client } = await clientOf((_request, response) => {
      answer(response, 200, cancelledText, { "x-request-id": "r1" });
    });
    const { data, error, response } = await client.PATCH(one, cancelInit);
    expect({ data, error, status: response.status }).toEqual({ data: cancelled, error: undefined, status: 200 });
    expect(response.headers.get("x-request-id")).toBe("r1");
    expect(server.requests).toMatchObject([
      { method: "PATCH", path: cancelPath, body: JSON.stringify(cancel.body), headers: { "x-auth-token": token } },
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
    });
  });

  it("signs, and passes data on to the helpers", async () => {
    const credentials = { accessKey: "AKEXAMPLE0123456789A", secretKey: "SKexample.0123456789-secret" };
    const now = () => new Date(fakeClock().now());
    const mock = await startMockWith(openapi, { accessKeys: [credentials], now });
    try {
      const { data } = await clientFor(mock.url, { credentials }).GET(one, { params: { path: ids } });
      expect(data?.status?.phase === "Paused").toBe(false);
      expect(data && explainCancel(data)).toEqual({ verdict: "allowed", reasons: [] });
    } finally {
      await mock.close();
    }
  });

  it("gives an error status as error, and its CceApiError by errorOf", async () => {
    const body = { errorCode: "CCE.01400001", errorMessage: "Invalid request.", message: "the phase is Running" };
    const { client } = await clientOf((_request, response) => {
      answer(response, 400, JSON.stringify(body), { "x-request-id": "r2" });
    });
    const result = await client.PATCH(one, cancelInit);
    expect({ data: result.data, error: result.error, status: result.response.status }).toEqual({
      data: undefined,
      error: body,
      status: 400,
    });
    const error = errorOf(result);
    expect(isCceApiError(error) && error).toMatchObject({
      operation: "upgradeWorkFlowUpdate",
      status: 400,
      errorCode: "CCE.01400001",
      requestId: "r2",
      outcome: "unprocessed",
    });
  });

  it.each([
    ["empty", ""],
    ["blank", " \n"],
    ["null", "null"],
    ["an empty text", '""'],
    ["zero", "0"],
    ["false", "false"],
  ])("has an error that is not falsy where the body of a 502 is %s", async (_name, body) => {
    const { client, server } = await clientOf((_request, response) => {
      answer(response, 502, body, { "content-length": String(body.length), "x-request-id": "r3" });
    });
    const result = await client.PATCH(one, cancelInit);
    expect(result.error).toMatchObject({ error_msg: expect.stringContaining("502") as string, request_id: "r3" });
    expect(errorOf(result)).toMatchObject({ outcome: "unknown" });
    expect(server.requests).toHaveLength(1);
  });

  it("gives a text as error where the body is one, and a status without body an error all the same", async () => {
    const { client } = await clientOf((_request, response, nPrevious) => {
      if (nPrevious === 0) answer(response, 404, "<html>Not here</html>", { "content-type": "text/html" });
      else response.writeHead(304).end();
    });
    const page = await client.GET(one, { params: { path: ids } });
    expect(page.error).toBe("<html>Not here</html>");
    const unchanged = await client.GET(one, { params: { path: ids } });
    expect({ status: unchanged.response.status, isOurs: isCceResponseError(errorOf(unchanged)) }).toEqual({
      status: 304,
      isOurs: true,
    });
  });

  it.each(["0", "false", "null"])("gives the text %j of an error as it is, though it is JSON", async (text) => {
    const { client } = await clientOf((_request, response) => {
      answer(response, 502, JSON.stringify(text));
    });
    expect((await client.PATCH(one, cancelInit)).error).toBe(text);
  });

  it.each([
    ["no options", null],
    ["an unknown option", { endpoint: "https://cce.example.com", credentials: { token }, tokens: 1 }],
  ])("refuses %s", (_name, options) => {
    const make = () => createFetchClientOn(platform, options as unknown as CceClientOptions, fakeClock());
    expect(thrownBy(make, isCceConfigError)).toBeInstanceOf(Error);
  });

  it("sends again what the contract lets it, and counts the attempts", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      answer(response, nPrevious === 0 ? 502 : 200, JSON.stringify(cancelled));
    });
    const clock = fakeClock();
    const reading = clientFor(server.url, {}, clock).GET(one, { params: { path: ids } });
    await server.received(1);
    while (clock.pending().length < 1) await new Promise((resolve) => setImmediate(resolve));
    const settle = setInterval(() => {
      clock.advance(1_000);
    }, 5);
    const { data } = await reading.finally(() => {
      clearInterval(settle);
    });
    expect(data).toEqual(cancelled);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ["cluster_id", ".."],
    ["cluster_id", ""],
    ["project_id", "a/b"],
    ["upgrade_workflow_id", undefined],
  ])("refuses a path in which %s is %j before it sends anything", async (name, value) => {
    const { client, server } = await clientOf((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const path = { ...ids, [name]: value };
    const error = await failureOf(client.PATCH(one, { params: { path }, body: cancel.body }), isCceConfigError);
    expect(error.parameter).toBe(name);
    expect(server.requests).toEqual([]);
  });

  it("refuses a call without the body it needs", async () => {
    const { client, server } = await clientOf((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const error = await failureOf(client.PATCH(one, { params: { path: ids } } as never), isCceConfigError);
    expect(error.parameter).toBe("body");
    expect(server.requests).toEqual([]);
  });

  it("sends no credentials to another host than its own", async () => {
    const { client, server } = await clientOf((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const other = await startServer((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const error = await failureOf(client.PATCH(one, { ...cancelInit, baseUrl: other.url }), isCceConfigError);
    expect(error.parameter).toBe("baseUrl");
    expect([...server.requests, ...other.requests]).toEqual([]);
  });

  it("calls a path below that of its endpoint", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const { data } = await clientFor(`${server.url}/proxy/`).PATCH(one, cancelInit);
    expect(data).toEqual(cancelled);
    expect(server.requests.map(({ path }) => path)).toEqual([`/proxy${cancelPath}`]);
  });

  it("lets every middleware of its user run, and sends what they make of the request", async () => {
    const { client, server } = await clientOf((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const seen: string[] = [];
    client.use(
      {
        onRequest: ({ request }) => {
          seen.push("first request");
          request.headers.set("x-trace", "t1");
          return request;
        },
        onResponse: () => {
          seen.push("first response");
        },
      },
      {
        onRequest: () => {
          seen.push("second request");
        },
        onResponse: ({ response }) => {
          seen.push(`second response ${response.status}`);
        },
      },
    );
    await client.PATCH(one, cancelInit);
    expect(seen).toEqual(["first request", "second request", "second response 200", "first response"]);
    expect(server.requests[0]?.headers).toMatchObject({ "x-trace": "t1", "x-auth-token": token });
  });

  it("calls onError of its user's middleware with the error of a lost connection", async () => {
    const client = clientFor(`http://127.0.0.1:${await freePort()}`, { maxAttempts: 1 });
    const seen: unknown[] = [];
    client.use({
      onError: ({ error }) => {
        seen.push(error);
      },
    });
    const error = await failureOf(client.PATCH(one, cancelInit), isCceConnectionError);
    expect(seen).toEqual([error]);
  });

  it("rejects where a time limit passes and where the caller ends the call", async () => {
    const server = await startServer(() => undefined);
    const clock = fakeClock();
    const late = failureOf(clientFor(server.url, {}, clock).PATCH(one, cancelInit), isCceTimeoutError);
    await server.received(1);
    await clock.pass(30_000);
    expect(await late).toMatchObject({ limit: "timeoutMs", outcome: "unknown" });

    const caller = new AbortController();
    const aborted = failureOf(
      clientFor(server.url).PATCH(one, { ...cancelInit, signal: caller.signal }),
      isCceAbortError,
    );
    await server.received(2);
    caller.abort();
    expect(await aborted).toMatchObject({ outcome: "unknown" });
  });

  it("rejects where a success is not what the contract promises", async () => {
    const { client } = await clientOf((_request, response, nPrevious) => {
      if (nPrevious === 0) answer(response, 200, "<html>", { "content-type": "text/html" });
      else answer(response, 200, JSON.stringify({ error_code: "APIGW.0301", error_msg: "no" }));
    });
    await failureOf(client.PATCH(one, cancelInit), isCceResponseError);
    await failureOf(client.PATCH(one, cancelInit), isCceApiError);
  });

  it("gives a redirect as an error and does not follow it", async () => {
    const { client, server } = await clientOf((_request, response) => {
      response.writeHead(302, { location: "http://127.0.0.1:1/elsewhere" }).end();
    });
    const result = await client.GET(all, { params: { path: { project_id, cluster_id } } });
    expect(result).toMatchObject({ error: { error_msg: expect.stringContaining("redirect") as string } });
    expect(server.requests).toHaveLength(1);
  });

  it("works by its parts in a client that its user has already", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const fetch = createFetchOn(platform, optionsFor(server.url), fakeClock());
    const client = createClient<paths>({ baseUrl: server.url, fetch });
    client.use(parameterGuard);
    expect((await client.PATCH(one, cancelInit)).data).toEqual(cancelled);
    const path = { ...ids, cluster_id: ".." };
    await failureOf(client.PATCH(one, { params: { path }, body: cancel.body }), isCceConfigError);

    const unguarded = createClient<paths>({ baseUrl: server.url, fetch });
    await failureOf(unguarded.PATCH(one, { params: { path }, body: cancel.body }), isCceConfigError);
    expect(server.requests).toHaveLength(1);
  });
});

it.each([
  ["every runtime", everywhere],
  ["Node", onNode],
])("the entry for %s makes a client and its parts", async (_, entry) => {
  const server = await startServer((_request, response) => {
    answer(response, 200, cancelledText);
  });
  const options = { endpoint: server.url, credentials: { token } };
  expect((await entry.createFetchClient(options).PATCH(one, cancelInit)).data).toEqual(cancelled);
  const response = await entry.createCceFetch(options)(new Request(`${server.url}${cancelPath}`));
  expect(await response.json()).toEqual(cancelled);
});
