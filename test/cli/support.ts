import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleCli } from "../../scripts/pipeline/bundle.js";
import type { UpgradeWorkFlow } from "../../src/index.js";
import { type Mock, startMockWith } from "../../src/mock/startMock.js";

const project = process.cwd();

export const document = JSON.parse(readFileSync(join(project, "generated", "openapi.json"), "utf8")) as object;

export const ids = {
  project: "47eb1d64cbeb45cfa01ae20af4f4b563",
  cluster: "f9960c6b-8e60-11ee-9754-0255ac100b05",
  workflow: "d0b7e319-8172-424c-86ea-543cd23f9756",
} as const;

/** A token nobody could confuse with another text. */
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

/** How long a test may take: each starts processes, and the first that starts a mock loads Prism. */
export const longTestMs = 30_000;

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

/** Builds the command as `npm run build` does. Without `prism` its folder has no packages. */
export async function buildCli(prism = true): Promise<BuiltCli> {
  const root = mkdtempSync(join(tmpdir(), "cce-cli-"));
  const folder = join(root, "work");
  const binary = join(root, "dist", "cli.js");
  for (const name of ["dist", "generated", "work", "bin"]) mkdirSync(join(root, name));
  await bundleCli(project, binary);
  copyFileSync(join(project, "generated", "openapi.json"), join(root, "generated", "openapi.json"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  if (prism) symlinkSync(join(project, "node_modules"), join(root, "node_modules"), "junction");
  writeFileSync(join(root, "bin", "cce-upgrade"), `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`, {
    mode: 0o755,
  });
  const env = {
    PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    // A file that is not there: otherwise a test without credentials would ask the metadata service.
    HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(folder, "no-profile"),
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

/** A workflow as the service answers it. Values of the wire need not be in any list. */
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
