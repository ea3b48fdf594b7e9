import { isCceConfigError, isCceError } from "../errors/errors.js";
import { type Context, say, withoutSecrets } from "./context.js";
import { oneLine } from "./render/text.js";

/** The exit codes. A script acts on them; the README and the help say the same. */
export const exitCode = {
  /** Everything that was asked for is done. */
  done: 0,
  /** Something failed, or the user said no. */
  failed: 1,
  /** The command line, a file or the configuration is wrong. Nothing was sent that changes anything. */
  usage: 2,
  /** The state of a workflow does not allow it. */
  refused: 3,
  /** A cancel was sent, and it is not known whether it took effect. */
  unknown: 4,
  /** The time for a wait ran out. */
  timedOut: 5,
} as const;

/** Why a command was asked to end: the reason of {@link Context.interrupted}. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(readonly signal: "SIGHUP" | "SIGINT" | "SIGTERM") {
    super(`Interrupted by ${signal}.`);
  }

  /** 128 and the number of the signal, as shells have it. */
  get exitCode(): number {
    return 128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[this.signal];
  }
}

/** The exit code of a command that was ended by a signal; `undefined` where none came. */
export function interruptedExitCode({ interrupted }: Context): number | undefined {
  return interrupted.reason instanceof Interruption ? interrupted.reason.exitCode : undefined;
}

/** The command line, a file or the configuration is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something did not work out, in words for the user. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** What the options of the client are called here. */
const optionNames: Readonly<Record<string, string>> = {
  endpoint: "--endpoint",
  region: "--region",
  projectId: "--project",
  iamEndpoint: "--iam-endpoint",
  cluster_id: "--cluster",
  upgrade_workflow_id: "--workflow",
  project_id: "--project",
};

function inWordsOfTheCommand(message: string): string {
  return message
    .replace(/"(\w+)"/g, (quoted, name: string) => optionNames[name] ?? quoted)
    .replace(' and for the hosts named in "allowHttpHosts"', "");
}

/** The message of any error in one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return oneLine(
    isCceConfigError(error)
      ? inWordsOfTheCommand(message)
      : message.replace("aborted by the caller's signal", "interrupted"),
  );
}

function isFileProblem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "code" in error;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nCaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Tells the user what went wrong, in a line, and gives the exit code. The stack trace is shown with `--debug` only. */
export function reportFailure(context: Context, error: unknown): number {
  const isUsage = error instanceof UsageError || isCceConfigError(error);
  const isKnown = isUsage || error instanceof CommandError || isCceError(error) || isFileProblem(error);
  say(context, `cce-upgrade: ${isKnown ? "" : "unexpected error: "}${messageOf(error)}`);
  if (context.args.includes("--debug")) context.stderr.write(`${withoutSecrets(context, stackOf(error))}\n`);
  else if (!isKnown) say(context, "Run it again with --debug to see where it comes from.");
  return isUsage ? exitCode.usage : exitCode.failed;
}
