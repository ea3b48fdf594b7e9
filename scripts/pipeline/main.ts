import { SpecError, ToolError } from "./problems.js";

/**
 * Runs the body of a command. A problem with the spec or a tool is told in a line or more, without a stack trace, and
 * the exit code is 1; anything else is a defect of the script and keeps its stack trace.
 */
export async function main(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (error instanceof SpecError) {
      console.error(`${error.message}\n\nThe spec is invalid (${error.problems.length} found). Nothing was written.`);
    } else if (error instanceof ToolError || error instanceof UsageError) {
      console.error(error.message);
    } else {
      throw error;
    }
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** The command line was not understood, or asks for what cannot be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
