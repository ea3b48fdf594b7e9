import { parseArgs } from "node:util";
import { UsageError } from "../command.js";

/** Reads options of the form `--name value` or `--flag`. Anything else is a {@link UsageError} with the usage. */
export function readArguments<const Values extends readonly string[], const Flags extends readonly string[]>(
  usage: string,
  values: Values,
  flags: Flags,
): Partial<Readonly<Record<Values[number], string> & Record<Flags[number], boolean>>> {
  try {
    const options = Object.fromEntries([
      ...values.map((name) => [name, { type: "string" as const }]),
      ...flags.map((name) => [name, { type: "boolean" as const }]),
    ]) as Record<string, { type: "string" | "boolean" }>;
    return parseArgs({ options, allowPositionals: false }).values as ReturnType<typeof readArguments<Values, Flags>>;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`);
  }
}

/** A port given by hand. `undefined` where none was given. */
export function readPort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`--${option} must be a port from 0 to 65535 (got "${text}").`);
  return port;
}
