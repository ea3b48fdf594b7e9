import { contenders, type ContenderName } from "./contenders.js";
import { median, rounded } from "./numbers.js";
import { firstCall, startWorker, type Service, type Workshop } from "./workshop.js";

/** How long and how often is measured. */
export interface Effort {
  readonly rounds: number;
  readonly ms: number;
  readonly coldStarts: number;
  readonly memoryCalls: number;
}

/** Medians of one contender, and how they compare with those of raw `fetch`. */
export interface CallFigures {
  readonly manyPerSecond: number;
  readonly onePerSecond: number;
  readonly cpuMicros: number;
  readonly toFetch: { readonly many: number; readonly one: number; readonly cpu: number };
}

export const inFlight = 50;

/**
 * Each contender in a process of its own, in turns: what slows the machine for a while slows all of them. Ratios are
 * medians of the ratios of each round, not of the figures.
 */
export async function measureCalls(
  workshop: Workshop,
  service: Service,
  names: readonly ContenderName[],
  { rounds, ms }: Effort,
): Promise<Readonly<Record<string, CallFigures>>> {
  const samples = new Map(names.map((name) => [name, [] as { many: number; one: number; cpu: number }[]]));
  const workers = new Map(
    await Promise.all(names.map(async (name) => [name, await startWorker(workshop, name, service)] as const)),
  );
  try {
    for (const worker of workers.values()) await worker.run({ inFlight, ms: 1_000 });
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, worker] of workers) {
        const many = await worker.run({ inFlight, ms });
        const one = await worker.run({ inFlight: 1, ms: ms / 2 });
        samples.get(name)?.push({ many: many.callsPerSecond, one: one.callsPerSecond, cpu: many.cpuMicros });
      }
    }
  } finally {
    await Promise.all([...workers.values()].map((worker) => worker.close()));
  }
  const base = samples.get("fetch") ?? [];
  return Object.fromEntries(
    [...samples].map(([name, mine]) => {
      const of = (field: "many" | "one" | "cpu") => rounded(median(mine.map((sample) => sample[field])));
      const ratio = (field: "many" | "one" | "cpu") =>
        rounded(median(mine.map((sample, round) => sample[field] / (base[round]?.[field] ?? Number.NaN))));
      return [
        name,
        {
          manyPerSecond: of("many"),
          onePerSecond: of("one"),
          cpuMicros: of("cpu"),
          toFetch: { many: ratio("many"), one: ratio("one"), cpu: ratio("cpu") },
        },
      ];
    }),
  );
}

/** Medians of the milliseconds to the first answer of a new process, loading included. */
export async function measureFirstCalls(
  workshop: Workshop,
  service: Service,
  names: readonly ContenderName[],
  { coldStarts }: Effort,
): Promise<Readonly<Record<string, { readonly sinceProcess: number; readonly sinceScript: number }>>> {
  const samples = new Map(names.map((name) => [name, [] as { sinceProcess: number; sinceScript: number }[]]));
  for (let round = 0; round < coldStarts; round += 1) {
    for (const name of names) samples.get(name)?.push(await firstCall(workshop, name, service));
  }
  return Object.fromEntries(
    [...samples].map(([name, mine]) => [
      name,
      {
        sinceProcess: rounded(median(mine.map(({ sinceProcess }) => sinceProcess))),
        sinceScript: rounded(median(mine.map(({ sinceScript }) => sinceScript))),
      },
    ]),
  );
}

export const allContenders = Object.keys(contenders) as ContenderName[];
