import type { CceClient } from "../../client/client.js";
import { type Context, say } from "./context.js";
import { showDuration } from "../terminal/time.js";
import { handleWrites } from "./writes.js";

/** A request that is completed once it has been sent. */
export interface SentRequest {
  readonly cce: CceClient;
  /** What is sent, in words: `the cancel of …`. */
  readonly what: string;
  /** How long the outcome is waited for after an interruption, in milliseconds. */
  readonly settleMs: number;
}

/** A shorter wait is not worth a message. */
const talkAfterMs = 100;

/**
 * Runs `work` with a client and a signal for its request. An interruption fires the signal at once if none that may
 * change something has been sent, otherwise after `settleMs`: its effect must not stay unknown for lack of patience.
 */
export async function finishWhatWasSent<T>(
  context: Context,
  { cce, what, settleMs }: SentRequest,
  work: (cce: CceClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { interrupted, clock } = context;
  const end = new AbortController();
  const endNow = () => {
    end.abort(interrupted.reason);
  };
  let isSent = false;
  const timers: (() => void)[] = [];
  const onInterruption = () => {
    if (!isSent) {
      endNow();
      return;
    }
    const wait = `Waiting up to ${showDuration(settleMs)} for the outcome of ${what}`;
    timers.push(
      clock.after(talkAfterMs, () => {
        say(context, `Interrupted. ${wait}; Ctrl-C again ends at once.`);
      }),
      clock.after(settleMs, endNow),
    );
  };
  const noting = handleWrites(cce, ({ options, send }) => {
    // After an interruption nothing is sent: the signal ends the call before it begins.
    if (interrupted.aborted) endNow();
    isSent = true;
    return send(options);
  });
  if (interrupted.aborted) endNow();
  interrupted.addEventListener("abort", onInterruption);
  try {
    return await work(noting, end.signal);
  } finally {
    interrupted.removeEventListener("abort", onInterruption);
    for (const cancelTimer of timers) cancelTimer();
  }
}
