import { PassThrough } from "node:stream";
import type { Context } from "../../src/cli/session/context.js";
import { Interruption } from "../../src/cli/session/failure.js";
import { Output } from "../../src/cli/terminal/output.js";
import { run } from "../../src/cli/program.js";
import type { UpgradeWorkFlow } from "../../src/index.js";
import { answer, startServer } from "../helpers/server.js";
import type { Clock } from "../../src/base/clock.js";
import { systemClock } from "../../src/base/clock.js";

/** A terminal, or none, as a command sees it; with what came to it. */
export interface FakeTerminal {
  readonly context: Context;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** What the moving line has shown, in order; `stop` at its end. */
  readonly spun: string[];
  readonly type: (text: string) => void;
  readonly interrupt: () => void;
}

export interface FakeTerminalOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly clock?: Clock;
}

function recorder(isTTY: boolean, columns: number) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns });
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return { stream, text: () => text };
}

/** Makes a {@link FakeTerminal}; by default everything is a terminal, 160 columns wide. */
export function fakeTerminal(options: FakeTerminalOptions): FakeTerminal {
  const { args, env = {}, isTTY = true, columns = 160, clock = systemClock } = options;
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = recorder(isTTY, columns);
  const stderr = recorder(isTTY, columns);
  const interruption = new AbortController();
  const spun: string[] = [];
  const context: Context = {
    args,
    env,
    stdin,
    stdout: new Output(stdout.stream),
    stderr: new Output(stderr.stream),
    isQuiet: false,
    interrupted: interruption.signal,
    clock,
    readDocument: () => "{}",
    loadValidators: () => Promise.resolve({}),
    createProxyAgent: () => Promise.reject(new Error("No proxy is expected here.")),
    startSpinner: (text, coloured) => {
      spun.push(`${coloured ? "coloured" : "plain"}: ${text}`);
      return {
        update: (now) => spun.push(now),
        stop: () => {
          spun.push("stop");
        },
      };
    },
    secrets: new Set(),
  };
  return {
    context,
    stdout: stdout.text,
    stderr: stderr.text,
    spun,
    type: (text) => {
      stdin.write(text);
    },
    interrupt: () => {
      interruption.abort(new Interruption("SIGINT"));
    },
  };
}

/** Runs a command in this process, without a terminal: for tables of cases that would start a process each. */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const { context, stdout, stderr } = fakeTerminal({ args, env, isTTY: false });
  const code = await run(context);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** A service with one workflow, without the checks of the mock and without the time they take. */
export interface SmallService {
  readonly url: string;
  /** What it was asked, e.g. `PATCH`. */
  readonly sent: () => string[];
  workflow: UpgradeWorkFlow;
}

/** Starts a {@link SmallService}; `closeServers` ends it. */
export async function startService(workflow: UpgradeWorkFlow): Promise<SmallService> {
  const server = await startServer(({ method, url = "" }, response) => {
    const { workflow: current } = service;
    if (method === "PATCH") service.workflow = { ...current, status: { ...current.status, phase: "Cancel" } };
    const list = { kind: "List", apiVersion: "v3", items: [current] };
    answer(response, 200, JSON.stringify(url.endsWith("/upgradeworkflows") ? list : service.workflow));
  });
  const service: SmallService = {
    url: server.url,
    sent: () => server.requests.map(({ method }) => method),
    workflow,
  };
  return service;
}
