import { InvalidArgumentError } from "commander";
import { UsageError } from "./failure.js";
import { showDuration } from "../terminal/time.js";

/** Names that people try and other tools use. Compared without dashes and in lower case. */
const secretNames: ReadonlySet<string> = new Set([
  "accesskey",
  "ak",
  "authtoken",
  "password",
  "secretkey",
  "securitytoken",
  "sk",
  "token",
  "xauthtoken",
]);

/**
 * Refuses options for secrets, with or without a value.
 *
 * @throws UsageError, without the value.
 */
export function refuseSecretArguments(args: readonly string[]): void {
  for (const argument of args) {
    const name = /^--?([A-Za-z_-]+)(=|$)/.exec(argument)?.[1];
    if (name === undefined || !secretNames.has(name.replace(/[-_]/g, "").toLowerCase())) continue;
    throw new UsageError(
      `--${name} is not accepted: other users of this machine can read the arguments of a command. ` +
        "Give a token in CCE_TOKEN or with --token-stdin, and keys in the environment or in a profile.",
    );
  }
}

/** A parser for commander: a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

const units = [86_400, 3_600, 60, 1];

/** The seconds of `90`, `1.5`, `90s`, `5m`, `1h30m`, `2d`; `NaN` for anything else. */
function secondsIn(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const parts = /^(?=.)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text)?.slice(1);
  if (parts === undefined) return Number.NaN;
  return units.reduce((sum, unit, index) => sum + unit * Number(parts[index] ?? 0), 0);
}

/** A parser for commander: a time from `least` to `most` seconds, in seconds. */
export function time(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = secondsIn(text);
    if (value >= least && value <= most) return value;
    const range = `from ${showDuration(least * 1000)} to ${showDuration(most * 1000)}`;
    throw new InvalidArgumentError(`It must be a time ${range}, like 90 (seconds), 90s, 5m or 1h30m.`);
  };
}

/** Whether a text can be an ID in a path. */
export function isId(text: string): boolean {
  return /^[0-9A-Za-z_-]{1,128}$/.test(text);
}

/** A parser for commander: an ID. */
export function id(text: string): string {
  if (isId(text)) return text;
  throw new InvalidArgumentError("It must be an ID: letters, digits, - and _.");
}

/** A parser for commander: a text that is not empty. */
export function nonEmpty(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}
