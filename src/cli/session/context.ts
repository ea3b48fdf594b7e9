import type { Readable } from "node:stream";
import { redactor } from "../../base/redact.js";
import type { Clock } from "../../base/clock.js";
import type { NodeAgent } from "../../transport/wire.js";
import type { Output } from "../terminal/output.js";
import type { Spinner } from "../terminal/spinner.js";
import type { Proxy } from "./proxy.js";
import { createStyle, type Style } from "../terminal/style.js";

/** Where a command reads from. */
export type Input = Readable & { readonly isTTY?: boolean | undefined };

/** All that a command has to do with the world, so that a test can give it another one. */
export interface Context {
  /** The arguments, without the program's own name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  /** Results, and nothing else. */
  readonly stdout: Output;
  /** All talk. */
  readonly stderr: Output;
  /** Whether there is no talk: a script reads standard error, and is to find a failure there or nothing. */
  readonly isQuiet: boolean;
  /** Fires when somebody wants the command to end (Ctrl-C, SIGTERM, a terminal that is closed). */
  readonly interrupted: AbortSignal;
  readonly clock: Clock;
  /** The text of the package's OpenAPI document. */
  readonly readDocument: () => string;
  /** Makes an agent that connects through a proxy. */
  readonly createProxyAgent: (proxy: Proxy) => Promise<NodeAgent>;
  /** Starts a moving line on standard error, which is a terminal then. */
  readonly startSpinner: (text: string, coloured: boolean) => Spinner;
  /** The secrets that came in so far. Nothing that is said may contain one. */
  readonly secrets: Set<string>;
}

/** `text` without the secrets that came in so far. */
export function withoutSecrets({ secrets }: Context, text: string): string {
  return redactor([...secrets])(text);
}

/** Writes a line to standard error, also where there is no talk: a failure, or what has to be seen before an answer. */
export function sayAlways(context: Context, text: string): void {
  context.stderr.write(`${withoutSecrets(context, text)}\n`);
}

/** Writes a line of talk to standard error. */
export function say(context: Context, text: string): void {
  if (!context.isQuiet) sayAlways(context, text);
}

/** Writes a line of the result to standard output. */
export function print(context: Context, text: string): void {
  context.stdout.write(`${text}\n`);
}

/** Writes an object of the wire to standard output. */
export function printJson(context: Context, value: unknown): void {
  print(context, JSON.stringify(value, undefined, 2));
}

/** How to write to `output`: coloured on a terminal only, and not where the user does not want it. */
export function styleFor({ env }: Context, output: Output): Style {
  const unwanted = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  return createStyle(output.isTTY && !unwanted);
}
