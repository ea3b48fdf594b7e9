import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client/client.js";
import { type Checks, checkOptions, oneOf, trueOrFalse } from "../base/checks.js";
import { type Clock, systemClock } from "../base/clock.js";
import { Attempt, attemptChecks, type AttemptOptions, isRefusal, isWithoutEffect } from "./attempt.js";
import { type CancelStep, CceCancelOutcomeUnknownError, CceCancelRefusedError } from "./errors.js";
import { explainCancel } from "./explainCancel.js";
import { isFinished } from "./list.js";
import {
  type FoundWorkflow,
  operationsFor,
  targetById,
  type ClusterOperations,
  type WorkflowTarget,
} from "./target.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** Options of {@link cancelUpgradeWorkflow}. */
export interface CancelOptions extends AttemptOptions<CancelStep> {
  /** Whether to read the workflow first and send nothing if it cannot be cancelled. Default: `true`. */
  readonly preflight?: boolean | undefined;
  /** What to do if the workflow is already cancelled: throw (`"refuse"`) or succeed. Default: `"refuse"`. */
  readonly ifAlreadyCancelled?: "refuse" | "succeed" | undefined;
}

/** A cancelled workflow, and how it was cancelled. */
export interface CancelResult {
  /** The workflow, in phase `Cancel`. */
  readonly workflow: UpgradeWorkFlow;
  /**
   * Whose cancel took effect: `this-call` if the service confirmed this one; `unknown` if this one may have been lost
   * and another may have taken effect; `earlier` if the workflow was cancelled before this one was sent or processed.
   */
  readonly cancelledBy: "this-call" | "unknown" | "earlier";
  /** The steps taken, in order. */
  readonly steps: readonly CancelStep[];
}

function isCancelled({ status }: UpgradeWorkFlow): boolean {
  return status?.phase === "Cancel";
}

class SafeCancel {
  private readonly attempt: Attempt<CancelStep["action"]>;
  private readonly operations: ClusterOperations;
  private lastSeen: UpgradeWorkFlow | undefined;

  constructor(
    cce: CceClient,
    private readonly target: WorkflowTarget,
    private readonly options: CancelOptions,
    clock: Clock,
  ) {
    this.attempt = new Attempt(options, clock);
    this.operations = operationsFor(cce, options);
  }

  async run(): Promise<CancelResult> {
    if (this.options.preflight ?? true) {
      const early = this.judgeBefore(await this.read());
      if (early) return early;
    }
    return this.cancel(true);
  }

  private async cancel(isFirst: boolean): Promise<CancelResult> {
    try {
      const workflow = await this.send();
      if (isCancelled(workflow)) return this.result(workflow, "this-call");
    } catch (error) {
      return isFirst && isWithoutEffect(error) ? this.refused(error) : this.settle(isFirst, error);
    }
    // The service accepted the cancel but does not show it yet.
    return this.settle(false, undefined, "this-call");
  }

  private result(workflow: UpgradeWorkFlow, cancelledBy: CancelResult["cancelledBy"]): CancelResult {
    return { workflow, cancelledBy, steps: this.attempt.steps };
  }

  /** Judges a workflow that no cancel of ours has changed. Returns `undefined` if the cancel may be sent. */
  private judgeBefore(workflow: UpgradeWorkFlow, cause?: unknown): CancelResult | undefined {
    if (isCancelled(workflow) && this.options.ifAlreadyCancelled === "succeed") return this.result(workflow, "earlier");
    const { verdict, reasons } = explainCancel(workflow);
    if (verdict !== "refused") return undefined;
    throw new CceCancelRefusedError(reasons, workflow, this.attempt.steps, cause === undefined ? {} : { cause });
  }

  /** The first cancel had no effect. If the service refused it, the workflow may show why. */
  private async refused(error: unknown): Promise<CancelResult> {
    if (!isRefusal(error)) throw error;
    const workflow = await this.read().catch(() => undefined);
    const already = workflow && this.judgeBefore(workflow, error);
    if (already) return already;
    throw error;
  }

  /**
   * Looks for the effect of a cancel until it shows or `settleMs` have passed. Then, if `mayResend`, sends one more
   * cancel to a workflow that can still be cancelled.
   */
  private async settle(
    mayResend: boolean,
    cause: unknown,
    cancelledBy: CancelResult["cancelledBy"] = "unknown",
  ): Promise<CancelResult> {
    const workflow = await this.look();
    if (workflow && isCancelled(workflow)) return this.result(workflow, cancelledBy);
    if (workflow?.status?.phase === "Success") {
      // Success is final: the cancel came too late.
      throw new CceCancelRefusedError(explainCancel(workflow).reasons, workflow, this.attempt.steps, { cause });
    }
    const resend = mayResend && workflow !== undefined && explainCancel(workflow).verdict === "allowed";
    if (!resend || this.options.signal?.aborted) throw this.unknown(cause);
    return this.cancel(false);
  }

  /**
   * Reads until the workflow has ended or the time is up. Returns the last read, or `undefined` if it failed: stale data
   * must not lead to a second cancel.
   */
  private look(): Promise<UpgradeWorkFlow | undefined> {
    this.lastSeen = undefined;
    return this.attempt.look(async () => (this.lastSeen = await this.read()), isFinished);
  }

  private unknown(failure: unknown): CceCancelOutcomeUnknownError {
    return new CceCancelOutcomeUnknownError(this.lastSeen, this.attempt.steps, this.attempt.causeOf(failure));
  }

  private read(): Promise<UpgradeWorkFlow> {
    return this.attempt.step("read", this.operations.show(this.target));
  }

  private send(): Promise<UpgradeWorkFlow> {
    return this.attempt.step("cancel", this.operations.cancel(this.target));
  }
}

const checks: Checks<CancelOptions> = {
  ...attemptChecks,
  preflight: trueOrFalse,
  ifAlreadyCancelled: oneOf("refuse", "succeed"),
};

/** {@link cancelUpgradeWorkflow} with a clock, for tests. */
export async function cancelWith(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: CancelOptions,
  clock: Clock,
): Promise<CancelResult> {
  checkOptions(options, checks);
  // A copy, because the caller may change the options while this runs.
  return new SafeCancel(cce, targetById(target), { ...options }, clock).run();
}

/**
 * Cancels an upgrade workflow and verifies the effect. Reads the workflow first, then sends the cancel. If its outcome
 * is unknown (a lost connection, a gateway's timeout), reads the workflow until the outcome shows, and sends the cancel
 * once more if the workflow can still be cancelled. A cancel ends the workflow and rolls nothing back.
 *
 * @throws CceCancelRefusedError when the state of the workflow does not allow it, with every reason.
 * @throws CceCancelOutcomeUnknownError when a cancel was sent and it remains unknown whether it took effect.
 * @throws CceCallError when a request fails, or the service refuses for a reason that the workflow does not show.
 * @throws CceConfigError when an option is malformed or the target is incomplete.
 */
export function cancelUpgradeWorkflow(
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  options: CancelOptions = {},
): Promise<CancelResult> {
  return cancelWith(cce, target, options, systemClock);
}
