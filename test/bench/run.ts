/**
 * How fast calls are, and beside whom: prints tables, writes `results/calls.json`, draws `docs/calls.svg` and puts the
 * figures into docs/benchmarks.md.
 *
 * `--quick` measures shortly, `--only calls,tls,first,memory,mock` a part; both write nothing.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { allContenders, type Effort, inFlight, measureCalls, measureFirstCalls } from "./calls.js";
import type { ContenderName } from "./contenders.js";
import { describeMachine } from "./machine.js";
import { measureMocks } from "./mocks.js";
import { printTable, rounded, shown } from "./numbers.js";
import { barChart } from "./plot.js";
import { markdownTable, writeIntoBenchmarks } from "./document.js";
import { openWorkshop, startService, startWorker, watchMemory, type Workshop } from "./workshop.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

const ours: ContenderName = "this package, signed";
const vendor: ContenderName = "vendor SDK, signed";
const overTls: readonly ContenderName[] = ["fetch", vendor, "undici.request", "node:http", ours];
const firsts: readonly ContenderName[] = ["fetch", "openapi-fetch, signed", vendor, "axios", "node:http", ours];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "calls,tls,first,memory,mock" },
  },
});
const effort: Effort = values.quick
  ? { rounds: 3, ms: 500, coldStarts: 5, memoryCalls: 10_000 }
  : { rounds: 15, ms: 2_000, coldStarts: 25, memoryCalls: 100_000 };
const wanted = new Set(values.only.split(","));

async function calls(workshop: Workshop) {
  const service = await startService(workshop);
  try {
    return await measureCalls(workshop, service, allContenders, effort);
  } finally {
    await service.close();
  }
}

/** Calls over kept connections, and whether connections that are made anew take the session up again. */
async function tls(workshop: Workshop) {
  const service = await startService(workshop, { tls: true });
  const closing = await startService(workshop, { tls: true, closes: true });
  try {
    const kept = await measureCalls(workshop, service, overTls, effort);
    const resumed: Record<string, { readonly connections: number; readonly resumed: number }> = {};
    for (const name of ["fetch", ours] as const) {
      const worker = await startWorker(workshop, name, closing);
      await closing.seen();
      await worker.run({ inFlight: 1, ms: effort.ms / 2 });
      const { connections, resumedSessions } = await closing.seen();
      await worker.close();
      resumed[name] = { connections, resumed: rounded(resumedSessions / connections) };
    }
    return { kept, resumed };
  } finally {
    await Promise.all([service.close(), closing.close()]);
  }
}

async function first(workshop: Workshop) {
  const service = await startService(workshop);
  try {
    return await measureFirstCalls(workshop, service, firsts, effort);
  } finally {
    await service.close();
  }
}

async function memory(workshop: Workshop) {
  const service = await startService(workshop);
  try {
    return await watchMemory(workshop, service, effort.memoryCalls);
  } finally {
    await service.close();
  }
}

type Calls = Awaited<ReturnType<typeof calls>>;

function printCalls(title: string, figures: Calls): void {
  printTable(
    title,
    ["", `${inFlight} in flight, calls/s`, "× fetch", "one by one, calls/s", "× fetch", "CPU, µs per call", "× fetch"],
    Object.entries(figures).map(([name, { manyPerSecond, onePerSecond, cpuMicros, toFetch }]) => [
      name,
      Math.round(manyPerSecond).toString(),
      shown(toFetch.many),
      Math.round(onePerSecond).toString(),
      shown(toFetch.one),
      shown(cpuMicros),
      shown(toFetch.cpu),
    ]),
  );
}

interface Goal {
  readonly goal: string;
  readonly actual: number;
  readonly isMet: boolean;
}

function atLeast(goal: string, actual: number, least: number): Goal {
  return { goal: `${goal}: at least ${least}`, actual: rounded(actual), isMet: actual >= least };
}

function atMost(goal: string, actual: number, most: number): Goal {
  return { goal: `${goal}: at most ${shown(most)}`, actual: rounded(actual), isMet: actual <= most };
}

function mib(bytes: number): number {
  return bytes / 2 ** 20;
}

const machine = await describeMachine(root);
const workshop = await openWorkshop(root);
const results = {
  machine,
  effort,
  calls: wanted.has("calls") ? await calls(workshop) : undefined,
  tls: wanted.has("tls") ? await tls(workshop) : undefined,
  first: wanted.has("first") ? await first(workshop) : undefined,
  memory: wanted.has("memory") ? await memory(workshop) : undefined,
  mock: wanted.has("mock") ? await measureMocks(workshop, root, effort) : undefined,
};

const { date, node, system, processor, cores, loadBefore } = machine;
console.log(`Node ${node}, ${system}, ${processor}, ${cores} cores, load ${loadBefore} before; ${date}`);

const goals: Goal[] = [];
if (results.calls) {
  printCalls("Calls over http, loopback, medians", results.calls);
  const [mine, theirs] = [results.calls[ours], results.calls[vendor]];
  if (mine && theirs) {
    goals.push(
      atLeast(`signed, ${inFlight} in flight, × fetch`, mine.toFetch.many, 2.5),
      atLeast("signed, one by one, × fetch", mine.toFetch.one, 1.8),
      atLeast(`signed, ${inFlight} in flight, × vendor`, mine.toFetch.many / theirs.toFetch.many, 3),
      atMost("signed, CPU per call, × fetch", mine.toFetch.cpu, 1 / 3),
    );
  }
}
if (results.tls) {
  printCalls("Calls over https, kept connections", results.tls.kept);
  printTable(
    "Connections over https that the service closes after each answer",
    ["", "connections", "sessions taken up again"],
    Object.entries(results.tls.resumed).map(([name, { connections, resumed }]) => [
      name,
      connections.toString(),
      `${Math.round(resumed * 100)} %`,
    ]),
  );
}
if (results.first) {
  printTable(
    "First call of a process, ms",
    ["", "from its start", "from that of its script"],
    Object.entries(results.first).map(([name, { sinceProcess, sinceScript }]) => [
      name,
      shown(sinceProcess),
      shown(sinceScript),
    ]),
  );
  const at = (name: ContenderName) => results.first?.[name]?.sinceScript ?? Number.NaN;
  goals.push(
    atMost("first call, signed, × fetch", at(ours) / at("fetch"), 1),
    atMost("first call, signed, × vendor", at(ours) / at(vendor), 0.25),
  );
}
if (results.memory) {
  const { heap, thousand, open, calls: count } = results.memory;
  console.log(`\nMemory: ${count} calls on one client`);
  console.log(`  heap after a collection, MiB: ${heap.map((bytes) => mib(bytes).toFixed(2)).join(" ")}`);
  console.log(`  1,000 calls at once: ${Math.round(thousand.ms)} ms, ${thousand.failed} failed`);
  console.log(`  open after the last: ${open.idle.length}; five seconds later: ${open.later.join(", ") || "nothing"}`);
  const [start = 0] = heap;
  const growth = mib((heap.at(-1) ?? 0) - start);
  goals.push(
    atMost("growth of the heap, MiB", growth, 0.5),
    atMost("failures of 1,000 calls at once", thousand.failed, 0),
    atMost("open five seconds after the last call", open.later.length, 0),
  );
}
if (results.mock) {
  const { ours: mine, prism } = results.mock;
  printTable(
    "Mock",
    ["", "first start, ms", "further starts, ms", `${inFlight} in flight, calls/s`, "one by one, calls/s"],
    Object.entries({ "Prism's own server": prism, "this package": mine }).map(([name, figures]) => [
      name,
      shown(figures.firstMs),
      shown(figures.furtherMs),
      Math.round(figures.manyPerSecond).toString(),
      Math.round(figures.onePerSecond).toString(),
    ]),
  );
  goals.push(
    atMost("mock, first start, × Prism", mine.firstMs / prism.firstMs, 1),
    atMost("mock, further start, ms", mine.furtherMs, 50),
    atLeast(`mock, ${inFlight} in flight, × Prism`, mine.manyPerSecond / prism.manyPerSecond, 1),
  );
}
printTable(
  "Goals",
  ["", "measured", ""],
  goals.map(({ goal, actual, isMet }) => [goal, shown(actual), isMet ? "met" : "NOT MET"]),
);

if (!values.quick && results.calls && results.tls && results.first && results.memory && results.mock) {
  const { calls, tls, first, memory, mock } = results;
  await mkdir(join(here, "results"), { recursive: true });
  await writeFile(join(here, "results", "calls.json"), `${JSON.stringify({ ...results, goals }, undefined, 2)}\n`);
  const bars = Object.entries(calls).map(([name, { toFetch }]) => ({
    name,
    value: toFetch.many,
    isOurs: name.startsWith("this package"),
  }));
  const subtitle = `${inFlight} in flight, loopback, Node ${node}, ${cores} cores, ${date}. More is better.`;
  await writeFile(join(root, "docs", "calls.svg"), barChart("Calls per second, raw fetch = 1", subtitle, bars));

  const rows = Object.entries(calls).map(([name, { toFetch }]) => {
    const kept = tls.kept[name]?.toFetch;
    const firstMs = first[name]?.sinceScript;
    return [
      name,
      ...[toFetch.many, toFetch.one, toFetch.cpu, kept?.many, kept?.one].map((ratio) =>
        ratio === undefined ? "" : ratio.toFixed(2),
      ),
      firstMs === undefined ? "" : Math.round(firstMs).toString(),
    ];
  });
  const head = [
    "× raw `fetch`",
    `calls/s, ${inFlight} in flight`,
    "one by one",
    "CPU per call",
    `https, ${inFlight} in flight`,
    "https, one by one",
    "first call, ms",
  ];
  const sentences = [
    `${date}, Node ${node}, ${system}, ${processor}, ${cores} cores, load ${loadBefore} before: medians of ${effort.rounds} interleaved rounds over loopback, each contender in a process of its own.`,
    `${memory.calls.toLocaleString("en")} signed calls on one client: the heap in use after a collection goes from ${mib(memory.heap[0] ?? 0).toFixed(2)} to ${mib(memory.heap.at(-1) ?? 0).toFixed(2)} MiB; 1,000 calls at once: ${memory.thousand.failed} failed; open five seconds after the last: ${memory.open.later.length}.`,
    `The mock starts in ${Math.round(mock.ours.firstMs)} ms (Prism's own server ${Math.round(mock.prism.firstMs)}), each further one of a process in ${Math.round(mock.ours.furtherMs)} ms (${Math.round(mock.prism.furtherMs)}), and serves ${(mock.ours.manyPerSecond / mock.prism.manyPerSecond).toFixed(2)} times as many requests a second.`,
  ];
  const chart = "![Calls per second beside raw fetch, a chart](calls.svg)";
  await writeIntoBenchmarks(
    root,
    "bench",
    [sentences[0], markdownTable(head, rows), chart, sentences.slice(1).join(" ")].join("\n\n"),
  );
  console.log("\nWritten to test/bench/results, docs/calls.svg and docs/benchmarks.md.");
}
