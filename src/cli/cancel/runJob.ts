import { createCall, type CceCall } from "../../client/call.js";
import type { CceClient } from "../../client/client.js";
import { CceAbortError, CceCallError, isCceAbortError, isCceError } from "../../base/errors.js";
import type { CallOptions } from "../../client/options.js";
import { cancelUpgradeWorkflow, type CancelOptions } from "../../workflow/cancel.js";
import { isCceCancelOutcomeUnknownError, isCceCancelRefusedError } from "../../workflow/errors.js";
import type { Context } from "../session/context.js";
import { CommandError, messageOf } from "../session/failure.js";
import { resolveWorkflow, type Session } from "../session/session.js";
import type { Job, Outcome, RowResult } from "./result.js";

/** What comes before and after each cancel that is sent. */
export interface WriteHooks {
  /** Called before a cancel goes out. When it fails, none is sent. */
  readonly before: (upgrade_workflow_id: string) => Promise<void>;
  /** Called when the call has ended. */
  readonly after: () => void;
}

/**
 * A client with `hooks` around its cancels. The signal of a call that sends one is left out: whoever wants to end waits for
 * the response, which tells what became of it.
 */
export function hookWrites(cce: CceClient, { before, after }: WriteHooks, signal: AbortSignal): CceClient {
  const prepare = async (operation: string, upgrade_workflow_id: string) => {
    try {
      await before(upgrade_workflow_id);
    } catch (cause) {
      const facts = { operation, attempts: 0, totalDelayMs: 0 };
      if (signal.aborted) throw new CceAbortError(facts, "unprocessed", "interrupted before it was sent", { cause });
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new CceCallError(facts, "unprocessed", `not sent, because it could not be recorded (${why})`, { cause });
    }
  };
  const hooked =
    <P extends { readonly upgrade_workflow_id: string }, R>(
      operation: string,
      call: (params: P, options?: CallOptions) => CceCall<R>,
    ) =>
    (params: P, options?: CallOptions) =>
      createCall(
        prepare(operation, params.upgrade_workflow_id)
          .then(() => call(params, { ...options, signal: undefined }).withResponse())
          .finally(after),
      );
  const { upgradeWorkFlowUpdate, upgradeAutopilotWorkFlowUpdate } = cce;
  return {
    ...cce,
    upgradeWorkFlowUpdate: hooked("upgradeWorkFlowUpdate", upgradeWorkFlowUpdate),
    upgradeAutopilotWorkFlowUpdate: hooked("upgradeAutopilotWorkFlowUpdate", upgradeAutopilotWorkFlowUpdate),
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

/**
 * Does one job. A failure is a result, too; only a defect of the command is thrown.
 *
 * @param openAttempt - The workflow that an earlier run may have cancelled, without knowing. It is looked up: when it is
 *   cancelled, the job is done.
 */
export async function cancelRow(
  context: Context,
  session: Session,
  job: Job,
  openAttempt: string | undefined,
  options: Pick<CancelOptions, "ifAlreadyCancelled" | "settleMs">,
): Promise<RowResult> {
  const { project_id, cluster_id, upgrade_workflow_id: given, autopilot } = job.input;
  const isOpen = openAttempt !== undefined;
  const helper = { autopilot, signal: context.interrupted };
  let meant: { readonly upgrade_workflow_id?: string } = {};
  const end = () => ({ ...meant, at: new Date(context.clock.now()).toISOString() });
  try {
    const target = await resolveWorkflow(session, { project_id, cluster_id }, openAttempt ?? given, helper);
    meant = { upgrade_workflow_id: target.upgrade_workflow_id };
    const { workflow, cancelledBy } = await cancelUpgradeWorkflow(session.cce, target, {
      ...options,
      ...helper,
      ...(isOpen && { ifAlreadyCancelled: "succeed" }),
    });
    const phase = workflow.status?.phase;
    const isEarlier = cancelledBy === "earlier" && !isOpen;
    return {
      ...job,
      outcome: isEarlier ? "already-cancelled" : "cancelled",
      cancelledBy: cancelledBy === "earlier" && isOpen ? "unknown" : cancelledBy,
      ...(phase === undefined ? {} : { phase }),
      ...end(),
    };
  } catch (error) {
    if (!isCceError(error) && !(error instanceof CommandError)) throw error;
    const phase = phaseOf(error);
    const told = outcomeOf(error);
    // A workflow that could be read is known; otherwise what became of the earlier run's cancel is not.
    const outcome = isOpen && told !== "refused" ? "unknown" : told;
    const about = outcome === told ? "" : "An earlier run may have cancelled it: ";
    return {
      ...job,
      outcome,
      ...(phase === undefined ? {} : { phase }),
      message: `${about}${messageOf(error)}`,
      ...end(),
    };
  }
}
