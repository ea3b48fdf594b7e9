import { notUndone } from "../commands/notUndone.js";
import { confirm, refuseWithoutTerminal } from "../confirm.js";
import { type Context, print, say, withoutSecrets } from "../context.js";
import { exitCode, UsageError } from "../failure.js";
import type { ConnectionOptions } from "../options.js";
import { startProgress } from "../progress.js";
import { connect, type Session } from "../session.js";
import { cancelRow, limitWrites } from "./cancelRow.js";
import { type DoneFile, noDoneFile, openDoneFile } from "./doneFile.js";
import { type InputRow, readRows } from "./input.js";
import { createWriteLimiter } from "./limiter.js";
import { drawResult, isDone, type Job, keyOf, type RowResult, sumUpResults } from "./result.js";

/** Options of a cancel, of one workflow and of many. */
export interface BatchOptions {
  readonly from?: string;
  readonly doneFile?: string;
  readonly concurrency: number;
  readonly writesPerMinute: number;
  readonly ifAlreadyCancelled: "refuse" | "succeed";
  readonly settleS: number;
  readonly yes?: boolean;
}

/** How long the service is left alone when it says 429 and not for how long. */
const throttledMs = 60_000;

/**
 * Completes the rows of a file with what the command says.
 *
 * @throws UsageError when two rows mean the same.
 */
export function jobsOf(
  file: string,
  rows: readonly InputRow[],
  { endpoint, projectId, helper }: Pick<Session, "endpoint" | "projectId" | "helper">,
): Job[] {
  const lines = new Map<string, number>();
  return rows.map(({ line, cluster_id, upgrade_workflow_id, project_id, autopilot }) => {
    const input = {
      project_id: project_id ?? projectId,
      cluster_id,
      ...(upgrade_workflow_id === undefined ? {} : { upgrade_workflow_id }),
      autopilot: autopilot ?? helper.autopilot ?? false,
    };
    const job = { line, endpoint, input };
    const earlier = lines.get(keyOf(job));
    if (earlier !== undefined) {
      throw new UsageError(`${file} is not valid, nothing was sent: line ${line} is the same as line ${earlier}.`);
    }
    lines.set(keyOf(job), line);
    return job;
  });
}

/** Whether each row names its project, so that none has to be known. */
export function namesProjects(rows: readonly InputRow[]): boolean {
  return rows.every(({ project_id }) => project_id !== undefined);
}

async function runJobs(
  context: Context,
  jobs: readonly Job[],
  concurrency: number,
  work: (job: Job) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs];
  const worker = async () => {
    while (!context.interrupted.aborted) {
      const job = waiting.shift();
      if (job === undefined) return;
      await work(job);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function announce(context: Context, file: string, jobs: readonly Job[], left: number, perMinute: number): void {
  const done = jobs.length - left;
  const already = done === 0 ? "" : ` (${done} of its ${jobs.length} rows are done already)`;
  const minutes = Math.max(0, Math.ceil(left / perMinute) - 1);
  const time = minutes === 0 ? "" : ` It takes about ${minutes} min.`;
  say(context, `This cancels ${left} ${left === 1 ? "workflow" : "workflows"} of ${file}${already}.`);
  say(context, `At most ${perMinute} cancels a minute are sent.${time} ${notUndone}`);
}

/** Cancels the workflows of a file. */
export async function cancelMany(context: Context, options: ConnectionOptions & BatchOptions): Promise<number> {
  const { from: file = "", yes, concurrency, writesPerMinute, json } = options;
  refuseWithoutTerminal(context, yes);
  const rows = readRows(file);
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
  const results: RowResult[] = [];
  const doneFile: DoneFile = options.doneFile === undefined ? noDoneFile : openDoneFile(options.doneFile);
  try {
    const left = jobs.filter((job) => !doneFile.done.has(keyOf(job)));
    if (left.length > 0) {
      announce(context, file, jobs, left.length, writesPerMinute);
      if (yes !== true) await confirm(context, "Cancel them?");
    }
    const progress = startProgress(context, `0 of ${jobs.length}`);
    const tell = (result: RowResult) => {
      results.push(result);
      print(context, withoutSecrets(context, json === true ? JSON.stringify(result) : drawResult(file, result)));
      progress.tell(`${results.length} of ${jobs.length}`);
    };
    try {
      for (const job of jobs) {
        if (left.includes(job)) continue;
        tell({ ...job, outcome: "skipped", at: new Date(clock.now()).toISOString() });
      }
      const limited = { ...session, cce: limitWrites(session.cce, limiter, interrupted) };
      const { ifAlreadyCancelled } = options;
      await runJobs(context, left, concurrency, async (job) => {
        const result = await cancelRow(context, limited, job, { ifAlreadyCancelled, settleMs: options.settleS * 1000 });
        doneFile.add(result);
        tell(result);
      });
    } finally {
      progress.stop();
    }
  } finally {
    doneFile.close();
  }
  const complete = results.length === jobs.length;
  const good = complete && results.every(({ outcome }) => isDone(outcome) || outcome === "skipped");
  say(context, `${interrupted.aborted ? "Interrupted. " : ""}${sumUpResults(jobs.length, results)}`);
  if (!good && options.doneFile !== undefined) say(context, "Run the same command again to go on with what is left.");
  return good ? exitCode.done : exitCode.failed;
}
