import type { components } from "../../../generated/types.gen.js";
import type { ActionOptions } from "../../workflow/act.js";
import { confirmAction, confirmUpgrade } from "../../workflow/confirm.js";
import type { ActCommand, ActCommandOptions } from "../act/options.js";
import { runAction } from "../act/run.js";
import type { Context } from "../session/context.js";

const command: ActCommand<components["schemas"]["PostcheckClusterResponseBody"], ActionOptions> = {
  create: confirmAction,
  act: confirmUpgrade,
  intro:
    "This tests nothing: it records your statement that the cluster and its workloads are fine after the upgrade. " +
    "Look at them first. The vendor intends it for use together with the console.",
  question: "Are the cluster and its workloads fine",
  done: () => "The upgrade is confirmed",
};

/** `cce-upgrade confirm`: confirms an upgrade, which ends its workflow. */
export function confirm(context: Context, options: ActCommandOptions): Promise<number> {
  return runAction(context, options, command, {});
}
