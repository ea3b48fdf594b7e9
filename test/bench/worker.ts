/** One contender in a process of its own, so that none runs on code that another has warmed or spoilt. */
import { contenders, type ContenderName } from "./contenders.js";
import type { Target } from "./target.js";

/** What a worker is asked to do. */
export interface Order {
  /** How many calls are under way at any time. */
  readonly inFlight: number;
  readonly ms: number;
}

/** What a worker did. */
export interface Done {
  readonly callsPerSecond: number;
  /** Time of the processor for one call, in microseconds; of this process, without the service's. */
  readonly cpuMicros: number;
}

const [name, targetText = "{}"] = process.argv.slice(2);
const call = await contenders[name as ContenderName](JSON.parse(targetText) as Target);

async function carryOut({ inFlight, ms }: Order): Promise<Done> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let calls = 0;
  const one = async () => {
    while (performance.now() - startedAt < ms) {
      await call();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { callsPerSecond: calls / seconds, cpuMicros: (user + system) / calls };
}

process.on("message", (order: Order) => {
  carryOut(order).then(
    (done) => process.send?.(done),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
