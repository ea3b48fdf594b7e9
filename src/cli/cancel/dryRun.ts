import { isCceError } from "../../base/errors.js";
import { type CancelReason, type CancelVerdict, explainCancel } from "../../workflow/explainCancel.js";
import { operationsFor } from "../../workflow/target.js";
import { connect, type Session } from "../session/connect.js";
import { type Context, print, say } from "../session/context.js";
import { CommandError, exitCode, failureData } from "../session/failure.js";
import { messageOf } from "../session/message.js";
import { findTarget } from "../session/target.js";
import { readOnly, requestOf } from "../session/rehearsal.js";
import { drawCurl, type ShownRequest } from "../terminal/curl.js";
import { plain, shown } from "../terminal/text.js";
import { type InputRow, readRows } from "./input.js";
import { type Job, jobsOf, nameProjects } from "./job.js";
import type { CancelCommandOptions } from "./options.js";
import { notUndone } from "./report.js";

/** What a cancel would meet. */
interface Rehearsal {
  readonly upgrade_workflow_id: string;
  readonly phase: unknown;
  readonly verdict: CancelVerdict;
  readonly reasons: readonly CancelReason[];
  readonly request: ShownRequest;
}

/** A workflow that could not be read. */
interface Unread {
  readonly failure: Error;
}

async function rehearse({ cce, clientOptions }: Session, job: Job, signal: AbortSignal): Promise<Rehearsal> {
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = job.input;
  const helper = { autopilot, signal };
  const reading = readOnly(cce);
  const target = await findTarget(reading, { project_id, cluster_id }, upgrade_workflow_id, helper);
  const workflow = await operationsFor(reading, helper).show(target);
  const request = await requestOf(clientOptions, (keeping) => operationsFor(keeping, helper).cancel(target));
  const phase: unknown = workflow.status?.phase;
  return { upgrade_workflow_id: target.upgrade_workflow_id, phase, ...explainCancel(workflow), request };
}

function rowsOf({ from, cluster = "", workflow }: CancelCommandOptions): readonly InputRow[] {
  if (from !== undefined) return readRows(from);
  return [{ line: 1, cluster_id: cluster, upgrade_workflow_id: workflow, project_id: undefined, autopilot: undefined }];
}

function draw(file: string | undefined, { line, input }: Job, seen: Rehearsal | Unread): string {
  const row = file === undefined ? [] : [`Row       ${plain(file)}:${line}`];
  const head = [...row, `Cluster   ${input.cluster_id}`];
  if ("failure" in seen) return [...head, `Failed    ${messageOf(seen.failure)}`].join("\n");
  return [
    ...head,
    `Workflow  ${seen.upgrade_workflow_id}`,
    `Phase     ${shown(seen.phase) ?? "(not given)"}`,
    `Verdict   ${seen.verdict}`,
    ...seen.reasons.map(({ text, path }) => `          - ${plain(text)} (${path})`),
    drawCurl(seen.request),
  ].join("\n");
}

function toJson(context: Context, file: string | undefined, { line, input }: Job, seen: Rehearsal | Unread): string {
  const what = "failure" in seen ? { failure: failureData(context, seen.failure) } : seen;
  return JSON.stringify({ ...(file === undefined ? {} : { line }), ...input, ...what });
}

/** `cce-upgrade cancel --dry-run`: prints what a cancel would meet, and its request. Sends no cancel. */
export async function dryRun(context: Context, options: CancelCommandOptions): Promise<number> {
  const { from: file, json, ifAlreadyCancelled, concurrency } = options;
  const { interrupted, stdout } = context;
  const rows = rowsOf(options);
  const session = await connect(context, options, { projectIsGiven: nameProjects(rows) });

  const look = async (job: Job): Promise<Rehearsal | Unread> => {
    try {
      return await rehearse(session, job, interrupted);
    } catch (error) {
      // Only the failure of a row among others is a result; anything but a failure of the call is a defect.
      const isResult = file !== undefined && !interrupted.aborted;
      if (isResult && (isCceError(error) || error instanceof CommandError)) return { failure: error };
      throw error;
    }
  };
  const wouldBeRefused = ({ verdict, phase }: Rehearsal) =>
    verdict === "refused" && !(phase === "Cancel" && ifAlreadyCancelled === "succeed");

  const jobs = jobsOf(file ?? "", rows, session);
  const seen: (Rehearsal | Unread)[] = [];
  // If standard output is gone, there is no point in reading on.
  while (seen.length < jobs.length && stdout.failure === undefined) {
    const some = jobs.slice(seen.length, seen.length + concurrency);
    const found = await Promise.all(some.map(async (job) => [job, await look(job)] as const));
    for (const [job, result] of found) {
      const gap = seen.length === 0 ? "" : "\n";
      print(context, json === true ? toJson(context, file, job, result) : gap + draw(file, job, result));
      seen.push(result);
    }
  }
  say(context, `A dry run: no cancel was sent. ${notUndone}`);
  if (seen.some((result) => "failure" in result)) return exitCode.failed;
  return seen.some((result) => "verdict" in result && wouldBeRefused(result)) ? exitCode.refused : exitCode.done;
}
