import type { ServerResponse } from "node:http";
import {
  CceCallError,
  CceError,
  CceResponseError,
  isCceApiError,
  isCceConnectionError,
  isCceResponseError,
} from "../../src/index.js";
import {
  callByName,
  cancel,
  cancelled,
  cancelledText,
  clientOf,
  failureOf,
  ids,
  operations,
} from "../helpers/calls.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

const advice = "it may have taken effect: read the resource before sending this again";

async function errorOf(
  respond: (response: ServerResponse) => void,
  options: Parameters<typeof clientOf>[1] = {},
): Promise<CceResponseError> {
  const server = await startServer((_request, response) => {
    respond(response);
  });
  const error = await failureOf(clientOf(server.url, options).upgradeWorkFlowUpdate(cancel), isCceResponseError);
  expect(server.requests).toHaveLength(1);
  expect(error).toMatchObject({ attempts: 1, outcome: "unknown" });
  expect(error.message).toContain(advice);
  return error;
}

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("%i is not followed, and its target is named", async (status) => {
    const target = await startServer((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const location = `${target.url}/elsewhere?secret=1`;
    const error = await errorOf((response) => {
      answer(response, status, "moved", { location, "x-request-id": "r-1" });
    });
    expect(target.requests).toHaveLength(0);
    expect(error).toMatchObject({ status, requestId: "r-1", bodyStart: "moved" });
    expect(error.headers["location"]).toBe(location);
    expect(error.message).toBe(
      `upgradeWorkFlowUpdate: ${status} redirect to 127.0.0.1:${target.port}, ` +
        `which is not followed: credentials would go with it; ${advice} (request r-1)`,
    );
  });

  const locations: readonly [string, Record<string, string>, string][] = [
    ["to a path", { location: "/login" }, "redirect to 127.0.0.1:"],
    ["to nowhere", { location: "http://" }, "redirect, which"],
    ["without a target", {}, "redirect, which"],
  ];
  it.each(locations)("%s is an error", async (_name, headers, shown) => {
    const error = await errorOf((response) => {
      answer(response, 302, "", headers);
    });
    expect(error.message).toContain(shown);
  });

  it.each([300, 304, 399])("%i is an error as well", async (status) => {
    const error = await errorOf((response) => {
      response.writeHead(status).end();
    });
    expect(error).toMatchObject({ status, bodyStart: "" });
  });
});

describe("a success that is none", () => {
  const html = "<!doctype html><title>Login</title>";
  const bodies: readonly [string, string | Buffer, Record<string, string>, string][] = [
    ["is HTML", html, { "content-type": "text/html; charset=utf-8" }, "the body is text/html; charset=utf-8, not JSON"],
    ["is HTML that claims to be JSON", html, {}, "the body is not valid JSON"],
    ["is empty", "", {}, "the body is empty"],
    ["is blank", " \n ", {}, "the body is empty"],
    ["breaks off", '{"status":{"phase":', {}, "the body is not valid JSON"],
    ["has something behind it", "{}{}", {}, "the body is not valid JSON"],
    ["is null", "null", {}, "the body is JSON of type null, not object"],
    ["is an array", "[{}]", {}, "the body is JSON of type array, not object"],
    ["is text", '"ok"', {}, "the body is JSON of type string, not object"],
    ["is a number", "200", {}, "the body is JSON of type number, not object"],
    ["is a truth value", "true", {}, "the body is JSON of type boolean, not object"],
    ["has another type", "{}", { "content-type": "text/plain" }, "the body is text/plain, not JSON"],
    ["has a type that begins like JSON", "{}", { "content-type": "application/jsonx" }, "application/jsonx, not JSON"],
    ["has lines of JSON", "{}\n{}", { "content-type": "application/json-seq" }, "application/json-seq, not JSON"],
    ["is in another charset", "{}", { "content-type": "application/json; charset=gb18030" }, "in the charset gb18030"],
    ["is not UTF-8", Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), {}, "the body is not valid UTF-8"],
  ];

  it.each(bodies)("the body %s", async (_name, body, headers, shown) => {
    const error = await errorOf((response) => {
      answer(response, 200, body, headers);
    });
    expect(error.status).toBe(200);
    expect(error.message).toContain(`upgradeWorkFlowUpdate: 200 ${shown.startsWith("the") ? shown : ""}`);
    expect(error.message).toContain(shown);
  });

  it.each([204, 205])("%i has no body", async (status) => {
    const error = await errorOf((response) => {
      response.writeHead(status).end();
    });
    expect(error.message).toContain(`${status} the body is empty`);
  });

  it("a status of success that the spec does not know needs an object too", async () => {
    const error = await errorOf((response) => {
      answer(response, 299, "[]");
    });
    expect(error.message).toContain("299 the body is JSON of type array");
  });

  it("shows the beginning of the body", async () => {
    const error = await errorOf((response) => {
      answer(response, 200, `<html>${"x".repeat(1_000)}`, { "content-type": "text/html" });
    });
    expect(error.bodyStart).toBe(`<html>${"x".repeat(194)}…`);
  });

  it("is longer than maxResponseBytes", async () => {
    const error = await errorOf(
      (response) => {
        answer(response, 200, JSON.stringify({ text: "x".repeat(1_000) }));
      },
      { maxResponseBytes: 1_000 },
    );
    expect(error.message).toContain("the body is larger than 1000 bytes");
  });

  it("is longer than maxResponseBytes and never ends", async () => {
    let writing: NodeJS.Timeout | undefined;
    const error = await errorOf(
      (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        writing = setInterval(() => response.write("[".repeat(10_000)), 1);
        response.on("close", () => {
          clearInterval(writing);
        });
      },
      { maxResponseBytes: 50_000 },
    );
    expect(error.message).toContain("the body is larger than 50000 bytes");
  });

  it("is cut off before its announced end", async () => {
    const error = await errorOf((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write(cancelledText, () => response.destroy());
    });
    expect(error.message).toMatch(/200 the body was cut off \(.+\)/);
    expect(error.bodyStart).toBe(cancelledText);
  });

  it("is cut off within its chunks", async () => {
    const error = await errorOf((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write(cancelledText, () => response.destroy());
    });
    expect(error.message).toContain("the body was cut off");
  });

  it("is cut off by a reset", async () => {
    const error = await errorOf((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write("{", () => response.socket?.resetAndDestroy());
    });
    expect(error.message).toContain("the body was cut off");
  });

  it("is packed in a way that cannot be unpacked", async () => {
    const error = await errorOf((response) => {
      answer(response, 200, "{}", { "content-encoding": "gzip" });
    });
    expect(error.message).toContain("the body was cut off");
  });

  it("is an Error, one of ours, and safe as JSON", async () => {
    const error = await errorOf((response) => {
      answer(response, 200, "", { "set-cookie": "session=1", "x-subject-token": "t", "x-request-id": "r-1" });
    });
    for (const kind of [Error, CceError, CceCallError, CceResponseError]) expect(error).toBeInstanceOf(kind);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "CceResponseError",
      message: error.message,
      status: 200,
      requestId: "r-1",
      bodyStart: "",
      headers: { "set-cookie": "[redacted]", "x-subject-token": "[redacted]" },
    });
  });
});

describe("an error with a status of success", () => {
  const bodies: readonly [string, object, Record<string, string | undefined>][] = [
    ["of the gateway", { error_code: "APIG.0301", error_msg: "no rights" }, { errorCode: "APIG.0301" }],
    ["of the service", { errorCode: "CCE.01400001", errorMessage: "no rights" }, { errorCode: "CCE.01400001" }],
    ["of IAM", { error: { code: 401, message: "no rights" } }, { errorCode: "401" }],
    ["in plain words", { code: "X.1", message: "no rights" }, { errorCode: "X.1" }],
    [
      "of Kubernetes, which shares the names of its fields with a workflow",
      { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", code: 403, message: "no rights" },
      { errorCode: undefined },
    ],
  ];

  it.each(bodies)("%s is no success, and whether it took effect is not known", async (_name, body, codes) => {
    const server = await startServer((_request, response) => {
      answer(response, 200, JSON.stringify(body), { "x-request-id": "r-1" });
    });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({
      ...codes,
      status: 200,
      errorMessage: "no rights",
      requestId: "r-1",
      outcome: "unknown",
      attempts: 1,
      body,
    });
    expect(error.message).toContain(
      `no rights (request r-1) – the body is an error, whatever the status says; ${advice}`,
    );
    expect(server.requests).toHaveLength(1);
  });

  it("is no success of any operation, with whatever 2xx it comes", async () => {
    let status = 200;
    const server = await startServer((_request, response) => {
      answer(response, status, '{"error_code":"APIG.0301","error_msg":"no rights"}');
    });
    for (const operation of operations.filter(({ hasContent }) => hasContent)) {
      for (status of [200, 201, 202]) {
        const error = await failureOf(callByName(clientOf(server.url), operation), isCceApiError);
        expect(error).toMatchObject({ status, errorCode: "APIG.0301", outcome: "unknown", attempts: 1 });
      }
    }
  });

  it.each([
    ["has a code beside a field that was promised", { status: { phase: "Cancel" }, code: "X.1", error_code: "X.2" }],
    ["has a message and no code", { message: "done" }],
    ["has nothing", {}],
  ])("is none where the body %s", async (_name, body) => {
    const server = await startServer((_request, response) => {
      answer(response, 200, JSON.stringify(body));
    });
    await expect(clientOf(server.url).upgradeWorkFlowUpdate(cancel)).resolves.toEqual(body);
  });
});

describe("a success without a body", () => {
  const { project_id, cluster_id } = ids;
  const retryAt = (url: string) => clientOf(url).retryUpgradeClusterTask({ project_id, cluster_id });

  it.each([
    ["200 and nothing", 200, "", {}],
    ["200 and a type of nothing", 200, "", { "content-type": "application/json" }],
    ["200 and white space", 200, "\r\n", { "content-type": "text/plain" }],
    ["204", 204, "", {}],
  ])("resolves to undefined: %s", async (_name, status, body, headers) => {
    const server = await startServer((_request, response) => {
      response.writeHead(status, headers).end(body);
    });
    const { data, ...rest } = await retryAt(server.url).withResponse();
    const nothing: undefined = data;
    expect(nothing).toBeUndefined();
    expect(rest).toMatchObject({ status, attempts: 1 });
  });

  it.each([
    ["a proxy's page", 200, "<!doctype html><title>Login</title>", "text/html"],
    ["an error as JSON", 200, '{"error_code":"APIG.0301","error_msg":"no rights"}', "application/json"],
    ["a JSON object", 202, "{}", "application/json"],
    ["null", 200, "null", "application/json"],
  ])("is none with a body: %s", async (_name, status, body, type) => {
    const server = await startServer((_request, response) => {
      answer(response, status, body, { "content-type": type });
    });
    const error = await failureOf(retryAt(server.url), isCceResponseError);
    expect(error).toMatchObject({ status, outcome: "unknown", attempts: 1, bodyStart: body });
    expect(error.message).toContain(`${status} there is a body, and the operation has none; ${advice}`);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a success", () => {
  const good: readonly [string, number, string | Buffer, Record<string, string>][] = [
    ["with a charset", 200, cancelledText, { "content-type": 'application/json; charset="UTF-8"' }],
    ["of another JSON type", 200, cancelledText, { "content-type": "application/vnd.example+json" }],
    ["in capitals", 200, cancelledText, { "content-type": "Application/JSON;charset=utf8" }],
    ["with a byte-order mark", 200, `\ufeff${cancelledText}`, {}],
    ["of exactly maxResponseBytes", 200, cancelledText, {}],
    ["with another status of success", 202, cancelledText, {}],
  ];
  it.each(good)("%s is one", async (_name, status, body, headers) => {
    const server = await startServer((_request, response) => {
      answer(response, status, body, headers);
    });
    const cce = clientOf(server.url, { maxResponseBytes: Buffer.byteLength(body) });
    expect(await cce.upgradeWorkFlowUpdate(cancel).withResponse()).toMatchObject({ status, data: cancelled });
  });

  it("without a type is one if it is JSON", async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200).end(cancelledText);
    });
    await expect(clientOf(server.url).upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
  });

  it("in many small pieces is one", async () => {
    const text = JSON.stringify({ metadata: { name: "集群".repeat(50) } });
    const server = await startServer(async (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      for (const byte of Buffer.from(text)) {
        await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
      }
      response.end();
    });
    await expect(clientOf(server.url).upgradeWorkFlowUpdate(cancel)).resolves.toEqual(JSON.parse(text));
  });
});

describe("an answer that is no HTTP", () => {
  it("is a lost connection, whose outcome is unknown", async () => {
    const server = await startServer((_request, response) => {
      response.socket?.end("SSH-2.0-OpenSSH_9.0\r\n");
    });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});
