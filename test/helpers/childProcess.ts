import { spawn } from "node:child_process";

/** What a process left behind. */
export interface Ended {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that was started. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves to the first match in what the process prints, from `after` on; rejects when it ends without. */
  readonly printed: (pattern: RegExp, after?: number) => Promise<RegExpExecArray>;
  /** How many characters it has printed so far. */
  readonly printedSoFar: () => number;
  /** Sends a signal to the process, as `kill` does. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Sends SIGINT to the process and all its children, as Ctrl-C in a terminal does. */
  readonly pressCtrlC: () => void;
  /** Ends the process and all its children. */
  readonly kill: () => Promise<void>;
}

const printDeadlineMs = 60_000;

/** Not a part of a user's environment; tools behave differently with some of them. */
const setByJest: ReadonlySet<string> = new Set(["NODE_ENV", "JEST_WORKER_ID", "NODE_OPTIONS"]);

function userEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !setByJest.has(name)));
}

/** Starts Node with a process group of its own. */
export function startNode(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...userEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  let both = "";
  let isOver = false;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    both += text;
    tell();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    both += text;
    tell();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => {
      isOver = true;
      resolve({ exitCode, stdout, stderr });
      tell();
    });
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined && !isOver) process.kill(-child.pid, signal);
    } catch (error) {
      // It ended by itself, and nobody has told yet.
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  };
  return {
    ended,
    printed: (pattern, after = 0) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          listeners.delete(look);
          clearTimeout(deadline);
        };
        const fail = (why: string) => {
          stop();
          reject(new Error(`${why} ${String(pattern)}:\n${both}`));
        };
        const look = () => {
          const match = pattern.exec(both.slice(after));
          if (match) {
            stop();
            resolve(match);
          } else if (isOver) {
            fail("The process ended without printing");
          }
        };
        const deadline = setTimeout(() => {
          fail("The process did not print");
        }, printDeadlineMs);
        listeners.add(look);
        look();
      }),
    printedSoFar: () => both.length,
    signal: (signal) => {
      child.kill(signal);
    },
    pressCtrlC: () => {
      signalGroup("SIGINT");
    },
    kill: async () => {
      signalGroup("SIGKILL");
      await ended;
    },
  };
}
