import { type ActionOptions, stateFor } from "../../workflow/act.js";
import { nounOf } from "../../workflow/errors.js";
import { phaseOf } from "../../workflow/objects.js";
import { connect } from "../session/connect.js";
import { type Context, print, say } from "../session/context.js";
import { exitCode } from "../session/failure.js";
import { readOnly, requestOf } from "../session/rehearsal.js";
import { findTarget } from "../session/target.js";
import { drawCurl } from "../terminal/curl.js";
import { plain, shown } from "../terminal/text.js";
import type { ActCommand, ActCommandOptions } from "./options.js";

/** Prints what an action would meet and, if the state allows it, its request. Sends reads only. */
export async function dryRun<Task extends object, Options extends ActionOptions>(
  context: Context,
  options: ActCommandOptions,
  command: ActCommand<Task, Options>,
  more: Options,
): Promise<number> {
  const { cce, clientOptions, helper, projectId } = await connect(context, options);
  const reading = readOnly(cce);
  const target = await findTarget(reading, { cluster_id: options.cluster }, options.workflow, helper);
  const actionOptions: Options = { ...more, ...helper };
  const action = command.create(reading, target, actionOptions);
  const state = await stateFor(action);
  const reasons = action.judge(state);
  const verdict = reasons.length === 0 ? "allowed" : "refused";
  const phase = phaseOf(state.workflow);
  const request =
    verdict === "refused"
      ? undefined
      : await requestOf(clientOptions, (keeping) => command.create(keeping, target, actionOptions).send(state));
  if (options.json === true) {
    const where = { project_id: projectId, ...target, autopilot: helper.autopilot };
    print(context, JSON.stringify({ ...where, action: action.name, phase, verdict, reasons, request }));
  } else {
    const lines = [
      `Cluster   ${target.cluster_id}`,
      `Workflow  ${target.upgrade_workflow_id}`,
      `Phase     ${shown(phase) ?? "(not given)"}`,
      `Verdict   ${verdict}`,
      ...reasons.map(({ text, path }) => `          - ${plain(text)} (${plain(path)})`),
      ...(request === undefined ? [] : [drawCurl(request)]),
    ];
    print(context, lines.join("\n"));
  }
  say(context, `A dry run: no ${nounOf[action.name]} was sent. ${command.intro}`);
  return verdict === "refused" ? exitCode.refused : exitCode.done;
}
