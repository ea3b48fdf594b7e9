import { createInterface } from "node:readline/promises";
import type { Context } from "./context.js";
import { CommandError, Interruption } from "./failure.js";

/**
 * Refuses a command that needs a confirmation if there is no terminal to ask on.
 *
 * @throws CommandError
 */
export function refuseWithoutTerminal({ stdin, stderr }: Context, yes: boolean | undefined): void {
  if (yes === true || (stdin.isTTY === true && stderr.isTTY)) return;
  throw new CommandError("Refused: there is no terminal to ask for confirmation. Give --yes. Nothing was sent.");
}

/**
 * Asks a question on the terminal. Everything but a yes is a no.
 *
 * @throws CommandError on a no, Interruption on Ctrl-C.
 */
export async function confirm(context: Context, question: string): Promise<void> {
  const { stdin, stderr, interrupted } = context;
  const terminal = createInterface({ input: stdin, output: stderr.stream });
  const no = "Not confirmed. Nothing was sent.";
  try {
    const reply = await new Promise<string>((resolve, reject) => {
      const refuse = () => {
        reject(new CommandError(no));
      };
      // On a terminal in raw mode Ctrl-C is a key.
      terminal.once("SIGINT", () => {
        reject(new Interruption("SIGINT", no));
      });
      // The input ends, or the terminal is gone.
      terminal.once("close", refuse).once("error", refuse);
      terminal.question(`${question} [y/N] `, { signal: interrupted }).then(resolve, refuse);
    });
    if (!/^(y|yes)$/i.test(reply.trim())) throw new CommandError(no);
  } finally {
    terminal.close();
  }
}
