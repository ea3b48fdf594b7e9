import { isCceConfigError } from "../src/errors/errors.js";
import { SpecError, ToolError } from "./pipeline/problems.js";

/** What the caller of a command can mend: its arguments, also those that only the mock can judge. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || isCceConfigError(error);
}

/**
 * Runs the body of a command. A problem with the spec or a tool is told in a line or more, without a stack trace, and
 * the exit code is 1, with the arguments it is 2; anything else is a defect of the script and keeps its stack trace.
 */
export async function main(body: () => Promise<void>): Promise<void> {
  // Whoever reads the output may stop before its end, as "head" does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    await body();
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

/** The command line was not understood, or asks for what cannot be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
