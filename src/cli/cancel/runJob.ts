import { CceAbortError, CceCallError, isCceAbortError, isCceError } from "../../base/errors.js";
import type { CceClient } from "../../client/client.js";
import { cancelUpgradeWorkflow, type CancelOptions } from "../../workflow/cancel.js";
import { isCceCancelOutcomeUnknownError, isCceCancelRefusedError } from "../../workflow/errors.js";
import type { Context } from "../session/context.js";
import { CommandError } from "../session/failure.js";
import { messageOf, reasonOf } from "../session/message.js";
import { findTarget } from "../session/target.js";
import type { Job } from "./job.js";
import type { Outcome, Result } from "./result.js";
import { handleWrites } from "../session/writes.js";

/** What happens around each cancel that is sent. */
export interface WriteHooks {
  /** Called before a cancel is sent. If it fails, the cancel is not sent. */
  readonly before: (upgrade_workflow_id: string) => Promise<void>;
  /** Called when the cancel has ended. */
  readonly after: () => void;
}

/** A client with `hooks` around its cancels. Their signal is dropped: only the response shows whether a cancel took effect. */
function hookWrites(cce: CceClient, { before, after }: WriteHooks, interrupted: AbortSignal): CceClient {
  return handleWrites(cce, async ({ operation, params, options, send }) => {
    try {
      await before(String(params["upgrade_workflow_id"]));
    } catch (cause) {
      const facts = { operation, attempts: 0, totalDelayMs: 0 };
      if (interrupted.aborted) throw new CceAbortError(facts, "unprocessed", "interrupted", { cause });
      throw new CceCallError(facts, "unprocessed", `not sent, as it could not be recorded (${reasonOf(cause)})`, {
        cause,
      });
    }
    return send({ ...options, signal: undefined }).finally(after);
  });
}

function outcomeOf(error: unknown): Outcome {
  if (isCceAbortError(error)) return "interrupted";
  if (isCceCancelRefusedError(error)) return "refused";
  if (isCceCancelOutcomeUnknownError(error)) return "unknown";
  return "failed";
}

function phaseOf(error: unknown): string | undefined {
  const hasWorkflow = isCceCancelRefusedError(error) || isCceCancelOutcomeUnknownError(error);
  const phase: unknown = hasWorkflow ? error.workflow?.status?.phase : undefined;
  return typeof phase === "string" ? phase : undefined;
}

/** Settings of {@link runJob}. */
export interface JobSettings extends Pick<CancelOptions, "ifAlreadyCancelled" | "settleMs"> {
  /** The workflow that an earlier run may have cancelled. If it is cancelled now, the job is done. */
  readonly openAttempt: string | undefined;
  readonly hooks: WriteHooks;
}

/** Does one job. A failure is a result too; only a defect of the command is thrown. */
export async function runJob(
  { interrupted, clock }: Context,
  cce: CceClient,
  job: Job,
  { openAttempt, hooks, ...options }: JobSettings,
): Promise<Result> {
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = job.input;
  const isOpen = openAttempt !== undefined;
  const helper = { autopilot, signal: interrupted };
  let known: { readonly upgrade_workflow_id?: string } = {};
  const end = (phase: string | undefined) => ({
    ...(phase === undefined ? {} : { phase }),
    ...known,
    at: new Date(clock.now()).toISOString(),
  });
  try {
    const target = await findTarget(cce, { project_id, cluster_id }, openAttempt ?? upgrade_workflow_id, helper);
    known = { upgrade_workflow_id: target.upgrade_workflow_id };
    const { workflow, cancelledBy } = await cancelUpgradeWorkflow(hookWrites(cce, hooks, interrupted), target, {
      ...options,
      ...helper,
      ...(isOpen && { ifAlreadyCancelled: "succeed" }),
    });
    const isEarlier = cancelledBy === "earlier";
    return {
      ...job,
      outcome: isEarlier && !isOpen ? "already-cancelled" : "cancelled",
      cancelledBy: isEarlier && isOpen ? "unknown" : cancelledBy,
      ...end(workflow.status?.phase),
    };
  } catch (error) {
    if (!isCceError(error) && !(error instanceof CommandError)) throw error;
    const own = outcomeOf(error);
    // Only a workflow that was read shows whether the earlier run's cancel took effect.
    const staysOpen = isOpen && own !== "refused" && own !== "unknown";
    return {
      ...job,
      outcome: staysOpen ? "unknown" : own,
      message: `${staysOpen ? "An earlier run may have cancelled it: " : ""}${messageOf(error)}`,
      ...end(phaseOf(error)),
    };
  }
}
