import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { signRequest, type SigningInput } from "../../../src/auth/sign.js";
import type { AkSkCredentials } from "../../../src/auth/credentials.js";
import { isCceConfigError, type CceConfigError } from "../../../src/base/errors.js";
import { referenceSignature, type ReferenceRequest } from "../../helpers/referenceSigner.js";

interface Vector {
  readonly name: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly date: string;
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

const { vectors } = JSON.parse(readFileSync(join(__dirname, "../../vectors/aksk.json"), "utf8")) as {
  readonly vectors: readonly Vector[];
};

const keys: AkSkCredentials = { accessKey: "AKEXAMPLE", secretKey: "SKEXAMPLE" };
const date = new Date("2023-11-25T07:30:00Z");
const get: SigningInput = { method: "GET", url: "https://cce.example.com/v3", headers: {} };

function dateOf(timestamp: string): Date {
  return new Date(timestamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function pairsOf(query: Vector["query"]): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : value.map((one): [string, string] => [name, one]),
  );
}

function queryText(pairs: readonly (readonly [string, string])[]): string {
  const text = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  return text === "" ? "" : `?${text}`;
}

function inputOf(vector: Vector): SigningInput {
  const { method, origin, path, query, headers, body } = vector;
  return { method, url: origin + path + queryText(pairsOf(query)), headers, body };
}

async function refusal(promise: Promise<unknown>): Promise<CceConfigError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isCceConfigError(error)) throw new Error("expected a CceConfigError", { cause: error });
  return error;
}

async function signatureOf(request: SigningInput, credentials = keys, at = date): Promise<string> {
  return (await signRequest(request, credentials, at)).signature;
}

async function canonicalLines(request: Partial<SigningInput>): Promise<string[]> {
  return (await signRequest({ ...get, ...request }, keys, date)).canonicalRequest.split("\n");
}

describe("signatures of the vendor's signer", () => {
  it("covers 24 requests", () => {
    expect(vectors).toHaveLength(24);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))("%s", async (_name, vector) => {
    const signed = await signRequest(inputOf(vector), vector, dateOf(vector.date));
    expect(signed.signedHeaders).toBe(vector.signedHeaders);
    expect(signed.signature).toBe(vector.signature);
    expect(signed.headers["X-Sdk-Date"]).toBe(vector.date);
  });

  it("is the same when the security token comes with the credentials", async () => {
    const vector = vectors.find(({ name }) => name === "cancel-with-security-token");
    if (vector === undefined) throw new Error("vector missing");
    const { "X-Security-Token": securityToken = "", ...headers } = vector.headers;
    const { accessKey, secretKey } = vector;
    const request = { ...inputOf(vector), headers };
    const signed = await signRequest(request, { accessKey, secretKey, securityToken }, dateOf(vector.date));
    expect(signed.signature).toBe(vector.signature);
    expect(signed.headers["X-Security-Token"]).toBe(securityToken);
  });
});

describe("the steps", () => {
  const request: SigningInput = {
    method: "GET",
    url: "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
    headers: { "Content-Type": "application/json" },
  };
  const credentials = {
    accessKey: "QTWAOYTTINDUT2QVKYUC",
    secretKey: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
  };

  it("are those of the guide's example", async () => {
    const signed = await signRequest(request, credentials, new Date("2019-11-15T03:36:55.999Z"));
    expect(signed.canonicalRequest).toBe(
      [
        "GET",
        "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/",
        "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
        "content-type:application/json",
        "host:service.region.example.com",
        "x-sdk-date:20191115T033655Z",
        "",
        "content-type;host;x-sdk-date",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      ].join("\n"),
    );
    expect(signed.stringToSign).toBe(
      "SDK-HMAC-SHA256\n20191115T033655Z\nb25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a",
    );
    expect(signed.signature).toBe("7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
    expect(signed.headers).toEqual({
      "X-Sdk-Date": "20191115T033655Z",
      Authorization:
        "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, " +
        "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
    });
  });
});

describe("the path", () => {
  it.each([
    ["an encoded character that needs none", "/a%2Db", "/a-b/"],
    ["lower-case hexadecimal digits", "/%e9%9b%86", "/%E9%9B%86/"],
    ["text that is not encoded", "/集", "/%E9%9B%86/"],
    ["characters that a URL may show", "/a:b@c!$&'()*+,;=d", "/a%3Ab%40c%21%24%26%27%28%29%2A%2B%2C%3B%3Dd/"],
    ["an encoded slash inside a segment", "/a%2Fb", "/a%2Fb/"],
    ["an encoded percent sign", "/%2541", "/%2541/"],
    ["a percent sign that starts nothing", "/100%/%zz/%4", "/100%25/%25zz/%254/"],
    ["bytes that are not UTF-8", "/%ff%FE", "/%FF%FE/"],
    ["empty segments", "//a//b", "//a//b/"],
    ["no path", "", "/"],
    ["dot segments, which the URL resolves", "/a/../b/./c", "/b/c/"],
  ])("with %s", async (_case, path, want) => {
    const lines = await canonicalLines({ url: `https://cce.example.com${path}` });
    expect(lines[1]).toBe(want);
  });
});

describe("the query", () => {
  it.each([
    ["a plus sign, which stands for a space", "?a=b+c", "a=b%20c"],
    ["a name without a value", "?b&a=", "a=&b="],
    ["names that differ in case", "?b=1&B=2&a=3", "B=2&a=3&b=1"],
    ["names ordered before they are encoded", "?é=1&~=2&a=3", "a=3&~=2&%C3%A9=1"],
    ["one name with values out of order, one of them twice", "?a=2&b=0&a=10&a=2", "a=10&a=2&a=2&b=0"],
    ["a percent sign that starts nothing", "?a=100%&b=%zz", "a=100%25&b=%25zz"],
    ["a fragment, which is not sent", "?a=1#x=2", "a=1"],
    ["nothing after the question mark", "?", ""],
  ])("with %s", async (_case, query, want) => {
    const lines = await canonicalLines({ url: `https://cce.example.com/${query}` });
    expect(lines[2]).toBe(want);
  });
});

describe("the host", () => {
  it.each([
    ["https://cce.example.com:443/", "cce.example.com"],
    ["http://cce.example.com:80/", "cce.example.com"],
    ["https://cce.example.com:80/", "cce.example.com:80"],
    ["https://CCE.Example.COM/", "cce.example.com"],
    ["http://[::1]:4010/", "[::1]:4010"],
    ["https://name:pass@cce.example.com/", "cce.example.com"],
  ])("of %s is %s", async (url, host) => {
    expect(await canonicalLines({ url })).toContain(`host:${host}`);
  });

  it("is the given one when the request overrides it", async () => {
    const lines = await canonicalLines({ headers: { Host: "gateway.internal" } });
    expect(lines.filter((line) => line.startsWith("host:"))).toEqual(["host:gateway.internal"]);
  });
});

describe("the headers", () => {
  it("are lower-case, trimmed, with the inner spaces kept", async () => {
    const lines = await canonicalLines({ headers: { "X-Note": " \t a  b\t" } });
    expect(lines).toContain("x-note:a  b");
  });

  it("are ordered by code unit", async () => {
    const signed = await signRequest(
      { ...get, headers: { "x-b": "1", "x-B1": "2", "x-a-": "3", "x-a": "4" } },
      keys,
      date,
    );
    expect(signed.signedHeaders).toBe("host;x-a;x-a-;x-b;x-b1;x-sdk-date");
  });

  it.each([
    "Accept-Encoding",
    "Authorization",
    "Connection",
    "Content-Length",
    "Expect",
    "Keep-Alive",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "User-Agent",
    "x_under_score",
  ])("leave out %s, which is no part of the signature or does not arrive as it was sent", async (name) => {
    const signed = await signRequest({ ...get, headers: { [name]: "value", Accept: "*/*" } }, keys, date);
    expect(signed.signedHeaders).toBe("accept;host;x-sdk-date");
  });

  it("replace the date and the security token of an earlier signature", async () => {
    const headers = { "x-sdk-date": "20000101T000000Z", "x-security-token": "old" };
    const signed = await signRequest({ ...get, headers }, { ...keys, securityToken: "new" }, date);
    expect(signed.canonicalRequest).toContain("\nx-sdk-date:20231125T073000Z\nx-security-token:new\n\n");
    expect(signed.canonicalRequest).not.toContain("old");
  });

  it("leave the given object alone", async () => {
    const headers = Object.freeze({ Accept: "application/json" });
    await signRequest({ ...get, headers }, keys, date);
    expect(headers).toEqual({ Accept: "application/json" });
  });

  it.each([
    ["names that differ in case only", { "X-A": "1", "x-a": "2" }, "x-a"],
    ["a value outside ASCII", { "X-A": "ü-secret" }, "x-a"],
    ["a line break in a value", { "X-A": "1\r\nX-B: secret" }, "x-a"],
    ["a control character in a value", { "X-A": "secret\u0000" }, "x-a"],
    ["a name that is no header name", { "X A": "secret" }, "header name"],
    ["an empty name", { "": "secret" }, "header name"],
  ])("are refused with %s", async (_case, headers, named) => {
    const error = await refusal(signRequest({ ...get, headers }, keys, date));
    expect(error.parameter).toBe("headers");
    expect(error.message).toContain(named);
    expect(JSON.stringify(error) + error.message).not.toContain("secret");
  });
});

describe("the body", () => {
  it("counts as empty when there is none", async () => {
    expect(await signatureOf({ ...get, body: "" })).toBe(await signatureOf(get));
  });

  it("is hashed as UTF-8", async () => {
    const lines = await canonicalLines({ body: "ü" });
    expect(lines.at(-1)).toBe("607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f");
  });

  it.each([
    ["the hash given in a header", " UNSIGNED-PAYLOAD ", "UNSIGNED-PAYLOAD"],
    ["its own hash where that header is empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("stands as %s", async (_case, value, want) => {
    const lines = await canonicalLines({ headers: { "X-Sdk-Content-Sha256": value } });
    expect(lines.at(-1)).toBe(want);
  });
});

describe("the method", () => {
  it("is signed in upper case", async () => {
    expect((await canonicalLines({ method: "patch" }))[0]).toBe("PATCH");
  });
});

describe("what cannot be signed", () => {
  it.each<[string, SigningInput, AkSkCredentials, Date, string]>([
    ["a relative URL", { ...get, url: "/v3" }, keys, date, "url"],
    ["a URL that is not http", { ...get, url: "ftp://cce.example.com/" }, keys, date, "url"],
    ["a method that is no word", { ...get, method: "GET\nx" }, keys, date, "method"],
    ["an invalid date", get, keys, new Date(NaN), "date"],
    ["a date past the year 9999", get, keys, new Date("+010000-01-01T00:00:00Z"), "date"],
    ["an empty access key", get, { ...keys, accessKey: "" }, date, "accessKey"],
    ["an empty secret key", get, { ...keys, secretKey: "" }, date, "secretKey"],
    ["a secret key with its line break", get, { ...keys, secretKey: "SKEXAMPLE\n" }, date, "secretKey"],
    ["a security token with a space", get, { ...keys, securityToken: "to ken" }, date, "securityToken"],
    ["credentials without a secret key", get, { accessKey: "AK" } as AkSkCredentials, date, "secretKey"],
  ])("%s", async (_case, request, credentials, at, parameter) => {
    const error = await refusal(signRequest(request, credentials, at));
    expect(error.parameter).toBe(parameter);
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toMatch(/SKEXAMPLE|to ken/);
  });

  it("anything, where the runtime has no WebCrypto", async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
    try {
      const error = await refusal(signRequest(get, keys, date));
      expect(error.parameter).toBe("crypto");
      expect(error.message).toContain("https");
    } finally {
      if (own === undefined) Reflect.deleteProperty(globalThis, "crypto");
      else Object.defineProperty(globalThis, "crypto", own);
    }
  });
});

const text = fc.string({ unit: "binary", maxLength: 12 });
const awkward = fc.string({
  unit: fc.constantFrom("a", "B", "+", "*", "~", " ", "%", "/", "é", "🚀", "\uffee"),
  maxLength: 6,
});
const anyText = fc.oneof(text, awkward);
const visible = fc.string({ unit: fc.constantFrom(...Array.from("aZ09 !;:,=\t~")), maxLength: 10 });
const keyText = fc.string({ unit: fc.constantFrom(...Array.from("aZ09/+=_-")), minLength: 1, maxLength: 40 });
const headerName = fc
  .string({ unit: fc.constantFrom(...Array.from("abXYZ019-")), minLength: 1, maxLength: 8 })
  .map((name) => `X-T${name}`);
const headers = fc
  .uniqueArray(fc.tuple(headerName, visible), { selector: ([name]) => name.toLowerCase(), maxLength: 5 })
  .map((entries) => Object.fromEntries(entries));
const time = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2099-12-31T23:59:59Z"),
  noInvalidDate: true,
});

const requests: fc.Arbitrary<ReferenceRequest> = fc.record({
  method: fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE"),
  host: fc.constantFrom("cce.cn-north-4.myhuaweicloud.com", "127.0.0.1:4010", "[::1]:8443"),
  segments: fc.array(
    anyText.filter((segment) => segment !== "." && segment !== ".."),
    { minLength: 1, maxLength: 5 },
  ),
  query: fc.array(fc.tuple(fc.oneof(anyText, fc.constantFrom("tag", "limit")), anyText), { maxLength: 6 }),
  headers,
  body: anyText,
});

/** The segments may not end in an empty one: the path would end in the slash that signing adds. */
function urlOf({ host, segments, query }: ReferenceRequest): string {
  const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
  return `https://${host}${path}${queryText(query)}`;
}

function asInput(request: ReferenceRequest): SigningInput {
  return { method: request.method, url: urlOf(request), headers: request.headers, body: request.body };
}

function timestampOf(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return (
    `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}` +
    `T${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}Z`
  );
}

describe("any request", () => {
  const signable = requests.filter(({ segments }) => segments.at(-1) !== "");

  it("has the signature of an independent implementation", async () => {
    await fc.assert(
      fc.asyncProperty(signable, keyText, time, async (request, secretKey, at) => {
        const signature = await signatureOf(asInput(request), { accessKey: "AK", secretKey }, at);
        expect(signature).toBe(referenceSignature(request, secretKey, timestampOf(at)));
      }),
      { numRuns: 400 },
    );
  });

  it("has one signature whatever the order and the case of its headers", async () => {
    await fc.assert(
      fc.asyncProperty(signable, async (request) => {
        const reversed = Object.entries(request.headers).reverse();
        const headers = Object.fromEntries(reversed.map(([name, value]) => [name.toUpperCase(), ` ${value} `]));
        expect(await signatureOf({ ...asInput(request), headers })).toBe(await signatureOf(asInput(request)));
      }),
    );
  });

  it("has one signature whatever the order of its query", async () => {
    await fc.assert(
      fc.asyncProperty(signable, async (request) => {
        const reversed = { ...request, query: [...request.query].reverse() };
        expect(await signatureOf(asInput(reversed))).toBe(await signatureOf(asInput(request)));
      }),
    );
  });

  it("has one signature however its path is encoded", async () => {
    await fc.assert(
      fc.asyncProperty(signable, async (request) => {
        const { host, segments, query } = request;
        const everyByte = (segment: string): string => Buffer.from(segment).toString("hex").replace(/../g, "%$&");
        const url = `https://${host}/${segments.map(everyByte).join("/")}${queryText(query)}`;
        expect(await signatureOf({ ...asInput(request), url })).toBe(await signatureOf(asInput(request)));
      }),
    );
  });

  const changes: [string, (request: ReferenceRequest) => ReferenceRequest][] = [
    ["method", (request) => ({ ...request, method: request.method === "GET" ? "PUT" : "GET" })],
    ["host", (request) => ({ ...request, host: "cce.eu-west-101.myhuaweicloud.eu" })],
    ["path", (request) => ({ ...request, segments: [...request.segments, "x"] })],
    ["query", (request) => ({ ...request, query: [...request.query, ["x", ""]] })],
    ["headers", (request) => ({ ...request, headers: { ...request.headers, "X-Other": "x" } })],
    ["body", (request) => ({ ...request, body: `${request.body}x` })],
  ];

  it.each(changes)("has another signature when its %s changes", async (_part, change) => {
    await fc.assert(
      fc.asyncProperty(signable, async (request) => {
        expect(await signatureOf(asInput(change(request)))).not.toBe(await signatureOf(asInput(request)));
      }),
    );
  });

  it("has another signature with another key, security token or second", async () => {
    await fc.assert(
      fc.asyncProperty(signable, keyText, time, async (request, secretKey, at) => {
        const input = asInput(request);
        const credentials = { accessKey: "AK", secretKey };
        const signatures = await Promise.all([
          signatureOf(input, credentials, at),
          signatureOf(input, { ...credentials, secretKey: `${secretKey}x` }, at),
          signatureOf(input, { ...credentials, securityToken: "t" }, at),
          signatureOf(input, { ...credentials, securityToken: "u" }, at),
          signatureOf(input, credentials, new Date(at.getTime() + 1000)),
        ]);
        expect(new Set(signatures).size).toBe(signatures.length);
      }),
    );
  });
});
