import type { FetchFunction } from "../transport/fetchWire.js";
import { operationsFor } from "../workflow/target.js";
import { jobsOf, namesProjects } from "./batch/command.js";
import { type InputRow, readRows } from "./batch/input.js";
import type { CancelCommandOptions } from "./commands/cancel.js";
import { notUndone } from "./commands/notUndone.js";
import { type Context, print, say } from "./context.js";
import { exitCode, UsageError } from "./failure.js";
import { drawCurl, type ShownRequest } from "./render/curl.js";
import { connect } from "./session.js";

/** In the place of `fetch`: keeps the requests and answers each with an empty object. */
function recorder(): { readonly requests: ShownRequest[]; readonly fetch: FetchFunction } {
  const requests: ShownRequest[] = [];
  return {
    requests,
    fetch: (url, { method, headers, body }) => {
      const text = typeof body === "string" ? body : undefined;
      requests.push({ method, url, headers, body: text });
      return Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
    },
  };
}

function rowsOf({ from, cluster = "", workflow }: CancelCommandOptions): readonly InputRow[] {
  if (from !== undefined) return readRows(from);
  return [{ line: 1, cluster_id: cluster, upgrade_workflow_id: workflow, project_id: undefined, autopilot: undefined }];
}

/** `cce-upgrade cancel --dry-run`: prints the requests of a cancel as curl commands and sends nothing at all. */
export async function dryRun(context: Context, options: CancelCommandOptions): Promise<number> {
  if (options.json === true) throw new UsageError("--dry-run prints curl commands; it does not go with --json.");
  const { requests, fetch } = recorder();
  const rows = rowsOf(options);
  const session = await connect(context, options, { fetch, projectIsGiven: namesProjects(rows) });
  for (const { line, input } of jobsOf(options.from ?? "", rows, session)) {
    const { upgrade_workflow_id, ...target } = input;
    if (upgrade_workflow_id === undefined) {
      const what = options.from === undefined ? "Give --workflow" : `${options.from}, line ${line}: give the workflow`;
      throw new UsageError(`${what}: nothing is sent in a dry run, so the current workflow cannot be looked up.`);
    }
    const { cancel } = operationsFor(session.cce, { autopilot: input.autopilot });
    await cancel({ ...target, upgrade_workflow_id });
  }
  for (const request of requests) print(context, drawCurl(request));
  say(context, `A dry run: nothing was sent. ${notUndone}`);
  return exitCode.done;
}
