import { cancelUpgradeWorkflow } from "../../workflow/cancel.js";
import { type CancelStep, CceCancelRefusedError } from "../../workflow/errors.js";
import { explainCancel } from "../../workflow/explainCancel.js";
import { operationsFor, type WorkflowTarget } from "../../workflow/target.js";
import { confirm, refuseWithoutTerminal } from "../session/confirm.js";
import { connect, type Session } from "../session/connect.js";
import { type Context, print, printJson, say, sayAlways, styleFor } from "../session/context.js";
import { exitCode, StateError } from "../session/failure.js";
import { reasonOf } from "../session/message.js";
import { findTarget } from "../session/target.js";
import { oneLine, shown } from "../terminal/text.js";
import { drawWorkflow } from "../terminal/workflow.js";
import { finishWhatWasSent } from "../session/interruption.js";
import type { CancelCommandOptions } from "./options.js";
import { notUndone } from "./report.js";

function sayStep(context: Context, { action, phase, failure }: CancelStep, error: unknown): void {
  const what = action === "read" ? "read the workflow" : "sent the cancel";
  const outcome = failure === undefined ? `phase ${shown(phase) ?? "(not given)"}` : reasonOf(error);
  say(context, oneLine(`- ${what}: ${outcome}`));
}

/**
 * Shows the workflow and asks for confirmation.
 *
 * @throws StateError or CceCancelRefusedError if it cannot be cancelled, CommandError on a no.
 */
async function showAndConfirm(
  context: Context,
  { cce, helper, place, projectId }: Session,
  target: WorkflowTarget,
  { yes, ifAlreadyCancelled }: CancelCommandOptions,
): Promise<void> {
  // The user has to see what a question is about.
  const tell = yes === true ? say : sayAlways;
  const workflow = await operationsFor(cce, helper).show(target);
  tell(context, drawWorkflow(workflow, styleFor(context, context.stderr), new Date(context.clock.now())));
  if (workflow.status?.phase === "Cancel" && ifAlreadyCancelled === "succeed") return;
  const { verdict, reasons } = explainCancel(workflow);
  if (verdict === "refused") {
    // The drawing shows the reasons, unless the command is quiet.
    if (yes === true && context.isQuiet) throw new CceCancelRefusedError(reasons, workflow, []);
    throw new StateError("The workflow cannot be cancelled, see above. Nothing was sent.");
  }
  tell(context, `\nThis cancels the workflow ${target.upgrade_workflow_id}. ${notUndone}`);
  const where = `cluster ${target.cluster_id}, project ${projectId}, ${place}`;
  if (yes !== true) await confirm(context, `Cancel it (${where})?`);
}

const endings = {
  "this-call": "is cancelled",
  unknown: "is cancelled, by this command or by somebody else",
  earlier: "was already cancelled",
};

/** Cancels a workflow of a cluster. */
export async function cancelOne(
  context: Context,
  options: CancelCommandOptions & { readonly cluster: string },
): Promise<number> {
  refuseWithoutTerminal(context, options.yes);
  const session = await connect(context, options);
  const { cce, helper } = session;
  const target = await findTarget(cce, { cluster_id: options.cluster }, options.workflow, helper);
  await showAndConfirm(context, session, target, options);
  const settleMs = options.settleS * 1000;
  const what = `the cancel of the workflow ${target.upgrade_workflow_id}`;
  const { workflow, cancelledBy } = await finishWhatWasSent(context, { cce, what, settleMs }, (noting, signal) =>
    cancelUpgradeWorkflow(noting, target, {
      ...helper,
      signal,
      ifAlreadyCancelled: options.ifAlreadyCancelled,
      settleMs,
      onStep: (step, error) => {
        sayStep(context, step, error);
      },
    }),
  );
  if (options.json === true) printJson(context, workflow);
  else print(context, `The workflow ${target.upgrade_workflow_id} ${endings[cancelledBy]}.`);
  return exitCode.done;
}
