import type { OperationDescriptor } from "../../generated/client.gen.js";
import type { Authorizer, AuthorizedRequest } from "../auth/authorizer.js";
import {
  type CallFacts,
  type CallOutcome,
  CceAbortError,
  CceConnectionError,
  CceTimeoutError,
  isCceError,
} from "../errors/errors.js";
import { redactHeaders, redactValues, secretHeaders } from "../errors/redact.js";
import type { Clock } from "./clock.js";
import { classifyConnectionFailure, keptCause } from "./connection.js";
import { Ended, withDeadlines } from "./deadline.js";
import { adviceOnUnknown, type Failure, judge, type JudgedRequest } from "./judge.js";
import { delayBefore } from "./retry.js";
import type { Wire, WireAnswer, WireRequest } from "./wire.js";

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

/** What nobody may see of a request: its credentials, and secrets the caller has put into headers. */
function secretsOf({ secrets, headers }: AuthorizedRequest): string[] {
  const inHeaders = Object.entries(headers).filter(([name]) => secretHeaders.has(name));
  return [...secrets, ...inHeaders.map(([, value]) => value)];
}

function withoutQueryValues(address: string): string {
  const url = new URL(address);
  const names = [...url.searchParams.keys()].map(encodeURIComponent);
  return `${url.origin}${url.pathname}${names.length > 0 ? `?${names.join("&")}` : ""}`;
}

/** An answer, and what must not be shown of it. */
interface Answered {
  readonly answer: WireAnswer;
  readonly request: JudgedRequest;
}

function shownRequestId({ answer, request }: Answered): string | undefined {
  const requestId = answer.headers["x-request-id"];
  return requestId && redactValues(requestId, request.secrets);
}

type Attempt =
  | { readonly answered: Answered; readonly data: unknown; readonly failure?: undefined }
  | { readonly answered?: Answered; readonly failure: Failure; readonly refresh?: boolean };

/** One call: its attempts, the waits between them, and what is known of the request at each moment. */
class Exchange {
  private attempts = 0;
  private totalDelayMs = 0;
  /** Unknown from the first attempt that may have taken effect, whatever came after it. */
  private outcome: CallOutcome = "unprocessed";
  private refreshed = false;
  private readonly endsAt: number;

  constructor(
    private readonly settings: ExchangeSettings,
    private readonly call: ExchangeCall,
    private readonly request: WireRequest,
  ) {
    this.endsAt = settings.clock.now() + settings.totalTimeoutMs;
  }

  async run(): Promise<Exchanged> {
    // Sending again with new credentials after a refusal is no retry and takes nothing from the budget.
    for (let budget = this.settings.maxAttempts; ;) {
      const startedAt = this.settings.clock.now();
      const attempt = await this.attempt();
      if (attempt.failure === undefined) {
        this.tell(startedAt, attempt.answered);
        return { data: attempt.data, answer: attempt.answered.answer, facts: this.facts() };
      }
      const { failure, answered, refresh = false } = attempt;
      if (failure.outcome === "unknown") this.outcome = "unknown";
      if (refresh) budget += 1;
      const delayMs = refresh ? 0 : this.delayAfter(failure, budget);
      const error = failure.toError(this.facts(), this.outcome);
      this.tell(startedAt, answered, error.message, delayMs);
      if (delayMs === undefined) throw error;
      await this.wait(delayMs);
    }
  }

  private facts(): CallFacts {
    return { operation: this.call.operation, attempts: this.attempts, totalDelayMs: this.totalDelayMs };
  }

  private remainingMs(): number {
    return Math.max(0, this.endsAt - this.settings.clock.now());
  }

  /** One attempt: credentials, sending, reading, judging. Rejects with what no further attempt can mend. */
  private async attempt(): Promise<Attempt> {
    const { settings, call } = this;
    const remainingMs = this.remainingMs();
    const limit =
      remainingMs < settings.timeoutMs
        ? ({ ending: "totalTimeoutMs", ms: remainingMs } as const)
        : ({ ending: "timeoutMs", ms: settings.timeoutMs } as const);
    let sent: AuthorizedRequest | undefined;
    try {
      const { answer, authorized } = await withDeadlines(settings.clock, limit, call.signal, async (stop) => {
        const authorized = await settings.authorizer.authorize(this.request, call.projectId, settings.clock.now());
        stop.throwIfStopped();
        sent = authorized;
        this.attempts += 1;
        return { answer: await settings.wire(authorized, stop), authorized };
      });
      return this.judged(answer, authorized);
    } catch (error) {
      if (error instanceof Ended) return { failure: this.endedFailure(error, sent !== undefined) };
      if (isCceError(error) || sent === undefined) throw error;
      return { failure: this.connectionFailure(error, secretsOf(sent)) };
    }
  }

  private judged(answer: WireAnswer, sent: AuthorizedRequest): Attempt {
    const request: JudgedRequest = {
      url: this.request.url,
      signed: sent.signed,
      // Nobody asks for them when all is well.
      get secrets() {
        return secretsOf(sent);
      },
    };
    const answered = { answer, request };
    const judgement = judge(answer, this.call.descriptor, request, this.settings.clock.now());
    if ("data" in judgement) return { answered, data: judgement.data };
    const { failure } = judgement;
    const mayRefresh = failure.status === 401 && !this.refreshed && this.call.descriptor.retry.unprocessed;
    const refresh = mayRefresh && sent.refused();
    if (refresh) this.refreshed = true;
    return { answered, failure, refresh };
  }

  private connectionFailure(error: unknown, secrets: readonly string[]): Failure {
    const { code, outcome, reason } = classifyConnectionFailure(error);
    const advice = outcome === "unknown" ? adviceOnUnknown(this.call.descriptor) : "";
    const clean = (text: string) => redactValues(text, secrets);
    const text = clean(`no answer: ${reason}${code && !reason.includes(code) ? ` (${code})` : ""}${advice}`);
    const cause = keptCause(error, clean);
    return {
      outcome,
      transient: true,
      toError: (facts, ofCall) => new CceConnectionError(facts, ofCall, text, code, { cause }),
    };
  }

  private endedFailure({ ending }: Ended, sent: boolean): Failure {
    const outcome = sent ? "unknown" : "unprocessed";
    const advice = sent ? adviceOnUnknown(this.call.descriptor) : "";
    if (ending === "signal") {
      const cause: unknown = this.call.signal?.reason;
      return {
        outcome,
        transient: false,
        toError: (facts, ofCall) =>
          new CceAbortError(facts, ofCall, `aborted by the caller's signal${advice}`, { cause }),
      };
    }
    const limitMs = this.settings[ending];
    return {
      outcome,
      // A provider of credentials that hangs would hang again, and no attempt is counted that sent nothing.
      transient: ending === "timeoutMs" && sent,
      toError: (facts, ofCall) => new CceTimeoutError(facts, ofCall, ending, limitMs, advice),
    };
  }

  /** How long to wait before another attempt; `undefined` when there must not be one. */
  private delayAfter(failure: Failure, budget: number): number | undefined {
    if (!failure.transient || this.attempts >= budget) return undefined;
    const { retry } = this.call.descriptor;
    if (!(failure.outcome === "unknown" ? retry.unknown : retry.unprocessed)) return undefined;
    const { random } = this.settings.clock;
    const delayMs = delayBefore(this.attempts, failure.status, failure.retryAfterMs, random);
    return delayMs < this.remainingMs() ? delayMs : undefined;
  }

  private async wait(delayMs: number): Promise<void> {
    if (delayMs === 0) return;
    const limit = { ending: "timeoutMs", ms: delayMs } as const;
    const startedAt = this.settings.clock.now();
    try {
      await withDeadlines(this.settings.clock, limit, this.call.signal, () => new Promise<never>(() => undefined));
    } catch (error) {
      this.totalDelayMs += this.settings.clock.now() - startedAt;
      if (error instanceof Ended && error.ending === "signal") {
        throw this.endedFailure(error, false).toError(this.facts(), this.outcome);
      }
    }
  }

  private tell(startedAt: number, answered: Answered | undefined, failure?: string, retryInMs?: number): void {
    // An async function is a hook too.
    const onEvent: ((event: CceEvent) => unknown) | undefined = this.settings.onEvent;
    if (onEvent === undefined) return;
    const { method, url, headers } = this.request;
    try {
      const told = onEvent({
        operation: this.call.operation,
        attempt: this.attempts,
        method,
        url: withoutQueryValues(url),
        headers: redactHeaders(headers),
        status: answered?.answer.status,
        durationMs: this.settings.clock.now() - startedAt,
        requestId: answered && shownRequestId(answered),
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
