import { CceConfigError, isCceError, shorten } from "../base/errors.js";

/** The format of Go's `time.Time.String()`: date, time with up to nine decimals, offset, zone. */
const goTime =
  /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ([+-])(\d{2})(\d{2}) [A-Za-z0-9+-]{1,6}$/;

/**
 * Whether `value` is Go's zero time, which the service sends for a time that was never set. In zones west of UTC it
 * falls just before the year 1.
 */
export function isZeroTime(value: unknown): boolean {
  return typeof value === "string" && /^000[01]-/.test(value);
}

/**
 * Parses a timestamp of the service (`2023-11-25 06:32:34.923248 +0000 UTC`) into a `Date`, to the millisecond. Uses
 * the offset and ignores the zone's name. The service sends `0001-01-01 00:00:00 +0000 UTC` for a time that was never
 * set; this returns that date.
 *
 * @throws {@link CceConfigError} when `text` has another format or is no date of the calendar.
 */
export function parseCceTimestamp(text: string): Date {
  const match = typeof text === "string" ? goTime.exec(text) : null;
  if (match) {
    const [, year, month, day, hour, minute, second, decimals = "", sign, offsetHour, offsetMinute] = match;
    const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${decimals.slice(0, 3).padEnd(3, "0")}`;
    const local = new Date(`${iso}Z`);
    const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
    const offsetIsTime = Number(offsetHour) < 24 && Number(offsetMinute) < 60;
    // Date turns the 30th of February into a day in March; converting it back reveals that.
    if (offsetIsTime && !Number.isNaN(local.getTime()) && local.toISOString() === `${iso}Z`) {
      return new Date(local.getTime() - (sign === "-" ? -offsetMs : offsetMs));
    }
  }
  throw new CceConfigError(
    "text",
    `Not a CCE timestamp: ${shorten(typeof text === "string" ? JSON.stringify(text) : typeof text)}. Expected the form 2023-11-25 06:32:34.923248 +0000 UTC.`,
  );
}

/** The time of a timestamp; `undefined` if it is malformed or was never set. */
export function timeOf(value: unknown): Date | undefined {
  if (typeof value !== "string" || isZeroTime(value)) return undefined;
  try {
    return parseCceTimestamp(value);
  } catch (error) {
    if (isCceError(error)) return undefined;
    throw error;
  }
}
