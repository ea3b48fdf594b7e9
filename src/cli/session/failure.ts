import { isCceAbortError, isCceConfigError, isCceError } from "../../base/errors.js";
import { operations } from "../../transport/operation.js";
import {
  isCceCancelOutcomeUnknownError,
  isCceCancelRefusedError,
  isCceWaitTimeoutError,
} from "../../workflow/errors.js";
import { type Context, say, sayAlways, withoutSecrets } from "./context.js";
import { fieldsOf, oneLine } from "../terminal/text.js";
import { showDuration } from "../terminal/time.js";

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

  constructor(
    readonly signal: "SIGHUP" | "SIGINT" | "SIGTERM",
    message = `Interrupted by ${signal}.`,
  ) {
    super(message);
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

/** The state of a workflow does not allow what was asked, or is not the one that was waited for. */
export class StateError extends Error {
  override readonly name = "StateError";
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

/** An HTML page, as the beginning of a body is quoted in messages: up to its last tag, or to where it was cut off. */
const htmlPage = /<(?:!doctype|html|head|body)\b.*[>…]/is;

function sumUpPage(page: string): string {
  const title = /<title>([^<…]+)/i.exec(page)?.[1]?.trim();
  return title === undefined ? "an HTML page" : `an HTML page: ${title}`;
}

/** Who answers the calls that are no operations of the service. */
const others: ReadonlyMap<string, string> = new Map([
  ["projectIdFor", "IAM"],
  ["credentialsFromEcs", "the metadata service"],
]);

/**
 * What the client tells of a call in words for people: without names of operations and options, milliseconds and markup.
 */
export function inPlainWords(message: string): string {
  return message
    .replace(/^([a-z]+[A-Z]\w*): (?=\d{3} )/, (_, call: string) => `${others.get(call) ?? "the service"} answered `)
    .replace(/^[a-z]+[A-Z]\w*: /, "")
    .replace("aborted by the caller's signal", "interrupted")
    .replace(/\bwithin \w+ \((\d+ ms)\)/g, "within $1")
    .replace(/\bwithin (\d+) ms\b/g, (_, ms: string) => `within ${showDuration(Number(ms))}`)
    .replace(htmlPage, sumUpPage);
}

/** The message of any error in one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const text = oneLine(isCceConfigError(error) ? inWordsOfTheCommand(inPlainWords(message)) : inPlainWords(message));
  if (!isCceError(error) || !("operation" in error)) return text;
  // What was sent is known to have been waited for; and what the name of an operation began begins in small letters.
  const waited =
    isCceAbortError(error) && error.attempts > 0 ? "interrupted while waiting for an answer" : "interrupted";
  const said = text.replace(/^interrupted/, waited);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function isFileProblem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "code" in error;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nCaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Whether a call that may change something may have done so. */
function isUnknownWrite(error: unknown): boolean {
  const { operation, outcome } = fieldsOf(error);
  const isWrite = Object.entries(operations).some(([name, { method }]) => name === operation && method !== "GET");
  return isWrite && outcome === "unknown";
}

/**
 * What a failure means for the exit code. A refusal by the service alone is a failure: only where the workflow shows why
 * is it certain that its state is the reason.
 */
function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  if (error instanceof UsageError || isCceConfigError(error)) return exitCode.usage;
  if (isCceCancelOutcomeUnknownError(error) || isUnknownWrite(error)) return exitCode.unknown;
  if (error instanceof StateError || isCceCancelRefusedError(error)) return exitCode.refused;
  return isCceWaitTimeoutError(error) ? exitCode.timedOut : exitCode.failed;
}

/** A failure as plain data, as `--json` gives it. What is not known of it is left out. */
export function failureData(context: Context, error: unknown): Readonly<Record<string, unknown>> {
  const { name, status, errorCode, innerErrorCode, requestId, outcome, reasons } = fieldsOf(error);
  const data = {
    name: typeof name === "string" ? name : "Error",
    message: messageOf(error),
    ...{ status, errorCode, innerErrorCode, requestId },
    outcome: isCceCancelOutcomeUnknownError(error)
      ? "unknown"
      : isCceCancelRefusedError(error)
        ? "unprocessed"
        : outcome,
    reasons,
  };
  return JSON.parse(JSON.stringify(data), (_, value: unknown) =>
    typeof value === "string" ? withoutSecrets(context, value) : value,
  ) as Record<string, unknown>;
}

/** Tells the user what went wrong, in a line, and gives the exit code. The stack trace is shown with `--debug` only. */
export function reportFailure(context: Context, error: unknown): number {
  const { args } = context;
  const code = exitCodeOf(error);
  const isKnown =
    code !== exitCode.failed || error instanceof CommandError || isCceError(error) || isFileProblem(error);
  if (args.includes("--debug")) sayAlways(context, stackOf(error));
  // The last line, whatever talk there was before it.
  if (args.includes("--json")) sayAlways(context, JSON.stringify(failureData(context, error)));
  else sayAlways(context, `cce-upgrade: ${isKnown ? "" : "unexpected error: "}${messageOf(error)}`);
  if (!isKnown && !args.includes("--debug")) say(context, "Run it again with --debug to see where it comes from.");
  return code === exitCode.usage ? code : (interruptedExitCode(context) ?? code);
}
