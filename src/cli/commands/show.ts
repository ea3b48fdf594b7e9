import { operationsFor } from "../../workflow/target.js";
import { type Context, print, printJson, styleFor } from "../session/context.js";
import { exitCode } from "../session/failure.js";
import type { TargetOptions } from "../session/options.js";
import { drawWorkflow } from "../terminal/workflow.js";
import { connect, resolveWorkflow } from "../session/session.js";

/** `cce-upgrade show`: one workflow, drawn. */
export async function show(context: Context, options: TargetOptions): Promise<number> {
  const session = await connect(context, options);
  const { cce, helper } = session;
  const target = await resolveWorkflow(session, { cluster_id: options.cluster }, options.workflow, helper);
  const workflow = await operationsFor(cce, helper).show(target);
  if (options.json === true) printJson(context, workflow);
  else print(context, drawWorkflow(workflow, styleFor(context, context.stdout), new Date(context.clock.now())));
  return exitCode.done;
}
