import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, type Writable } from "node:stream";
import { build } from "esbuild";
import { bundleCli, bundlePrism } from "../../scripts/pipeline/bundle.js";
import type { OpenApiDocument } from "../../scripts/pipeline/openapi.js";
import { renderValidators } from "../../scripts/pipeline/validators.js";
import { type Clock, systemClock } from "../../src/base/clock.js";
import { run } from "../../src/cli/program.js";
import type { Context } from "../../src/cli/session/context.js";
import type { Validators } from "../../src/cli/session/validators.js";
import { Interruption } from "../../src/cli/session/failure.js";
import { Output } from "../../src/cli/terminal/output.js";
import type { UpgradeWorkFlow } from "../../src/index.js";
import { type Mock, startMockWith } from "../../src/mock/startMock.js";
import { answer, startServer } from "../helpers/server.js";
import { type Authority, createAuthority, type Running } from "../network/support.js";

const project = process.cwd();

/** The OpenAPI document of the package. */
export const documentFile = join(project, "generated", "openapi.json");

export const ids = {
  project: "47eb1d64cbeb45cfa01ae20af4f4b563",
  cluster: "f9960c6b-8e60-11ee-9754-0255ac100b05",
  workflow: "d0b7e319-8172-424c-86ea-543cd23f9756",
} as const;

/** A token that cannot be confused with any other text. */
export const token = "MIIToken-Q2xhdWRl.0123456789";

/** A command that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface Started {
  readonly ended: Promise<Ended>;
  /** Resolves to the first match as soon as the command has written one to either output. */
  readonly wrote: (pattern: RegExp) => Promise<string>;
  readonly signal: (signal: NodeJS.Signals) => void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What standard input gives; by default nothing. */
  readonly input?: string;
  /** A line for a shell that finds the command as `cce-upgrade`. */
  readonly shell?: boolean;
}

/** The real command, built into a folder of its own. */
export interface BuiltCli {
  /** Where the commands run; also the home of their user. */
  readonly folder: string;
  readonly binary: string;
  readonly start: (args: readonly string[], options?: RunOptions) => Started;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ended>;
  /** Writes a file into the folder and gives its path. */
  readonly file: (name: string, text: string) => string;
  readonly remove: () => void;
}

function startProcess(command: string, args: readonly string[], cwd: string, env: Record<string, string>, input = "") {
  const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  let isOver = false;
  const watchers = new Set<() => void>();
  const look = () => {
    for (const watcher of [...watchers]) watcher();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    look();
  });
  // A command that does not read its input may be over before it is written.
  child.stdin.on("error", () => undefined).end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      isOver = true;
      resolve({ code, stdout, stderr });
      look();
    });
  });
  const wrote = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const watcher = () => {
        const found = pattern.exec(stdout) ?? pattern.exec(stderr);
        if (!found && !isOver) return;
        watchers.delete(watcher);
        if (found) resolve(found[0]);
        else reject(new Error(`Never wrote ${String(pattern)}:\n${stdout}\n${stderr}`));
      };
      watchers.add(watcher);
      watcher();
    });
  return { ended, wrote, signal: (signal: NodeJS.Signals) => void child.kill(signal) };
}

/** A file that does not exist. Without credentials, a command would otherwise ask the metadata service. */
const noProfile = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(tmpdir(), "no-profile") };

/** The files that the bundled command depends on. */
function sources(): string[] {
  const below = (folder: string) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => join(folder, path));
  const code = [...below("src"), ...below("generated"), ...below("scripts/pipeline")];
  return [...code.sort(), "package.json", "package-lock.json", "spec/openapi.yaml"];
}

/** The folder of the bundled command. It is built once for the same sources, as every suite needs it. */
async function bundled(): Promise<string> {
  const hash = createHash("sha256");
  for (const path of sources()) hash.update(path).update(readFileSync(join(project, path)));
  const cache = join(project, "node_modules", ".cache", "cce-cli");
  const folder = join(cache, hash.digest("hex").slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  await Promise.all([bundleCli(project, join(draft, "cli.js")), bundlePrism(project, join(draft, "prism.cjs"))]);
  try {
    renameSync(draft, folder);
  } catch {
    // Another suite was faster.
    rmSync(draft, { recursive: true });
  }
  return folder;
}

/** Builds the command as `npm run build` does, where it finds no packages. */
export async function buildCli(): Promise<BuiltCli> {
  const root = mkdtempSync(join(tmpdir(), "cce-cli-"));
  const folder = join(root, "work");
  const binary = join(root, "dist", "cli.js");
  for (const name of ["dist", "generated", "work", "bin"]) mkdirSync(join(root, name));
  const built = await bundled();
  for (const name of readdirSync(built)) copyFileSync(join(built, name), join(root, "dist", name));
  copyFileSync(documentFile, join(root, "generated", "openapi.json"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(join(root, "bin", "cce-upgrade"), `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`, {
    mode: 0o755,
  });
  const env = {
    PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    ...noProfile,
  };
  const start: BuiltCli["start"] = (args, options = {}) => {
    const [command, given] = options.shell === true ? ["/bin/sh", ["-c", ...args]] : [binary, args];
    return startProcess(command, given, folder, { ...env, ...options.env }, options.input);
  };
  return {
    folder,
    binary,
    start,
    run: (args, options) => start(args, options).ended,
    file: (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The real command for the tests of a suite. They may start processes, and the first mock loads Prism. */
export function useCli(): BuiltCli {
  jest.setTimeout(30_000);
  const cli = {} as BuiltCli;
  beforeAll(async () => {
    Object.assign(cli, await buildCli());
  });
  afterAll(() => {
    cli.remove();
  });
  return cli;
}

/**
 * An authority that no one trusts, with its certificate in the command's folder as `authority.pem`; and `kept`, which ends a
 * server with its test.
 */
export function useNetwork(cli: BuiltCli) {
  const authority = {} as Authority;
  const running: Running[] = [];
  beforeAll(async () => {
    Object.assign(authority, await createAuthority());
    cli.file("authority.pem", authority.cert);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  const kept = <T extends Running>(server: T): T => {
    running.push(server);
    return server;
  };
  return { authority, kept };
}

/** A new folder for each test of a suite. */
export function useFolder(): { readonly path: string; readonly file: (name: string, text: string) => string } {
  const folder = {
    path: "",
    file: (name: string, text: string) => {
      const path = join(folder.path, name);
      writeFileSync(path, text);
      return path;
    },
  };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), "cce-cli-"));
  });
  afterEach(() => {
    rmSync(folder.path, { recursive: true, force: true });
  });
  return folder;
}

type Status = NonNullable<UpgradeWorkFlow["status"]>;

export const tasks: Readonly<Record<"preCheck" | "clusterFailed" | "clusterRunning", Record<string, string>>> = {
  preCheck: {
    taskType: "PreCheck",
    status: "Success",
    startTimeStamp: "2023-11-25 07:20:04.592972 +0000 UTC",
    endTimeStamp: "2023-11-25 07:21:05.518966 +0000 UTC",
    expireTimeStamp: "2023-11-25 08:21:05.518966 +0000 UTC",
  },
  clusterFailed: {
    taskType: "Cluster",
    status: "Failed",
    startTimeStamp: "2023-11-25 07:49:30.283459 +0000 UTC",
    endTimeStamp: "2023-11-25 07:58:35.507243 +0000 UTC",
  },
  clusterRunning: {
    taskType: "Cluster",
    status: "Running",
    startTimeStamp: "2023-11-25 07:49:30.283459 +0000 UTC",
  },
};

/** A workflow as the service returns it. Its phase need not be a known one. */
export function workflowOf(
  phase: string,
  { uid = ids.workflow, cluster = ids.cluster, points }: { uid?: string; cluster?: string; points?: object[] } = {},
): UpgradeWorkFlow {
  const task = phase === "Running" ? tasks.clusterRunning : tasks.clusterFailed;
  const status = {
    phase,
    pointStatuses: points ?? [tasks.preCheck, { taskType: "Snapshot" }, task, { taskType: "PostCheck" }],
    lineStatuses: [
      { startPoint: { taskType: "PreCheck" }, endPoint: { taskType: "Cluster" } },
      { startPoint: { taskType: "Cluster" }, endPoint: { taskType: "PostCheck" } },
    ],
  } as Status;
  return {
    kind: "WorkFlowTask",
    apiVersion: "v3",
    metadata: {
      uid,
      creationTimestamp: "2023-11-25 06:32:34.923248 +0000 UTC",
      updateTimestamp: "2023-11-25 07:58:35.507243 +0000 UTC",
    },
    spec: { clusterID: cluster, clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" },
    status,
  };
}

/** The environment of a user of `url`. */
export function userOf(url: string): Record<string, string> {
  return { CCE_ENDPOINT: url, CCE_TOKEN: token, CCE_PROJECT_ID: ids.project };
}

/** Runs `use` with a mock that keeps `workflows`. */
export async function withMock<T>(workflows: readonly UpgradeWorkFlow[], use: (mock: Mock) => Promise<T>): Promise<T> {
  const document = JSON.parse(readFileSync(documentFile, "utf8")) as object;
  const mock = await startMockWith(document, { workflows });
  try {
    return await use(mock);
  } finally {
    await mock.close();
  }
}

/** What was sent, as `PATCH 200`. */
export function sentTo(mock: Mock): string[] {
  return mock.requests.map(({ method, status }) => `${method} ${status ?? "–"}`);
}

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

let validators: Promise<Validators> | undefined;

/** The validators of the real command, in a form that Jest can load. */
async function loadValidators(): Promise<Validators> {
  const document = JSON.parse(readFileSync(documentFile, "utf8")) as OpenApiDocument;
  const folder = mkdtempSync(join(tmpdir(), "cce-validators-"));
  try {
    const outfile = join(folder, "validators.cjs");
    const contents = renderValidators(project, document);
    await build({ stdin: { contents, resolveDir: project }, bundle: true, format: "cjs", outfile });
    return ((await import(outfile)) as { readonly default: Validators }).default;
  } finally {
    rmSync(folder, { recursive: true });
  }
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
  const { args, isTTY = true, columns = 160, clock = systemClock } = options;
  const env = { ...noProfile, ...options.env };
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
    readDocument: () => readFileSync(documentFile, "utf8"),
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
    loadValidators: () => (validators ??= loadValidators()),
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

/** Runs a command in this process, without a terminal. A process for each case would take far longer. */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ended> {
  const { context, stdout, stderr, type } = fakeTerminal({ args, env, isTTY: false });
  type(input);
  context.stdin.push(null);
  const code = await run(context);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Runs a command in this process, with a real stream of Node's for each output that is given. */
export async function runInto(
  streams: { readonly stdout?: Writable; readonly stderr?: Writable },
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly stderr: string }> {
  const { context, stderr } = fakeTerminal({ args, env, isTTY: false });
  const code = await run({
    ...context,
    ...(streams.stdout && { stdout: new Output(streams.stdout) }),
    ...(streams.stderr && { stderr: new Output(streams.stderr) }),
  });
  return { code, stderr: stderr() };
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
    // Beside the workflow there is nothing.
    const body = url.endsWith("/upgradeworkflows") ? list : url.includes("/upgradeworkflows/") ? service.workflow : {};
    answer(response, 200, JSON.stringify({ metadata: {}, ...body }));
  });
  const service: SmallService = {
    url: server.url,
    sent: () => server.requests.map(({ method }) => method),
    workflow,
  };
  return service;
}
