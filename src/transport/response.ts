import type { ResponseKind, OperationDescriptor } from "./operation.js";
import type { AuthorizedRequest } from "../auth/authorizer.js";
import {
  type CallFacts,
  type CallOutcome,
  CceApiError,
  type CceCallError,
  CceResponseError,
  shorten,
} from "../base/errors.js";
import { isErrorBody, summarizeErrorBody } from "../base/errorBody.js";
import { redactBody, redactor, secretHeaders } from "../base/redact.js";
import { parseJson } from "../base/fields.js";
import { parseHttpDate, parseRetryAfter } from "./retry.js";
import type { WireResponse } from "./wire.js";

/** What is known of a call while an attempt is under way. */
export interface CallSoFar extends CallFacts {
  readonly descriptor: OperationDescriptor;
  /** `unknown` once an earlier attempt may have taken effect. */
  readonly outcome: CallOutcome;
}

/** A failed attempt. */
export interface Failure {
  /** The error of the call, unless another attempt succeeds. */
  readonly error: CceCallError;
  /** Whether another attempt may succeed where this one failed. */
  readonly transient: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
}

/** What a response means. */
export type Judgement =
  { readonly data: unknown; readonly failure?: undefined } | { readonly data?: undefined; readonly failure: Failure };

/** How far a clock may be off before the gateway refuses a signature. */
const allowedSkewMs = 15 * 60_000;

/** Advice for a request that must not be repeated blindly; `undefined` where repeating it is harmless. */
export function adviceOnUnknown({ retry }: OperationDescriptor): string | undefined {
  return retry.unknown ? undefined : "it may have taken effect: read the resource before sending this again";
}

/** Joins the parts of a message that apply. */
export function sentence(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join("; ");
}

/** The secrets of a request: its credentials, and what the caller has put into secret headers. */
export function secretsOf({ secrets, headers }: Pick<AuthorizedRequest, "secrets" | "headers">): string[] {
  const inHeaders = Object.entries(headers).filter(([name]) => secretHeaders.has(name));
  return [...secrets, ...inHeaders.map(([, value]) => value)];
}

/** What the caller can do about an error of this status. */
function hintFor(
  { status, headers }: WireResponse,
  { iamActions }: OperationDescriptor,
  signed: boolean,
  now: number,
): string | undefined {
  if (status === 403 && iamActions !== undefined) return `the call needs the IAM action ${iamActions.join(", ")}`;
  const skewMs = now - parseHttpDate(headers["date"]);
  if (status !== 401 || !signed || !(Math.abs(skewMs) > allowedSkewMs)) return undefined;
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return `the clock of this machine is ${minutes} minutes ${skewMs > 0 ? "ahead of" : "behind"} the server's, which refuses signatures that are off by more than 15`;
}

function redirectReason(location: string | undefined, requestUrl: URL): string {
  const { href } = requestUrl;
  const target = location !== undefined && URL.canParse(location, href) ? new URL(location, href).host : "";
  return `redirect${target && ` to ${target}`}, which is not followed: credentials would go with it`;
}

const isJson = /^(application|text)\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * Reads a 2xx: its data, the reason why it breaks the operation's promise, or `undefined` where it carries an error.
 */
function readSuccess(
  { text, headers, defect }: WireResponse,
  kind: ResponseKind,
  nullable: boolean | undefined,
  clean: (text: string) => string,
): { data: unknown } | { reason: string } | undefined {
  if (defect !== undefined) return { reason: `the body ${clean(defect)}` };
  const isEmpty = text.trim() === "";
  if (kind === "none") return isEmpty ? { data: undefined } : { reason: "there is a body, and the operation has none" };
  const isText = typeof kind === "string" && kind.includes("/");
  if (isEmpty && !isText) return { reason: "the body is empty" };
  const type = headers["content-type"];
  if (type !== undefined && !(isText ? type.toLowerCase().startsWith(kind.replace(/\*.*/, "")) : isJson.test(type))) {
    return { reason: `the body is ${shorten(clean(type))}, not ${isText ? kind : "JSON"}` };
  }
  if (isText) return { data: text };
  const data = parseJson(text);
  if (data === undefined) return { reason: "the body is not valid JSON" };
  if (data === null && nullable) return { data };
  const expected = typeof kind === "string" ? kind : "object";
  const actual = Array.isArray(data) ? "array" : data === null ? "null" : typeof data;
  if (expected !== "any" && actual !== expected)
    return { reason: `the body is JSON of type ${actual}, not ${expected}` };
  return typeof kind !== "string" && isErrorBody(data, kind) ? undefined : { data };
}

/**
 * Separates success from failure, by the status first: no failure can look like a success.
 *
 * @param now - The wall clock, to tell whether it and the server's are too far apart for a signature.
 */
export function judge(
  response: WireResponse,
  request: Pick<AuthorizedRequest, "url" | "headers" | "secrets" | "signed">,
  call: CallSoFar,
  now: number,
): Judgement {
  const { status, headers, text, defect } = response;
  const { descriptor } = call;
  const isSuccess = status >= 200 && status < 300;
  const clean = redactor(secretsOf(request));
  const kind = descriptor.success[status] ?? Object.values(descriptor.success)[0] ?? "any";
  const { location } = headers;
  const read = isSuccess
    ? readSuccess(response, kind, descriptor.nullable, clean)
    : status < 400 && { reason: redirectReason(location && clean(location), request.url) };
  if (read && "data" in read) return read;

  const shown = {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)])),
  };
  const advice = adviceOnUnknown(descriptor);
  if (read) {
    const whole = { ...shown, text: clean(text) };
    const error = new CceResponseError(call, "unknown", whole, sentence(read.reason, advice));
    return { failure: { error, status, transient: isSuccess && defect !== undefined } };
  }
  // Of the statuses of 500 and above, only 503 says that the request was not processed.
  const isRefusal = status === 429 || status === 503;
  const isLost = isSuccess || (status >= 500 && !isRefusal);
  const hint = sentence(
    isSuccess && "the body is an error, whatever the status says",
    hintFor(response, descriptor, request.signed, now),
    isLost && advice,
  );
  const whole = { ...shown, body: text.trim() === "" ? undefined : redactBody(text, clean) };
  // Read from the original text: a secret may be the name of a field.
  const summary = summarizeErrorBody(parseJson(text), clean);
  const error = new CceApiError(call, isLost ? "unknown" : call.outcome, whole, summary, hint);
  const serverNow = parseHttpDate(headers["date"]);
  const retryAfterMs = parseRetryAfter(headers["retry-after"], Number.isNaN(serverNow) ? now : serverNow);
  return { failure: { error, status, transient: isRefusal || status === 502 || status === 504, retryAfterMs } };
}
