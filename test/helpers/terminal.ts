import { spawn } from "node:child_process";
import { once } from "node:events";

/** What a command on a terminal left there. */
export interface TerminalSession {
  readonly code: number | null;
  readonly screen: string;
}

/** Called with everything on the screen whenever there is more of it; may type. */
export type Reaction = (screen: string, type: (text: string) => void) => void;

/** Runs a command line on a pseudo terminal, which `script` of util-linux makes. */
export async function onTerminal(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  react: Reaction = () => undefined,
  columns = 120,
): Promise<TerminalSession> {
  const child = spawn(
    "script",
    ["--quiet", "--flush", "--return", "--command", `stty cols ${columns} rows 40; ${command}`, "/dev/null"],
    {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: cwd, TERM: "xterm-256color", ...env },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  let screen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    react(screen, (typed) => child.stdin.write(typed));
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, screen };
}
