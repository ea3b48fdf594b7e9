import { confirm, refuseWithoutTerminal } from "../session/confirm.js";
import { type Context, print, withoutSecrets } from "../session/context.js";
import type { ConnectionOptions } from "../session/options.js";
import { startProgress } from "../session/progress.js";
import { connect, type Session } from "../session/session.js";
import { cancelRow, hookWrites } from "./row.js";
import { type InputRow, Problems, readRows } from "./input.js";
import { type Journal, noJournal, openJournal } from "./journal.js";
import { createWriteLimiter } from "./limiter.js";
import { announce, exitCodeOf, tellEnd, tellWaiting } from "./report.js";
import type { BatchOptions } from "./options.js";
import { drawResult, type Job, keyOf, type RowResult } from "./result.js";

/** How long the service is left alone when it says 429 and not for how long. */
const throttledMs = 60_000;

/**
 * Completes the rows of a file with what the command says.
 *
 * @throws UsageError when two rows mean the same, or may.
 */
export function jobsOf(
  file: string,
  rows: readonly InputRow[],
  { endpoint, projectId, helper }: Pick<Session, "endpoint" | "projectId" | "helper">,
): Job[] {
  const jobs = rows.map(({ line, cluster_id, upgrade_workflow_id, project_id, autopilot }) => {
    const input = {
      project_id: project_id ?? projectId,
      cluster_id,
      ...(upgrade_workflow_id === undefined ? {} : { upgrade_workflow_id }),
      autopilot: autopilot ?? helper.autopilot ?? false,
    };
    return { line, endpoint, input };
  });
  const problems = new Problems(file);
  const lines = new Map<string, number>();
  const named = new Map<string, number>();
  const clusterOf = ({ input: { project_id, cluster_id } }: Job) => JSON.stringify([project_id, cluster_id]);
  for (const job of jobs) {
    const earlier = lines.get(keyOf(job));
    if (earlier !== undefined) problems.add(job.line, `is the same as line ${earlier}`, " ");
    lines.set(keyOf(job), job.line);
    if (job.input.upgrade_workflow_id !== undefined) named.set(clusterOf(job), job.line);
  }
  for (const job of jobs) {
    // The named one may be the current one; and once it is cancelled, the current one is another.
    const other = job.input.upgrade_workflow_id === undefined ? named.get(clusterOf(job)) : undefined;
    if (other !== undefined) {
      problems.add(job.line, `names no workflow, and line ${other} names one of the same cluster`, " ");
    }
  }
  problems.throwIfAny();
  return jobs;
}

/** Whether each row names its project, so that none has to be known. */
export function namesProjects(rows: readonly InputRow[]): boolean {
  return rows.every(({ project_id }) => project_id !== undefined);
}

/** Does the jobs, `concurrency` at a time, until `stop` fires or one throws. Those at work are waited for in any case. */
async function runJobs(
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
  options: ConnectionOptions & BatchOptions,
  rows: readonly InputRow[],
  journal: Journal,
): Promise<number> {
  const { from: file = "", yes, concurrency, writesPerMinute, json, ifAlreadyCancelled } = options;
  const { clock, interrupted } = context;
  const limiter = createWriteLimiter(writesPerMinute, clock);
  const session = await connect(context, options, {
    projectIsGiven: namesProjects(rows),
    onEvent: ({ method, attempt, status, retryInMs }) => {
      if (method === "GET") return;
      if (attempt > 1) limiter.count();
      if (status === 429) limiter.holdFor(retryInMs ?? throttledMs);
    },
  });
  const jobs = jobsOf(file, rows, session);
  const left = jobs.filter((job) => !journal.isDone(job));
  if (left.length > 0) {
    announce(context, options, jobs, left, journal);
    if (yes !== true) await confirm(context, "Cancel them?");
  }
  const results: RowResult[] = [];
  const unrecorded: RowResult[] = [];
  const progress = startProgress(context, `0 of ${jobs.length}`);
  const tell = (result: RowResult) => {
    results.push(result);
    print(context, withoutSecrets(context, json === true ? JSON.stringify(result) : drawResult(file, result)));
    progress.tell(`${results.length} of ${jobs.length}`);
  };
  const stop = AbortSignal.any([interrupted, journal.failed]);
  const sent = new Set<number>();
  const onInterrupted = () => {
    tellWaiting(context, sent);
  };
  interrupted.addEventListener("abort", onInterrupted);
  try {
    for (const job of jobs) {
      if (journal.isDone(job)) tell({ ...job, outcome: "skipped", at: new Date(clock.now()).toISOString() });
    }
    await runJobs(left, concurrency, stop, async (job) => {
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
      const hooked = { ...session, cce: hookWrites(session.cce, hooks, interrupted) };
      const settleMs = options.settleS * 1000;
      const result = await cancelRow(context, hooked, job, journal.openAttempt(job), {
        ifAlreadyCancelled,
        settleMs,
      });
      if (!journal.addResult(result)) unrecorded.push(result);
      tell(result);
    });
  } finally {
    interrupted.removeEventListener("abort", onInterrupted);
    progress.stop();
  }
  const end = { rows: jobs.length, results, doneFile: options.doneFile, journal, unrecorded };
  tellEnd(context, end);
  return exitCodeOf(context, end);
}

/** Cancels the workflows of a file. */
export async function cancelMany(context: Context, options: ConnectionOptions & BatchOptions): Promise<number> {
  const { from: file = "", doneFile, yes } = options;
  refuseWithoutTerminal(context, yes);
  const rows = readRows(file);
  const journal = doneFile === undefined ? noJournal : openJournal(doneFile, file, context.clock);
  try {
    return await cancelRows(context, options, rows, journal);
  } finally {
    journal.close();
  }
}
