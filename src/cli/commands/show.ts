import { operationsFor } from "../../workflow/target.js";
import { connect } from "../session/connect.js";
import { type Context, print, printJson, say, styleFor } from "../session/context.js";
import { exitCode } from "../session/failure.js";
import type { TargetOptions } from "../session/options.js";
import { commandLine } from "../session/commandLine.js";
import { findTarget } from "../session/target.js";
import { drawWorkflow, isStuck } from "../terminal/workflow.js";

/** `cce-upgrade show`: draws one workflow. */
export async function show(context: Context, options: TargetOptions): Promise<number> {
  const { cce, helper } = await connect(context, options);
  const target = await findTarget(cce, { cluster_id: options.cluster }, options.workflow, helper);
  const workflow = await operationsFor(cce, helper).show(target);
  if (options.json === true) printJson(context, workflow);
  else print(context, drawWorkflow(workflow, styleFor(context, context.stdout), new Date(context.clock.now())));
  if (isStuck(workflow)) say(context, `What failed, and what to do next: ${commandLine("why", options)}`);
  return exitCode.done;
}
