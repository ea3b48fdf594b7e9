import { operationsFor } from "../../workflow/target.js";
import { type Context, print, printJson, say, styleFor } from "../session/context.js";
import { exitCode } from "../session/failure.js";
import type { ConnectionOptions } from "../session/options.js";
import { drawList } from "../terminal/list.js";
import { connect } from "../session/session.js";

/** `cce-upgrade list`: the upgrade workflows of a cluster. */
export async function list(
  context: Context,
  options: ConnectionOptions & { readonly cluster: string },
): Promise<number> {
  const { cce, helper } = await connect(context, options);
  const answer = await operationsFor(cce, helper).list({ cluster_id: options.cluster });
  if (options.json === true) {
    printJson(context, answer);
    return exitCode.done;
  }
  // The vendor's documents disagree on whether one workflow comes as a list.
  const workflows: unknown[] = [answer.items ?? []].flat();
  if (workflows.length === 0) {
    say(context, `The cluster ${options.cluster} has no upgrade workflows.`);
    return exitCode.done;
  }
  const { stdout } = context;
  print(context, drawList(workflows, styleFor(context, stdout), stdout.columns));
  say(context, "* is not finished");
  return exitCode.done;
}
