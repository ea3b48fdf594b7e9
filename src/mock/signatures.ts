import { createHash, createHmac } from "node:crypto";
import type { AkSkCredentials } from "../auth/credentials.js";
import { canonicalRequest, stringToSign } from "../auth/sign.js";
import { redactHeaders } from "../base/redact.js";
import { gatewayError, type MockRequest, type MockResponse } from "./engine/http.js";

/** How far the time of a signature may differ from the clock of the gateway. */
const maxSkewMs = 15 * 60_000;

/** More wrong signatures in a row than this lock an access key. */
const maxFailures = 5;

const lockMs = 5 * 60_000;

const authorizationPattern = /^SDK-HMAC-SHA256 +Access=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/;

/** Checks the signatures of requests as the gateway does. */
export interface SignatureCheck {
  /** The gateway's refusal; `undefined` if the signature is right or the request has none. */
  readonly refuse: (request: MockRequest) => MockResponse | undefined;
  /** Forgets wrong signatures. */
  readonly reset: () => void;
}

function timeOf(text: string): number {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  return iso === text ? Number.NaN : Date.parse(iso);
}

function compactTime(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, "");
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** The headers that the client says it signed: their names in its order, and their values. */
interface SignedHeaders {
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

function signedHeadersOf(request: MockRequest, list: string): SignedHeaders {
  const names = list.split(";");
  return { names, values: Object.fromEntries(names.map((name) => [name, (request.headers[name] ?? "").trim()])) };
}

/** The canonical request as received, with exactly the headers that the client says it signed. */
function canonicalOf(request: MockRequest, { names, values }: SignedHeaders): string | undefined {
  const declared = values["x-sdk-content-sha256"] ?? "";
  const actual = sha256(request.bodyBytes);
  if (/^[0-9a-f]{64}$/.test(declared) && declared !== actual) return undefined;
  // The host is signed as a header; the one in the URL is ignored.
  const url = new URL(`http://mock${request.path}?${request.query}`);
  return canonicalRequest(request.method, url, names, values, declared === "" ? actual : declared);
}

function isVerified(request: MockRequest, key: AkSkCredentials, signed: SignedHeaders, signature: string): boolean {
  const { names } = signed;
  if (!names.includes("x-sdk-date")) return false;
  if (key.securityToken !== undefined) {
    if (!names.includes("x-security-token") || request.headers["x-security-token"] !== key.securityToken) return false;
  }
  const canonical = canonicalOf(request, signed);
  if (canonical === undefined) return false;
  const toSign = stringToSign(request.headers["x-sdk-date"] ?? "", sha256(canonical));
  return createHmac("sha256", key.secretKey).update(toSign).digest("hex") === signature;
}

/** The gateway shows what it signed, on one line. Secret headers are redacted, because responses end up in logs. */
function mismatch(request: MockRequest, { names, values }: SignedHeaders): string {
  const canonical = canonicalOf(request, { names, values: redactHeaders(values) })?.replaceAll("\n", "|");
  return `verify aksk signature fail${canonical === undefined ? "" : `, canonicalRequest:${canonical}`}`;
}

/**
 * Makes the check for the given keys. The messages are those seen from the real gateway.
 *
 * @param now The clock of the gateway.
 */
export function createSignatureCheck(keys: readonly AkSkCredentials[], now: () => Date): SignatureCheck {
  const failures = new Map<string, { readonly count: number; readonly lastMs: number }>();

  const problemOf = (request: MockRequest, authorization: string, date: string): string | undefined => {
    const [, accessKey = "", signedHeaders = "", signature = ""] = authorizationPattern.exec(authorization) ?? [];
    if (accessKey === "") return "authorization header format is incorrect";
    const key = keys.find((candidate) => candidate.accessKey === accessKey);
    if (key === undefined) return "Get secretKey failed,ak:******,err:ak not exist";
    const nowMs = now().getTime();
    const { count, lastMs } = failures.get(accessKey) ?? { count: 0, lastMs: 0 };
    const locked = count > maxFailures && nowMs - lastMs < lockMs;
    if (locked) return "AK access failed to reach the limit,forbidden.";
    const skewMs = Math.abs(timeOf(date) - nowMs);
    const expired = !(skewMs <= maxSkewMs);
    const signed = signedHeadersOf(request, signedHeaders);
    if (!expired && isVerified(request, key, signed, signature)) {
      failures.delete(accessKey);
      return undefined;
    }
    failures.set(accessKey, { count: count > maxFailures ? 1 : count + 1, lastMs: nowMs });
    return expired
      ? `calc aksk signature fail:signature expired, signature time:${date},server time:${compactTime(now())}`
      : mismatch(request, signed);
  };

  return {
    refuse: (request) => {
      const { authorization, "x-sdk-date": date } = request.headers;
      if (authorization === undefined || date === undefined) return undefined;
      const problem = problemOf(request, authorization, date);
      if (problem === undefined) return undefined;
      const message = `Incorrect IAM authentication information: ${problem}`;
      return gatewayError(401, "APIGW.0301", message, request.requestId);
    },
    reset: () => {
      failures.clear();
    },
  };
}
