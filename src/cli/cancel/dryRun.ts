import type { CceClient } from "../../client/client.js";
import { createCceClient } from "../../client/client.node.js";
import { isCceError } from "../../base/errors.js";
import { redactHeaders } from "../../base/redact.js";
import type { CceClientOptions } from "../../client/options.js";
import { type CancelReason, type CancelVerdict, explainCancel } from "../../workflow/explainCancel.js";
import { type HelperOptions, operationsFor, type WorkflowTarget } from "../../workflow/target.js";
import { jobsOf, namesProjects } from "./many.js";
import { type InputRow, readRows } from "./input.js";
import type { Job } from "./result.js";
import type { CancelCommandOptions } from "./options.js";
import { notUndone } from "./notUndone.js";
import { type Context, print, say } from "../session/context.js";
import { CommandError, exitCode, failureData, messageOf } from "../session/failure.js";
import { drawCurl, type ShownRequest } from "../terminal/curl.js";
import { plain, shown } from "../terminal/text.js";
import { connect, resolveWorkflow, type Session } from "../session/session.js";
import { guardWrites } from "../session/patience.js";

/** What a cancel would meet. */
interface Rehearsal {
  readonly upgrade_workflow_id: string;
  readonly phase: unknown;
  readonly verdict: CancelVerdict;
  readonly reasons: readonly CancelReason[];
  readonly request: ShownRequest;
}

/** A row that could not be read. */
interface Unread {
  readonly failure: Error;
}

/** The request of a cancel. It goes to nobody: in the place of `fetch` stands a function that keeps it. */
async function requestOf(
  options: CceClientOptions,
  cancel: (cce: CceClient) => Promise<unknown>,
): Promise<ShownRequest> {
  const requests: ShownRequest[] = [];
  const cce = createCceClient({
    ...options,
    agent: undefined,
    onEvent: undefined,
    fetch: (url, { method, headers, body }) => {
      const text = typeof body === "string" ? body : undefined;
      requests.push({ method, url, headers: redactHeaders(headers), body: text });
      return Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
    },
  });
  await cancel(cce);
  const [request] = requests;
  if (request === undefined) throw new Error("The client has made no request.");
  return request;
}

async function rehearse(session: Session, job: Job, signal: AbortSignal): Promise<Rehearsal> {
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = job.input;
  const helper: HelperOptions = { autopilot, signal };
  const target: WorkflowTarget = await resolveWorkflow(
    session,
    { project_id, cluster_id },
    upgrade_workflow_id,
    helper,
  );
  const workflow = await operationsFor(session.cce, helper).show(target);
  const request = await requestOf(session.clientOptions, (cce) => operationsFor(cce, helper).cancel(target));
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

/** `cce-upgrade cancel --dry-run`: reads, and prints what a cancel would meet and its request. Sends no cancel. */
export async function dryRun(context: Context, options: CancelCommandOptions): Promise<number> {
  const { from: file, json, ifAlreadyCancelled, concurrency } = options;
  const { interrupted, stdout } = context;
  const rows = rowsOf(options);
  const connected = await connect(context, options, { projectIsGiven: namesProjects(rows) });
  const cce = guardWrites(connected.cce, () => {
    throw new Error("A dry run sends nothing that changes anything.");
  });
  const session = { ...connected, cce };

  const look = async (job: Job): Promise<Rehearsal | Unread> => {
    try {
      return await rehearse(session, job, interrupted);
    } catch (error) {
      // Only a row among others is a result; and what is no failure of a row is a defect.
      if (file === undefined || interrupted.aborted) throw error;
      if (isCceError(error) || error instanceof CommandError) return { failure: error };
      throw error;
    }
  };
  const wouldBeRefused = ({ verdict, phase }: Rehearsal) =>
    verdict === "refused" && !(phase === "Cancel" && ifAlreadyCancelled === "succeed");

  const jobs = jobsOf(file ?? "", rows, session);
  const seen: (Rehearsal | Unread)[] = [];
  // Nobody reads on where standard output is gone.
  while (seen.length < jobs.length && stdout.failure === undefined) {
    const some = jobs.slice(seen.length, seen.length + concurrency);
    const found = await Promise.all(some.map(look));
    for (const [index, job] of some.entries()) {
      const result = found[index];
      if (result === undefined) continue;
      const gap = seen.length === 0 ? "" : "\n";
      print(context, json === true ? toJson(context, file, job, result) : gap + draw(file, job, result));
      seen.push(result);
    }
  }
  say(context, `A dry run: no cancel was sent. ${notUndone}`);
  if (seen.some((result) => "failure" in result)) return exitCode.failed;
  return seen.some((result) => "verdict" in result && wouldBeRefused(result)) ? exitCode.refused : exitCode.done;
}
