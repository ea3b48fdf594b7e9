import { CceConfigError } from "./errors.js";
import { isObject } from "./fields.js";

/** What an option must be. */
export interface Check {
  /** Ends the sentence "… must be". */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether the option has no default. */
  readonly isRequired?: boolean;
}

/** A check for each option, so that a misspelt one is an error in JavaScript too. */
export type Checks<T> = Readonly<Record<keyof T, Check>>;

/** For options that are checked where they are used. */
export const checkedInUse: Check = { expected: "", accepts: () => true };

export const trueOrFalse: Check = { expected: "true or false", accepts: (value) => typeof value === "boolean" };

export const aFunction: Check = { expected: "a function", accepts: (value) => typeof value === "function" };

export const requiredText: Check = {
  expected: "a non-empty string",
  accepts: (value) => typeof value === "string" && value !== "",
  isRequired: true,
};

/** A whole number from 1, up to `most` where it is given. */
export function wholeNumber(most?: number): Check {
  return {
    expected: most === undefined ? "a whole number of at least 1" : `a whole number from 1 to ${most}`,
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= (most ?? Infinity),
  };
}

export function milliseconds(least: number): Check {
  return {
    expected: `a finite number of milliseconds, at least ${least}`,
    accepts: (value) => Number.isFinite(value) && Number(value) >= least,
  };
}

export function oneOf(...values: readonly string[]): Check {
  return {
    expected: values.map((value) => JSON.stringify(value)).join(" or "),
    accepts: (value) => values.some((each) => each === value),
  };
}

function has(value: unknown, ...members: readonly string[]): boolean {
  return isObject(value) && members.every((member) => member in value);
}

/** An `AbortSignal` of any implementation. */
export const abortSignal: Check = {
  expected: "an AbortSignal",
  accepts: (value) => has(value, "aborted", "addEventListener"),
};

export const nodeAgent: Check = {
  expected: "an agent of node:http or node:https",
  accepts: (value) => has(value, "addRequest"),
};

export const hostNames: Check = {
  expected: "an array of host names",
  accepts: (value) => Array.isArray(value) && value.every((host) => typeof host === "string"),
};

/** A value for messages: no text, which may be a secret. */
function shown(value: unknown): string {
  return value === null || value === "" || typeof value === "number" ? JSON.stringify(value) : typeof value;
}

/**
 * Checks the options of a function. `undefined` stands for the default.
 *
 * @throws CceConfigError naming the option that is unknown, missing or malformed.
 */
export function checkOptions<T extends object>(options: T, checks: Checks<T>): void {
  const given: unknown = options;
  if (!isObject(given)) throw new CceConfigError("options", "The options must be an object.");
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(checks, name)) {
      throw new CceConfigError(name, `There is no option "${name}". Known: ${Object.keys(checks).join(", ")}.`);
    }
  }
  for (const [name, { expected, accepts, isRequired = false }] of Object.entries<Check>(checks)) {
    const value = given[name];
    if (value === undefined ? isRequired : !accepts(value)) {
      throw new CceConfigError(name, `"${name}" must be ${expected} (got ${shown(value)}).`);
    }
  }
}
