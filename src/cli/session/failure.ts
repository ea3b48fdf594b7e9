import { isCceConfigError, isCceError } from "../../base/errors.js";
import { fieldsOf } from "../../base/fields.js";
import {
  isCceActionOutcomeUnknownError,
  isCceActionRefusedError,
  isCceConfirmationFailedError,
  isCceCancelOutcomeUnknownError,
  isCceCancelRefusedError,
  isCceWaitTimeoutError,
} from "../../workflow/errors.js";
import { type Context, say, sayAlways, withoutSecrets } from "./context.js";
import { isUnknownWrite, messageOf } from "./message.js";

/** The exit codes. Scripts depend on them; the README and the help list them too. */
export const exitCode = {
  /** Everything that was asked for is done. */
  done: 0,
  /** Something failed, or the user said no. */
  failed: 1,
  /** The command line, a file or the configuration is wrong. Nothing was changed. */
  usage: 2,
  /** The state of a workflow does not allow it. */
  refused: 3,
  /** A request that changes something was sent, and it is not known whether it took effect. */
  unknown: 4,
  /** The time for a wait ran out. */
  timedOut: 5,
} as const;

/** Why a command has to end: the reason of {@link Context.interrupted}. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(
    readonly signal: "SIGHUP" | "SIGINT" | "SIGTERM",
    message = `Interrupted by ${signal}.`,
  ) {
    super(message);
  }

  /** 128 plus the number of the signal, as in shells. */
  get exitCode(): number {
    return 128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[this.signal];
  }
}

/** The exit code of a command that a signal ended; `undefined` if there was no signal. */
export function interruptedExitCode({ interrupted }: Context): number | undefined {
  return interrupted.reason instanceof Interruption ? interrupted.reason.exitCode : undefined;
}

/** The command line, a file or the configuration is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something failed, in words for the user. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** The state of a workflow does not allow the request, or is not the one that was waited for. */
export class StateError extends Error {
  override readonly name = "StateError";
}

function isFileProblem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "code" in error;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nCaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

function isRefused(error: unknown): boolean {
  return isCceCancelRefusedError(error) || isCceActionRefusedError(error);
}

function isUnknown(error: unknown): boolean {
  return isCceCancelOutcomeUnknownError(error) || isCceActionOutcomeUnknownError(error);
}

/**
 * The exit code for a failure. A refusal by the service counts as a failure: only a workflow that shows why makes it
 * certain that its state is the reason.
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  if (error instanceof UsageError || isCceConfigError(error)) return exitCode.usage;
  if (isUnknown(error) || isUnknownWrite(error)) return exitCode.unknown;
  if (error instanceof StateError || isRefused(error) || isCceConfirmationFailedError(error)) return exitCode.refused;
  return isCceWaitTimeoutError(error) ? exitCode.timedOut : exitCode.failed;
}

function outcomeOf(error: unknown): unknown {
  if (isUnknown(error)) return "unknown";
  return isRefused(error) ? "unprocessed" : fieldsOf(error)["outcome"];
}

/** A failure as plain data for `--json`. Unknown facts are left out. */
export function failureData(context: Context, error: unknown): Readonly<Record<string, unknown>> {
  const { name, status, errorCode, innerErrorCode, requestId, reasons } = fieldsOf(error);
  const data = {
    name: typeof name === "string" ? name : "Error",
    message: messageOf(error),
    ...{ status, errorCode, innerErrorCode, requestId },
    outcome: outcomeOf(error),
    reasons,
  };
  return JSON.parse(JSON.stringify(data), (_, value: unknown) =>
    typeof value === "string" ? withoutSecrets(context, value) : value,
  ) as Record<string, unknown>;
}

/** Reports what went wrong in one line, with the stack trace if `--debug` is given, and returns the exit code. */
export function reportFailure(context: Context, error: unknown): number {
  const { args } = context;
  const code = exitCodeOf(error);
  const isKnown =
    code !== exitCode.failed || error instanceof CommandError || isCceError(error) || isFileProblem(error);
  if (args.includes("--debug")) sayAlways(context, stackOf(error));
  // The last line of the output, whatever was said before.
  if (args.includes("--json")) sayAlways(context, JSON.stringify(failureData(context, error)));
  else sayAlways(context, `cce-upgrade: ${isKnown ? "" : "unexpected error: "}${messageOf(error)}`);
  if (!isKnown && !args.includes("--debug")) say(context, "Run it again with --debug to see where it comes from.");
  return code === exitCode.usage ? code : (interruptedExitCode(context) ?? code);
}
