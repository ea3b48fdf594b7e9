import { cancelUpgradeWorkflow, type CancelOptions } from "../../workflow/cancel.js";
import { CceCancelRefusedError } from "../../workflow/errors.js";
import { explainCancel } from "../../workflow/explainCancel.js";
import { operationsFor, type WorkflowTarget } from "../../workflow/target.js";
import { cancelMany, type BatchOptions } from "../batch/command.js";
import { confirm, refuseWithoutTerminal } from "../confirm.js";
import { type Context, print, printJson, say, styleFor } from "../context.js";
import { dryRun } from "../dryRun.js";
import { exitCode, UsageError } from "../failure.js";
import type { ConnectionOptions, TargetOptions } from "../options.js";
import { oneLine, shown } from "../render/text.js";
import { drawWorkflow } from "../render/workflow.js";
import { connect, resolveWorkflow, type Session } from "../session.js";
import { notUndone } from "./notUndone.js";

/** Options of `cce-upgrade cancel`. */
export interface CancelCommandOptions extends ConnectionOptions, BatchOptions {
  readonly cluster?: string;
  readonly workflow?: string;
  readonly dryRun?: boolean;
}

function cancelOptions(context: Context, options: BatchOptions, session: Session): CancelOptions {
  return {
    ...session.helper,
    ifAlreadyCancelled: options.ifAlreadyCancelled,
    settleMs: options.settleS * 1000,
    onStep: ({ action, phase, failure }) => {
      const what = action === "read" ? "read the workflow" : "sent the cancel";
      say(context, oneLine(`- ${what}: ${failure ?? `phase ${shown(phase) ?? "(not given)"}`}`));
    },
  };
}

async function cancelOne(context: Context, options: TargetOptions & BatchOptions): Promise<number> {
  refuseWithoutTerminal(context, options.yes);
  const session = await connect(context, options);
  const { cce, helper } = session;
  const target: WorkflowTarget = await resolveWorkflow(
    session,
    { cluster_id: options.cluster },
    options.workflow,
    helper,
  );
  const workflow = await operationsFor(cce, helper).show(target);
  say(context, drawWorkflow(workflow, styleFor(context, context.stderr), new Date(context.clock.now())));
  const alreadyCancelled = workflow.status?.phase === "Cancel" && options.ifAlreadyCancelled === "succeed";
  if (!alreadyCancelled) {
    const { verdict, reasons } = explainCancel(workflow);
    if (verdict === "refused") throw new CceCancelRefusedError(reasons, workflow, []);
    say(context, `\nThis cancels the workflow ${target.upgrade_workflow_id}. ${notUndone}`);
    if (options.yes !== true) await confirm(context, "Cancel it?");
  }
  const result = await cancelUpgradeWorkflow(cce, target, cancelOptions(context, options, session));
  if (options.json === true) {
    printJson(context, result.workflow);
    return exitCode.done;
  }
  const whose = {
    "this-call": "is cancelled",
    unknown: "is cancelled, by this command or by somebody else",
    earlier: "was already cancelled",
  };
  print(context, `The workflow ${target.upgrade_workflow_id} ${whose[result.cancelledBy]}.`);
  return exitCode.done;
}

/** `cce-upgrade cancel`: cancels a workflow, or those of a file. */
export async function cancel(context: Context, options: CancelCommandOptions): Promise<number> {
  const { cluster, from } = options;
  if ((cluster === undefined) === (from === undefined)) {
    throw new UsageError("Give --cluster, or --from for the workflows of a file.");
  }
  if (from === undefined && options.doneFile !== undefined) throw new UsageError("--done-file goes with --from only.");
  if (options.dryRun === true) return dryRun(context, options);
  if (cluster === undefined) return cancelMany(context, options);
  return cancelOne(context, { ...options, cluster });
}
