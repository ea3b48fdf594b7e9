// Runs commands of Redocly's command line, for commandLine.ts: one at a time, all in this process, because loading it takes
// longer than what a command does. In JavaScript, because a loader of TypeScript would delay the start.
import nodeModule from "node:module";
import { pathToFileURL } from "node:url";

// Node 20 has none.
nodeModule.enableCompileCache?.();

const [, , commandLine = ""] = process.argv;
const end = process.exit;
const waiting = [];
let commands = 0;
let result;

for (const name of ["stdout", "stderr"]) {
  process[name].write = (chunk) => {
    if (result) result[name] += chunk;
    return true;
  };
}

// How each command ends when it has nothing left to do. Only its code is wanted.
process.exit = (code) => {
  if (result) result.exitCode = Number(code ?? 0);
};

function start(args) {
  result = { exitCode: 0, stdout: "", stderr: "" };
  process.argv = [process.execPath, commandLine, ...args];
  // That a message may come must not keep the process from seeing that the command has nothing left to do.
  process.channel?.unref();
  // A module runs once for each address. Those it imports, which are nearly all, stay loaded.
  import(`${pathToFileURL(commandLine).href}?${++commands}`).catch((error) => {
    result.exitCode = 1;
    result.stderr += String(error.stack ?? error);
  });
}

process.on("message", (args) => {
  if (result) waiting.push(args);
  else start(args);
});

process.on("beforeExit", () => {
  // Not at once: the command listens too, and gives its code only then.
  setImmediate(() => {
    process.channel?.ref();
    process.send?.(result);
    result = undefined;
    const next = waiting.shift();
    if (next) start(next);
  });
});

process.on("disconnect", () => end());
