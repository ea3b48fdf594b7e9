import { oneLine } from "../terminal/text.js";
import { type Context, say, styleFor, withoutSecrets } from "./context.js";

/** Shows how far something is: a moving line on a terminal, elsewhere a line for each news. */
export interface Progress {
  /** `now` is for the moving line; `news` is worth a line of its own. */
  readonly update: (now: string, news?: string) => void;
  readonly stop: () => void;
}

export function startProgress(context: Context, text: string): Progress {
  const clean = (line: string) => withoutSecrets(context, oneLine(line));
  // Without the terminal's width a moving line cannot be cleared.
  if (!context.isQuiet && context.stderr.columns !== undefined && context.env["TERM"] !== "dumb") {
    const spinner = context.startSpinner(clean(text), styleFor(context, context.stderr).coloured);
    return {
      update: (now) => {
        spinner.update(clean(now));
      },
      stop: spinner.stop,
    };
  }
  say(context, clean(text));
  let last = "";
  return {
    update: (_now, news = "") => {
      if (news === last || news === "") return;
      last = news;
      say(context, clean(news));
    },
    stop: () => undefined,
  };
}
