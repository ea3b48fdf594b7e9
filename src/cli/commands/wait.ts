import type { components } from "../../../generated/types.gen.js";
import { isCceCurrentWorkflowError } from "../../workflow/errors.js";
import type { WorkflowTarget } from "../../workflow/target.js";
import { timeOf } from "../../workflow/timestamp.js";
import { waitForUpgradeWorkflow } from "../../workflow/wait.js";
import { connect, type Session } from "../session/connect.js";
import { type Context, print, printJson, say, styleFor } from "../session/context.js";
import { exitCode, StateError } from "../session/failure.js";
import { reasonOf } from "../session/message.js";
import type { TargetOptions } from "../session/options.js";
import { startProgress } from "../session/progress.js";
import { findTarget, targetOf } from "../session/target.js";
import { shown } from "../terminal/text.js";
import { showDuration } from "../terminal/time.js";
import { drawWorkflow, sumUp } from "../terminal/workflow.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** Options of `cce-upgrade wait`. */
export interface WaitCommandOptions extends TargetOptions {
  readonly until: "finished" | "stopped" | "success" | "cancelled";
  readonly timeoutS?: number;
  readonly pollS: number;
}

/** The only phase that will do, if there is one. */
const wantedPhases: Readonly<Partial<Record<WaitCommandOptions["until"], string>>> = {
  success: "Success",
  cancelled: "Cancel",
};

/** The workflow that was created last; without usable times, changed last; else listed last. */
function lastOf(workflows: readonly UpgradeWorkFlow[]): UpgradeWorkFlow | undefined {
  const times = (name: "creationTimestamp" | "updateTimestamp") =>
    workflows.map(({ metadata }) => timeOf(metadata?.[name])?.getTime() ?? Number.NaN);
  const known = [times("creationTimestamp"), times("updateTimestamp")].find((all) => !all.some(Number.isNaN));
  return known === undefined ? workflows.at(-1) : workflows[known.lastIndexOf(Math.max(...known))];
}

/** The given workflow, else the current one, else the last one, as it may finish before the wait begins. */
async function findTargetOrLast(
  context: Context,
  { cce, helper }: Session,
  options: TargetOptions,
): Promise<WorkflowTarget> {
  const cluster = { cluster_id: options.cluster };
  try {
    return await findTarget(cce, cluster, options.workflow, helper);
  } catch (error) {
    const finished = isCceCurrentWorkflowError(error) && error.candidates.length === 0 ? error.workflows : [];
    const last = lastOf(finished);
    if (last === undefined) throw error;
    say(context, `The cluster ${options.cluster} has no unfinished workflow; using the last one.`);
    return targetOf(cluster, last);
  }
}

/** `cce-upgrade wait`: waits until a workflow is finished, or does not go on by itself. */
export async function wait(context: Context, options: WaitCommandOptions): Promise<number> {
  const session = await connect(context, options);
  const target = await findTargetOrLast(context, session, options);
  const wanted = wantedPhases[options.until];
  const state = options.until === "success" ? "has succeeded" : `is ${options.until}`;
  const progress = startProgress(context, `Waiting until ${target.upgrade_workflow_id} ${state}`);
  try {
    const workflow = await waitForUpgradeWorkflow(session.cce, target, {
      ...session.helper,
      until: options.until === "stopped" ? "stopped" : "finished",
      pollMs: options.pollS * 1000,
      timeoutMs: options.timeoutS === undefined ? undefined : options.timeoutS * 1000,
      onProgress: ({ workflow: seen, elapsedMs }, error) => {
        const now = seen === undefined ? `cannot be read now: ${reasonOf(error)}` : sumUp(seen);
        progress.update(`${now} (waiting for ${showDuration(elapsedMs)})`, now);
      },
    });
    progress.stop();
    if (options.json === true) printJson(context, workflow);
    else print(context, drawWorkflow(workflow, styleFor(context, context.stdout), new Date(context.clock.now())));
    const phase = workflow.status?.phase;
    if (wanted === undefined || phase === wanted) return exitCode.done;
    const ended = `The workflow ${target.upgrade_workflow_id} ended in phase ${shown(phase) ?? "(not given)"}`;
    throw new StateError(`${ended}, not in ${wanted}.`);
  } finally {
    progress.stop();
  }
}
