import type { Output } from "./output.js";
import { createStyle } from "./style.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 80;

/** A line on a terminal that moves while something is waited for. */
export interface Spinner {
  readonly update: (text: string) => void;
  readonly stop: () => void;
}

/** Where both outputs of a command may be shown. */
interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
}

const clearLine = "\r\u001b[2K";

/**
 * Starts a moving line on a terminal. Our own: the small libraries for it end the process on Ctrl-C by themselves, in the
 * middle of a cancel, and look at another stream than the one they write to. The cursor stays, so that a process that is
 * killed leaves nothing to put in order.
 */
export function startSpinner({ stdout, stderr }: Terminal, text: string, coloured: boolean): Spinner {
  const { busy } = createStyle(coloured);
  let shown = text;
  let turn = 0;
  let isOnScreen = false;
  const clear = () => {
    if (!isOnScreen) return;
    isOnScreen = false;
    stderr.write(clearLine);
  };
  const draw = () => {
    clear();
    const frame = frames[turn++ % frames.length] ?? "";
    // A line that wraps cannot be cleared.
    stderr.write(`${busy(frame)} ${shown.slice(0, Math.max(0, (stderr.columns ?? 80) - 3))}`);
    isOnScreen = true;
  };
  stdout.beforeWrite = clear;
  stderr.beforeWrite = clear;
  const timer = setInterval(draw, frameMs);
  draw();
  return {
    update: (now) => {
      shown = now;
    },
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}
