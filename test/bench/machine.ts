import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { peers } from "./workshop.js";

/** Where and when a figure was measured. */
export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** How many processes wanted a core when the bench began; about 0 on a machine that has nothing else to do. */
  readonly loadBefore: number;
  readonly versions: Readonly<Record<string, string>>;
}

async function versionOf(manifest: string): Promise<string> {
  return (JSON.parse(await readFile(manifest, "utf8")) as { version: string }).version;
}

export async function describeMachine(root: string): Promise<Machine> {
  const { resolve } = createRequire(join(root, "package.json"));
  const undici = join(dirname(resolve("undici")), "package.json");
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    system: `${type()} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
    versions: {
      "cce-upgrade-workflow": await versionOf(join(root, "package.json")),
      "openapi-fetch": await versionOf(resolve("openapi-fetch/package.json")),
      undici: await versionOf(undici),
      ...peers,
    },
  };
}
