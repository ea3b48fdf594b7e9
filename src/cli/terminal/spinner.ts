import type { Output } from "./output.js";
import { createStyle } from "./style.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 80;

/** A line on a terminal that moves during a wait. */
export interface Spinner {
  readonly update: (text: string) => void;
  readonly stop: () => void;
}

/** The outputs of a command, which may share a terminal. */
interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
}

const clearLine = "\r\u001b[2K";

/**
 * Starts a moving line on a terminal. Not a library: the small ones end the process on Ctrl-C, even in the middle of a
 * cancel, and check another stream than the one they write to. The cursor stays visible, so that a killed process leaves
 * nothing to repair.
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
