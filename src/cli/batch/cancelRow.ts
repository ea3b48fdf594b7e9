import { createCall, type CceCall } from "../../call.js";
import type { CceClient } from "../../client.js";
import { CceAbortError, isCceAbortError, isCceError } from "../../errors/errors.js";
import type { CallOptions } from "../../options.js";
import { cancelUpgradeWorkflow, type CancelOptions } from "../../workflow/cancel.js";
import { isCceCancelOutcomeUnknownError, isCceCancelRefusedError } from "../../workflow/errors.js";
import type { Context } from "../context.js";
import { CommandError, messageOf } from "../failure.js";
import { resolveWorkflow, type Session } from "../session.js";
import type { WriteLimiter } from "./limiter.js";
import type { Job, Outcome, RowResult } from "./result.js";

/** A client whose cancels wait for the limiter before each goes out. When `signal` fires first, none has been sent. */
export function limitWrites(cce: CceClient, limiter: WriteLimiter, signal: AbortSignal): CceClient {
  const turn = async (operation: string) => {
    try {
      await limiter.take(signal);
    } catch (cause) {
      const facts = { operation, attempts: 0, totalDelayMs: 0 };
      throw new CceAbortError(facts, "unprocessed", "interrupted before it was sent", { cause });
    }
  };
  const limited =
    <P, R>(operation: string, call: (params: P, options?: CallOptions) => CceCall<R>) =>
    (params: P, options?: CallOptions) =>
      createCall(turn(operation).then(() => call(params, options).withResponse()));
  const { upgradeWorkFlowUpdate, upgradeAutopilotWorkFlowUpdate } = cce;
  return {
    ...cce,
    upgradeWorkFlowUpdate: limited("upgradeWorkFlowUpdate", upgradeWorkFlowUpdate),
    upgradeAutopilotWorkFlowUpdate: limited("upgradeAutopilotWorkFlowUpdate", upgradeAutopilotWorkFlowUpdate),
  };
}

function outcomeOf(error: unknown): Outcome {
  if (isCceAbortError(error)) return "interrupted";
  if (isCceCancelRefusedError(error)) return "refused";
  if (isCceCancelOutcomeUnknownError(error)) return "unknown";
  return "failed";
}

function phaseOf(error: unknown): string | undefined {
  const refused = isCceCancelRefusedError(error) || isCceCancelOutcomeUnknownError(error);
  const phase: unknown = refused ? error.workflow?.status?.phase : undefined;
  return typeof phase === "string" ? phase : undefined;
}

/** Does one job. A failure is a result, too; only a defect of the command is thrown. */
export async function cancelRow(
  context: Context,
  session: Session,
  job: Job,
  options: Pick<CancelOptions, "ifAlreadyCancelled" | "settleMs">,
): Promise<RowResult> {
  const { project_id, cluster_id, upgrade_workflow_id: given, autopilot } = job.input;
  let meant: { readonly upgrade_workflow_id?: string } = {};
  const end = () => ({ ...meant, at: new Date(context.clock.now()).toISOString() });
  try {
    const target = await resolveWorkflow(session, { project_id, cluster_id }, given, { autopilot });
    meant = { upgrade_workflow_id: target.upgrade_workflow_id };
    const { workflow, cancelledBy } = await cancelUpgradeWorkflow(session.cce, target, { ...options, autopilot });
    const phase = workflow.status?.phase;
    const outcome = cancelledBy === "earlier" ? "already-cancelled" : "cancelled";
    return { ...job, outcome, cancelledBy, ...(phase === undefined ? {} : { phase }), ...end() };
  } catch (error) {
    if (!isCceError(error) && !(error instanceof CommandError)) throw error;
    const phase = phaseOf(error);
    const what = { outcome: outcomeOf(error), ...(phase === undefined ? {} : { phase }), message: messageOf(error) };
    return { ...job, ...what, ...end() };
  }
}
