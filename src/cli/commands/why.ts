import { explainUpgrade, type UpgradeExplanation } from "../../workflow/explainUpgrade.js";
import type { AdvisedAction } from "../../workflow/upgradeAdvice.js";
import { commandLine } from "../session/commandLine.js";
import { connect } from "../session/connect.js";
import { type Context, print, printJson, styleFor } from "../session/context.js";
import { exitCode } from "../session/failure.js";
import type { TargetOptions } from "../session/options.js";
import { drawWhy } from "../terminal/why.js";

/** Options of `cce-upgrade why`. */
export interface WhyOptions extends TargetOptions {
  readonly all?: boolean;
}

/** The command that does what an advice asks for. The other advice has none. */
const commands: Readonly<Partial<Record<AdvisedAction, string>>> = {
  recheck: "recheck",
  "recheck-skipping": "recheck",
  "start-check": "recheck",
  retry: "retry",
  confirm: "confirm",
  cancel: "cancel",
  wait: "wait",
};

/**
 * The line to type for an action. None where an item that could be skipped has a name that is not a plain word: what
 * the service sends must not become another command.
 */
function lineFor(options: WhyOptions, { checkItems }: UpgradeExplanation, action: AdvisedAction): string | undefined {
  const command = commands[action];
  if (command === undefined) return undefined;
  if (action !== "recheck-skipping") return commandLine(command, options);
  const names = [...new Set(checkItems.map(({ name = "" }) => name))];
  if (!names.every((name) => /^[A-Za-z0-9][\w.-]*$/.test(name))) return undefined;
  return commandLine(command, options, ...names.flatMap((name) => ["--skip", name]));
}

/** `cce-upgrade why`: explains why an upgrade is stuck, and what fits next. */
export async function why(context: Context, options: WhyOptions): Promise<number> {
  const { cce, helper } = await connect(context, options);
  const { cluster: cluster_id, workflow: upgrade_workflow_id } = options;
  const target = upgrade_workflow_id === undefined ? { cluster_id } : { cluster_id, upgrade_workflow_id };
  const explanation = await explainUpgrade(cce, target, helper);
  if (options.json === true) printJson(context, explanation);
  else {
    const text = drawWhy(explanation, {
      style: styleFor(context, context.stdout),
      limit: options.all === true ? Number.POSITIVE_INFINITY : 20,
      lineFor: (action) => lineFor(options, explanation, action),
    });
    print(context, text);
  }
  return exitCode.done;
}
