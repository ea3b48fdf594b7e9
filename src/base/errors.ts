import { redactHeaders } from "./redact.js";
import type { ErrorSummary } from "./errorBody.js";

/**
 * What is known of a call that failed. `unprocessed`: the service refused the request or never had it, so nothing has
 * changed. `unknown`: it may have taken effect; read the resource before sending the call again.
 */
export type CallOutcome = "unprocessed" | "unknown";

/** Headers of a response: names in lower case, several values of one name joined with a comma. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** Marks our errors by a name that every copy of the package shares; `instanceof` fails between two copies. */
const brand = Symbol.for("cce-upgrade-workflow.error");

/** One line, without control characters: the texts of a response go into messages that end up in logs. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** Any error of this package. */
export class CceError extends Error {
  override readonly name: string = "CceError";

  constructor(message: string, options?: ErrorOptions) {
    super(oneLine(message), options);
    Object.defineProperty(this, brand, { value: true });
  }

  /** The error as plain data, safe to log. */
  toJSON(): Record<string, unknown> {
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(this));
    return { ...fields, name: this.name, message: this.message };
  }
}

/** A value given to this package is missing, malformed or unsafe. Thrown before anything is sent. */
export class CceConfigError extends CceError {
  override readonly name = "CceConfigError";
  /** The option or parameter at fault. */
  readonly parameter: string;

  constructor(parameter: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.parameter = parameter;
  }
}

/** What every error of a call knows of the call. */
export interface CallFacts {
  /** The `operationId` of the call. */
  readonly operation: string;
  /** How often the client tried to send the request; an attempt that got no connection counts, too. */
  readonly attempts: number;
  /** How long the call waited between attempts, in milliseconds. */
  readonly totalDelayMs: number;
}

/** A call that was started and failed. */
export class CceCallError extends CceError implements CallFacts {
  override readonly name: string = "CceCallError";
  readonly operation: string;
  readonly attempts: number;
  readonly totalDelayMs: number;
  /** Whether the request may have taken effect. */
  readonly outcome: CallOutcome;

  constructor(call: CallFacts, outcome: CallOutcome, reason: string, options?: ErrorOptions) {
    super(`${call.operation}: ${reason}`, options);
    this.operation = call.operation;
    this.attempts = call.attempts;
    this.totalDelayMs = call.totalDelayMs;
    this.outcome = outcome;
  }

  /** The message without the name of the operation. */
  get reason(): string {
    return this.message.slice(`${this.operation}: `.length);
  }
}

/** A response as an error keeps it. */
export interface FailedResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The parsed body; its text where it is not JSON; `undefined` where it is empty or blank. */
  readonly body: unknown;
}

/**
 * The service or the gateway responded with an error: with a status from 400 to 599, or with one of success and an error
 * in the body, whose `outcome` is `unknown`.
 */
export class CceApiError extends CceCallError {
  override readonly name = "CceApiError";
  /** The HTTP status. */
  readonly status: number;
  /** The code of the error (`CCE.…`, `APIGW.…`), where the body has one. */
  readonly errorCode: string | undefined;
  /** The second, inner code (`CCE_CM.…`), where the body has two. */
  readonly innerErrorCode: string | undefined;
  /** The reason, where the body gives one. */
  readonly errorMessage: string | undefined;
  /** ID of the request, to be quoted to the vendor's support. */
  readonly requestId: string | undefined;
  /** What the caller can do about it, where the client knows that. */
  readonly hint: string | undefined;
  /** Headers of the response, secrets replaced. */
  readonly headers: ResponseHeaders;
  /** The parsed body; its text where it is not JSON; `undefined` where it is empty or blank. */
  readonly body: unknown;

  constructor(call: CallFacts, outcome: CallOutcome, response: FailedResponse, summary: ErrorSummary, hint?: string) {
    const requestId = response.headers["x-request-id"] ?? summary.requestId;
    super(
      call,
      outcome,
      [
        String(response.status),
        summary.errorCode && shorten(summary.errorCode),
        summary.innerErrorCode && `(${shorten(summary.innerErrorCode)})`,
        shorten(summary.errorMessage ?? (typeof response.body === "string" ? response.body : "(no reason given)")),
        requestId && `(request ${shorten(requestId)})`,
        hint && `– ${hint}`,
      ]
        .filter(Boolean)
        .join(" "),
    );
    this.status = response.status;
    this.errorCode = summary.errorCode;
    this.innerErrorCode = summary.innerErrorCode;
    this.errorMessage = summary.errorMessage;
    this.requestId = requestId;
    this.hint = hint === "" ? undefined : hint;
    this.headers = redactHeaders(response.headers);
    this.body = response.body;
  }
}

/** No response: the connection could not be made or was lost. `code` is the runtime's, e.g. `ECONNREFUSED`. */
export class CceConnectionError extends CceCallError {
  override readonly name = "CceConnectionError";
  readonly code: string | undefined;

  constructor(call: CallFacts, outcome: CallOutcome, reason: string, code: string | undefined, options?: ErrorOptions) {
    super(call, outcome, reason, options);
    this.code = code;
  }
}

/** A deadline of the client passed before the response was complete. */
export class CceTimeoutError extends CceCallError {
  override readonly name = "CceTimeoutError";
  /** Which deadline: the one of an attempt (`timeoutMs`) or the one over all (`totalTimeoutMs`). */
  readonly limit: "timeoutMs" | "totalTimeoutMs";
  /** The deadline, in milliseconds. */
  readonly limitMs: number;

  constructor(call: CallFacts, outcome: CallOutcome, limit: CceTimeoutError["limit"], limitMs: number, advice: string) {
    super(call, outcome, `no complete response within ${limit} (${limitMs} ms)${advice}`);
    this.limit = limit;
    this.limitMs = limitMs;
  }
}

/** The caller's `signal` ended the call. `cause` is the signal's reason. */
export class CceAbortError extends CceCallError {
  override readonly name = "CceAbortError";
}

/** A response that is no error and not what the operation promises: a redirect, or a 2xx that is not a JSON object. */
export class CceResponseError extends CceCallError {
  override readonly name = "CceResponseError";
  /** The HTTP status; 0 where the runtime hides it (a browser on a redirect). */
  readonly status: number;
  /** ID of the request, to be quoted to the vendor's support. */
  readonly requestId: string | undefined;
  /** Headers of the response, secrets replaced. */
  readonly headers: ResponseHeaders;
  /** The beginning of the body. */
  readonly bodyStart: string;

  constructor(
    call: CallFacts,
    outcome: CallOutcome,
    response: { readonly status: number; readonly headers: ResponseHeaders; readonly text: string },
    reason: string,
    options?: ErrorOptions,
  ) {
    const requestId = response.headers["x-request-id"];
    super(call, outcome, `${response.status} ${reason}${requestId ? ` (request ${requestId})` : ""}`, options);
    this.status = response.status;
    this.requestId = requestId;
    this.headers = redactHeaders(response.headers);
    this.bodyStart = shorten(response.text);
  }
}

/** How much of a foreign text a message or `bodyStart` shows, in characters. */
const shownCharacters = 200;

/** The beginning of a text, for messages. */
export function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}

function isOurs<E extends CceError>(value: unknown, name: E["name"]): value is E {
  return isCceError(value) && value.name === name;
}

/** Whether `value` is an error of this package, also of another copy of it. */
export function isCceError(value: unknown): value is CceError {
  return value instanceof Error && brand in value;
}

/** Whether `value` is a {@link CceConfigError}, also of another copy of the package. */
export function isCceConfigError(value: unknown): value is CceConfigError {
  return isOurs<CceConfigError>(value, "CceConfigError");
}

/** Whether `value` is a {@link CceApiError}, also of another copy of the package. */
export function isCceApiError(value: unknown): value is CceApiError {
  return isOurs<CceApiError>(value, "CceApiError");
}

/** Whether `value` is a {@link CceConnectionError}, also of another copy of the package. */
export function isCceConnectionError(value: unknown): value is CceConnectionError {
  return isOurs<CceConnectionError>(value, "CceConnectionError");
}

/** Whether `value` is a {@link CceTimeoutError}, also of another copy of the package. */
export function isCceTimeoutError(value: unknown): value is CceTimeoutError {
  return isOurs<CceTimeoutError>(value, "CceTimeoutError");
}

/** Whether `value` is a {@link CceAbortError}, also of another copy of the package. */
export function isCceAbortError(value: unknown): value is CceAbortError {
  return isOurs<CceAbortError>(value, "CceAbortError");
}

/** Whether `value` is a {@link CceResponseError}, also of another copy of the package. */
export function isCceResponseError(value: unknown): value is CceResponseError {
  return isOurs<CceResponseError>(value, "CceResponseError");
}
