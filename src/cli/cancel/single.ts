import { cancelUpgradeWorkflow } from "../../workflow/cancel.js";
import { type CancelStep, CceCancelRefusedError } from "../../workflow/errors.js";
import { explainCancel } from "../../workflow/explainCancel.js";
import { operationsFor, type WorkflowTarget } from "../../workflow/target.js";
import type { BatchOptions } from "./options.js";
import { confirm, refuseWithoutTerminal } from "../session/confirm.js";
import { type Context, print, printJson, say, sayAlways, styleFor } from "../session/context.js";
import { exitCode, inPlainWords, StateError } from "../session/failure.js";
import type { TargetOptions } from "../session/options.js";
import { oneLine, shown } from "../terminal/text.js";
import { drawWorkflow } from "../terminal/workflow.js";
import { connect, resolveWorkflow, type Session } from "../session/session.js";
import { withPatience } from "../session/patience.js";
import { notUndone } from "./notUndone.js";

function tellStep(context: Context, { action, phase, failure }: CancelStep): void {
  const what = action === "read" ? "read the workflow" : "sent the cancel";
  const came = failure === undefined ? `phase ${shown(phase) ?? "(not given)"}` : inPlainWords(failure);
  say(context, oneLine(`- ${what}: ${came}`));
}

/** Shows the workflow, and asks whether it is meant. */
async function announce(
  context: Context,
  { cce, helper, place, projectId }: Session,
  target: WorkflowTarget,
  { yes, ifAlreadyCancelled }: BatchOptions,
): Promise<void> {
  const tell = yes === true ? say : sayAlways;
  const workflow = await operationsFor(cce, helper).show(target);
  tell(context, drawWorkflow(workflow, styleFor(context, context.stderr), new Date(context.clock.now())));
  if (workflow.status?.phase === "Cancel" && ifAlreadyCancelled === "succeed") return;
  const { verdict, reasons } = explainCancel(workflow);
  if (verdict === "refused") {
    // The drawing has told the reasons, where there was one.
    if (tell === say && context.isQuiet) throw new CceCancelRefusedError(reasons, workflow, []);
    throw new StateError("The workflow cannot be cancelled, see above. Nothing was sent.");
  }
  tell(context, `\nThis cancels the workflow ${target.upgrade_workflow_id}. ${notUndone}`);
  const where = `cluster ${target.cluster_id}, project ${projectId}, ${place}`;
  if (yes !== true) await confirm(context, `Cancel it (${where})?`);
}

/** Cancels a workflow of a cluster. */
export async function cancelOne(context: Context, options: TargetOptions & BatchOptions): Promise<number> {
  refuseWithoutTerminal(context, options.yes);
  const session = await connect(context, options);
  const { helper } = session;
  const target = await resolveWorkflow(session, { cluster_id: options.cluster }, options.workflow, helper);
  await announce(context, session, target, options);
  const settleMs = options.settleS * 1000;
  const what = `the workflow ${target.upgrade_workflow_id}`;
  const result = await withPatience(context, { cce: session.cce, what, settleMs }, (cce, signal) =>
    cancelUpgradeWorkflow(cce, target, {
      ...helper,
      signal,
      ifAlreadyCancelled: options.ifAlreadyCancelled,
      settleMs,
      onStep: (step) => {
        tellStep(context, step);
      },
    }),
  );
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
