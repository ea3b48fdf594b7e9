import type { Readable } from "node:stream";
import type { Clock } from "../../base/clock.js";
import { redactor } from "../../base/redact.js";
import type { NodeAgent } from "../../transport/wire.js";
import type { Output } from "../terminal/output.js";
import type { Spinner } from "../terminal/spinner.js";
import { createStyle, type Style } from "../terminal/style.js";
import type { Proxy } from "./proxy.js";
import type { Validators } from "./validators.js";

/** Where a command reads from. */
export type Input = Readable & { readonly isTTY?: boolean | undefined };

/** Everything outside a command that it uses, so that a test can replace it. */
export interface Context {
  /** The arguments, without the program's own name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  /** Results, and nothing else. */
  readonly stdout: Output;
  /** All other output. */
  readonly stderr: Output;
  /** Whether standard error carries failures only, for a script that reads it. */
  readonly isQuiet: boolean;
  /** Fires when the command has to end: Ctrl-C, SIGTERM, a closed terminal. */
  readonly interrupted: AbortSignal;
  readonly clock: Clock;
  /** The text of the package's OpenAPI document. */
  readonly readDocument: () => string;
  /** Loads the validators of the contract's responses. */
  readonly loadValidators: () => Promise<Validators>;
  /** Makes an agent that connects through a proxy. */
  readonly createProxyAgent: (proxy: Proxy) => Promise<NodeAgent>;
  /** Starts a moving line on standard error, which has to be a terminal. */
  readonly startSpinner: (text: string, coloured: boolean) => Spinner;
  /** The secrets read so far. No output may contain one. */
  readonly secrets: Set<string>;
}

/** The first of the variables that is set and not blank: its name, and its value without surrounding white space. */
export function variable(
  { env }: Pick<Context, "env">,
  ...names: readonly string[]
): { readonly name: string; readonly value: string } | undefined {
  return names.map((name) => ({ name, value: env[name]?.trim() ?? "" })).find(({ value }) => value !== "");
}

/** `text` without the secrets read so far. */
export function withoutSecrets({ secrets }: Context, text: string): string {
  return redactor([...secrets])(text);
}

/** Writes a line to standard error even if the command is quiet: a failure, or what the user confirms. */
export function sayAlways(context: Context, text: string): void {
  context.stderr.write(`${withoutSecrets(context, text)}\n`);
}

/** Writes a line to standard error unless the command is quiet. */
export function say(context: Context, text: string): void {
  if (!context.isQuiet) sayAlways(context, text);
}

/** Writes a line of the result to standard output. */
export function print(context: Context, text: string): void {
  context.stdout.write(`${text}\n`);
}

/** Writes an object of the service to standard output. */
export function printJson(context: Context, value: unknown): void {
  print(context, JSON.stringify(value, undefined, 2));
}

/** The style for `output`: coloured on a terminal, unless the user does not want it. */
export function styleFor({ env }: Context, output: Output): Style {
  const unwanted = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  return createStyle(output.isTTY && !unwanted);
}
