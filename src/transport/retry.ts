/** The longest wait between two attempts, in milliseconds, whatever a `Retry-After` asks for. */
export const maxDelayMs = 60_000;

/** First ceiling of the random wait, doubled for each attempt: longer when throttled, where haste makes it worse. */
const baseDelayMs = 500;
const throttledBaseDelayMs = 5_000;

/**
 * The moment that a date of HTTP means, in any of its three forms; `NaN` for anything else. All are in UTC, also the one of
 * asctime, which does not say so.
 */
export function parseHttpDate(text = ""): number {
  // Only these forms begin with the name of a day; Date.parse alone would take far more for a date.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).*\d\d:\d\d:\d\d/.test(text)) return Number.NaN;
  const hasZone = /([a-z]| [+-]\d{4})$/i.test(text);
  return Date.parse(hasZone ? text : `${text} GMT`);
}

/**
 * What a `Retry-After` header asks for, in milliseconds: seconds, seconds with a fraction (HTTP does not allow it, the
 * gateway sends it) or a date. `undefined` for anything else.
 *
 * @param now - What the clock of the server shows: a date is one of its clock, which may be off.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = parseHttpDate(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * How long to wait before the next attempt: what the server asked for, else a random time up to a ceiling that doubles
 * with each attempt (full jitter). Never longer than {@link maxDelayMs}.
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
