import { notUndone } from "./notUndone.js";
import { type Context, say } from "../session/context.js";
import { exitCode, interruptedExitCode, messageOf } from "../session/failure.js";
import { plain } from "../terminal/text.js";
import type { Journal } from "./journal.js";
import { type Job, type Outcome, type RowResult, sumUpResults } from "./result.js";

/** How many rows are listed before they are begun. */
const listedRows = 20;

/** How a batch ended. */
export interface BatchEnd {
  /** How many rows it has. */
  readonly rows: number;
  readonly results: readonly RowResult[];
  readonly doneFile: string | undefined;
  readonly journal: Journal;
  /** The results that are not in the journal. */
  readonly unrecorded: readonly RowResult[];
}

function drawJob(job: Job, openAttempt: string | undefined): string {
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = job.input;
  const id = openAttempt ?? upgrade_workflow_id;
  const workflow = id === undefined ? "the current workflow" : `the workflow ${id}`;
  const cluster = `the ${autopilot ? "Autopilot cluster" : "cluster"} ${cluster_id} in the project ${project_id}`;
  const open = openAttempt === undefined ? "" : " (an earlier run may have cancelled it; this is looked up first)";
  return plain(`  line ${job.line}: ${workflow} of ${cluster}${open}`);
}

/** Says what a batch is about to do: the rows that are `left`, and how fast. */
export function announce(
  context: Context,
  { from = "", writesPerMinute: perMinute }: { readonly from?: string; readonly writesPerMinute: number },
  jobs: readonly Job[],
  left: readonly Job[],
  { openAttempt }: Journal,
): void {
  const done = jobs.length - left.length;
  const already = done === 0 ? "" : ` (${done} of its ${jobs.length} rows are done already)`;
  const minutes = Math.max(0, Math.ceil(left.length / perMinute) - 1);
  const time = minutes === 0 ? "" : ` It takes about ${minutes} min.`;
  const more = left.length - listedRows;
  say(context, `This cancels ${left.length} ${left.length === 1 ? "workflow" : "workflows"} of ${from}${already}.`);
  for (const job of left.slice(0, listedRows)) say(context, drawJob(job, openAttempt(job)));
  if (more > 0) say(context, `  and ${more} more`);
  say(context, `At most ${perMinute} cancels a minute are sent to ${left[0]?.endpoint}.${time} ${notUndone}`);
}

/** Says at once what a command that was interrupted still waits for: the cancels of these lines. */
export function tellWaiting(context: Context, sent: ReadonlySet<number>): void {
  if (sent.size === 0) return;
  const lines = [...sent].join(", ");
  say(
    context,
    `No further row is started. Waiting for the response to the cancel of line ${lines}; Ctrl-C again ends at once.`,
  );
}

function has({ results }: BatchEnd, ...outcomes: readonly Outcome[]): boolean {
  return results.some(({ outcome }) => outcomes.includes(outcome));
}

/** Says how it went, and what is not in the journal. */
export function tellEnd(context: Context, end: BatchEnd): void {
  const { rows, results, doneFile, journal, unrecorded } = end;
  say(context, `${context.interrupted.aborted ? "Interrupted. " : ""}${sumUpResults(rows, results)}`);
  if (doneFile === undefined) return;
  if (journal.failed.aborted) {
    const missing = unrecorded.map(({ line, outcome }) => `line ${line} (${outcome})`).join(", ");
    say(
      context,
      `${doneFile} could not be written (${messageOf(journal.failed.reason)}), so no further row was started. ` +
        `${missing === "" ? "Every result is in it" : `Not in it: the result of ${missing}`}. ` +
        "Run the same command again when it can be written: what was sent is looked up first.",
    );
  } else if (results.length < rows || has(end, "failed", "interrupted", "unknown")) {
    say(context, "Run the same command again to go on with what is left.");
  }
}

/** The first of the codes that applies: of the worst outcome of a row, unless a signal ended the command. */
export function exitCodeOf(context: Context, end: BatchEnd): number {
  const ended = interruptedExitCode(context);
  if (ended !== undefined) return ended;
  if (has(end, "unknown")) return exitCode.unknown;
  if (end.results.length < end.rows || end.journal.failed.aborted || has(end, "failed", "interrupted")) {
    return exitCode.failed;
  }
  return has(end, "refused") ? exitCode.refused : exitCode.done;
}
