import { createInterface } from "node:readline/promises";
import type { Writable } from "node:stream";
import type { Context } from "./context.js";
import { CommandError } from "./failure.js";

function canAsk({ stdin, stderr }: Context): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/**
 * Refuses what has to be confirmed where nobody can be asked.
 *
 * @throws CommandError
 */
export function refuseWithoutTerminal(context: Context, yes: boolean | undefined): void {
  if (yes === true || canAsk(context)) return;
  throw new CommandError("Refused: there is no terminal to ask for confirmation. Give --yes. Nothing was sent.");
}

/**
 * Asks a question on the terminal. Anything but a yes is a no.
 *
 * @throws CommandError on a no.
 */
export async function confirm(context: Context, question: string): Promise<void> {
  const { stdin, stderr, interrupted } = context;
  const terminal = createInterface({ input: stdin, output: stderr as unknown as Writable });
  const answer = await new Promise<string>((resolve) => {
    const no = () => {
      resolve("");
    };
    // On a terminal in raw mode Ctrl-C is a key, and the end of the input gives no answer.
    terminal.once("SIGINT", no).once("close", no);
    terminal.question(`${question} [y/N] `, { signal: interrupted }).then(resolve, no);
  });
  terminal.close();
  if (/^(y|yes)$/i.test(answer.trim())) return;
  throw new CommandError("Not confirmed. Nothing was cancelled.");
}
