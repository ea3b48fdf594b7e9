import type { components } from "../../generated/types.gen.js";
import type { CceClient } from "../client/client.js";
import { aFunction, type Checks, checkOptions, milliseconds, oneOf, trueOrFalse } from "../base/checks.js";
import { isCceAbortError, isCceApiError, isCceConfigError, isCceError } from "../base/errors.js";
import { type Clock, systemClock } from "../base/clock.js";
import { notify } from "../base/notify.js";
import { Stopwatch } from "../base/sleep.js";
import { type CancelStep, CceCancelOutcomeUnknownError, CceCancelRefusedError } from "./errors.js";
import { explainCancel } from "./explainCancel.js";
import {
  type FoundWorkflow,
  type HelperOptions,
  helperChecks,
  operationsFor,
  targetById,
  type ClusterOperations,
  type WorkflowTarget,
} from "./target.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** Options of {@link cancelUpgradeWorkflow}. */
export interface CancelOptions extends HelperOptions {
  /** Whether to read the workflow first and send nothing if it cannot be cancelled. Default: `true`. */
  readonly preflight?: boolean | undefined;
  /** What to do if the workflow is already cancelled: throw (`"refuse"`) or succeed. Default: `"refuse"`. */
  readonly ifAlreadyCancelled?: "refuse" | "succeed" | undefined;
  /**
   * How long to check whether a cancel took effect, in milliseconds, when its outcome is unknown or does not show yet.
   * A read in progress at the end may finish. Default: 30,000.
   */
  readonly settleMs?: number | undefined;
  /** The wait between two of these reads, in milliseconds. Default: 2,000. */
  readonly pollMs?: number | undefined;
  /** Called after each step, with its error if it failed. Exceptions it throws are ignored. */
  readonly onStep?: ((step: CancelStep, error: unknown) => void) | undefined;
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

/** Whether the service refused the request, such as a cancel that the state does not allow. */
function isRefusal(error: unknown): boolean {
  return isCceApiError(error) && (error.status === 400 || error.status === 403 || error.status === 409);
}

/**
 * Whether the request certainly had no effect. Any other error counts as unknown. Does not use `instanceof`, which fails
 * for errors from another copy of the package.
 */
function isWithoutEffect(error: unknown): boolean {
  return isCceConfigError(error) || (isCceError(error) && "outcome" in error && error.outcome === "unprocessed");
}

class SafeCancel {
  private readonly steps: CancelStep[] = [];
  private readonly operations: ClusterOperations;
  private lastSeen: UpgradeWorkFlow | undefined;
  /** The error of the call that was aborted by the caller's signal. */
  private abort: unknown;

  constructor(
    cce: CceClient,
    private readonly target: WorkflowTarget,
    private readonly options: CancelOptions,
    private readonly clock: Clock,
  ) {
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
    return { workflow, cancelledBy, steps: this.steps };
  }

  /** Judges a workflow that no cancel of ours has changed. Returns `undefined` if the cancel may be sent. */
  private judgeBefore(workflow: UpgradeWorkFlow, cause?: unknown): CancelResult | undefined {
    if (isCancelled(workflow) && this.options.ifAlreadyCancelled === "succeed") return this.result(workflow, "earlier");
    const { verdict, reasons } = explainCancel(workflow);
    if (verdict !== "refused") return undefined;
    throw new CceCancelRefusedError(reasons, workflow, this.steps, cause === undefined ? {} : { cause });
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
      throw new CceCancelRefusedError(explainCancel(workflow).reasons, workflow, this.steps, { cause });
    }
    const resend = mayResend && workflow !== undefined && explainCancel(workflow).verdict === "allowed";
    if (!resend || this.options.signal?.aborted) throw this.unknown(cause);
    return this.cancel(false);
  }

  /**
   * Reads until the workflow has ended or the time is up. Returns the last read, or `undefined` if it failed: stale data
   * must not lead to a second cancel.
   */
  private async look(): Promise<UpgradeWorkFlow | undefined> {
    const { settleMs = 30_000, pollMs = 2_000, signal } = this.options;
    const watch = new Stopwatch(this.clock);
    this.lastSeen = undefined;
    for (;;) {
      // A failed read is not the error to report: the caller must learn about the cancel that was sent.
      const workflow = await this.read().catch(() => undefined);
      this.lastSeen = workflow ?? this.lastSeen;
      const phase = workflow?.status?.phase;
      const remainingMs = settleMs - watch.elapsedMs;
      if (phase === "Cancel" || phase === "Success" || remainingMs <= 0 || signal?.aborted) return workflow;
      await watch.sleep(Math.min(pollMs, remainingMs), signal);
    }
  }

  private unknown(failure: unknown): CceCancelOutcomeUnknownError {
    const { signal } = this.options;
    const cause: unknown = signal?.aborted ? (this.abort ?? signal.reason) : failure;
    return new CceCancelOutcomeUnknownError(this.lastSeen, this.steps, cause === undefined ? {} : { cause });
  }

  private read(): Promise<UpgradeWorkFlow> {
    return this.step("read", this.operations.show(this.target));
  }

  private send(): Promise<UpgradeWorkFlow> {
    return this.step("cancel", this.operations.cancel(this.target));
  }

  private async step(action: CancelStep["action"], call: Promise<UpgradeWorkFlow>): Promise<UpgradeWorkFlow> {
    try {
      const workflow = await call;
      this.record({ at: new Date(this.clock.now()), action, phase: workflow.status?.phase, failure: undefined });
      return workflow;
    } catch (error) {
      if (isCceAbortError(error)) this.abort = error;
      const failure = error instanceof Error ? error.message : String(error);
      this.record({ at: new Date(this.clock.now()), action, phase: undefined, failure }, error);
      throw error;
    }
  }

  private record(step: CancelStep, error?: unknown): void {
    this.steps.push(step);
    notify(this.options.onStep, step, error);
  }
}

const checks: Checks<CancelOptions> = {
  ...helperChecks,
  preflight: trueOrFalse,
  ifAlreadyCancelled: oneOf("refuse", "succeed"),
  settleMs: milliseconds(0),
  pollMs: milliseconds(1),
  onStep: aFunction,
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
