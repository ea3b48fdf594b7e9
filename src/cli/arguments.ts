import { InvalidArgumentError } from "commander";
import { UsageError } from "./failure.js";

/** What people try, and what other tools have. Compared without dashes and in lower case. */
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
 * Refuses arguments that carry a secret. Whether a value follows does not matter: it would be readable already.
 *
 * @throws UsageError which never repeats the value.
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

/** A parser of a number from `least` to `most`, for commander. */
export function numberFrom(least: number, most: number, whole = false): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`It must be a ${whole ? "whole " : ""}number from ${least} to ${most}.`);
  };
}

/** Whether a text can be an ID in a path of the service. */
export function isId(text: string): boolean {
  return /^[0-9A-Za-z_-]{1,128}$/.test(text);
}

/** A parser of an ID, for commander. */
export function id(text: string): string {
  if (isId(text)) return text;
  throw new InvalidArgumentError("It must be an ID: letters, digits, - and _.");
}

/** A parser of a text that is not empty, for commander. */
export function nonEmpty(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}
