import { createHash, createHmac } from "node:crypto";
import type { AkSkCredentials } from "../../src/auth/credentials.js";
import { signRequest, signingTime } from "../../src/auth/sign.js";
import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import {
  cancel,
  cancelBody,
  clusterId,
  openapi,
  request,
  withMock,
  workflowId,
  workflowPath,
  type Received,
} from "./support.js";

const key: AkSkCredentials = { accessKey: "ACCESSKEY00000000001", secretKey: "a-secret-key-of-the-mock" };
const temporary: AkSkCredentials = {
  accessKey: "ACCESSKEY00000000002",
  secretKey: "a-temporary-secret-key",
  securityToken: "a-security-token",
};

let mock: Mock;
let gatewayTime: Date;

beforeAll(async () => {
  mock = await startMockWith(openapi, { accessKeys: [key, temporary], now: () => gatewayTime });
});

beforeEach(() => {
  gatewayTime = new Date("2026-01-02T03:04:05Z");
});

afterEach(() => {
  mock.reset();
});

afterAll(async () => {
  await mock.close();
});

interface Sending {
  readonly credentials?: AkSkCredentials;
  readonly date?: Date;
  readonly path?: string;
  readonly sentPath?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly signedHeaders?: Record<string, string>;
}

/** A cancel signed with the credentials; `body`, `sentPath` and `headers` are sent instead of what was signed. */
async function signedCancel(sending: Sending = {}): Promise<Received> {
  const { credentials = key, date = gatewayTime, path = workflowPath(), sentPath = path, body = cancelBody } = sending;
  const headers = { "Content-Type": "application/json", ...sending.signedHeaders };
  const input = { method: "PATCH", url: mock.url + path, headers, body: cancelBody };
  const signed = await signRequest(input, credentials, date);
  return request(mock.url + sentPath, {
    method: "PATCH",
    headers: { ...headers, ...signed.headers, ...sending.headers },
    body,
  });
}

async function refusalOf(response: Promise<Received>): Promise<string> {
  const { status, headers, body } = await response;
  expect(status).toBe(401);
  expect(body).toMatchObject({ error_code: "APIGW.0301", request_id: headers.get("x-request-id") });
  return (body as { error_msg: string }).error_msg;
}

/** A cancel signed without this package, with one signed header. */
function handSignedCancel(name: string, value: string): Promise<Received> {
  const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
  const time = signingTime(gatewayTime);
  const canonical = `PATCH\n${workflowPath()}/\n\n${name}:${value}\n\n${name}\n${sha256(cancelBody)}`;
  const toSign = `SDK-HMAC-SHA256\n${time}\n${sha256(canonical)}`;
  const signature = createHmac("sha256", key.secretKey).update(toSign).digest("hex");
  const Authorization = `SDK-HMAC-SHA256 Access=${key.accessKey}, SignedHeaders=${name}, Signature=${signature}`;
  return request(mock.url + workflowPath(), {
    method: "PATCH",
    headers: { "Content-Type": "application/json", "X-Sdk-Date": time, Authorization },
    body: cancelBody,
  });
}

const prefix = "Incorrect IAM authentication information: ";

describe("a valid signature", () => {
  it.each([
    ["of a permanent key", key],
    ["of a temporary key", temporary],
  ])("%s is accepted", async (_name, credentials) => {
    expect((await signedCancel({ credentials })).status).toBe(200);
  });

  it("is accepted with a query in any order", async () => {
    const path = `${workflowPath()}?b=2&a=%20x&a=`;
    expect((await signedCancel({ path })).status).toBe(200);
    expect((await signedCancel({ path, sentPath: `${workflowPath()}?a=&b=2&a=+x` })).status).toBe(200);
  });

  it("is accepted when it signs only the date, without this package", async () => {
    expect((await handSignedCancel("x-sdk-date", signingTime(gatewayTime))).status).toBe(200);
  });

  it("is accepted 15 minutes early or late", async () => {
    for (const minutes of [-15, 15]) {
      const date = new Date(gatewayTime.getTime() + minutes * 60_000);
      expect((await signedCancel({ date })).status).toBe(200);
    }
  });

  it("is accepted with a body declared unsigned", async () => {
    const signedHeaders = { "X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD" };
    const body = '{"status": {"phase": "Cancel"}}';
    expect((await signedCancel({ signedHeaders, body })).status).toBe(200);
  });

  it("does not make an invalid request valid", async () => {
    expect((await signedCancel({ path: workflowPath("a.b") })).status).toBe(400);
  });
});

describe("a wrong signature", () => {
  it.each<[string, Sending]>([
    ["of another secret key", { credentials: { ...key, secretKey: "another" } }],
    ["of another path", { sentPath: workflowPath("another-workflow") }],
    ["of another query", { sentPath: `${workflowPath()}?a=b` }],
    ["of another body", { body: '{"status":{"phase":"Cancel"} }' }],
    ["of another header", { headers: { "Content-Type": "application/json; charset=utf-8" } }],
    ["of another date", { headers: { "X-Sdk-Date": "20260102T030406Z" } }],
    ["of a temporary key without its token", { credentials: { ...temporary, securityToken: "another-token" } }],
    ["of a hash that is not the body's", { signedHeaders: { "X-Sdk-Content-Sha256": "0".repeat(64) } }],
  ])("%s is refused", async (_name, sending) => {
    const message = await refusalOf(signedCancel(sending));
    expect(message).toContain(`${prefix}verify aksk signature fail`);
  });

  it("is refused with the canonical request of the gateway, without secrets", async () => {
    const credentials = { ...temporary, secretKey: "another" };
    const message = await refusalOf(signedCancel({ credentials }));
    expect(message).toContain(
      `canonicalRequest:PATCH|${workflowPath()}/||content-type:application/json|host:127.0.0.1:`,
    );
    expect(message).toContain("x-security-token:[redacted]");
    expect(message).not.toContain("a-security-token");
  });

  it("that does not cover the date is refused", async () => {
    const message = await refusalOf(handSignedCancel("content-type", "application/json"));
    expect(message).toContain("verify aksk signature fail");
  });

  it("of an unknown key is refused", async () => {
    const message = await refusalOf(signedCancel({ credentials: { ...key, accessKey: "UNKNOWN" } }));
    expect(message).toBe(`${prefix}Get secretKey failed,ak:******,err:ak not exist`);
  });

  it("of another form is refused", async () => {
    expect(await refusalOf(signedCancel({ headers: { Authorization: "Bearer x" } }))).toContain("format is incorrect");
  });

  it.each([-16, 16])("of %i minutes from now is refused", async (minutes) => {
    const date = new Date(gatewayTime.getTime() + minutes * 60_000);
    const message = await refusalOf(signedCancel({ date }));
    expect(message).toBe(
      `${prefix}calc aksk signature fail:signature expired, signature time:${signingTime(date)},server time:20260102T030405Z`,
    );
  });

  it("with an invalid date is refused", async () => {
    expect(await refusalOf(signedCancel({ headers: { "X-Sdk-Date": "today" } }))).toContain("signature expired");
  });

  it("is refused before an invalid body", async () => {
    await refusalOf(signedCancel({ credentials: { ...key, secretKey: "another" }, body: "{}" }));
  });

  it("changes nothing", async () => {
    const workflow = {
      metadata: { uid: workflowId },
      spec: { clusterID: clusterId },
      status: { phase: "Pending" as const },
    };
    await withMock({ accessKeys: [key], workflows: [workflow] }, async (stateful) => {
      const sign = { method: "PATCH", url: stateful.url + workflowPath(), headers: {}, body: cancelBody };
      const { headers } = await signRequest(sign, { ...key, secretKey: "another" }, new Date());
      await refusalOf(request(sign.url, { ...sign, headers: { "Content-Type": "application/json", ...headers } }));
      expect(stateful.workflows).toEqual([workflow]);
      const good = await signRequest(sign, key, new Date());
      await request(sign.url, { ...sign, headers: { "Content-Type": "application/json", ...good.headers } });
      expect(stateful.workflows[0]?.status?.phase).toBe("Cancel");
    });
  });

  it("locks its key for five minutes after more than five times", async () => {
    const wrong = { credentials: { ...key, secretKey: "another" } };
    for (let time = 0; time < 6; time += 1) {
      expect(await refusalOf(signedCancel(wrong))).toContain("verify aksk signature fail");
    }
    expect(await refusalOf(signedCancel())).toBe(`${prefix}AK access failed to reach the limit,forbidden.`);
    expect((await signedCancel({ credentials: temporary })).status).toBe(200);
    gatewayTime = new Date(gatewayTime.getTime() + 5 * 60_000);
    expect((await signedCancel()).status).toBe(200);
  });

  it("is forgotten after a valid one", async () => {
    const wrong = { credentials: { ...key, secretKey: "another" } };
    for (let round = 0; round < 2; round += 1) {
      for (let time = 0; time < 5; time += 1) await refusalOf(signedCancel(wrong));
      expect((await signedCancel()).status).toBe(200);
    }
  });

  it("is forgotten by a reset", async () => {
    const wrong = { credentials: { ...key, secretKey: "another" } };
    for (let time = 0; time < 6; time += 1) await refusalOf(signedCancel(wrong));
    mock.reset();
    expect((await signedCancel()).status).toBe(200);
  });
});

it("a token needs no signature", async () => {
  expect((await cancel(mock)).status).toBe(200);
});

it("the Date header has the time of the gateway", async () => {
  expect((await cancel(mock)).headers.get("date")).toBe("Fri, 02 Jan 2026 03:04:05 GMT");
});

it("no key is recorded with the requests", async () => {
  await signedCancel({ credentials: temporary });
  expect(mock.requests[0]?.headers).toMatchObject({ authorization: "[redacted]", "x-security-token": "[redacted]" });
  expect(JSON.stringify(mock.requests)).not.toContain("a-security-token");
});
