import { operationsFor } from "../../workflow/target.js";
import { connect } from "../session/connect.js";
import { type Context, print, printJson, say, styleFor } from "../session/context.js";
import { exitCode } from "../session/failure.js";
import type { ConnectionOptions } from "../session/options.js";
import { drawList } from "../terminal/list.js";

/** `cce-upgrade list`: lists the upgrade workflows of a cluster. */
export async function list(
  context: Context,
  options: ConnectionOptions & { readonly cluster: string },
): Promise<number> {
  const { cce, helper } = await connect(context, options);
  const list = await operationsFor(cce, helper).list({ cluster_id: options.cluster });
  // The vendor's documents disagree on whether a single workflow comes in a list.
  const workflows = [list.items ?? []].flat();
  const { stdout } = context;
  if (options.json === true) printJson(context, list);
  else if (workflows.length === 0) say(context, `The cluster ${options.cluster} has no upgrade workflows.`);
  else {
    print(context, drawList(workflows, styleFor(context, stdout), stdout.columns));
    say(context, "* is not finished");
  }
  return exitCode.done;
}
