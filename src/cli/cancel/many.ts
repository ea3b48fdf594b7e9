import { connect } from "../session/connect.js";
import { confirm, refuseWithoutTerminal } from "../session/confirm.js";
import { type Context, print, withoutSecrets } from "../session/context.js";
import { startProgress } from "../session/progress.js";
import { type InputRow, readRows } from "./input.js";
import { type Job, jobsOf, nameProjects } from "./job.js";
import { type Journal, noJournal, openJournal } from "./journal.js";
import { createWriteLimiter } from "./limiter.js";
import type { CancelCommandOptions } from "./options.js";
import { drawResult, exitCodeOf, sayEnd, sayPlan, sayWaiting } from "./report.js";
import type { Result } from "./result.js";
import { runJob } from "./runJob.js";

type BatchOptions = CancelCommandOptions & { readonly from: string };

/** How long no cancel is sent after a 429 without `Retry-After`. */
const throttledMs = 60_000;

/** Does the jobs, `concurrency` at a time, until `stop` fires or one throws. Waits in any case for those under way. */
async function runAll(
  jobs: readonly Job[],
  concurrency: number,
  stop: AbortSignal,
  work: (job: Job) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs];
  const worker = async () => {
    try {
      for (let job = waiting.shift(); job !== undefined && !stop.aborted; job = waiting.shift()) await work(job);
    } finally {
      waiting.length = 0;
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
}

async function cancelRows(
  context: Context,
  options: BatchOptions,
  rows: readonly InputRow[],
  journal: Journal,
): Promise<number> {
  const { from, ifAlreadyCancelled } = options;
  const { clock, interrupted } = context;
  const limiter = createWriteLimiter(options.writesPerMinute, clock);
  const session = await connect(context, options, {
    projectIsGiven: nameProjects(rows),
    onEvent: ({ method, attempt, status, retryInMs }) => {
      if (method === "GET") return;
      if (attempt > 1) limiter.count();
      if (status === 429) limiter.holdFor(retryInMs ?? throttledMs);
    },
  });
  const jobs = jobsOf(from, rows, session);
  const left = jobs.filter((job) => !journal.isDone(job));
  if (left.length > 0) {
    sayPlan(context, options, jobs, left, journal);
    if (options.yes !== true) await confirm(context, "Cancel them?");
  }
  const results: Result[] = [];
  const unrecorded: Result[] = [];
  const progress = startProgress(context, `0 of ${jobs.length}`);
  const report = (result: Result) => {
    results.push(result);
    print(context, withoutSecrets(context, options.json === true ? JSON.stringify(result) : drawResult(from, result)));
    progress.update(`${results.length} of ${jobs.length}`);
  };
  const stop = AbortSignal.any([interrupted, journal.failed]);
  /** The lines whose cancel is under way. */
  const sent = new Set<number>();
  const onInterruption = () => {
    sayWaiting(context, sent);
  };
  interrupted.addEventListener("abort", onInterruption);
  try {
    for (const job of jobs) {
      if (journal.isDone(job)) report({ ...job, outcome: "skipped", at: new Date(clock.now()).toISOString() });
    }
    await runAll(left, options.concurrency, stop, async (job) => {
      const hooks = {
        before: async (upgrade_workflow_id: string) => {
          await limiter.take(stop);
          journal.addIntent(job, upgrade_workflow_id);
          sent.add(job.line);
        },
        after: () => {
          sent.delete(job.line);
        },
      };
      const openAttempt = journal.openAttempt(job);
      const settleMs = options.settleS * 1000;
      const result = await runJob(context, session.cce, job, { openAttempt, hooks, ifAlreadyCancelled, settleMs });
      if (!journal.addResult(result)) unrecorded.push(result);
      report(result);
    });
  } finally {
    interrupted.removeEventListener("abort", onInterruption);
    progress.stop();
  }
  const end = { jobs: jobs.length, results, doneFile: options.doneFile, journal, unrecorded };
  sayEnd(context, end);
  return exitCodeOf(context, end);
}

/** Cancels the workflows of a file. */
export async function cancelMany(context: Context, options: BatchOptions): Promise<number> {
  const { from, doneFile, yes } = options;
  refuseWithoutTerminal(context, yes);
  const rows = readRows(from);
  const journal = doneFile === undefined ? noJournal : openJournal(doneFile, from, context.clock);
  try {
    return await cancelRows(context, options, rows, journal);
  } finally {
    journal.close();
  }
}
