/** A mock in a process of its own: ours, or Prism's own server over the same document. Tells how long starts took. */
import { readFile } from "node:fs/promises";
import type * as ours from "../../src/mock/index.js";

/** What a mock tells when it is ready. */
export interface MockStarts {
  readonly port: number;
  /** The first start of the process with everything it loads, in milliseconds. */
  readonly firstMs: number;
  /** Further ones. */
  readonly furtherMs: readonly number[];
}

interface Started {
  readonly port: number;
  readonly close: () => Promise<unknown>;
}

const [kind, documentFile = "", dist = ""] = process.argv.slice(2);
const document = JSON.parse(await readFile(documentFile, "utf8")) as object;

async function startOurs(): Promise<Started> {
  const { startMock } = (await import(`${dist}/src/mock/index.js`)) as typeof ours;
  return startMock({ document });
}

/** As Prism's command line starts it, without its log. */
async function startPrism(): Promise<Started> {
  const [{ createLogger }, { getHttpOperationsFromSpec }, { createServer }] = await Promise.all([
    import("@stoplight/prism-core"),
    import("@stoplight/prism-http"),
    import("@stoplight/prism-http-server"),
  ]);
  const server = createServer(await getHttpOperationsFromSpec(document), {
    cors: true,
    components: { logger: createLogger("prism", { enabled: false }) },
    config: {
      isProxy: false,
      validateRequest: true,
      validateResponse: true,
      checkSecurity: true,
      errors: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
  });
  const address = await server.listen(0, "127.0.0.1");
  return { port: Number(new URL(address).port), close: () => server.close() };
}

const start = kind === "ours" ? startOurs : startPrism;

async function timed(): Promise<readonly [Started, number]> {
  const startedAt = performance.now();
  const started = await start();
  return [started, performance.now() - startedAt];
}

const [mock, firstMs] = await timed();
const furtherMs: number[] = [];
for (let count = 0; count < 20; count += 1) {
  const [further, ms] = await timed();
  furtherMs.push(ms);
  await further.close();
}
process.on("disconnect", () => process.exit());
process.send?.({ port: mock.port, firstMs, furtherMs } satisfies MockStarts);
