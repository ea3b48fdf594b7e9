import type { AnswerKind, OperationDescriptor } from "../../generated/client.gen.js";
import type { AuthorizedRequest } from "../auth/authorizer.js";
import {
  type CallFacts,
  type CallOutcome,
  CceApiError,
  type CceCallError,
  CceResponseError,
  shorten,
} from "../errors/errors.js";
import { type ErrorSummary, isErrorBody, summarizeErrorBody } from "../errors/errorBody.js";
import { redactBody, redactor, secretHeaders } from "../errors/redact.js";
import { parseJson } from "../fields.js";
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

type Clean = (text: string) => string;

/** Answers repeat what they were sent: a header may quote the token. */
function cleanHeaders(headers: WireAnswer["headers"], clean: Clean): WireAnswer["headers"] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)]));
}

/** Codes and messages of a body, read from it as it came: a secret may well be the name of a field. */
function summaryOf(text: string, clean: Clean): ErrorSummary {
  const { errorCode, innerErrorCode, errorMessage, requestId } = summarizeErrorBody(parseJson(text));
  const cleaned = (found: string | undefined) => found && clean(found);
  return {
    errorCode: cleaned(errorCode),
    innerErrorCode: cleaned(innerErrorCode),
    errorMessage: cleaned(errorMessage),
    requestId: cleaned(requestId),
  };
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
  kind: AnswerKind,
  clean: Clean,
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

/** An answer that is no error and not what the operation promises. */
function unusable(answer: WireAnswer, reason: string, advice: string, clean: Clean): Failure {
  const { status, headers, text, defect } = answer;
  const shown = { status, headers: cleanHeaders(headers, clean), text: clean(text) };
  return {
    outcome: "unknown",
    status,
    transient: status >= 200 && status < 300 && defect !== undefined,
    toError: (facts, outcome) => new CceResponseError(facts, outcome, shown, reason + advice),
  };
}

/** An answer that says what is wrong: an error status, or a 2xx with an error in its body. */
function refusal(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  signed: boolean,
  now: number,
  clean: Clean,
): Failure {
  const { status, headers, text } = answer;
  // These two say that the request was not processed; of others of the server, and of two words at once, nobody knows.
  const isRefusal = status === 429 || status === 503;
  const isUnknown = status < 400 || (status >= 500 && !isRefusal);
  const hint = [
    status < 400 && "the body is an error, whatever the status says",
    hintFor(answer, descriptor, signed, now),
    isUnknown && adviceOnUnknown(descriptor).slice(2),
  ];
  const answeredAt = parseHttpDate(headers["date"]);
  const body = text.trim() === "" ? undefined : redactBody(text, clean);
  const shown = { status, headers: cleanHeaders(headers, clean), body };
  const summary = summaryOf(text, clean);
  return {
    outcome: isUnknown ? "unknown" : "unprocessed",
    status,
    transient: isRefusal || status === 502 || status === 504,
    retryAfterMs: parseRetryAfter(headers["retry-after"], Number.isNaN(answeredAt) ? now : answeredAt),
    toError: (facts, outcome) => new CceApiError(facts, outcome, shown, summary, hint.filter(Boolean).join("; ")),
  };
}

/** Tells success from failure, by the status first: no failure can look like a success. */
export function judge(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  request: JudgedRequest,
  now: number,
): Judgement {
  const { status, headers } = answer;
  const { success } = descriptor;
  // A success is the caller's as it came. Whatever else is shown is rid of secrets once, before it becomes part of a text.
  const clean = redactor(secretsOf(request));
  const read =
    status >= 200 && status < 300
      ? readSuccess(answer, success[status] ?? Object.values(success)[0] ?? "any", clean)
      : status < 400
        ? { reason: redirectReason(headers["location"] && clean(headers["location"]), request.url) }
        : undefined;
  if (read === undefined) return { failure: refusal(answer, descriptor, request.signed, now, clean) };
  if ("data" in read) return read;
  return { failure: unusable(answer, read.reason, adviceOnUnknown(descriptor), clean) };
}
