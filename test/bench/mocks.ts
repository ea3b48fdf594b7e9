import { join } from "node:path";
import { type Effort, inFlight } from "./calls.js";
import { median, rounded } from "./numbers.js";
import { startMockProcess, startWorker, type Workshop } from "./workshop.js";

/** Medians of a mock. */
export interface MockFigures {
  readonly firstMs: number;
  readonly furtherMs: number;
  readonly manyPerSecond: number;
  readonly onePerSecond: number;
}

/** Our mock beside Prism's own server, in turns. */
export async function measureMocks(
  workshop: Workshop,
  root: string,
  { rounds, ms, coldStarts }: Effort,
): Promise<Readonly<Record<"ours" | "prism", MockFigures>>> {
  const document = join(root, "generated", "openapi.json");
  const kinds = ["prism", "ours"] as const;
  const samples = { ours: emptySamples(), prism: emptySamples() };
  for (let round = 0; round < Math.ceil(coldStarts / 3); round += 1) {
    for (const kind of kinds) {
      const mock = await startMockProcess(workshop, kind, document);
      samples[kind].first.push(mock.starts.firstMs);
      samples[kind].further.push(...mock.starts.furtherMs);
      await mock.close();
    }
  }
  const mocks = await Promise.all(kinds.map((kind) => startMockProcess(workshop, kind, document)));
  const workers = await Promise.all(mocks.map((mock) => startWorker(workshop, "undici.request", mock)));
  try {
    for (const worker of workers) await worker.run({ inFlight, ms });
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, kind] of kinds.entries()) {
        samples[kind].many.push((await workers[index]?.run({ inFlight, ms }))?.callsPerSecond ?? Number.NaN);
        samples[kind].one.push((await workers[index]?.run({ inFlight: 1, ms: ms / 2 }))?.callsPerSecond ?? Number.NaN);
      }
    }
  } finally {
    await Promise.all([...workers, ...mocks].map((each) => each.close()));
  }
  const figures = ({ first, further, many, one }: Samples): MockFigures => ({
    firstMs: rounded(median(first)),
    furtherMs: rounded(median(further)),
    manyPerSecond: rounded(median(many)),
    onePerSecond: rounded(median(one)),
  });
  return { ours: figures(samples.ours), prism: figures(samples.prism) };
}

interface Samples {
  readonly first: number[];
  readonly further: number[];
  readonly many: number[];
  readonly one: number[];
}

function emptySamples(): Samples {
  return { first: [], further: [], many: [], one: [] };
}
