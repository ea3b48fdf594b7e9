import type { ConnectionOptions } from "../session/options.js";

/** Options of `cce-upgrade cancel`. */
export interface CancelCommandOptions extends ConnectionOptions {
  /** The cluster; exactly one of this and `from` is given. */
  readonly cluster?: string;
  readonly workflow?: string;
  readonly from?: string;
  readonly doneFile?: string;
  readonly concurrency: number;
  readonly writesPerMinute: number;
  readonly ifAlreadyCancelled: "refuse" | "succeed";
  readonly settleS: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}
