import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltCli } from "../cli/support.js";
import { type Clusters, type OnCancel, startClusters, workflowIn } from "../helpers/clusters.js";
import { type Random, randomOf } from "./random.js";

export interface JournalSoakOptions {
  readonly cli: BuiltCli;
  /** How many runs are killed, at least. */
  readonly kills: number;
  readonly seed: number;
  /** How many batches go on at the same time; default 3, which have something to do with a few cores. */
  readonly concurrency?: number;
  /** What becomes of the journal after a run that was killed; by default it stays as it is. */
  readonly afterKill?: (doneFile: string) => void;
}

export interface JournalSoakReport {
  readonly seed: number;
  readonly batches: number;
  /** Runs of the command, and how many of them were killed. */
  readonly runs: number;
  readonly kills: number;
  readonly durationMs: number;
  /** How many cancels met which fate. */
  readonly fates: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

/** How often a batch may be run after it was killed for the last time. */
const mostRuns = 4;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What becomes of a cancel: most are processed, whatever their sender gets to know of it. */
const fates: Readonly<Record<string, { readonly share: number; readonly meet: (random: Random) => OnCancel }>> = {
  answered: {
    share: 0.4,
    meet: (random) => async (_, apply) => {
      await pause(random.below(20));
      apply();
    },
  },
  "answered late": {
    share: 0.15,
    meet: (random) => async (_, apply) => {
      apply();
      await pause(random.below(300));
    },
  },
  "processed late": {
    share: 0.15,
    meet: (random) => async (_, apply) => {
      await pause(random.below(600));
      apply();
    },
  },
  "answer lost": {
    share: 0.2,
    meet: () => (_workflow, apply, response) => {
      apply();
      response.destroy();
    },
  },
  "request lost": {
    share: 0.1,
    meet: () => (_workflow, _apply, response) => {
      response.destroy();
    },
  },
};

function fateOf(random: Random): string {
  let rest = random.next();
  for (const [name, { share }] of Object.entries(fates)) {
    rest -= share;
    if (rest < 0) return name;
  }
  return "answered";
}

interface Line {
  readonly line?: number;
  readonly intent?: string;
  readonly outcome?: string;
  readonly upgrade_workflow_id?: string;
}

/** Kills batches at random moments, with random losses, and runs them again until they end. Ends at the first violation. */
export async function soakJournal(options: JournalSoakOptions): Promise<JournalSoakReport> {
  const { cli, kills: wanted, seed, concurrency = 3, afterKill = () => undefined } = options;
  const startedAt = performance.now();
  const counts: Record<string, number> = {};
  const violations: string[] = [];
  let [batches, runs, kills] = [0, 0, 0];

  async function runBatch(index: number): Promise<void> {
    const random = randomOf(seed, index);
    const service: Clusters = await startClusters((workflow, apply, response) => {
      const fate = fateOf(random);
      counts[fate] = (counts[fate] ?? 0) + 1;
      const applyAndGoOn = () => {
        const before = service.effects.length;
        apply();
        // Somebody begins another upgrade, which nobody has asked to cancel.
        if (service.effects.length > before && random.chance(0.5)) service.begin(workflow.replace(/-w\d+$/, ""));
      };
      return fates[fate]?.meet(random)(workflow, applyAndGoOn, response);
    });
    const clusters = Array.from({ length: 3 + random.below(4) }, (_, row) => `b${index}c${row + 1}`);
    const folder = join(cli.folder, `batch-${index}`);
    mkdirSync(folder);
    const [file, doneFile] = [join(folder, "rows.csv"), join(folder, "done.jsonl")];
    const rows = clusters.map((cluster) => `${cluster},${random.chance(0.4) ? workflowIn(cluster) : ""}`);
    writeFileSync(file, ["cluster_id,upgrade_workflow_id", ...rows, ""].join("\n"));
    const limits = ["--concurrency", String(1 + random.below(4)), "--writes-per-minute", "100000", "--settle-s", "0"];
    const args = ["cancel", "--from", file, "--done-file", doneFile, "--yes", ...limits];
    const env = { CCE_ENDPOINT: service.url, CCE_TOKEN: "a-token-of-the-soak", CCE_PROJECT_ID: "project" };

    /** Runs the batch once; `kill` ends it at a moment that comes by chance. */
    async function runOnce(kill: boolean): Promise<number | null> {
      runs += 1;
      const run = cli.start(args, { env });
      if (kill) {
        // The moments around a request are those that count; a few come before and after.
        const requests = service.server.requests.length + 1 + random.below(3 * clusters.length);
        const moment = random.chance(0.1) ? pause(random.below(400)) : service.server.received(requests);
        await Promise.race([moment.then(() => pause(random.below(15))), run.ended]);
        run.signal("SIGKILL");
      }
      return (await run.ended).code;
    }

    let code: number | null = 1;
    for (let left = 2 + random.below(4); left > 0 && code !== 0; left -= 1) {
      code = await runOnce(true);
      if (code !== null) continue;
      kills += 1;
      if (existsSync(doneFile)) afterKill(doneFile);
    }
    for (let left = mostRuns; left > 0 && code !== 0; left -= 1) code = await runOnce(false);
    const check = (holds: boolean, rule: string) => {
      if (!holds) violations.push(`batch ${index} of seed ${seed}: ${rule}`);
    };
    check(code === 0, `the last run ends with exit code ${String(code)}, not 0`);
    const lines = readFileSync(doneFile, "utf8").split("\n");
    check(lines.pop() === "", "the journal ends with a whole line");
    const records = lines.map((line) => JSON.parse(line) as Line);
    const first = clusters.map((cluster) => workflowIn(cluster));
    check(
      JSON.stringify([...service.effects].sort()) === JSON.stringify([...first].sort()),
      `each workflow is cancelled once, and no other: ${service.effects.join(", ")}`,
    );
    check(
      service.asked.every((workflow) => first.includes(workflow)),
      "no cancel goes to a workflow that came later",
    );
    for (const [row, workflow] of first.entries()) {
      const told = records.filter((record) => record.upgrade_workflow_id === workflow);
      const intents = told.filter(({ intent }) => intent === "cancel").length;
      const asked = service.asked.filter((one) => one === workflow).length;
      check(intents >= asked, `${asked} cancels of ${workflow} were sent with ${intents} intents`);
      const done = records.filter(({ line, outcome }) => line === row + 2 && outcome === "cancelled");
      check(done.length === 1 && done[0]?.upgrade_workflow_id === workflow, `the journal tells that of ${workflow}`);
    }
    check(!existsSync(`${doneFile}.lock`), "the lock is gone");
  }

  async function runSome(): Promise<void> {
    while (kills < wanted && violations.length === 0) await runBatch(batches++);
  }

  await Promise.all(Array.from({ length: concurrency }, runSome));
  const durationMs = Math.round(performance.now() - startedAt);
  return { seed, batches, runs, kills, durationMs, fates: counts, violations };
}
