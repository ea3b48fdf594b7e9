/** The longest wait between two attempts, in milliseconds, whatever a `Retry-After` asks for. */
export const maxDelayMs = 60_000;

/** First ceiling of the random wait, doubled for each attempt: longer when throttled, where haste makes it worse. */
const baseDelayMs = 500;
const throttledBaseDelayMs = 5_000;

/**
 * What a `Retry-After` header asks for, in milliseconds: seconds, seconds with a fraction (HTTP does not allow it, the
 * gateway sends it) or a date. `undefined` for anything else.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Only the forms HTTP knows begin with the name of a day; Date.parse alone would take far more for a date.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
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
