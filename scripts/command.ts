import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isCceConfigError } from "../src/base/errors.js";
import { SpecError, ToolError, UsageError } from "./pipeline/problems.js";
import { type Project, projectAt } from "./pipeline/project.js";

/** Whether the caller of a command can correct the error by other arguments; some of them only the mock can check. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || isCceConfigError(error);
}

/**
 * Runs the body of a command. A problem with the spec or a tool is printed without a stack trace and the exit code is 1; a
 * problem with the arguments has exit code 2. Any other error is a defect of the script and keeps its stack trace.
 */
export async function main(body: (project: Project) => Promise<void>): Promise<void> {
  // A reader may close the output early, as "head" does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    await body(projectAt(dirname(dirname(fileURLToPath(import.meta.url)))));
  } catch (error) {
    if (error instanceof SpecError) {
      console.error(`${error.message}\n\nThe spec is invalid (${error.problems.length} found). Nothing was written.`);
    } else if (error instanceof ToolError || isUsage(error)) {
      console.error(error.message);
    } else {
      throw error;
    }
    process.exitCode = isUsage(error) ? 2 : 1;
  }
}

/** Parses options of the form `--name value` or `--flag`. Throws a {@link UsageError} with the usage for anything else. */
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

/** The port in an option; `undefined` without the option. */
export function readPort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`--${option} must be a port from 0 to 65535 (got "${text}").`);
  return port;
}
