import type { OperationDescriptor } from "./operation.js";
import type { Authorizer, AuthorizedRequest } from "../auth/authorizer.js";
import {
  type CallOutcome,
  CceAbortError,
  CceCallError,
  CceConnectionError,
  CceTimeoutError,
  isCceApiError,
  isCceError,
} from "../base/errors.js";
import { redactHeaders, redactor } from "../base/redact.js";
import type { Clock } from "../base/clock.js";
import { describeFailure, keptCause } from "./connection.js";
import { Ended, type Ending, withDeadlines } from "./deadline.js";
import {
  adviceOnUnknown,
  type CallSoFar,
  type Failure,
  judge,
  type Judgement,
  secretsOf,
  sentence,
} from "./response.js";
import { delayBefore, isTemporary } from "./retry.js";
import { notify } from "../base/notify.js";
import { Stopwatch } from "../base/sleep.js";
import type { Departure, Wire, WireRequest, WireResponse } from "./wire.js";

/** What the log hook receives after each attempt. */
export interface CceEvent {
  readonly operation: string;
  /** The number of the request, from 1; unchanged (at first 0) when no credentials were found and nothing was sent. */
  readonly attempt: number;
  readonly method: string;
  /** The URL without the values of its query. */
  readonly url: string;
  /** Headers of the request, secrets replaced. */
  readonly headers: Readonly<Record<string, string>>;
  /** The HTTP status; `undefined` when there was no response. */
  readonly status: number | undefined;
  /** How long the attempt took, in milliseconds. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
  /** Message of the failure; `undefined` when the attempt succeeded. */
  readonly failure: string | undefined;
  /** How long the client waits before the next attempt, in milliseconds; `undefined` when there is none. */
  readonly retryInMs: number | undefined;
}

/** The limits of a call where its options set none. */
export const defaultLimits = { timeoutMs: 30_000, totalTimeoutMs: 180_000, maxAttempts: 3 } as const;

/** What all exchanges of a client share. */
export interface ExchangeSettings {
  readonly wire: Wire;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxAttempts: number;
  readonly onEvent: ((event: CceEvent) => void) | undefined;
}

/** The call that an exchange carries out. */
export interface ExchangeCall {
  readonly operation: string;
  readonly descriptor: OperationDescriptor;
  readonly projectId: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** An exchange that succeeded. */
export interface Exchanged {
  readonly data: unknown;
  readonly response: WireResponse;
  readonly attempts: number;
  readonly totalDelayMs: number;
}

/** What one attempt led to. */
type Attempt =
  | (Judgement & { readonly response: WireResponse; readonly sent: AuthorizedRequest })
  | { readonly failure: Failure; readonly data?: undefined; readonly response?: undefined; readonly sent?: undefined };

function withoutQueryValues({ origin, pathname, searchParams }: URL): string {
  const names = [...searchParams.keys()].map(encodeURIComponent).join("&");
  return origin + pathname + (names && `?${names}`);
}

/** One call: its attempts, the waits between them, and what is known of it at each moment. */
class Exchange {
  private attempts = 0;
  private totalDelayMs = 0;
  /** How many attempts found no credentials and sent nothing. */
  private failedLookUps = 0;
  /** `unknown` from the first attempt that may have taken effect. */
  private outcome: CallOutcome = "unprocessed";
  private readonly watch: Stopwatch;

  constructor(
    private readonly settings: ExchangeSettings,
    private readonly call: ExchangeCall,
    private readonly request: WireRequest,
  ) {
    this.watch = new Stopwatch(settings.clock);
  }

  async run(): Promise<Exchanged> {
    let budget = this.settings.maxAttempts;
    let mayRefresh = this.call.descriptor.retry.unprocessed;
    for (;;) {
      const startedMs = this.watch.elapsedMs;
      const attempt = await this.attempt();
      const { failure, data, response, sent } = attempt;
      if (failure === undefined) {
        this.report(attempt, startedMs);
        return { data, response, attempts: this.attempts, totalDelayMs: this.totalDelayMs };
      }
      this.outcome = failure.error.outcome;
      // Resending with fresh credentials is not a retry and does not count against `maxAttempts`.
      const refresh = mayRefresh && failure.status === 401 && sent?.dropCredentials() === true;
      if (refresh) {
        mayRefresh = false;
        budget += 1;
      }
      const delayMs = refresh ? 0 : this.delayAfter(failure, budget);
      this.report(attempt, startedMs, delayMs);
      if (delayMs === undefined) throw failure.error;
      if (delayMs > 0) await this.wait(delayMs);
    }
  }

  private soFar(): CallSoFar {
    const { attempts, totalDelayMs, outcome } = this;
    const { operation, descriptor } = this.call;
    return { operation, attempts, totalDelayMs, outcome, descriptor };
  }

  private remainingMs(): number {
    return this.settings.totalTimeoutMs - this.watch.elapsedMs;
  }

  /** Gets credentials, sends, reads and judges, once. Rejects only with errors that are passed on unchanged. */
  private async attempt(): Promise<Attempt> {
    const { clock, authorizer, wire, timeoutMs } = this.settings;
    const { projectId, signal } = this.call;
    const remainingMs = this.remainingMs();
    const limit = remainingMs < timeoutMs ? "totalTimeoutMs" : "timeoutMs";
    const limitMs = Math.min(remainingMs, timeoutMs);
    const departure: Departure = { isRuledOut: false };
    let sent: AuthorizedRequest | undefined;
    try {
      return await withDeadlines(clock, limit, limitMs, signal, async (stop) => {
        const authorized = await authorizer(this.request, projectId, { clock, limitMs, signal, stop });
        stop.throwIfStopped();
        sent = authorized;
        this.attempts += 1;
        const response = await wire(authorized, stop, departure);
        return { ...judge(response, authorized, this.soFar(), clock.now()), response, sent };
      });
    } catch (error) {
      if (error instanceof Ended) {
        if (sent !== undefined) return { failure: this.endedOnTheWay(error.ending, departure) };
        return { failure: this.endedBeforeSending(error.ending, limitMs) };
      }
      if (sent === undefined) return { failure: this.noCredentials(error) };
      if (isCceError(error)) throw error;
      return { failure: this.noResponse(error, sent, departure) };
    }
  }

  private noResponse(cause: unknown, sent: AuthorizedRequest, departure: Departure): Failure {
    const { code, isAboutCertificate, reason } = describeFailure(cause);
    const clean = redactor(secretsOf(sent));
    const shownCode = code === undefined || reason.includes(code) ? "" : ` (${code})`;
    const advice = !departure.isRuledOut && adviceOnUnknown(this.call.descriptor);
    const text = clean(sentence(`no response: ${reason}${shownCode}`, advice));
    const options = { cause: keptCause(cause, clean) };
    const error = new CceConnectionError(this.soFar(), this.outcomeOf(departure), text, code, options);
    return { error, transient: !isAboutCertificate };
  }

  /** The request was with the wire when a deadline or the signal ended the attempt. */
  private endedOnTheWay(ending: Ending, departure: Departure): Failure {
    const { isRuledOut } = departure;
    const detail = isRuledOut ? "no connection was open by then" : adviceOnUnknown(this.call.descriptor);
    return { error: this.ended(ending, this.outcomeOf(departure), detail), transient: ending === "timeoutMs" };
  }

  /** No time was left, or the credentials used it up. Not retried: a provider that hung would hang again. */
  private endedBeforeSending(ending: Ending, limitMs: number): Failure {
    const isLate = limitMs > 0 && ending !== "signal";
    const detail = isLate ? "the credentials had not arrived by then" : undefined;
    return { error: this.ended(ending, this.outcome, detail), transient: false };
  }

  /** Throws where another look-up cannot help. A failed look-up sent nothing of this call, even if its own outcome is unknown. */
  private noCredentials(cause: unknown): Failure {
    if (!isTemporary(cause)) throw cause;
    this.failedLookUps += 1;
    const error = new CceCallError(this.soFar(), this.outcome, `no credentials: ${cause.message}`, { cause });
    return { error, transient: true, ...(isCceApiError(cause) && { status: cause.status }) };
  }

  private outcomeOf({ isRuledOut }: Departure): CallOutcome {
    return isRuledOut ? this.outcome : "unknown";
  }

  private ended(ending: Ending, outcome: CallOutcome, detail?: string): CceCallError {
    if (ending === "signal") {
      const text = sentence("aborted by the caller's signal", detail);
      return new CceAbortError(this.soFar(), outcome, text, { cause: this.call.signal?.reason });
    }
    const limitMs = this.settings[ending];
    return new CceTimeoutError(this.soFar(), outcome, ending, limitMs, detail === undefined ? "" : `; ${detail}`);
  }

  /** How long to wait before another attempt; `undefined` when there must not be one. */
  private delayAfter({ transient, status, retryAfterMs }: Failure, budget: number): number | undefined {
    const tries = this.attempts + this.failedLookUps;
    if (!transient || tries >= budget || !this.call.descriptor.retry[this.outcome]) return undefined;
    const delayMs = delayBefore(tries, status, retryAfterMs, this.settings.clock.random);
    return delayMs < this.remainingMs() ? delayMs : undefined;
  }

  private async wait(delayMs: number): Promise<void> {
    const { signal } = this.call;
    const startedMs = this.watch.elapsedMs;
    await this.watch.sleep(delayMs, signal);
    this.totalDelayMs += this.watch.elapsedMs - startedMs;
    if (signal?.aborted) throw this.ended("signal", this.outcome);
  }

  private report({ failure, response, sent }: Attempt, startedMs: number, retryInMs?: number): void {
    const { onEvent } = this.settings;
    // Most clients have no hook, and redaction is not free.
    if (onEvent === undefined) return;
    const { method, url, headers } = this.request;
    const requestId = response?.headers["x-request-id"];
    notify(onEvent, {
      operation: this.call.operation,
      attempt: this.attempts,
      method,
      url: withoutQueryValues(url),
      headers: redactHeaders(headers),
      status: response?.status,
      durationMs: this.watch.elapsedMs - startedMs,
      requestId: requestId && sent && redactor(secretsOf(sent))(requestId),
      failure: failure?.error.message,
      retryInMs,
    });
  }
}

/**
 * Carries out one call: sends the request, and again where that is safe, until a response is final, a deadline passes
 * or the caller's signal fires.
 *
 * @throws CceCallError for whatever failed; CceConfigError when there are no usable credentials.
 */
export function exchange(settings: ExchangeSettings, call: ExchangeCall, request: WireRequest): Promise<Exchanged> {
  return new Exchange(settings, call, request).run();
}
