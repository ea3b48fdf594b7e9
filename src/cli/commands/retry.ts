import type { components } from "../../../generated/types.gen.js";
import { textOf } from "../../base/fields.js";
import type { ActionOptions } from "../../workflow/act.js";
import { hasStopped } from "../../workflow/explainAction.js";
import { newestTask } from "../../workflow/objects.js";
import { isAnotherTask, retryAction, retryUpgrade } from "../../workflow/retry.js";
import { operationsFor } from "../../workflow/target.js";
import type { ActCommand, ActCommandOptions } from "../act/options.js";
import { runAction } from "../act/run.js";
import type { Context } from "../session/context.js";

const command: ActCommand<components["schemas"]["UpgradeTaskResponseBody"], ActionOptions> = {
  create: retryAction,
  act: retryUpgrade,
  intro:
    "This executes the failed upgrade task of the cluster again, which changes the cluster. Fix what made it fail " +
    "first; after a second failure, turn to the vendor's support. The vendor recommends the console for this.",
  question: "Retry the upgrade",
  done: ({ task }) => `The failed upgrade was started again (task ${textOf(task?.metadata?.uid ?? "not known yet")})`,
  // Whether a retry keeps the ID of the task is not documented.
  follow: (cce, target, helper, { previousTask }) => ({
    read: async () => newestTask((await operationsFor(cce, helper).listUpgradeTasks(target)).items),
    done: (task) => hasStopped(task) && isAnotherTask(task, previousTask),
  }),
};

/** `cce-upgrade retry`: executes the failed upgrade task of a cluster again. */
export function retry(context: Context, options: ActCommandOptions): Promise<number> {
  return runAction(context, options, command, {});
}
