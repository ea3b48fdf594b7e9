import { type Context, say, styleFor, withoutSecrets } from "./context.js";
import { oneLine } from "../terminal/text.js";

/** Tells how far something is: a moving line on a terminal, elsewhere a line whenever there is something new. */
export interface Progress {
  /** `now` moves on; `news` is what is worth a line of its own. */
  readonly tell: (now: string, news?: string) => void;
  readonly stop: () => void;
}

export function startProgress(context: Context, text: string): Progress {
  const clean = (line: string) => withoutSecrets(context, oneLine(line));
  // A terminal that does not tell its width cannot have a line of it cleared.
  if (!context.isQuiet && context.stderr.columns !== undefined && context.env["TERM"] !== "dumb") {
    const spinner = context.startSpinner(clean(text), styleFor(context, context.stderr).coloured);
    return {
      tell: (now) => {
        spinner.update(clean(now));
      },
      stop: spinner.stop,
    };
  }
  say(context, clean(text));
  let last = "";
  return {
    tell: (_now, news = "") => {
      if (news === last || news === "") return;
      last = news;
      say(context, clean(news));
    },
    stop: () => undefined,
  };
}
