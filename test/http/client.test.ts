import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import {
  type CallOptions,
  type CceClientOptions,
  createCceClient,
  isCceApiError,
  isCceConfigError,
  knownRegions,
} from "../../src/index.js";
import {
  callByName,
  cancel,
  cancelled,
  cancelledText,
  cancelPath,
  cancelWithoutProject,
  clientOf,
  failureOf,
  ids,
  openapi,
  operations,
  sentPath,
  packageVersion,
  thrownBy,
  timedClient,
  token,
} from "../helpers/calls.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

function okServer() {
  return startServer((_request, response) => {
    answer(response, 200, cancelledText, { "x-request-id": "req-1" });
  });
}

describe("a call", () => {
  it("sends method, path, headers and body, and resolves to the body of the answer", async () => {
    const server = await okServer();
    await expect(clientOf(server.url).upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "PATCH", path: cancelPath, body: '{"status":{"phase":"Cancel"}}' });
    expect(request?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      "content-length": "29",
      "user-agent": `cce-upgrade-workflow/${packageVersion}`,
      "x-auth-token": token,
    });
    expect(request?.headers).not.toHaveProperty("authorization");
  });

  it("writes exactly these lines and bytes on the wire", async () => {
    let text = "";
    const server = createServer((socket) => {
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
        if (text.endsWith("}}")) socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await clientOf(`http://127.0.0.1:${port}`).upgradeWorkFlowUpdate(cancel);
    } finally {
      server.close();
    }
    const [head = "", body] = text.split("\r\n\r\n");
    const lines = head.split("\r\n");
    expect(lines[0]).toBe(`PATCH ${cancelPath} HTTP/1.1`);
    expect(lines).toContain(`host: 127.0.0.1:${port}`);
    expect(lines).toContain(`x-auth-token: ${token}`);
    expect(body).toBe('{"status":{"phase":"Cancel"}}');
  });

  it("starts at once, whether or not anybody waits for it", async () => {
    const server = await okServer();
    const call = clientOf(server.url).upgradeWorkFlowUpdate(cancel);
    await server.received(1);
    await call;
  });

  it("is one request, however often it is awaited and in whichever form", async () => {
    const server = await okServer();
    const call = clientOf(server.url).upgradeWorkFlowUpdate(cancel);
    const [data, again, whole, wholeAgain] = await Promise.all([call, call, call.withResponse(), call.withResponse()]);
    await call.then(() => call.withResponse());
    expect([again, whole.data, wholeAgain.data]).toEqual([data, data, data]);
    expect(server.requests).toHaveLength(1);
  });

  it("gives status, headers, request ID and the count of attempts with withResponse()", async () => {
    const server = await okServer();
    const result = await clientOf(server.url).upgradeWorkFlowUpdate(cancel).withResponse();
    expect(result).toMatchObject({ data: cancelled, status: 200, requestId: "req-1", attempts: 1, totalDelayMs: 0 });
    expect(result.headers).toMatchObject({ "content-type": "application/json", "x-request-id": "req-1" });
  });

  it("has no request ID where the answer has none", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 200, "{}");
    });
    const result = await clientOf(server.url).upgradeWorkFlowUpdate(cancel).withResponse();
    expect(result.requestId).toBeUndefined();
  });

  it("leaves the data as it came, also where a short token is a word of it", async () => {
    const server = await okServer();
    const cce = clientOf(server.url, { credentials: { token: "Cancel" } });
    await expect(cce.upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
  });

  it("takes the body as it is when it is called, not when it is sent", async () => {
    const server = await okServer();
    const body: { status: { phase: string } } = { status: { phase: "Cancel" } };
    const call = clientOf(server.url, {
      credentials: () => {
        body.status.phase = "changed meanwhile";
        return Promise.resolve({ token });
      },
    }).upgradeWorkFlowUpdate({ ...ids, body } as typeof cancel);
    await call;
    expect(server.requests[0]?.body).toBe('{"status":{"phase":"Cancel"}}');
  });
});

describe("each operation", () => {
  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    "%s is sent as the spec says",
    async (_name, operation) => {
      const { method, hasBody, hasContent, responses } = operation;
      const success = Number(Object.keys(responses).find((status) => status.startsWith("2")));
      const server = await startServer((_request, response) => {
        answer(response, success, hasContent ? cancelledText : "");
      });
      const result = await callByName(clientOf(server.url), operation).withResponse();
      expect(result).toMatchObject({ status: success, attempts: 1 });
      expect(result.data).toEqual(hasContent ? cancelled : undefined);
      const body = hasBody ? JSON.stringify(cancel.body) : "";
      expect(server.requests).toMatchObject([{ method, path: sentPath(operation), body }]);
      expect(server.requests[0]?.headers["content-type"]).toBe(hasBody ? "application/json" : undefined);
    },
  );
});

describe("unhandled rejections", () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  beforeEach(() => {
    unhandled.length = 0;
    process.on("unhandledRejection", note);
  });
  afterEach(() => {
    process.off("unhandledRejection", note);
  });
  /** Node tells of unhandled rejections after the microtasks; two turns of the event loop are well after that. */
  const settled = async () => {
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const failing = () =>
    startServer((_request, response) => {
      answer(response, 400, "{}");
    });

  it("there is none when only withResponse() is used and fails", async () => {
    const { url } = await failing();
    await failureOf(clientOf(url).upgradeWorkFlowUpdate(cancel).withResponse(), isCceApiError);
    await settled();
    expect(unhandled).toEqual([]);
  });

  it("there is none when only the call itself is used and fails", async () => {
    const { url } = await failing();
    await failureOf(clientOf(url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    await settled();
    expect(unhandled).toEqual([]);
  });
});

describe("parameters", () => {
  it("go into the path percent-encoded", async () => {
    const server = await okServer();
    await clientOf(server.url).upgradeWorkFlowUpdate({ ...cancel, cluster_id: "集群 a&b=c+d;e$&f@g:h'(i)*~" });
    expect(server.requests[0]?.path).toBe(
      cancelPath.replace(ids.cluster_id, "%E9%9B%86%E7%BE%A4%20a%26b%3Dc%2Bd%3Be%24%26f%40g%3Ah'(i)*~"),
    );
  });

  it("cannot stand in for one another", async () => {
    const server = await okServer();
    await clientOf(server.url).upgradeWorkFlowUpdate({ ...cancel, project_id: "{cluster_id}", cluster_id: "...$1" });
    expect(server.requests[0]?.path).toBe(
      cancelPath.replace(ids.project_id, "%7Bcluster_id%7D").replace(ids.cluster_id, "...%241"),
    );
  });

  it("project_id of the call goes before projectId of the client, which is the default", async () => {
    const server = await okServer();
    const cce = clientOf(server.url, { projectId: "of-client" });
    await cce.upgradeWorkFlowUpdate(cancelWithoutProject);
    await cce.upgradeWorkFlowUpdate({ ...cancelWithoutProject, project_id: undefined });
    await cce.upgradeWorkFlowUpdate({ ...cancelWithoutProject, project_id: "of-call" });
    expect(server.requests.map(({ path }) => path.split("/")[4])).toEqual(["of-client", "of-client", "of-call"]);
  });

  const throwText = () => {
    AbortSignal.abort("no").throwIfAborted();
  };
  const wrong: readonly [string, unknown, string, RegExp][] = [
    ["no project at all", { ...cancel, project_id: undefined }, "project_id", /"project_id" is missing.*"projectId"/],
    ["a missing parameter", { ...cancel, cluster_id: undefined }, "cluster_id", /"cluster_id" is missing\.$/],
    [
      "a misspelt parameter",
      { ...cancel, clusterId: "x" },
      "clusterId",
      /no parameter "clusterId".*cluster_id, .*body/,
    ],
    ["a parameter of every object", { ...cancel, toString: "x" }, "toString", /no parameter "toString"/],
    ["nested parameters", { ...cancel, path: ids }, "path", /no parameter "path"/],
    ["a missing body", ids, "body", /"body" is missing/],
    ["a null body", { ...ids, body: null }, "body", /"body" is missing/],
    ["a body JSON cannot hold", { ...ids, body: { status: { phase: 1n } } }, "body", /JSON.*BigInt/],
    ["a body that throws", { ...ids, body: { toJSON: throwText } }, "body", /JSON: no/],
    ["a function as body", { ...ids, body: () => "x" }, "body", /JSON.*function/],
    ["a symbol as body", { ...ids, body: Symbol("x") }, "body", /JSON.*symbol/],
    ["no argument at all", undefined, "project_id", /"project_id" is missing/],
    ["null for parameters", null, "params", /must be an object/],
    ["text for parameters", "x", "params", /must be an object/],
  ];

  it.each(wrong)("%s is refused before anything is sent", async (_name, params, parameter, message) => {
    const server = await okServer();
    const call = clientOf(server.url).upgradeWorkFlowUpdate(params as typeof cancel);
    const error = await failureOf(call, isCceConfigError);
    expect(error.parameter).toBe(parameter);
    expect(error.message).toMatch(message);
    expect(error.message).toContain("upgradeWorkFlowUpdate");
    expect(server.requests).toHaveLength(0);
  });

  it("keeps the reason why a body is no JSON as the cause", async () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const call = clientOf("http://127.0.0.1:1").upgradeWorkFlowUpdate({
      ...ids,
      body: circular,
    } as unknown as typeof cancel);
    const error = await failureOf(call, isCceConfigError);
    expect(inspect(error.cause)).toContain("circular structure");
  });
});

describe("path values that would change the path", () => {
  const lone = "a\ud800b";
  const unsafe: readonly [unknown, string][] = [
    ["", "is empty"],
    [".", '"."'],
    ["..", '".."'],
    ["a/b", '"/" at position 1'],
    ["a\\b", '"\\\\" at position 1'],
    ["a?b", '"?" at position 1'],
    ["ab#", '"#" at position 2'],
    ["%2e%2e", '"%" at position 0'],
    ["a\nb", '"\\n" at position 1'],
    ["a\u0000b", '"\\u0000" at position 1'],
    ["a\u0085b", "at position 1"],
    ["a\u2028b", "at position 1"],
    [lone, '"\\ud800"'],
    [7, "got number"],
    [null, "got null"],
    [undefined, "is missing"],
    [{}, "got object"],
    [["a"], "got object"],
  ];

  it.each(unsafe.flatMap(([value, shown]) => Object.keys(ids).map((name) => [name, value, shown] as const)))(
    "%s %j is refused before anything is sent",
    async (name, value, shown) => {
      const server = await okServer();
      const call = clientOf(server.url).upgradeWorkFlowUpdate({ ...cancel, [name]: value });
      const error = await failureOf(call, isCceConfigError);
      expect(error.parameter).toBe(name);
      expect(error.message).toContain(`"${name}"`);
      expect(error.message).toContain(shown);
      expect(server.requests).toHaveLength(0);
    },
  );

  it("is refused as the client's projectId too", async () => {
    const call = clientOf("http://127.0.0.1:1", { projectId: "../other" }).upgradeWorkFlowUpdate(cancelWithoutProject);
    expect((await failureOf(call, isCceConfigError)).parameter).toBe("project_id");
  });
});

describe("options of a client", () => {
  const good = { endpoint: "https://cce.example.com", credentials: { token } };
  const wrong: readonly [string, object, string, RegExp][] = [
    ["a misspelt option", { timeoutMS: 1 }, "timeoutMS", /no option "timeoutMS".*timeoutMs/],
    ["an option of every object", { constructor: 1 }, "constructor", /no option "constructor"/],
    ["a fraction", { timeoutMs: 1.5 }, "timeoutMs", /whole number of at least 1 \(got 1\.5\)/],
    ["zero", { totalTimeoutMs: 0 }, "totalTimeoutMs", /got 0/],
    ["more than a number can count", { timeoutMs: 2 ** 60 }, "timeoutMs", /whole number/],
    ["text for a number", { maxAttempts: "3" }, "maxAttempts", /got string/],
    ["too many attempts", { maxAttempts: 101 }, "maxAttempts", /1 to 100/],
    ["a negative size", { maxResponseBytes: -1 }, "maxResponseBytes", /whole number/],
    ["a fetch that is none", { fetch: {} }, "fetch", /must be a function \(got object\)/],
    ["a hook that is none", { onEvent: "log" }, "onEvent", /must be a function \(got string\)/],
    ["hosts as text", { allowHttpHosts: "example.com" }, "allowHttpHosts", /array of host names/],
    ["hosts that are numbers", { allowHttpHosts: [1] }, "allowHttpHosts", /array of host names/],
    ["a header that is no text", { headers: { "x-a": 1 } }, "x-a", /"x-a" must be a string \(got number\)/],
    ["a header that is null", { headers: { "x-a": null } }, "x-a", /got null/],
    ["a header with a bad name", { headers: { "x a": "1" } }, "headers", /"x a" is not a valid header name/],
    ["headers that are null", { headers: null }, "headers", /plain object/],
    ["headers as text", { headers: "x-a: 1" }, "headers", /plain object/],
    ["headers as Headers", { headers: new Headers({ "x-a": "1" }) }, "headers", /plain object/],
  ];

  it.each(wrong)("%s is refused", (_name, options, parameter, message) => {
    const error = thrownBy(() => createCceClient({ ...good, ...options }), isCceConfigError);
    expect(error.parameter).toBe(parameter);
    expect(error.message).toMatch(message);
  });

  it.each([null, undefined, "https://cce.example.com"])("%p for options is refused", (options) => {
    const error = thrownBy(() => createCceClient(options as unknown as CceClientOptions), isCceConfigError);
    expect(error.parameter).toBe("options");
  });

  it("may be undefined, which means the default", async () => {
    const server = await okServer();
    const cce = createCceClient({
      endpoint: server.url,
      credentials: { token },
      region: undefined,
      allowHttpHosts: undefined,
      projectId: undefined,
      timeoutMs: undefined,
      totalTimeoutMs: undefined,
      maxAttempts: undefined,
      maxResponseBytes: undefined,
      headers: undefined,
      fetch: undefined,
      onEvent: undefined,
    });
    const call = cce.upgradeWorkFlowUpdate(cancel, {
      signal: undefined,
      headers: undefined,
      timeoutMs: undefined,
      totalTimeoutMs: undefined,
      maxAttempts: undefined,
    });
    await expect(call).resolves.toEqual(cancelled);
  });

  it("cannot be changed on the client afterwards", () => {
    expect(Object.isFrozen(clientOf("https://cce.example.com"))).toBe(true);
  });
});

describe("options of a call", () => {
  const wrong: readonly [string, unknown, string][] = [
    ["a misspelt option", { timeout: 1 }, "timeout"],
    ["an option of the client", { region: "cn-north-4" }, "region"],
    ["no whole number", { timeoutMs: Number.NaN }, "timeoutMs"],
    ["a bad header", { headers: { "x-a": "1\n2" } }, "x-a"],
    ["a controller for a signal", { signal: new AbortController() }, "signal"],
    ["null for a signal", { signal: null }, "signal"],
    ["text for a signal", { signal: "now" }, "signal"],
    ["an object that can only be asked", { signal: { aborted: false } }, "signal"],
    ["null", null, "options"],
  ];

  it.each(wrong)("%s is refused before anything is sent", async (_name, options, parameter) => {
    const server = await okServer();
    const call = clientOf(server.url).upgradeWorkFlowUpdate(cancel, options as CallOptions);
    expect((await failureOf(call, isCceConfigError)).parameter).toBe(parameter);
    expect(server.requests).toHaveLength(0);
  });

  it("headers go before the client's, whatever their case, and do not stay", async () => {
    const server = await okServer();
    const cce = clientOf(server.url, { headers: { "X-One": "client", "x-two": "client" } });
    await cce.upgradeWorkFlowUpdate(cancel, { headers: { "X-TWO": "call", Accept: "application/yaml" } });
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(server.requests[0]?.headers).toMatchObject({
      "x-one": "client",
      "x-two": "call",
      accept: "application/yaml",
    });
    expect(server.requests[1]?.headers).toMatchObject({
      "x-one": "client",
      "x-two": "client",
      accept: "application/json",
    });
  });

  it("limits go before the client's", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 503, "{}", { "retry-after": "0" });
    });
    const cce = clientOf(server.url, { maxAttempts: 1 });
    expect((await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError)).attempts).toBe(1);
    expect((await failureOf(cce.upgradeWorkFlowUpdate(cancel, { maxAttempts: 2 }), isCceApiError)).attempts).toBe(2);
  });
});

describe("the endpoint", () => {
  const urls: string[] = [];
  const recorded = (options: object) => {
    urls.length = 0;
    const fetch = (url: string) => {
      urls.push(url);
      return Promise.resolve(Response.json({}));
    };
    return createCceClient({ ...options, credentials: { token }, fetch } as unknown as CceClientOptions);
  };

  const regions = openapi.servers.flatMap(({ url, variables }) =>
    (variables?.["region"]?.enum ?? []).map((region) => [region, url.replace("{region}", region)] as const),
  );

  it.each(regions)("of the region %s is %s", async (region, endpoint) => {
    await recorded({ region }).upgradeWorkFlowUpdate(cancel);
    expect(urls).toEqual([`${endpoint}${cancelPath}`]);
    expect(new URL(endpoint).protocol).toBe("https:");
  });

  it("follows the vendor's rule, with the one exception", () => {
    expect(regions.length).toBeGreaterThan(30);
    for (const [region, endpoint] of regions) {
      expect(endpoint).toBe(`https://cce.${region}.myhuaweicloud.${region === "eu-west-101" ? "eu" : "com"}`);
    }
    expect(regions.map(([region]) => region)).toContain("eu-west-101");
  });

  it("lists the regions it knows, also when it does not know one", () => {
    expect([...knownRegions()].sort()).toEqual(regions.map(([region]) => region).sort());
    const error = thrownBy(() => recorded({ region: "cn-nowhere-1" }), isCceConfigError);
    expect(error.parameter).toBe("region");
    for (const [region] of regions) expect(error.message).toContain(region);
    expect(error.message).toContain('"cn-nowhere-1"');
  });

  it("must be given one way or the other", () => {
    expect(thrownBy(() => recorded({}), isCceConfigError).parameter).toBe("region");
  });

  it("goes before the region", async () => {
    await recorded({ region: "cn-north-4", endpoint: "https://cce.example.com" }).upgradeWorkFlowUpdate(cancel);
    expect(urls).toEqual([`https://cce.example.com${cancelPath}`]);
  });

  const accepted: readonly [string, readonly string[] | undefined, string][] = [
    ["https://cce.example.com", undefined, "https://cce.example.com"],
    ["https://cce.example.com:8443/", undefined, "https://cce.example.com:8443"],
    ["https://proxy.example.com/to/cce///", undefined, "https://proxy.example.com/to/cce"],
    ["https://cce.example.com?", undefined, "https://cce.example.com"],
    ["https://cce.example.com/#", undefined, "https://cce.example.com"],
    ["HTTPS://CCE.Example.com", undefined, "https://cce.example.com"],
    ["http://localhost:4010", undefined, "http://localhost:4010"],
    ["http://127.8.9.10", undefined, "http://127.8.9.10"],
    ["http://[::1]:4010", undefined, "http://[::1]:4010"],
    ["http://mock.test", ["mock.test"], "http://mock.test"],
  ];

  it.each(accepted)("%s with the hosts %j becomes %s", async (endpoint, allowHttpHosts, base) => {
    await recorded({ endpoint, allowHttpHosts }).upgradeWorkFlowUpdate(cancel);
    expect(urls).toEqual([`${base}${cancelPath}`]);
  });

  const refused: readonly [string, readonly string[] | undefined, RegExp][] = [
    ["http://cce.example.com", undefined, /must use https:\/\/.*http:\/\/cce\.example\.com/],
    ["http://cce.example.com", ["example.com"], /must use https/],
    ["http://127.0.0.1.example.com", undefined, /must use https/],
    ["http://localhost.example.com", undefined, /must use https/],
    ["ftp://cce.example.com", ["cce.example.com"], /must use https.*ftp:/],
    ["https://user@cce.example.com", undefined, /user name or password/],
    ["https://:secret-password@cce.example.com", undefined, /user name or password/],
    ["https://cce.example.com?debug=secret-password", undefined, /query or a fragment/],
    ["https://cce.example.com#secret-password", undefined, /query or a fragment/],
    ["cce.example.com", undefined, /not a URL: "cce\.example\.com"/],
    ["", undefined, /not a URL: ""/],
  ];

  it.each(refused)("%s with the hosts %j is refused", (endpoint, allowHttpHosts, message) => {
    const error = thrownBy(() => recorded({ endpoint, allowHttpHosts }), isCceConfigError);
    expect(error.parameter).toBe("endpoint");
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("secret-password");
  });

  it("may have a path of its own", async () => {
    const server = await okServer();
    await clientOf(`${server.url}/gateway/cce/`).upgradeWorkFlowUpdate(cancel);
    expect(server.requests[0]?.path).toBe(`/gateway/cce${cancelPath}`);
  });
});

describe("fifty calls at once on one client", () => {
  it("have each their own outcome", async () => {
    const server = await startServer((request, response) => {
      const index = Number(/clusters\/c(\d+)\//.exec(request.url ?? "")?.[1]);
      const status = [200, 400, 404, 409, 500][index % 5] ?? 0;
      answer(response, status, JSON.stringify({ metadata: { uid: `w${index}` }, errorCode: `CCE.${index}` }), {
        "x-request-id": `r${index}`,
      });
    });
    const { cce, clock } = timedClient(server.url);
    const indexes = Array.from({ length: 50 }, (_, index) => index);
    const outcomes = await Promise.all(
      indexes.map((index) => {
        const call = cce.upgradeWorkFlowUpdate({ ...cancel, cluster_id: `c${index}` }).withResponse();
        return index % 5 === 0 ? call : failureOf(call, isCceApiError);
      }),
    );
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject({
        status: [200, 400, 404, 409, 500][index % 5],
        requestId: `r${index}`,
        attempts: 1,
      });
      expect(outcome).toMatchObject(
        index % 5 === 0 ? { data: { metadata: { uid: `w${index}` } } } : { errorCode: `CCE.${index}` },
      );
    }
    expect(server.requests).toHaveLength(50);
    expect(clock.pending()).toEqual([]);
  });
});
