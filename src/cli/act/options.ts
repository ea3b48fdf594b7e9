import type { CceClient } from "../../client/client.js";
import type { Action, ActionOptions, ActionResult } from "../../workflow/act.js";
import type { WorkflowTarget } from "../../workflow/target.js";
import type { TaskWait } from "../../workflow/wait.js";
import type { Context } from "../session/context.js";
import type { TargetOptions } from "../session/options.js";

/** Options of `cce-upgrade retry`, `recheck` and `confirm`. */
export interface ActCommandOptions extends TargetOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly settleS: number;
  /** Not of `confirm`, which starts nothing that goes on. */
  readonly wait?: boolean;
  /** Of `recheck` only. */
  readonly skip?: readonly string[];
}

/** One of these commands. */
export interface ActCommand<Task extends object, Options extends ActionOptions> {
  readonly create: (cce: CceClient, target: WorkflowTarget, options: Options) => Action<Task>;
  readonly act: (cce: CceClient, target: WorkflowTarget, options: Options) => Promise<ActionResult<Task>>;
  /** Said before the question: what the command does, and what it does not. */
  readonly intro: string;
  readonly question: string;
  /** The result in a sentence, without its end: who started it follows. */
  readonly done: (result: ActionResult<Task>) => string;
  /** How to wait for the task that was started. */
  readonly follow?: (
    cce: CceClient,
    target: WorkflowTarget,
    options: Options,
    result: ActionResult<Task>,
  ) => Pick<TaskWait<Task>, "read" | "done">;
  /** What to say about a task that has ended, beside the workflow. */
  readonly sayEnd?: (context: Context, task: Task, workflow: unknown) => void;
}
