import type { components } from "../../generated/types.gen.js";
import { CceError, isCceError } from "../base/errors.js";
import { isObject, textOf } from "../base/fields.js";
import type { ActionReason } from "./explainAction.js";
import type { CancelReason } from "./explainCancel.js";
import { metadataOf, phaseOf } from "./objects.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** One step of {@link cancelUpgradeWorkflow}. */
export interface CancelStep {
  /** When it ended. */
  readonly at: Date;
  readonly action: "read" | "cancel";
  /** Phase of the workflow in the response; `undefined` if there was none. */
  readonly phase: string | undefined;
  /** Message of the failure; `undefined` if there was none. */
  readonly failure: string | undefined;
}

function shownPhase(workflow: UpgradeWorkFlow): string {
  return textOf(phaseOf(workflow) ?? "(not given)");
}

/** The state of the workflow does not allow a cancel: it was not sent, or the service refused it. */
export class CceCancelRefusedError extends CceError {
  override readonly name = "CceCancelRefusedError";
  /** Every reason that the workflow shows. */
  readonly reasons: readonly CancelReason[];
  /** The workflow as it was read. */
  readonly workflow: UpgradeWorkFlow;
  /** The steps taken until then. */
  readonly steps: readonly CancelStep[];

  constructor(
    reasons: readonly CancelReason[],
    workflow: UpgradeWorkFlow,
    steps: readonly CancelStep[],
    options?: ErrorOptions,
  ) {
    super(`The workflow cannot be cancelled: ${reasons.map(({ text }) => text).join(" ")}`, options);
    this.reasons = reasons;
    this.workflow = workflow;
    this.steps = steps;
  }
}

/** A cancel was sent, and it is not known whether it took effect. Read the workflow before you go on. */
export class CceCancelOutcomeUnknownError extends CceError {
  override readonly name = "CceCancelOutcomeUnknownError";
  /** The workflow as last read after the cancel; `undefined` if it could not be read. */
  readonly workflow: UpgradeWorkFlow | undefined;
  /** The steps taken until then. */
  readonly steps: readonly CancelStep[];

  constructor(workflow: UpgradeWorkFlow | undefined, steps: readonly CancelStep[], options?: ErrorOptions) {
    const seen = workflow === undefined ? "could not be read since" : `was last in phase ${shownPhase(workflow)}`;
    super(`It is not known whether the cancel took effect: the workflow ${seen}. Read it before you go on.`, options);
    this.workflow = workflow;
    this.steps = steps;
  }
}

/** What goes on with an upgrade that has stopped: the failed task again, a check again, the operator's confirmation. */
export type UpgradeAction = "retry" | "recheck" | "confirm";

/** One step of {@link retryUpgrade}, {@link recheckUpgrade} or {@link confirmUpgrade}. */
export interface ActionStep {
  /** When it ended. */
  readonly at: Date;
  /** `read`: the workflow. `read-tasks`: the cluster's checks or upgrade tasks. Else the request that changes something. */
  readonly action: "read" | "read-tasks" | UpgradeAction;
  /** Phase in the response, of a list that of its newest task; `undefined` if there was none. */
  readonly phase: string | undefined;
  /** Message of the failure; `undefined` if there was none. */
  readonly failure: string | undefined;
}

/** The words for an action in messages. */
export const nounOf: Readonly<Record<UpgradeAction, string>> = {
  retry: "retry",
  recheck: "new check",
  confirm: "confirmation",
};

/** The state of the upgrade does not allow an action: it was not sent, or the service refused it. */
export class CceActionRefusedError extends CceError {
  override readonly name = "CceActionRefusedError";
  readonly action: UpgradeAction;
  /** Every reason that the state shows. */
  readonly reasons: readonly ActionReason[];
  /** The workflow as it was read. */
  readonly workflow: UpgradeWorkFlow;
  /** The steps taken until then. */
  readonly steps: readonly ActionStep[];

  constructor(
    action: UpgradeAction,
    reasons: readonly ActionReason[],
    workflow: UpgradeWorkFlow,
    steps: readonly ActionStep[],
    options?: ErrorOptions,
  ) {
    super(`The upgrade does not allow a ${nounOf[action]}: ${reasons.map(({ text }) => text).join(" ")}`, options);
    this.action = action;
    this.reasons = reasons;
    this.workflow = workflow;
    this.steps = steps;
  }
}

/** An action was sent, and it is not known whether it took effect. Read the workflow and its tasks before you go on. */
export class CceActionOutcomeUnknownError extends CceError {
  override readonly name = "CceActionOutcomeUnknownError";
  readonly action: UpgradeAction;
  /** The workflow as last read after the action; `undefined` if it could not be read. */
  readonly workflow: UpgradeWorkFlow | undefined;
  /** The steps taken until then. */
  readonly steps: readonly ActionStep[];

  constructor(
    action: UpgradeAction,
    workflow: UpgradeWorkFlow | undefined,
    steps: readonly ActionStep[],
    options?: ErrorOptions,
  ) {
    const seen = workflow === undefined ? "could not be read since" : `was last in phase ${shownPhase(workflow)}`;
    const noun = nounOf[action];
    super(
      `It is not known whether the ${noun} took effect: the workflow ${seen}. Read it and its tasks before you go on.`,
      options,
    );
    this.action = action;
    this.workflow = workflow;
    this.steps = steps;
  }
}

/** The service took the confirmation of an upgrade, and ended it in phase `Failed` or `Error`. */
export class CceConfirmationFailedError extends CceError {
  override readonly name = "CceConfirmationFailedError";
  /** The confirmation as the service returned it. */
  readonly task: components["schemas"]["PostcheckClusterResponseBody"] | undefined;

  constructor(task: CceConfirmationFailedError["task"]) {
    super(`The service ended the confirmation in phase ${textOf(phaseOf(task))}.`);
    this.task = task;
  }
}

/** A workflow for messages, as in `w-1 (Running)`; an entry that is no workflow is shown as JSON. */
function nameOf(workflow: unknown): string {
  if (!isObject(workflow)) return textOf(workflow);
  const { uid } = metadataOf(workflow);
  const phase = phaseOf(workflow);
  return `${textOf(uid ?? "(no ID)")} (${textOf(phase ?? "no phase")})`;
}

/** A cluster has no unfinished upgrade workflow, several, or an entry that is no workflow. */
export class CceCurrentWorkflowError extends CceError {
  override readonly name = "CceCurrentWorkflowError";
  /** The unfinished workflows; empty if there is none. */
  readonly candidates: readonly UpgradeWorkFlow[];
  /** All workflows of the cluster. */
  readonly workflows: readonly UpgradeWorkFlow[];

  constructor(clusterId: string, candidates: readonly UpgradeWorkFlow[], workflows: readonly UpgradeWorkFlow[]) {
    const listed = (some: readonly UpgradeWorkFlow[]) => some.map(nameOf).join(", ");
    const finished = workflows.length === 0 ? "it has none at all" : `finished ones: ${listed(workflows)}`;
    super(
      candidates.length === 0
        ? `The cluster ${clusterId} has no unfinished upgrade workflow; ${finished}.`
        : candidates.length === 1
          ? `The cluster ${clusterId} has an entry that is no upgrade workflow: ${listed(candidates)}. Name a workflow.`
          : `The cluster ${clusterId} has several unfinished upgrade workflows: ${listed(candidates)}. Name one.`,
    );
    this.candidates = candidates;
    this.workflows = workflows;
  }
}

/** A workflow did not reach the expected state in time. */
export class CceWaitTimeoutError extends CceError {
  override readonly name = "CceWaitTimeoutError";
  /** The time limit, in milliseconds. */
  readonly timeoutMs: number;
  /** The workflow as last read; `undefined` if it could not be read. */
  readonly workflow: UpgradeWorkFlow | undefined;

  constructor(timeoutMs: number, workflow: UpgradeWorkFlow | undefined, options?: ErrorOptions) {
    const phase = workflow === undefined ? "" : `; its phase is ${shownPhase(workflow)}`;
    super(`The workflow did not reach the expected state within ${timeoutMs} ms${phase}.`, options);
    this.timeoutMs = timeoutMs;
    this.workflow = workflow;
  }
}

/** Whether `value` is a {@link CceCancelRefusedError}, even of another copy of the package. */
export function isCceCancelRefusedError(value: unknown): value is CceCancelRefusedError {
  return isCceError(value) && value.name === "CceCancelRefusedError";
}

/** Whether `value` is a {@link CceCancelOutcomeUnknownError}, even of another copy of the package. */
export function isCceCancelOutcomeUnknownError(value: unknown): value is CceCancelOutcomeUnknownError {
  return isCceError(value) && value.name === "CceCancelOutcomeUnknownError";
}

/** Whether `value` is a {@link CceActionRefusedError}, even of another copy of the package. */
export function isCceActionRefusedError(value: unknown): value is CceActionRefusedError {
  return isCceError(value) && value.name === "CceActionRefusedError";
}

/** Whether `value` is a {@link CceActionOutcomeUnknownError}, even of another copy of the package. */
export function isCceActionOutcomeUnknownError(value: unknown): value is CceActionOutcomeUnknownError {
  return isCceError(value) && value.name === "CceActionOutcomeUnknownError";
}

/** Whether `value` is a {@link CceConfirmationFailedError}, even of another copy of the package. */
export function isCceConfirmationFailedError(value: unknown): value is CceConfirmationFailedError {
  return isCceError(value) && value.name === "CceConfirmationFailedError";
}

/** Whether `value` is a {@link CceCurrentWorkflowError}, even of another copy of the package. */
export function isCceCurrentWorkflowError(value: unknown): value is CceCurrentWorkflowError {
  return isCceError(value) && value.name === "CceCurrentWorkflowError";
}

/** Whether `value` is a {@link CceWaitTimeoutError}, even of another copy of the package. */
export function isCceWaitTimeoutError(value: unknown): value is CceWaitTimeoutError {
  return isCceError(value) && value.name === "CceWaitTimeoutError";
}
