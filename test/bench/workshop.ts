import { execFile, fork, type ChildProcess } from "node:child_process";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { generate } from "selfsigned";
import { buildPackage } from "../../scripts/pipeline/bundle.js";
import type { ContenderName } from "./contenders.js";
import type { MemoryReport } from "./memory.js";
import type { MockStarts } from "./mockServer.js";
import type { Seen } from "./service.js";
import type { Target } from "./target.js";
import type { Done, Order } from "./worker.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** The peers that the project does not have, and uuid, which the vendor's core needs and does not declare. */
export const peers = { "@huaweicloud/huaweicloud-sdk-core": "3.1.211", axios: "1.21.1", uuid: "11.1.0" } as const;

const scriptNames = ["cold", "memory", "mockServer", "service", "worker"] as const;

/** Where the parts of the bench are, made ready to run without a loader. */
export interface Workshop {
  readonly script: (name: (typeof scriptNames)[number]) => string;
  readonly dist: string;
  readonly peers: string;
}

async function installPeers(folder: string): Promise<void> {
  const wanted = Object.entries(peers).map(([name, version]) => `${name}@${version}`);
  const marker = join(folder, `${wanted.join("+").replaceAll("/", "-")}.installed`);
  try {
    await access(marker);
    return;
  } catch {
    // Not there, or another selection.
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await promisify(execFile)(npm, ["install", ...flags, ...wanted], { cwd: folder });
  await writeFile(marker, "");
}

/** Builds the package and the scripts of the bench, and installs the peers, in a folder that is not committed. */
export async function openWorkshop(root: string): Promise<Workshop> {
  const folder = join(root, "node_modules", ".cache", "cce-bench");
  const dist = join(folder, "dist");
  const scripts = join(folder, "scripts");
  const bench = join(root, "test", "bench");
  await Promise.all([
    installPeers(join(folder, "peers")),
    rm(dist, { recursive: true, force: true }).then(() => buildPackage(root, dist)),
    build({
      entryPoints: scriptNames.map((name) => join(bench, `${name}.ts`)),
      outdir: scripts,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
    }),
  ]);
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  return {
    script: (name) => join(scripts, `${name}.mjs`),
    dist: pathToFileURL(dist).href,
    peers: join(folder, "peers", "package.json"),
  };
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => {
      reject(new Error(`a process of the bench ended with ${code ?? "a signal"}`));
    };
    child.once("exit", onExit).once("message", (value) => {
      child.off("exit", onExit);
      resolve(value as T);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  await ended;
}

/** Something that answers calls. */
export interface Answering {
  readonly target: Target;
  /** Variables of a process that is to trust it. */
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** A service that runs. */
export interface Service extends Answering {
  /** What it has seen since it was last asked. */
  readonly seen: () => Promise<Seen>;
}

export async function startService(
  { script, dist, peers: peersFile }: Workshop,
  options: { readonly tls?: boolean; readonly closes?: boolean } = {},
): Promise<Service> {
  const own: Record<string, string> = options.closes === true ? { BENCH_CLOSES: "1" } : {};
  let certificate: string | undefined;
  if (options.tls === true) {
    const extensions = [{ name: "subjectAltName" as const, altNames: [{ type: 7 as const, ip: "127.0.0.1" }] }];
    const pair = await generate([{ name: "commonName", value: "127.0.0.1" }], { keyType: "ec", extensions });
    Object.assign(own, { BENCH_CERT: pair.cert, BENCH_KEY: pair.private });
    certificate = pair.cert;
  }
  const child = fork(script("service"), { execArgv: [], env: { ...process.env, ...own } });
  const port = await message<number>(child);
  const env: Record<string, string> = {};
  if (certificate !== undefined) {
    env["NODE_EXTRA_CA_CERTS"] = join(dirname(script("service")), `certificate-${port}.pem`);
    await writeFile(env["NODE_EXTRA_CA_CERTS"], certificate);
  }
  return {
    target: { endpoint: `${options.tls === true ? "https" : "http"}://127.0.0.1:${port}`, dist, peers: peersFile },
    env,
    seen: () => {
      const answer = message<Seen>(child);
      child.send("seen");
      return answer;
    },
    close: () => end(child),
  };
}

/** A mock in a process of its own. */
export async function startMockProcess(
  { script, dist, peers: peersFile }: Workshop,
  kind: "ours" | "prism",
  document: string,
): Promise<Answering & { readonly starts: MockStarts }> {
  const child = fork(script("mockServer"), [kind, document, dist], { execArgv: [] });
  const starts = await message<MockStarts>(child);
  const target = { endpoint: `http://127.0.0.1:${starts.port}`, dist, peers: peersFile };
  return { target, env: {}, starts, close: () => end(child) };
}

/** A contender that waits for orders. */
export interface Worker {
  readonly run: (order: Order) => Promise<Done>;
  readonly close: () => Promise<void>;
}

export async function startWorker({ script }: Workshop, name: ContenderName, service: Answering): Promise<Worker> {
  const args = [name, JSON.stringify(service.target)];
  const child = fork(script("worker"), args, { execArgv: [], env: { ...process.env, ...service.env } });
  await message(child);
  return {
    run: (order) => {
      const done = message<Done>(child);
      child.send(order);
      return done;
    },
    close: () => end(child),
  };
}

async function output<T>(service: Answering, args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...service.env } });
  // The vendor's logger may print before.
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as T;
}

/** Milliseconds to the first answer of a process, from its start and from that of its script. */
export function firstCall(
  { script }: Workshop,
  name: ContenderName,
  service: Service,
): Promise<{ readonly sinceProcess: number; readonly sinceScript: number }> {
  return output(service, [script("cold"), name, JSON.stringify(service.target)]);
}

export function watchMemory({ script }: Workshop, service: Service, calls: number): Promise<MemoryReport> {
  return output(service, ["--expose-gc", script("memory"), String(calls), JSON.stringify(service.target)]);
}
