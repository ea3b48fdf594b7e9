import type { ConnectionOptions } from "../session/options.js";

/** Options of a cancel, of one workflow and of many. */
export interface BatchOptions {
  readonly from?: string;
  readonly doneFile?: string;
  readonly concurrency: number;
  readonly writesPerMinute: number;
  readonly ifAlreadyCancelled: "refuse" | "succeed";
  readonly settleS: number;
  readonly yes?: boolean;
}

/** Options of `cce-upgrade cancel`. */
export interface CancelCommandOptions extends ConnectionOptions, BatchOptions {
  readonly cluster?: string;
  readonly workflow?: string;
  readonly dryRun?: boolean;
}
