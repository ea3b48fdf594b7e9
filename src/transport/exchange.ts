import type { OperationDescriptor } from "./operation.js";
import type { Authorizer, AuthorizedRequest } from "../auth/authorizer.js";
import {
  type CallFacts,
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
import { adviceOnUnknown, type Failure, judge, type Judgement, secretsOf } from "./response.js";
import { mayPass } from "./passing.js";
import { delayBefore } from "./retry.js";
import { Stopwatch } from "../base/sleep.js";
import type { Departure, Stop, Wire, WireAnswer, WireRequest } from "./wire.js";

/** What the log hook is told after each attempt. */
export interface CceEvent {
  readonly operation: string;
  /** Counted from 1. */
  readonly attempt: number;
  readonly method: string;
  /** Address without query values. */
  readonly url: string;
  /** Headers of the request, secrets replaced. */
  readonly headers: Readonly<Record<string, string>>;
  /** The HTTP status; missing when there was no answer. */
  readonly status: number | undefined;
  /** How long the attempt took, in milliseconds. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
  /** Message of the failure; missing when the attempt succeeded. */
  readonly failure: string | undefined;
  /** How long the client waits before the next attempt, in milliseconds; missing when there is none. */
  readonly retryInMs: number | undefined;
}

/** The limits of an exchange where none are given. */
export const defaultLimits = { timeoutMs: 30_000, totalTimeoutMs: 180_000, maxAttempts: 3 } as const;

/** What every exchange of a client has in common. */
export interface ExchangeSettings {
  readonly wire: Wire;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxAttempts: number;
  readonly onEvent: ((event: CceEvent) => void) | undefined;
}

/** What one exchange is about. */
export interface ExchangeCall {
  readonly operation: string;
  readonly descriptor: OperationDescriptor;
  readonly projectId: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The end of an exchange that succeeded. */
export interface Exchanged {
  readonly data: unknown;
  readonly answer: WireAnswer;
  readonly facts: CallFacts;
}

/** Added to the error of a call whose time was over before there was anything to send. */
const lateCredentials = ": its credentials had not come by then";

function withoutQueryValues({ origin, pathname, searchParams }: URL): string {
  const names = [...searchParams.keys()].map(encodeURIComponent).join("&");
  return origin + pathname + (names && `?${names}`);
}

/** What is known of a request that got no answer. */
function outcomeOf({ isRuledOut }: Departure): CallOutcome {
  return isRuledOut ? "unprocessed" : "unknown";
}

function connectionFailure(
  error: unknown,
  outcome: CallOutcome,
  secrets: readonly string[],
  descriptor: OperationDescriptor,
): Failure {
  const { code, isAboutCertificate, reason } = describeFailure(error);
  const clean = redactor(secrets);
  const shownCode = code === undefined || reason.includes(code) ? "" : ` (${code})`;
  const text = clean(`no answer: ${reason}${shownCode}${outcome === "unknown" ? adviceOnUnknown(descriptor) : ""}`);
  const cause = keptCause(error, clean);
  return {
    outcome,
    transient: !isAboutCertificate,
    toError: (facts, ofCall) => new CceConnectionError(facts, ofCall, text, code, { cause }),
  };
}

/** What came of one attempt. */
type Attempt =
  | (Judgement & { readonly answer: WireAnswer; readonly sent: AuthorizedRequest })
  | { readonly failure: Failure; readonly data?: undefined; readonly answer?: undefined; readonly sent?: undefined };

/** One call: its attempts, the waits between them, and what is known of the request at each moment. */
class Exchange {
  private attempts = 0;
  private totalDelayMs = 0;
  /** How often there were no credentials, and nothing was sent. */
  private lookUpsFailed = 0;
  /** Unknown from the first attempt that may have taken effect, whatever came after it. */
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
    const { maxAttempts } = this.settings;
    let mayRefresh = this.call.descriptor.retry.unprocessed;
    // Sending again with new credentials after a refusal is no retry and takes nothing from the budget.
    for (let budget = maxAttempts; ;) {
      const startedMs = this.watch.elapsedMs;
      const { failure, data, answer, sent } = await this.attempt();
      if (failure === undefined) {
        this.tell(startedMs, answer, sent);
        return { data, answer, facts: this.facts() };
      }
      if (failure.outcome === "unknown") this.outcome = "unknown";
      const refresh = mayRefresh && failure.status === 401 && sent?.refused() === true;
      if (refresh) {
        mayRefresh = false;
        budget += 1;
      }
      const delayMs = refresh ? 0 : this.delayAfter(failure, budget);
      const error = failure.toError(this.facts(), this.outcome);
      this.tell(startedMs, answer, sent, error.message, delayMs);
      if (delayMs === undefined) throw error;
      if (delayMs > 0) await this.wait(delayMs);
    }
  }

  private facts(): CallFacts {
    return { operation: this.call.operation, attempts: this.attempts, totalDelayMs: this.totalDelayMs };
  }

  private remainingMs(): number {
    return this.settings.totalTimeoutMs - this.watch.elapsedMs;
  }

  /** One attempt: credentials, sending, reading, judging. Rejects with what no further attempt can mend. */
  private async attempt(): Promise<Attempt> {
    const { clock, authorizer, wire, timeoutMs } = this.settings;
    const { descriptor, projectId, signal } = this.call;
    const remainingMs = this.remainingMs();
    const limit = remainingMs < timeoutMs ? "totalTimeoutMs" : "timeoutMs";
    const limitMs = Math.min(remainingMs, timeoutMs);
    const departure: Departure = { isRuledOut: false };
    let sent: AuthorizedRequest | undefined;
    const send = async (stop: Stop) => {
      const authorized = await authorizer(this.request, projectId, { clock, limitMs, signal, stop });
      stop.throwIfStopped();
      sent = authorized;
      this.attempts += 1;
      const answer = await wire(authorized, stop, departure);
      return { ...judge(answer, descriptor, authorized, clock.now()), answer, sent: authorized };
    };
    try {
      return await withDeadlines(clock, limit, limitMs, signal, send);
    } catch (error) {
      if (error instanceof Ended) {
        const { ending } = error;
        if (sent !== undefined) return { failure: this.endedFailure(ending, departure) };
        const isLate = limitMs > 0 && ending !== "signal";
        return { failure: this.endedFailure(ending, undefined, isLate ? lateCredentials : "") };
      }
      if (sent === undefined) return { failure: this.noCredentials(error) };
      if (isCceError(error)) throw error;
      return { failure: connectionFailure(error, outcomeOf(departure), secretsOf(sent), descriptor) };
    }
  }

  /** What becomes of a look-up of credentials that failed. Throws what another would not mend. */
  private noCredentials(error: unknown): Failure {
    if (!mayPass(error)) throw error;
    this.lookUpsFailed += 1;
    return {
      // Of the look-up it may be unknown whether it took effect; of this call nothing was sent.
      outcome: "unprocessed",
      transient: true,
      ...(isCceApiError(error) && { status: error.status }),
      toError: (facts, outcome) =>
        new CceCallError(facts, outcome, `no credentials: ${error.message}`, { cause: error }),
    };
  }

  /** What a deadline or the signal ended; without `departure` it was not yet given to the wire. */
  private endedFailure(ending: Ending, departure?: Departure, unsent = "; no connection was open by then"): Failure {
    const { call, settings } = this;
    const outcome = departure === undefined ? "unprocessed" : outcomeOf(departure);
    const advice = outcome === "unknown" ? adviceOnUnknown(call.descriptor) : unsent;
    return {
      outcome,
      // A provider of credentials that hangs would hang again, and no attempt is counted that got no credentials.
      transient: ending === "timeoutMs" && departure !== undefined,
      toError: (facts, ofCall) =>
        ending === "signal"
          ? new CceAbortError(facts, ofCall, `aborted by the caller's signal${advice}`, { cause: call.signal?.reason })
          : new CceTimeoutError(facts, ofCall, ending, settings[ending], advice),
    };
  }

  /** How long to wait before another attempt; `undefined` when there must not be one. */
  private delayAfter({ transient, outcome, status, retryAfterMs }: Failure, budget: number): number | undefined {
    const tries = this.attempts + this.lookUpsFailed;
    if (!transient || tries >= budget || !this.call.descriptor.retry[outcome]) return undefined;
    const delayMs = delayBefore(tries, status, retryAfterMs, this.settings.clock.random);
    return delayMs < this.remainingMs() ? delayMs : undefined;
  }

  private async wait(delayMs: number): Promise<void> {
    const { signal } = this.call;
    const startedMs = this.watch.elapsedMs;
    await this.watch.sleep(delayMs, signal);
    this.totalDelayMs += this.watch.elapsedMs - startedMs;
    if (signal?.aborted) throw this.endedFailure("signal", undefined, "").toError(this.facts(), this.outcome);
  }

  private tell(
    startedMs: number,
    answer: WireAnswer | undefined,
    sent: AuthorizedRequest | undefined,
    failure?: string,
    retryInMs?: number,
  ): void {
    // An async function is a hook too.
    const { onEvent }: { onEvent: ((event: CceEvent) => unknown) | undefined } = this.settings;
    if (onEvent === undefined) return;
    const { method, url, headers } = this.request;
    const requestId = answer?.headers["x-request-id"];
    try {
      const told = onEvent({
        operation: this.call.operation,
        attempt: this.attempts,
        method,
        url: withoutQueryValues(url),
        headers: redactHeaders(headers),
        status: answer?.status,
        durationMs: this.watch.elapsedMs - startedMs,
        requestId: requestId && sent && redactor(secretsOf(sent))(requestId),
        failure,
        retryInMs,
      });
      Promise.resolve(told).catch(() => undefined);
    } catch {
      // A log hook that fails must not turn a cancel that worked into one that seems to have failed.
    }
  }
}

/**
 * Carries one call out: sends the request, again where that is safe, until an answer is final, a deadline passes or the
 * caller's signal fires.
 *
 * @throws CceCallError for whatever failed; CceConfigError when there are no usable credentials.
 */
export function exchange(settings: ExchangeSettings, call: ExchangeCall, request: WireRequest): Promise<Exchanged> {
  return new Exchange(settings, call, request).run();
}
