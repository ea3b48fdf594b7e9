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
import { summarizeErrorBody } from "../errors/errorBody.js";
import { redactor, secretHeaders } from "../errors/redact.js";
import { parseRetryAfter } from "./retry.js";
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

/** The value of a JSON text; `undefined`, which JSON cannot say, where it is none. */
function parseJson(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

/** Answers repeat what they were sent: an error page may quote the token. */
function withoutSecrets({ status, headers, text }: WireAnswer, clean: (text: string) => string): WireAnswer {
  const cleaned = Object.entries(headers).map(([name, value]) => [name, clean(value)]);
  return { status, headers: Object.fromEntries(cleaned) as Record<string, string>, text: clean(text) };
}

/** An error body: parsed, as text where it is not JSON. Secrets that JSON escapes hide from the text are replaced too. */
function readErrorBody(text: string, clean: (text: string) => string): unknown {
  if (text.trim() === "") return undefined;
  const parsed = parseJson(text, (_, value) => {
    if (typeof value === "string") return clean(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]: [string, unknown]) => [clean(name), field]));
  });
  return parsed === undefined ? text : parsed;
}

/** What the caller can do about an error of this status. */
function hintFor(
  { status, headers }: WireAnswer,
  { iamActions }: OperationDescriptor,
  signed: boolean,
  now: number,
): string | undefined {
  if (status === 403 && iamActions !== undefined) return `the call needs the IAM action ${iamActions.join(", ")}`;
  const skewMs = now - Date.parse(headers["date"] ?? "");
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

/** What a 2xx lacks to be what the operation promises; its data where it lacks nothing. */
function readSuccess({ text, headers, defect }: WireAnswer, kind: AnswerKind): { data: unknown } | { reason: string } {
  if (kind === "none") return { data: undefined };
  if (defect !== undefined) return { reason: `the body ${defect}` };
  if (text.trim() === "") return { reason: "the body is empty" };
  const type = headers["content-type"];
  if (type !== undefined && !isJson.test(type)) return { reason: `the body is ${shorten(type)}, not JSON` };
  const data = parseJson(text);
  if (data === undefined) return { reason: "the body is not valid JSON" };
  const actual = Array.isArray(data) ? "array" : data === null ? "null" : typeof data;
  return kind === "any" || actual === kind ? { data } : { reason: `the body is JSON of type ${actual}, not ${kind}` };
}

/** Tells success from failure, by the status first: no failure can look like a success. */
export function judge(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  request: JudgedRequest,
  now: number,
): Judgement {
  const { status, defect } = answer;
  const { success } = descriptor;
  const isSuccess = status >= 200 && status < 300;
  // Judged as it came, and a success is the caller's as it came: a short token may well be a word of it.
  const read = isSuccess
    ? readSuccess(answer, success[status] ?? Object.values(success)[0] ?? "any")
    : { reason: redirectReason(answer.headers["location"], request.url) };
  if ("data" in read) return read;

  const clean = redactor(secretsOf(request));
  const shown = withoutSecrets(answer, clean);
  const advice = adviceOnUnknown(descriptor);
  if (status < 400) {
    const reason = clean(read.reason) + advice;
    return {
      failure: {
        outcome: "unknown",
        status,
        transient: isSuccess && defect !== undefined,
        toError: (facts, outcome) => new CceResponseError(facts, outcome, shown, reason),
      },
    };
  }
  // These two say that the request was not processed; of others of the server nobody knows.
  const isRefusal = status === 429 || status === 503;
  const isLost = status >= 500 && !isRefusal;
  const body = readErrorBody(shown.text, clean);
  const hint = hintFor(shown, descriptor, request.signed, now) ?? (isLost ? advice.slice(2) : "");
  return {
    failure: {
      outcome: isLost ? "unknown" : "unprocessed",
      status,
      transient: isRefusal || status === 502 || status === 504,
      retryAfterMs: parseRetryAfter(shown.headers["retry-after"], now),
      toError: (facts, outcome) => new CceApiError(facts, outcome, { ...shown, body }, summarizeErrorBody(body), hint),
    },
  };
}
