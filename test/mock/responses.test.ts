import type { Mock } from "../../src/mock/startMock.js";
import { startMockWith } from "../../src/mock/startMock.js";
import { cancel, cancelBody, example, openapi, request, tokenHeaders, workflowPath } from "./support.js";

let mock: Mock;

beforeAll(async () => {
  mock = await startMockWith(openapi);
});

afterAll(async () => {
  await mock.close();
});

function patch(init: RequestInit, path = workflowPath()): ReturnType<typeof request> {
  return request(mock.url + path, { method: "PATCH", headers: tokenHeaders, body: cancelBody, ...init });
}

describe("a valid request", () => {
  it("gets the example of the response", async () => {
    const { status, headers, body } = await patch({});
    expect(status).toBe(200);
    expect(body).toEqual(example("UpgradeWorkFlowUpdateResponse"));
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("sl-violations")).toBeNull();
  });

  it("may have a signature instead of a token", async () => {
    const headers = { "Content-Type": "application/json", Authorization: "SDK-HMAC-SHA256 x", "X-Sdk-Date": "x" };
    expect((await patch({ headers })).status).toBe(200);
  });

  it("gets JSON whatever it accepts", async () => {
    expect((await patch({ headers: { ...tokenHeaders, Accept: "text/html" } })).status).toBe(200);
  });

  it("gets an ID of its own in each response", async () => {
    const ids = [await patch({}), await patch({})].map(({ headers }) => headers.get("x-request-id"));
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe("a request that breaks the document", () => {
  const wrong: readonly [string, RequestInit, string, string][] = [
    ["another phase", { body: '{"status":{"phase":"Running"}}' }, "body property status.phase must be", "enum"],
    ["no phase", { body: '{"status":{}}' }, "phase", "required"],
    ["no body", { body: null }, "Body parameter is required", "required"],
    ["broken JSON", { body: '{"status":' }, "must be object", "type"],
    ["a list", { body: "[]" }, "must be object", "type"],
    ["another media type", { headers: { ...tokenHeaders, "Content-Type": "text/plain" } }, "application/json", "415"],
  ];

  it.each(wrong)("is refused for %s", async (_name, init, text, code) => {
    const { status, headers, body } = await patch(init);
    expect(status).toBe(400);
    expect(Object.keys(body as object)).toEqual(Object.keys(example("HybridError") as object));
    expect(body).toMatchObject({
      errorCode: "CCE.01400001",
      message: expect.stringContaining(text) as unknown,
      request_id: headers.get("x-request-id"),
    });
    const violations = JSON.parse(headers.get("sl-violations") ?? "") as { message: string; code: unknown }[];
    expect(violations).toHaveLength(1);
    expect(violations[0]?.message).toContain(text);
    expect(String(violations[0]?.code)).toBe(code);
  });

  it("is refused for a path value that does not match its pattern", async () => {
    const { status, headers, body } = await patch({}, workflowPath("a.b"));
    expect(status).toBe(400);
    expect(body).toHaveProperty("message", expect.stringContaining("path parameter upgrade_workflow_id must match"));
    expect(headers.get("sl-violations")).toContain("upgrade_workflow_id");
  });

  it("is refused without credentials", async () => {
    const { status, headers, body } = await patch({ headers: { "Content-Type": "application/json" } });
    expect(status).toBe(401);
    expect(body).toEqual({
      error_code: "APIGW.0301",
      error_msg: expect.stringMatching(
        /^Incorrect IAM authentication information: .*none of the credentials/,
      ) as unknown,
      request_id: headers.get("x-request-id"),
    });
    expect(headers.get("sl-violations")).toContain("security");
  });

  it("is refused with a signature without its date", async () => {
    const headers = { "Content-Type": "application/json", Authorization: "SDK-HMAC-SHA256 x" };
    expect((await patch({ headers })).status).toBe(401);
  });

  it("is refused for its credentials before its body", async () => {
    expect((await patch({ headers: { "Content-Type": "application/json" }, body: "{}" })).status).toBe(401);
  });
});

describe("a request that calls no operation", () => {
  it.each([
    ["another route", "PATCH", "/api/v3/projects"],
    ["another method", "DELETE", workflowPath()],
    ["an empty path value", "PATCH", workflowPath("")],
    ["a slash at the end", "PATCH", `${workflowPath()}/`],
    ["a path value that is not encoded text", "PATCH", workflowPath("%ff")],
  ])("gets the gateway's response: %s", async (_name, method, path) => {
    const { status, headers, body } = await patch({ method }, path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error_code: "APIGW.0101", request_id: headers.get("x-request-id") });
    expect(body).toHaveProperty("error_msg", (example("RouteNotFound") as { error_msg: string }).error_msg);
  });
});

describe("a body", () => {
  it("may have up to 1 MiB", async () => {
    const body = cancelBody + " ".repeat(1024 * 1024 - cancelBody.length);
    expect((await patch({ body })).status).toBe(200);
  });

  it("is refused when it is longer", async () => {
    const { status, headers, body } = await patch({ body: " ".repeat(1024 * 1024 + 1) });
    expect(status).toBe(413);
    expect(body).toMatchObject({ error_code: "APIGW.0201", request_id: headers.get("x-request-id") });
  });
});

describe("Prefer", () => {
  it.each([
    ["code=429", 429, "Throttled"],
    ["code=429, example=locked", 429, "ResourceLocked"],
    ["example=locked", 429, "ResourceLocked"],
    ['code="429" , EXAMPLE = "locked"', 429, "ResourceLocked"],
    ["Example=locked; x=1, Code=429; y", 429, "ResourceLocked"],
    ['respond-async, note="code=500, example=x", code=503', 503, "IamUnavailable"],
    ["code=404, code=500", 404, "ResourceNotFound"],
    ["code=200", 200, "UpgradeWorkFlowUpdateResponse"],
    ["wait=10", 200, "UpgradeWorkFlowUpdateResponse"],
    ["dynamic=true", 200, "UpgradeWorkFlowUpdateResponse"],
  ])("%s picks %i %s", async (prefer, status, name) => {
    const response = await cancel(mock, undefined, { Prefer: prefer });
    expect(response.status).toBe(status);
    expect(response.body).toEqual(example(name));
  });

  it("may come in two headers", async () => {
    const headers = new Headers(tokenHeaders);
    headers.append("Prefer", "code=429");
    headers.append("Prefer", "example=locked");
    expect((await patch({ headers })).body).toEqual(example("ResourceLocked"));
  });

  it("includes the headers of the response", async () => {
    expect((await cancel(mock, undefined, { Prefer: "code=429" })).headers.get("retry-after")).toBe("60");
  });

  it.each([
    ["code=418", /no response 418.*200, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504/],
    ["code=4xx", /no response 4xx/],
    ["code=429, example=none", /no example none of 429.*throttled, locked/],
    ["example=none", /no example none.*cancelled, invalidRequest, hybrid/],
    ["code=200, example=locked", /no example locked of 200.*cancelled\.$/],
  ])("%s is refused", async (prefer, text) => {
    const { status, body } = await cancel(mock, undefined, { Prefer: prefer });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error_code: "MOCK.0001", error_msg: expect.stringMatching(text) as unknown });
  });

  it("does not make an invalid request valid", async () => {
    const { status } = await patch({ headers: { ...tokenHeaders, Prefer: "code=200" }, body: "{}" });
    expect(status).toBe(400);
  });
});

describe("a browser of another origin", () => {
  it("may send any request", async () => {
    const { status, headers, text } = await request(mock.url + workflowPath(), {
      method: "OPTIONS",
      headers: {
        Origin: "https://docs.example.com",
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "content-type,x-auth-token",
      },
    });
    expect(status).toBe(204);
    expect(text).toBe("");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-headers")).toBe("content-type,x-auth-token");
    expect(headers.get("access-control-allow-methods")?.split(", ")).toContain("PATCH");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ["a response", workflowPath(), "PATCH"],
    ["a refusal", workflowPath("a.b"), "PATCH"],
    ["an unknown route", "/", "GET"],
  ])("may read %s", async (_name, path, method) => {
    const body = method === "GET" ? null : cancelBody;
    const { headers } = await patch({ method, body }, path);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    const exposed = headers.get("access-control-expose-headers")?.toLowerCase().split(/, */) ?? [];
    expect(exposed).toEqual(expect.arrayContaining(["x-request-id", "retry-after", "sl-violations"]));
  });
});
