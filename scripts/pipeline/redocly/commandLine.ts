import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ToolError } from "../problems.js";

/** What a command left behind. */
export interface ToolResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of Redocly's command line; commands take turns. */
export type Redocly = (args: readonly string[]) => Promise<ToolResult>;

/**
 * A process that soon ends gains nothing from optimized code and little from collecting garbage, which would take a
 * third of its time.
 */
const forShortLife = ["--no-opt", "--max-semi-space-size=64"];

/**
 * Starts Redocly's command line for as long as `use` takes, without its banners, update notices and usage data; the
 * output of commands is captured. It loads while `use` prepares its first command. A signal ends it in the middle of its
 * work.
 */
export async function withRedocly<T>(
  root: string,
  use: (redocly: Redocly) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const manifest = createRequire(join(root, "package.json")).resolve("@redocly/cli/package.json");
  const child = fork(
    join(root, "scripts", "pipeline", "redocly", "child.js"),
    [join(dirname(manifest), "lib", "index.js")],
    {
      cwd: root,
      execArgv: forShortLife,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: {
        ...process.env,
        // Otherwise React checks how it is used.
        NODE_ENV: "production",
        REDOCLY_TELEMETRY: "off",
        REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
        NO_COLOR: "1",
      },
      ...(signal && { signal }),
    },
  );
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (lastWords += text));
  const ended = new Promise<never>((_resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => {
      reject(new ToolError(`Redocly's command line ended (${exitCode ?? "by a signal"}). ${lastWords.trim()}`.trim()));
    });
  });
  // Reaches those who wait for a command.
  ended.catch(() => undefined);
  const waiting: ((result: ToolResult) => void)[] = [];
  child.on("message", (result) => waiting.shift()?.(result as ToolResult));
  const redocly: Redocly = (args) => {
    // All at once: this process may be too busy to send one in time.
    // That it has ended already shows in its close, with its last words.
    child.send(args, () => undefined);
    return Promise.race([new Promise<ToolResult>((resolve) => waiting.push(resolve)), ended]);
  };
  try {
    redocly(["--version"]).catch(() => undefined);
    return await use(redocly);
  } finally {
    child.kill();
  }
}
