import { closeSync, readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { systemClock } from "../base/clock.js";
import type { Context } from "./session/context.js";
import type { Validators } from "./session/validators.js";
import { Interruption } from "./session/failure.js";
import { Output } from "./terminal/output.js";
import { run } from "./program.js";
import { startSpinner } from "./terminal/spinner.js";

/** The first signal ends the command in order, the second at once. A closing terminal may send SIGHUP twice by itself. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      const interruption = new Interruption(signal);
      if (controller.signal.aborted && signal !== "SIGHUP") process.exit(interruption.exitCode);
      controller.abort(interruption);
    });
  }
  return controller.signal;
}

const context: Context = {
  args: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: new Output(process.stdout),
  stderr: new Output(process.stderr),
  isQuiet: false,
  interrupted: interruption(),
  clock: systemClock,
  readDocument: () => readFileSync(new URL("../generated/openapi.json", import.meta.url), "utf8"),
  // A file of its own: only one command needs it.
  loadValidators: async () => {
    const module = (await import(new URL("validators.js", import.meta.url).href)) as { readonly default: Validators };
    return module.default;
  },
  // Loaded here, as few users need it.
  createProxyAgent: async (proxy) => (await import("./session/proxyAgent.js")).createProxyAgent(proxy),
  startSpinner: (text, coloured) => startSpinner(context, text, coloured),
  secrets: new Set(),
};

// At exit Node resets the terminal, and aborts if it is gone. It leaves closed streams alone.
process.once("exit", () => {
  for (const { fd, isTTY } of [process.stdin, process.stdout, process.stderr]) {
    if (isTTY && !isatty(fd)) closeSync(fd);
  }
});

/** How long abandoned work may still hold the process after an interruption, in milliseconds. */
const graceMs = 1_000;

// Not `process.exit`, which cuts off output that a pipe has not taken yet.
process.exitCode = await run(context);
if (context.interrupted.aborted) setTimeout(() => process.exit(), graceMs).unref();
