import type { components } from "../../../generated/types.gen.js";
import { textOf } from "../../base/fields.js";
import { hasStopped } from "../../workflow/explainAction.js";
import { newestTask, phaseOf } from "../../workflow/objects.js";
import { failedCheckItems } from "../../workflow/precheck.js";
import { recheckAction, type RecheckOptions, recheckUpgrade } from "../../workflow/recheck.js";
import { operationsFor } from "../../workflow/target.js";
import type { ActCommand, ActCommandOptions } from "../act/options.js";
import { runAction } from "../act/run.js";
import { type Context, say } from "../session/context.js";
import { oneLine } from "../terminal/text.js";

type Check = components["schemas"]["PrecheckClusterTask"];

/** How many failed items are listed. */
const listedItems = 20;

/** Says how a check ended and, apart from it, what that means for the workflow. */
function sayEnd(context: Context, check: Check, workflow: unknown): void {
  const failed = failedCheckItems(check);
  say(context, oneLine(`The check ended in phase ${textOf(phaseOf(check))}.`));
  for (const { name, kind, message, node } of failed.slice(0, listedItems)) {
    const where = node === undefined ? "" : ` on ${node.name ?? node.uid ?? "a node"}`;
    say(context, oneLine(`- ${name ?? "(no name)"}${where} (${kind ?? "no kind"}): ${message ?? "no reason given"}`));
  }
  if (failed.length > listedItems) say(context, `- and ${failed.length - listedItems} more`);
  if (phaseOf(check) === "Success" && phaseOf(workflow) === "Pending") {
    say(
      context,
      "The workflow is still in phase Pending. Whether a workflow that has stopped takes in a new check is not " +
        "documented. If it stays Pending, cancel it (cce-upgrade cancel) and create a new one; that is not documented " +
        "either.",
    );
  }
}

const command: ActCommand<Check, RecheckOptions> = {
  create: recheckAction,
  act: recheckUpgrade,
  intro:
    "This starts a new pre-upgrade check with the versions of the workflow. It upgrades nothing. An item that is " +
    "skipped is a risk that you accept.",
  question: "Check the cluster again",
  done: ({ task }) => `A new check was started (task ${textOf(task?.metadata?.uid ?? "not known yet")})`,
  follow: (cce, target, { autopilot, signal }, { task }) => {
    const { showPrecheck, listPrechecks } = operationsFor(cce, { autopilot, signal });
    const task_id = task?.metadata?.uid;
    return {
      read: async () =>
        task_id === undefined
          ? newestTask((await listPrechecks(target)).items)
          : showPrecheck({ cluster_id: target.cluster_id, project_id: target.project_id, task_id }),
      done: hasStopped,
    };
  },
  sayEnd,
};

/** `cce-upgrade recheck`: starts a new pre-upgrade check. */
export function recheck(context: Context, options: ActCommandOptions): Promise<number> {
  return runAction(context, options, command, { skip: options.skip });
}
