import { createInterface } from "node:readline/promises";
import type { Context } from "./context.js";
import { CommandError, Interruption } from "./failure.js";

function canAsk({ stdin, stderr }: Context): boolean {
  return stdin.isTTY === true && stderr.isTTY;
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
 * @throws CommandError on a no, Interruption on Ctrl-C.
 */
export async function confirm(context: Context, question: string): Promise<void> {
  const { stdin, stderr, interrupted } = context;
  const terminal = createInterface({ input: stdin, output: stderr.stream });
  const no = "Not confirmed. Nothing was cancelled.";
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      const refuse = () => {
        reject(new CommandError(no));
      };
      // On a terminal in raw mode Ctrl-C is a key. The end of the input gives no answer, nor does a terminal that is gone.
      terminal.once("SIGINT", () => {
        reject(new Interruption("SIGINT", no));
      });
      terminal.once("close", refuse).once("error", refuse);
      terminal.question(`${question} [y/N] `, { signal: interrupted }).then(resolve, refuse);
    });
    if (!/^(y|yes)$/i.test(answer.trim())) throw new CommandError(no);
  } finally {
    terminal.close();
  }
}
