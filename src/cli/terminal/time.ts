import { isZeroTime, timeOf } from "../../workflow/timestamp.js";
import { shown } from "./text.js";

/** `2023-11-25 07:20:04` in UTC; a malformed timestamp unchanged; `undefined` for a time that was never set. */
export function showTime(value: unknown): string | undefined {
  if (isZeroTime(value)) return undefined;
  return timeOf(value)?.toISOString().slice(0, 19).replace("T", " ") ?? shown(value);
}

/** `1 h 2 min 3 s`; below ten seconds with hundredths if there are any: `0.05 s`. */
export function showDuration(ms: number): string {
  const seconds = Math.max(0, ms < 10_000 ? Math.round(ms / 10) / 100 : Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const given = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return given.length === 0 ? "0 s" : given.join(" ");
}

/** A span without repeating the date: `2023-11-25 07:20:04 → 07:21:05`. */
export function showSpan(start: unknown, end: unknown): string | undefined {
  const from = showTime(start);
  const to = showTime(end);
  if (from === undefined) return to === undefined ? undefined : `… → ${to}`;
  if (to === undefined) return `${from} → …`;
  const sameDay = timeOf(start) !== undefined && timeOf(end) !== undefined && from.slice(0, 11) === to.slice(0, 11);
  return `${from} → ${sameDay ? to.slice(11) : to}`;
}
