import { CceConfigError, shorten } from "../base/errors.js";

/** Date, time with up to nine decimals, offset, zone: what Go's `time.Time.String()` writes. */
const goTime =
  /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ([+-])(\d{2})(\d{2}) [A-Za-z0-9+-]{1,6}$/;

/**
 * Whether `value` is the zero of Go's `time.Time`, which the service writes for a time that was never set. It may be a
 * little before the year 1 in another zone.
 */
export function isZeroTime(value: unknown): boolean {
  return typeof value === "string" && /^000[01]-/.test(value);
}

/**
 * Turns a timestamp of the service (`2023-11-25 06:32:34.923248 +0000 UTC`) into a `Date`. A `Date` holds milliseconds:
 * further decimals are cut off. The offset decides, the zone's name is not looked at. A time that was never set comes as
 * `0001-01-01 00:00:00 +0000 UTC`, and is read as that date.
 *
 * @throws {@link CceConfigError} when `text` is anything else, also a date that is in no calendar.
 */
export function parseCceTimestamp(text: string): Date {
  const match = typeof text === "string" ? goTime.exec(text) : null;
  if (match) {
    const [, year, month, day, hour, minute, second, decimals = "", sign, offsetHour, offsetMinute] = match;
    const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${decimals.slice(0, 3).padEnd(3, "0")}`;
    const local = new Date(`${iso}Z`);
    const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
    const offsetIsTime = Number(offsetHour) < 24 && Number(offsetMinute) < 60;
    // Date rolls the 30th of February over into March; writing it back shows that.
    if (offsetIsTime && !Number.isNaN(local.getTime()) && local.toISOString() === `${iso}Z`) {
      return new Date(local.getTime() - (sign === "-" ? -offsetMs : offsetMs));
    }
  }
  throw new CceConfigError(
    "text",
    `Not a CCE timestamp: ${shorten(typeof text === "string" ? JSON.stringify(text) : typeof text)}. Expected the form 2023-11-25 06:32:34.923248 +0000 UTC.`,
  );
}
