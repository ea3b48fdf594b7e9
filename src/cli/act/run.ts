import { type Action, type ActionOptions, stateFor } from "../../workflow/act.js";
import { type ActionStep, CceActionRefusedError, nounOf } from "../../workflow/errors.js";
import { phaseOf, statusOf } from "../../workflow/objects.js";
import { operationsFor, type WorkflowTarget } from "../../workflow/target.js";
import { type TaskWait, waitForTask } from "../../workflow/wait.js";
import { confirm, refuseWithoutTerminal } from "../session/confirm.js";
import { connect, type Session } from "../session/connect.js";
import { type Context, print, printJson, say, sayAlways, styleFor } from "../session/context.js";
import { exitCode, StateError } from "../session/failure.js";
import { finishWhatWasSent } from "../session/interruption.js";
import { reasonOf } from "../session/message.js";
import { startProgress } from "../session/progress.js";
import { findTarget } from "../session/target.js";
import { oneLine, plain, shown } from "../terminal/text.js";
import { showDuration } from "../terminal/time.js";
import { drawWorkflow } from "../terminal/workflow.js";
import { dryRun } from "./dryRun.js";
import type { ActCommand, ActCommandOptions } from "./options.js";

const notGiven = "(not given)";

function sayStep(context: Context, { action, phase, failure }: ActionStep, error: unknown): void {
  const what =
    action === "read" ? "read the workflow" : action === "read-tasks" ? "read its tasks" : `sent the ${nounOf[action]}`;
  const seen = phase === undefined ? "" : `: phase ${shown(phase) ?? notGiven}`;
  say(context, oneLine(`- ${what}${failure === undefined ? seen : `: ${reasonOf(error)}`}`));
}

/**
 * Shows the workflow and asks for confirmation.
 *
 * @throws StateError or CceActionRefusedError if the state does not allow the action, CommandError on a no.
 */
async function showAndConfirm<Task extends object>(
  context: Context,
  session: Session,
  target: WorkflowTarget,
  { yes }: ActCommandOptions,
  { action, intro, question }: { readonly action: Action<Task>; readonly intro: string; readonly question: string },
): Promise<void> {
  // The user has to see what a question is about.
  const tell = yes === true ? say : sayAlways;
  const state = await stateFor(action);
  const reasons = action.judge(state);
  tell(context, drawWorkflow(state.workflow, styleFor(context, context.stderr), new Date(context.clock.now())));
  if (reasons.length > 0) {
    if (yes === true && context.isQuiet) throw new CceActionRefusedError(action.name, reasons, state.workflow, []);
    for (const { text, path } of reasons) tell(context, `- ${plain(text)} (${plain(path)})`);
    throw new StateError(`The upgrade does not allow a ${nounOf[action.name]}, see above. Nothing was sent.`);
  }
  tell(context, `\n${intro}`);
  const where = `cluster ${target.cluster_id}, project ${session.projectId}, ${session.place}`;
  if (yes !== true) await confirm(context, `${question} (${where})?`);
}

/** Waits for the task that was started, and shows how far it is. */
async function follow<Task extends object>(
  context: Context,
  task: Pick<TaskWait<Task>, "read" | "done">,
): Promise<Task> {
  const progress = startProgress(context, "Waiting for the end of the task");
  try {
    return await waitForTask(
      {
        ...task,
        signal: context.interrupted,
        onRead: (seen, error, elapsedMs) => {
          const { progress: part } = statusOf(seen);
          const phase = [shown(phaseOf(seen)) ?? notGiven, shown(part)].filter(Boolean).join(", progress ");
          const now = error === undefined ? phase : `cannot be read now: ${reasonOf(error)}`;
          progress.update(`${now} (waiting for ${showDuration(elapsedMs)})`, now);
        },
      },
      context.clock,
    );
  } finally {
    progress.stop();
  }
}

/** Runs `cce-upgrade retry`, `recheck` or `confirm`. */
export async function runAction<Task extends object, Options extends ActionOptions>(
  context: Context,
  options: ActCommandOptions,
  command: ActCommand<Task, Options>,
  more: Options,
): Promise<number> {
  if (options.dryRun === true) return dryRun(context, options, command, more);
  refuseWithoutTerminal(context, options.yes);
  const session = await connect(context, options);
  const { cce, helper } = session;
  const target = await findTarget(cce, { cluster_id: options.cluster }, options.workflow, helper);
  const settleMs = options.settleS * 1000;
  const actionOptions: Options = { ...more, ...helper };
  const action = command.create(cce, target, actionOptions);
  await showAndConfirm(context, session, target, options, { action, ...command });
  const what = `the ${nounOf[action.name]} of the workflow ${target.upgrade_workflow_id}`;
  const result = await finishWhatWasSent(context, { cce, what, settleMs }, (noting, signal) =>
    command.act(noting, target, {
      ...actionOptions,
      signal,
      settleMs,
      onStep: (step: ActionStep, error: unknown) => {
        sayStep(context, step, error);
      },
    }),
  );
  const { startedBy } = result;
  const by = startedBy === "unknown" ? ", by this command or by somebody else" : "";
  const done = `${plain(command.done(result))}${by}.`;
  if (options.wait !== true || command.follow === undefined) {
    if (options.json === true) printJson(context, { startedBy, task: result.task, workflow: result.workflow });
    else print(context, done);
    return exitCode.done;
  }
  say(context, done);
  const task = await follow(context, command.follow(cce, target, actionOptions, result));
  const workflow = await operationsFor(cce, helper).show(target);
  if (options.json === true) printJson(context, { startedBy, task, workflow });
  else print(context, drawWorkflow(workflow, styleFor(context, context.stdout), new Date(context.clock.now())));
  command.sayEnd?.(context, task, workflow);
  const phase = phaseOf(task);
  if (phase === "Success") return exitCode.done;
  throw new StateError(`The task ended in phase ${shown(phase) ?? notGiven}, not in Success.`);
}
