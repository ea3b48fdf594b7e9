/** Many calls on one client: what the heap holds on the way, and what is left open at the end. Needs --expose-gc. */
import { setTimeout as sleep } from "node:timers/promises";
import { contenders } from "./contenders.js";
import type { Target } from "./target.js";

/** What was seen of a process that made many calls. */
export interface MemoryReport {
  readonly calls: number;
  /** Heap in use after a collection, in bytes, at the start and after each part of the calls. */
  readonly heap: readonly number[];
  /** Of a run with a thousand calls at once. */
  readonly thousand: { readonly ms: number; readonly failed: number };
  /** What Node has open afterwards, by kind, before and after the idle connections were closed. */
  readonly open: { readonly idle: readonly string[]; readonly later: readonly string[] };
}

const [callsText = "0", targetText = "{}"] = process.argv.slice(2);
const calls = Number(callsText);
const call = await contenders["this package, signed"](JSON.parse(targetText) as Target);

async function make(count: number, inFlight: number): Promise<number> {
  let left = count;
  let failed = 0;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await call().catch(() => (failed += 1));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return failed;
}

async function heapInUse(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    await sleep(20);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

function openResources(): string[] {
  // Its own standard streams are no concern of a client.
  return process.getActiveResourcesInfo().filter((kind) => !/^(PipeWrap|TTYWrap|Pipe|TTY)$/.test(kind));
}

const parts = 10;
await make(Math.min(calls, 5_000), 50);
const heap = [await heapInUse()];
for (let part = 0; part < parts; part += 1) {
  await make(calls / parts, 50);
  heap.push(await heapInUse());
}
const startedAt = performance.now();
const failed = await make(1_000, 1_000);
const thousand = { ms: performance.now() - startedAt, failed };
const idle = openResources();
await sleep(5_000);
console.log(JSON.stringify({ calls, heap, thousand, open: { idle, later: openResources() } } satisfies MemoryReport));
