import { redactHeaders } from "./redact.js";
import type { ErrorSummary } from "./errorBody.js";

/**
 * Whether a failed call may have taken effect. `unprocessed`: the service refused the request or never received it, so
 * nothing has changed. `unknown`: it may have taken effect; read the resource before you repeat the call.
 */
export type CallOutcome = "unprocessed" | "unknown";

/** Headers of a response: names in lower case, several values of one name joined with commas. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** Marks our errors by a symbol that all copies of the package share; `instanceof` fails between two copies. */
const brand = Symbol.for("cce-upgrade-workflow.error");

/** One line without control characters: messages contain texts of responses and end up in logs. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** The base class of all errors of this package. */
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

/** An option, a parameter or credentials are missing, malformed or unsafe. Thrown before the request is sent. */
export class CceConfigError extends CceError {
  override readonly name = "CceConfigError";
  /** The name of the option or parameter at fault. */
  readonly parameter: string;

  constructor(parameter: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.parameter = parameter;
  }
}

/** What every error of a call says about the call. */
export interface CallFacts {
  /** The `operationId` of the call. */
  readonly operation: string;
  /** How often the client tried to send the request, including attempts without a connection. */
  readonly attempts: number;
  /** The time spent waiting between attempts, in milliseconds. */
  readonly totalDelayMs: number;
}

/** The base class of the errors of a call that was started and failed. */
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

/** What an error keeps of its response. */
export interface FailedResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The parsed body; its text if it is not JSON; `undefined` if it is blank. */
  readonly body: unknown;
}

/**
 * An error response of the service or the gateway: a status of 400 or above, or a status of success with an error in
 * the body, in which case the `outcome` is `unknown`.
 */
export class CceApiError extends CceCallError {
  override readonly name = "CceApiError";
  /** The HTTP status. */
  readonly status: number;
  /** The code of the error (`CCE.…`, `APIGW.…`), if the body has one. */
  readonly errorCode: string | undefined;
  /** The second, inner code (`CCE_CM.…`), if the body has two. */
  readonly innerErrorCode: string | undefined;
  /** The reason, if the body gives one. */
  readonly errorMessage: string | undefined;
  /** ID of the request; quote it to the vendor's support. */
  readonly requestId: string | undefined;
  /** What the caller can do about it, if the client knows. */
  readonly hint: string | undefined;
  /** Headers of the response, secrets replaced. */
  readonly headers: ResponseHeaders;
  /** The parsed body; its text if it is not JSON; `undefined` if it is blank. */
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

/** There was no response: the connection failed or was lost. */
export class CceConnectionError extends CceCallError {
  override readonly name = "CceConnectionError";
  /** The runtime's error code, e.g. `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(call: CallFacts, outcome: CallOutcome, reason: string, code: string | undefined, options?: ErrorOptions) {
    super(call, outcome, reason, options);
    this.code = code;
  }
}

/** A deadline of the client passed before the response was complete. */
export class CceTimeoutError extends CceCallError {
  override readonly name = "CceTimeoutError";
  /** Which deadline: that of an attempt (`timeoutMs`) or that of the whole call (`totalTimeoutMs`). */
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

/** A response that is neither an error nor what the operation promises: a redirect, or a 2xx with an unusable body. */
export class CceResponseError extends CceCallError {
  override readonly name = "CceResponseError";
  /** The HTTP status; 0 if the runtime hides it, as browsers do for redirects. */
  readonly status: number;
  /** ID of the request; quote it to the vendor's support. */
  readonly requestId: string | undefined;
  /** Headers of the response, secrets replaced. */
  readonly headers: ResponseHeaders;
  /** The first 200 characters of the body, secrets replaced. */
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

/** How many characters of a text from a response a message or `bodyStart` shows. */
const shownCharacters = 200;

/** The beginning of a text, for messages; an ellipsis marks the cut. */
export function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}

function isOurs<E extends CceError>(value: unknown, name: E["name"]): value is E {
  return isCceError(value) && value.name === name;
}

/** Whether `value` is an error of this package, including another copy of it. */
export function isCceError(value: unknown): value is CceError {
  return value instanceof Error && brand in value;
}

/** Whether `value` is a {@link CceConfigError}, even of another copy of the package. */
export function isCceConfigError(value: unknown): value is CceConfigError {
  return isOurs<CceConfigError>(value, "CceConfigError");
}

/** Whether `value` is a {@link CceApiError}, even of another copy of the package. */
export function isCceApiError(value: unknown): value is CceApiError {
  return isOurs<CceApiError>(value, "CceApiError");
}

/** Whether `value` is a {@link CceConnectionError}, even of another copy of the package. */
export function isCceConnectionError(value: unknown): value is CceConnectionError {
  return isOurs<CceConnectionError>(value, "CceConnectionError");
}

/** Whether `value` is a {@link CceTimeoutError}, even of another copy of the package. */
export function isCceTimeoutError(value: unknown): value is CceTimeoutError {
  return isOurs<CceTimeoutError>(value, "CceTimeoutError");
}

/** Whether `value` is a {@link CceAbortError}, even of another copy of the package. */
export function isCceAbortError(value: unknown): value is CceAbortError {
  return isOurs<CceAbortError>(value, "CceAbortError");
}

/** Whether `value` is a {@link CceResponseError}, even of another copy of the package. */
export function isCceResponseError(value: unknown): value is CceResponseError {
  return isOurs<CceResponseError>(value, "CceResponseError");
}
