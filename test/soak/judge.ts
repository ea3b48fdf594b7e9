import { isCceAbortError, isCceError } from "../../src/base/errors.js";
import type { CancelResult } from "../../src/workflow/cancel.js";
import type { CancelStep } from "../../src/workflow/errors.js";
import {
  type CceCancelOutcomeUnknownError,
  type CceCancelRefusedError,
  isCceCancelOutcomeUnknownError,
  isCceCancelRefusedError,
} from "../../src/workflow/errors.js";
import { isFinished } from "../../src/workflow/list.js";
import { none } from "./faults.js";
import type { Scenario } from "./scenario.js";
import { showsCancellable } from "./states.js";

/** What the caller of a cancel is told. */
export type Told =
  | { readonly kind: "success"; readonly result: CancelResult }
  | { readonly kind: "refused"; readonly error: CceCancelRefusedError }
  | { readonly kind: "unknown"; readonly error: CceCancelOutcomeUnknownError }
  | { readonly kind: "failure"; readonly error: unknown };

export async function hear(cancel: Promise<CancelResult>): Promise<Told> {
  try {
    return { kind: "success", result: await cancel };
  } catch (error) {
    if (isCceCancelRefusedError(error)) return { kind: "refused", error };
    if (isCceCancelOutcomeUnknownError(error)) return { kind: "unknown", error };
    return { kind: "failure", error };
  }
}

/** The name the outcome is counted under. */
export function outcomeOf(told: Told): string {
  if (told.kind === "success") return `success, ${told.result.cancelledBy}`;
  if (told.kind !== "failure") return told.kind;
  return isCceAbortError(told.error) ? "aborted" : "failure";
}

/** What was true at the moment the caller was told. */
export interface Moment {
  readonly phase: string | undefined;
  readonly effects: number;
}

type Rule = (run: Scenario, told: Told, then: Moment) => boolean;

function stepsOf(told: Told): readonly CancelStep[] | undefined {
  if (told.kind === "success") return told.result.steps;
  return told.kind === "failure" ? undefined : told.error.steps;
}

function outcomeField(error: unknown): unknown {
  return isCceError(error) && "outcome" in error ? error.outcome : undefined;
}

/** Whether a cancel that was sent may have taken effect, as far as the client can know. */
function isOpen({ method, fault }: Scenario["sent"][number]): boolean {
  return method === "PATCH" && !fault.refused;
}

function readsBeforeSendingAgain({ sent }: Scenario): boolean {
  const firstOpen = sent.findIndex(isOpen);
  return sent.every((request, index) => {
    if (firstOpen < 0 || index <= firstOpen || request.method !== "PATCH") return true;
    const before = sent[index - 1];
    // The client may send a cancel of which it knows that nobody took it again.
    if (before?.method === "PATCH") return !isOpen(before);
    return showsCancellable(before?.shown);
  });
}

function stepsAreWhatWasDone(run: Scenario, told: Told): boolean {
  const steps = stepsOf(told) ?? run.told;
  const sentCalls = run.calls.filter(({ wasSent }) => wasSent).length;
  return (
    steps.length === run.told.length &&
    steps.every((step, index) => step === run.told[index] && step.action === run.calls[index]?.action) &&
    steps.length === run.calls.length &&
    // Each attempt beyond the first of a call is one more request.
    sentCalls <= run.sent.length &&
    run.sent.every(({ arrived, fault }) => arrived || fault.name === "no connection")
  );
}

function isUneventful(run: Scenario): boolean {
  return run.changes === 0 && run.sent.length === run.calls.length && run.sent.every(({ fault }) => fault === none);
}

/** What must hold of every run. */
export const rules: Readonly<Record<string, Rule>> = {
  "at most one cancel takes effect": (run) => run.effects <= 1,
  "a success that is told is one": (_run, told, then) =>
    told.kind !== "success" || (then.phase === "Cancel" && told.result.workflow.status?.phase === "Cancel"),
  "a cancel told to be ours was ours": (_run, told, then) =>
    told.kind !== "success" || told.result.cancelledBy !== "this-call" || then.effects === 1,
  "a cancel told to be earlier was not ours": (run, told) =>
    told.kind !== "success" || told.result.cancelledBy !== "earlier" || run.effects === 0,
  "a refusal means that ours took no effect, then or later": (run, told) =>
    told.kind !== "refused" || run.effects === 0,
  "a failure means that ours took no effect, then or later": (run, told) =>
    told.kind !== "failure" || run.effects === 0,
  "a failure is one that the client knows": (run, told) =>
    told.kind !== "failure" ||
    outcomeField(told.error) === "unprocessed" ||
    (outcomeField(told.error) === "unknown" && run.sent.every(({ method }) => method === "GET")),
  "unknown is told only where a cancel may have taken effect, and is not seen to have": (run, told) =>
    told.kind !== "unknown" ||
    (run.sent.some(isOpen) && !(told.error.workflow !== undefined && isFinished(told.error.workflow))),
  "a cancel is not sent again before the workflow was seen to be cancellable": readsBeforeSendingAgain,
  "there are two cancels at the most": (run) => run.calls.filter(({ action }) => action === "cancel").length <= 2,
  "the workflow is read first where the caller wants that, and not otherwise": ({ calls, options }) =>
    calls[0]?.action === (options.preflight ? "read" : "cancel"),
  "an earlier cancel is a success only where the caller wants that": ({ options }, told) =>
    told.kind !== "success" || told.result.cancelledBy !== "earlier" || options.ifAlreadyCancelled === "succeed",
  "every request goes to the workflow": (run) => run.sent.every(({ path }) => path === run.path),
  "the steps are what was done": stepsAreWhatWasDone,
  "nothing is sent after the caller's signal": (run) => (run.sentAfterSignal ?? 0) === 0,
  "where nothing goes wrong, the workflow decides": (run, told) => {
    if (!isUneventful(run) || run.sentAfterSignal !== undefined) return true;
    if (told.kind === "success") return true;
    return (
      told.kind === "refused" && ["Running", "Success", "Cancel", "busy task", "critical line"].includes(run.first)
    );
  },
};

/** The rules a run broke. */
export function brokenRules(run: Scenario, told: Told, then: Moment): string[] {
  return Object.entries(rules).flatMap(([name, holds]) => (holds(run, told, then) ? [] : [name]));
}
