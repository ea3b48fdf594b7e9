import { dryRun } from "../cancel/dryRun.js";
import { cancelMany } from "../cancel/many.js";
import type { CancelCommandOptions } from "../cancel/options.js";
import { cancelOne } from "../cancel/single.js";
import type { Context } from "../session/context.js";
import { UsageError } from "../session/failure.js";

/** `cce-upgrade cancel`: cancels a workflow, or those of a file. */
export async function cancel(context: Context, options: CancelCommandOptions): Promise<number> {
  const { cluster, from } = options;
  if ((cluster === undefined) === (from === undefined)) {
    throw new UsageError("Give --cluster, or --from for the workflows of a file.");
  }
  if (from === undefined && options.doneFile !== undefined) throw new UsageError("--done-file goes with --from only.");
  if (options.dryRun === true) return dryRun(context, options);
  if (cluster === undefined) return cancelMany(context, options);
  return cancelOne(context, { ...options, cluster });
}
