import { readFileSync } from "node:fs";
import ora from "ora";
import { systemClock } from "../transport/clock.js";
import type { Context } from "./context.js";
import { Interruption } from "./failure.js";
import { run } from "./program.js";

/** Ctrl-C once ends the command in order, twice at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      const interruption = new Interruption(signal);
      if (controller.signal.aborted) process.exit(interruption.exitCode);
      controller.abort(interruption);
    });
  }
  return controller.signal;
}

/** Whoever reads the output may stop before its end (`| head`). */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
}

const context: Context = {
  args: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: interruption(),
  clock: systemClock,
  readDocument: () => readFileSync(new URL("../generated/openapi.json", import.meta.url), "utf8"),
  startSpinner: (text, coloured) => {
    const spinner = ora({ text, color: coloured ? "cyan" : false, discardStdin: false, isEnabled: true }).start();
    return {
      update: (now) => {
        spinner.text = now;
      },
      stop: () => {
        spinner.stop();
      },
    };
  },
  secrets: new Set(),
};

process.exitCode = await run(context);
