import { type Context, say } from "../session/context.js";
import { exitCode, interruptedExitCode } from "../session/failure.js";
import { reasonOf } from "../session/message.js";
import { plain } from "../terminal/text.js";
import type { Job } from "./job.js";
import type { Journal } from "./journal.js";
import type { Outcome, Result } from "./result.js";

/** What a cancel does not do, in the words of the contract. */
export const notUndone =
  "A cancel ends the workflow and rolls nothing back: nodes that a failed task left half upgraded stay as they are, " +
  "as far as anybody has documented.";

/** How many jobs are listed before the first one begins. */
const listedJobs = 20;

/** How a batch ended. */
export interface BatchEnd {
  /** How many jobs it has. */
  readonly jobs: number;
  readonly results: readonly Result[];
  readonly doneFile: string | undefined;
  readonly journal: Journal;
  /** The results that are not in the journal. */
  readonly unrecorded: readonly Result[];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function drawJob({ line, input }: Job, openAttempt: string | undefined): string {
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = input;
  const id = openAttempt ?? upgrade_workflow_id;
  const workflow = id === undefined ? "the current workflow" : `the workflow ${id}`;
  const cluster = `the ${autopilot ? "Autopilot cluster" : "cluster"} ${cluster_id} in the project ${project_id}`;
  const open = openAttempt === undefined ? "" : " (an earlier run may have cancelled it; this is looked up first)";
  return plain(`  line ${line}: ${workflow} of ${cluster}${open}`);
}

/** Says what a batch is going to do: the jobs that are `left`, and how fast. */
export function sayPlan(
  context: Context,
  { from, writesPerMinute }: { readonly from: string; readonly writesPerMinute: number },
  jobs: readonly Job[],
  left: readonly Job[],
  { openAttempt }: Journal,
): void {
  const done = jobs.length - left.length;
  const already = done === 0 ? "" : ` (${done} of its ${count(jobs.length, "row")} are already done)`;
  const minutes = Math.max(0, Math.ceil(left.length / writesPerMinute) - 1);
  const time = minutes === 0 ? "" : ` It takes about ${minutes} min.`;
  const more = left.length - listedJobs;
  say(context, `This cancels ${count(left.length, "workflow")} of ${from}${already}.`);
  for (const job of left.slice(0, listedJobs)) say(context, drawJob(job, openAttempt(job)));
  if (more > 0) say(context, `  and ${more} more`);
  say(context, `At most ${writesPerMinute} cancels a minute are sent to ${left[0]?.endpoint}.${time} ${notUndone}`);
}

/** Says what an interrupted command still waits for: the cancels of these lines. */
export function sayWaiting(context: Context, lines: ReadonlySet<number>): void {
  if (lines.size === 0) return;
  const listed = [...lines].join(", ");
  say(
    context,
    `No further row is started. Waiting for the response to the cancel of line ${listed}; Ctrl-C again ends at once.`,
  );
}

/** A result as a line for people. */
export function drawResult(file: string, { line, input, outcome, upgrade_workflow_id, message }: Result): string {
  const workflow = upgrade_workflow_id ?? input.upgrade_workflow_id ?? "(current)";
  const why = message === undefined ? "" : `: ${message}`;
  return plain(`${file}:${line}  ${input.cluster_id}  ${workflow}  ${outcome}${why}`);
}

/** How many rows had each outcome: `3 rows: 2 cancelled, 1 refused.` */
function sumUp({ jobs, results }: BatchEnd): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (results.length < jobs) counts.set("not started", jobs - results.length);
  const listed = [...counts].map(([outcome, number]) => `${number} ${outcome}`).join(", ");
  return `${count(jobs, "row")}: ${listed}.`;
}

function has({ results }: BatchEnd, ...outcomes: readonly Outcome[]): boolean {
  return results.some(({ outcome }) => outcomes.includes(outcome));
}

/** Whether the same command has something left to do. */
function isUnfinished(end: BatchEnd): boolean {
  return end.results.length < end.jobs || has(end, "failed", "interrupted");
}

/** Says how a batch ended, and which results are not in the journal. */
export function sayEnd(context: Context, end: BatchEnd): void {
  const { doneFile, journal, unrecorded } = end;
  say(context, `${context.interrupted.aborted ? "Interrupted. " : ""}${sumUp(end)}`);
  if (doneFile === undefined) return;
  if (journal.failed.aborted) {
    const missing = unrecorded.map(({ line, outcome }) => `line ${line} (${outcome})`).join(", ");
    say(
      context,
      `${doneFile} could not be written (${reasonOf(journal.failed.reason)}), so no further row was started. ` +
        `${missing === "" ? "Every result is in it" : `Not in it: the result of ${missing}`}. ` +
        "Run the same command again when it can be written: it first looks up what was sent.",
    );
  } else if (isUnfinished(end) || has(end, "unknown")) {
    say(context, "Run the same command again to go on with the rest.");
  }
}

/** The exit code of a batch: that of a signal, else that of the worst outcome. */
export function exitCodeOf(context: Context, end: BatchEnd): number {
  const interrupted = interruptedExitCode(context);
  if (interrupted !== undefined) return interrupted;
  if (has(end, "unknown")) return exitCode.unknown;
  if (isUnfinished(end) || end.journal.failed.aborted) return exitCode.failed;
  return has(end, "refused") ? exitCode.refused : exitCode.done;
}
