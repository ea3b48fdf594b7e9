import type { AnswerKind, OperationDescriptor } from "../../generated/client.gen.js";
import {
  type CallFacts,
  type CallOutcome,
  CceApiError,
  type CceCallError,
  CceResponseError,
  shorten,
} from "../errors/errors.js";
import { summarizeErrorBody } from "../errors/errorBody.js";
import { redactValues } from "../errors/redact.js";
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
export interface JudgedRequest {
  readonly url: string;
  /** Whether it carried a signature rather than a token. */
  readonly signed: boolean;
  /** The values nobody may see, also not in an answer that repeats them. */
  readonly secrets: readonly string[];
}

/** What an answer means. */
export type Judgement = { readonly data: unknown } | { readonly failure: Failure };

/** How far a clock may be off before the gateway refuses a signature. */
const allowedSkewMs = 15 * 60_000;

/** Statuses that say that the request was not processed and may be sent again. */
const notProcessed: ReadonlySet<number> = new Set([429, 503]);
/** Statuses after which nobody knows whether the request was processed. */
const gatewayLost: ReadonlySet<number> = new Set([502, 504]);

/** Sentence for a call that must not be sent again blindly; nothing where repeating is harmless. */
export function adviceOnUnknown({ retry }: OperationDescriptor): string {
  return retry.unknown ? "" : "; it may have taken effect: read the resource before sending this again";
}

function parseJson(
  text: string,
  reviver?: (key: string, value: unknown) => unknown,
): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text, reviver) as unknown };
  } catch {
    return undefined;
  }
}

/** Answers repeat what they were sent: an error page may quote the token. */
function withoutSecrets(answer: WireAnswer, secrets: readonly string[]): WireAnswer {
  return {
    ...answer,
    text: redactValues(answer.text, secrets),
    defect: answer.defect && redactValues(answer.defect, secrets),
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, redactValues(value, secrets)]),
    ),
  };
}

/** An error body: parsed, as text where it is not JSON. Secrets that JSON escapes hide from the text are replaced too. */
function readErrorBody(text: string, secrets: readonly string[]): unknown {
  if (text.trim() === "") return undefined;
  const parsed = parseJson(text, (_, value) => {
    if (typeof value === "string") return redactValues(value, secrets);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [redactValues(name, secrets), field]));
  });
  return parsed === undefined ? text : parsed.value;
}

function hintFor(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  signed: boolean,
  now: number,
): string | undefined {
  if (answer.status === 403 && descriptor.iamActions !== undefined) {
    return `the call needs the IAM action ${descriptor.iamActions.join(", ")}`;
  }
  if (answer.status === 401 && signed) {
    const skewMs = now - Date.parse(answer.headers["date"] ?? "");
    if (Math.abs(skewMs) > allowedSkewMs) {
      const minutes = Math.round(Math.abs(skewMs) / 60_000);
      return `the clock of this machine is ${minutes} minutes ${skewMs > 0 ? "ahead of" : "behind"} the server's, and a signature is refused beyond 15`;
    }
  }
  return undefined;
}

function judgeError(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  { signed, secrets }: JudgedRequest,
  now: number,
): Failure {
  const { status, headers, text } = answer;
  const lost = status >= 500 && !notProcessed.has(status);
  const outcome = lost ? "unknown" : "unprocessed";
  const body = readErrorBody(text, secrets);
  const advice = lost ? adviceOnUnknown(descriptor).slice(2) : "";
  const hint = hintFor(answer, descriptor, signed, now) ?? (advice === "" ? undefined : advice);
  return {
    outcome,
    status,
    transient: notProcessed.has(status) || gatewayLost.has(status),
    retryAfterMs: parseRetryAfter(headers["retry-after"], now),
    toError: (facts, ofCall) =>
      new CceApiError(facts, ofCall, { status, headers, body }, summarizeErrorBody(body), hint),
  };
}

function redirectReason({ headers }: WireAnswer, requestUrl: string): string {
  const location = headers["location"];
  const target = location !== undefined && URL.canParse(location, requestUrl) ? new URL(location, requestUrl).host : "";
  return `redirect${target && ` to ${target}`}, which is not followed: credentials would go with it`;
}

function kindOf(descriptor: OperationDescriptor, status: number): AnswerKind {
  return descriptor.success[status] ?? Object.values(descriptor.success)[0] ?? "any";
}

const isJson = /^(application|text)\/([\w.+-]+\+)?json\s*(;|$)/i;

/** What a 2xx lacks to be what the operation promises; its data where it lacks nothing. */
function readSuccess(answer: WireAnswer, kind: AnswerKind): { readonly data: unknown } | { readonly reason: string } {
  if (kind === "none") return { data: undefined };
  if (answer.defect !== undefined) return { reason: `the body ${answer.defect}` };
  if (answer.text.trim() === "") return { reason: "the body is empty" };
  const type = answer.headers["content-type"];
  if (type !== undefined && !isJson.test(type)) return { reason: `the body is ${shorten(type)}, not JSON` };
  const parsed = parseJson(answer.text);
  if (parsed === undefined) return { reason: "the body is not valid JSON" };
  const { value } = parsed;
  const actual = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  if (kind !== "any" && actual !== kind) return { reason: `the body is JSON of type ${actual}, not ${kind}` };
  return { data: value };
}

/** Tells success from failure, by the status first: no failure can look like a success. */
export function judge(
  answer: WireAnswer,
  descriptor: OperationDescriptor,
  request: JudgedRequest,
  now: number,
): Judgement {
  if (answer.status >= 400) {
    return { failure: judgeError(withoutSecrets(answer, request.secrets), descriptor, request, now) };
  }
  const success = answer.status >= 200 && answer.status < 300;
  // Judged as it came, and a success is the caller's as it came: a short token may well be a word of it.
  const read = success
    ? readSuccess(answer, kindOf(descriptor, answer.status))
    : { reason: redirectReason(answer, request.url) };
  if ("data" in read) return read;
  const { secrets } = request;
  const shown = withoutSecrets(answer, secrets);
  const reason = `${redactValues(read.reason, secrets)}${adviceOnUnknown(descriptor)}`;
  return {
    failure: {
      outcome: "unknown",
      status: answer.status,
      transient: success && answer.defect !== undefined,
      toError: (facts, outcome) => new CceResponseError(facts, outcome, shown, reason),
    },
  };
}
