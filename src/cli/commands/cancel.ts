import { dryRun } from "../cancel/dryRun.js";
import { cancelMany } from "../cancel/many.js";
import type { CancelCommandOptions } from "../cancel/options.js";
import { cancelOne } from "../cancel/single.js";
import type { Context } from "../session/context.js";
import { UsageError } from "../session/failure.js";

/** `cce-upgrade cancel`: cancels one workflow, or those of a file. */
export async function cancel(context: Context, options: CancelCommandOptions): Promise<number> {
  const { cluster, from } = options;
  const isDryRun = options.dryRun === true;
  if (from !== undefined) return isDryRun ? dryRun(context, options) : cancelMany(context, { ...options, from });
  if (options.doneFile !== undefined) throw new UsageError("--done-file needs --from.");
  if (cluster === undefined) throw new UsageError("Give --cluster, or --from for the workflows of a file.");
  return isDryRun ? dryRun(context, options) : cancelOne(context, { ...options, cluster });
}
