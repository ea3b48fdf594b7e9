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
import type { WireAnswer } from "./wire.js";

/** A failed attempt: what is known of it, and the error it becomes if it was the last. */
export interface Failure {
  readonly outcome: CallOutcome;
  /** Whether this kind of failure may be mended by another attempt at all. */
  readonly transient: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
  /** `outcome` is the one of the whole call: an earlier attempt may have taken effect. */
  readonly toError: (facts: CallFacts, outcome: CallOutcome) => CceCallError;
}

/** What judging an answer needs to know of its request. */
export type JudgedRequest = Pick<AuthorizedRequest, "url" | "headers" | "secrets" | "signed">;

/** What an answer means. */
export type Judgement =
  { readonly data: unknown; readonly failure?: undefined } | { readonly data?: undefined; readonly failure: Failure };

/** How far a clock may be off before the gateway refuses a signature. */
const allowedSkewMs = 15 * 60_000;

/** Sentence for a call that must not be sent again blindly; nothing where repeating is harmless. */
export function adviceOnUnknown({ retry }: OperationDescriptor): string {
  return retry.unknown ? "" : "; it may have taken effect: read the resource before sending this again";
}

/** What nobody may see of a request: its credentials, and secrets the caller has put into headers. */
export function secretsOf({ secrets, headers }: Pick<AuthorizedRequest, "secrets" | "headers">): string[] {
  const inHeaders = Object.entries(headers).filter(([name]) => secretHeaders.has(name));
  return [...secrets, ...inHeaders.map(([, value]) => value)];
}

/** What the caller can do about an error of this status. */
function hintFor(
  { status, headers }: WireAnswer,
  { iamActions }: OperationDescriptor,
  signed: boolean,
  now: number,
): string | undefined {
  if (status === 403 && iamActions !== undefined) return `the call needs the IAM action ${iamActions.join(", ")}`;
  const skewMs = now - parseHttpDate(headers["date"]);
  if (status !== 401 || !signed || !(Math.abs(skewMs) > allowedSkewMs)) return undefined;
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return `the clock of this machine is ${minutes} minutes ${skewMs > 0 ? "ahead of" : "behind"} the server's, and a signature is refused beyond 15`;
}

function redirectReason(location: string | undefined, requestUrl: URL): string {
  const { href } = requestUrl;
  const target = location !== undefined && URL.canParse(location, href) ? new URL(location, href).host : "";
  return `redirect${target && ` to ${target}`}, which is not followed: credentials would go with it`;
}

const isJson = /^(application|text)\/([\w.+-]+\+)?json\s*(;|$)/i;

/** What a 2xx comes to: its data, why it is not what the operation promises, or nothing where it is an error. */
function readSuccess(
  { text, headers, defect }: WireAnswer,
  kind: ResponseKind,
  clean: (text: string) => string,
): { data: unknown } | { reason: string } | undefined {
  if (kind === "none") return { data: undefined };
  if (defect !== undefined) return { reason: `the body ${clean(defect)}` };
  if (text.trim() === "") return { reason: "the body is empty" };
  const type = headers["content-type"];
  if (type !== undefined && !isJson.test(type)) return { reason: `the body is ${shorten(clean(type))}, not JSON` };
  const data = parseJson(text);
  if (data === undefined) return { reason: "the body is not valid JSON" };
  const expected = typeof kind === "string" ? kind : "object";
  const actual = Array.isArray(data) ? "array" : data === null ? "null" : typeof data;
  if (expected !== "any" && actual !== expected)
    return { reason: `the body is JSON of type ${actual}, not ${expected}` };
  return typeof kind !== "string" && isErrorBody(data, kind) ? undefined : { data };
}

/** Tells success from failure, by the status first: no failure can look like a success. */
export function judge(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  request: JudgedRequest,
  now: number,
): Judgement {
  const { status, headers, text, defect } = answer;
  const { success } = descriptor;
  const { location } = headers;
  const isSuccess = status >= 200 && status < 300;
  // A success is the caller's as it came. Of what else is shown, each text is rid of secrets once, before it is put together.
  const clean = redactor(secretsOf(request));
  const read = isSuccess
    ? readSuccess(answer, success[status] ?? Object.values(success)[0] ?? "any", clean)
    : status < 400 && { reason: redirectReason(location && clean(location), request.url) };
  if (read && "data" in read) return read;

  const cleaned = Object.entries(headers).map(([name, value]): [string, string] => [name, clean(value)]);
  const shown = { status, headers: Object.fromEntries(cleaned) };
  const advice = adviceOnUnknown(descriptor);
  if (read) {
    const whole = { ...shown, text: clean(text) };
    return {
      failure: {
        outcome: "unknown",
        status,
        transient: isSuccess && defect !== undefined,
        toError: (facts, outcome) => new CceResponseError(facts, outcome, whole, read.reason + advice),
      },
    };
  }
  // These two say that the request was not processed; of others of the server nobody knows, nor of a success with an error.
  const isRefusal = status === 429 || status === 503;
  const isLost = isSuccess || (status >= 500 && !isRefusal);
  const hints = [
    isSuccess && "the body is an error, whatever the status says",
    hintFor(answer, descriptor, request.signed, now),
    isLost && advice.slice(2),
  ];
  const answeredAt = parseHttpDate(headers["date"]);
  const whole = { ...shown, body: text.trim() === "" ? undefined : redactBody(text, clean) };
  // As it came: a secret may well be the name of a field.
  const summary = summarizeErrorBody(parseJson(text), clean);
  return {
    failure: {
      outcome: isLost ? "unknown" : "unprocessed",
      status,
      transient: isRefusal || status === 502 || status === 504,
      retryAfterMs: parseRetryAfter(headers["retry-after"], Number.isNaN(answeredAt) ? now : answeredAt),
      toError: (facts, outcome) => new CceApiError(facts, outcome, whole, summary, hints.filter(Boolean).join("; ")),
    },
  };
}
