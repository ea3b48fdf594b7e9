import { type CceCallError, isCceAbortError, isCceApiError, isCceConnectionError, isCceError } from "../base/errors.js";
import { describeFailure } from "./connection.js";

/** The longest wait between two attempts, in milliseconds, even if a `Retry-After` asks for more. */
export const maxDelayMs = 60_000;

/**
 * The ceiling of the first random wait, which doubles with each attempt. Longer when throttled: haste would make it
 * worse.
 */
const baseDelayMs = 500;
const throttledBaseDelayMs = 5_000;

/**
 * Parses an HTTP date in any of its three forms; `NaN` for anything else. All are in UTC, even the form of asctime,
 * which names no zone.
 */
export function parseHttpDate(text = ""): number {
  // Date.parse accepts far more than these forms, which all start with the name of a day.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).*\d\d:\d\d:\d\d/.test(text)) return Number.NaN;
  const hasZone = /([a-z]| [+-]\d{4})$/i.test(text);
  return Date.parse(hasZone ? text : `${text} GMT`);
}

/**
 * Parses a `Retry-After` header into milliseconds: seconds, seconds with a fraction (which HTTP does not allow but the
 * gateway sends) or a date. `undefined` for anything else.
 *
 * @param now - The time by the server's clock, which may be off, as is a date it sends.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = parseHttpDate(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * How long to wait before the next attempt: as long as the server asks for, or else a random time up to a ceiling that
 * doubles with each attempt (full jitter). At most {@link maxDelayMs}.
 *
 * @param attempt - The attempt that failed, counted from 1.
 */
export function delayBefore(
  attempt: number,
  status: number | undefined,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, maxDelayMs);
  const base = status === 429 ? throttledBaseDelayMs : baseDelayMs;
  return Math.round(random() * Math.min(maxDelayMs, base * 2 ** (attempt - 1)));
}

/**
 * Whether a failed call may succeed later: it got no response, ran out of time, was throttled or met a server error. A
 * refusal, an untrusted certificate or a wrong configuration would only recur, and the caller's abort is final.
 */
export function isTemporary(error: unknown): error is CceCallError {
  if (!isCceError(error) || !("outcome" in error) || isCceAbortError(error)) return false;
  if (isCceConnectionError(error)) return !describeFailure(error).isAboutCertificate;
  return !isCceApiError(error) || error.status === 429 || error.status >= 500;
}
