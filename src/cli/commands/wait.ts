import { waitForUpgradeWorkflow } from "../../workflow/wait.js";
import { type Context, print, printJson, styleFor } from "../context.js";
import { exitCode } from "../failure.js";
import type { TargetOptions } from "../options.js";
import { startProgress } from "../progress.js";
import { showDuration } from "../render/time.js";
import { drawWorkflow, sumUp } from "../render/workflow.js";
import { connect, resolveWorkflow } from "../session.js";

/** Options of `cce-upgrade wait`. */
export interface WaitCommandOptions extends TargetOptions {
  readonly until: "finished" | "stopped";
  readonly timeoutS?: number;
  readonly pollS: number;
}

/** `cce-upgrade wait`: waits until a workflow is over, or does not go on by itself. */
export async function wait(context: Context, options: WaitCommandOptions): Promise<number> {
  const session = await connect(context, options);
  const { cce, helper } = session;
  const target = await resolveWorkflow(session, { cluster_id: options.cluster }, options.workflow, helper);
  const progress = startProgress(context, `Waiting until ${target.upgrade_workflow_id} is ${options.until}`);
  try {
    const workflow = await waitForUpgradeWorkflow(cce, target, {
      ...helper,
      until: options.until,
      pollMs: options.pollS * 1000,
      timeoutMs: options.timeoutS === undefined ? undefined : options.timeoutS * 1000,
      onProgress: ({ workflow: seen, failure, elapsedMs }) => {
        const state = seen === undefined ? `cannot be read now: ${failure ?? ""}` : sumUp(seen);
        progress.tell(`${state} (waiting for ${showDuration(elapsedMs)})`, state);
      },
    });
    progress.stop();
    if (options.json === true) printJson(context, workflow);
    else print(context, drawWorkflow(workflow, styleFor(context, context.stdout), new Date(context.clock.now())));
    return exitCode.done;
  } finally {
    progress.stop();
  }
}
