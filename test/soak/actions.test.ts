import { isCceError } from "../../src/base/errors.js";
import {
  CceActionRefusedError,
  isCceActionOutcomeUnknownError,
  isCceActionRefusedError,
} from "../../src/workflow/errors.js";
import { operationsFor } from "../../src/workflow/target.js";
import { actions, type ActionUnderTest, soakAction } from "./actions.js";
import { faults } from "./faults.js";

const seed = 20231125;

jest.setTimeout(120_000);

const met = new Set<string>();

it.each(["retry", "recheck", "confirm"] as const)("%s reports the truth, whatever goes wrong", async (action) => {
  const report = await soakAction({ action, runs: 300, seed });
  expect(report.violations).toEqual([]);
  expect(report.runs).toBe(300);
  // A proof that never meets a case proves nothing about it.
  expect(Object.keys(report.outcomes)).toEqual(
    expect.arrayContaining(["aborted", "failure", "refused", "success, this-call", "success, unknown", "unknown"]),
  );
  expect(report.events["another changed the state"]).toBeGreaterThan(10);
  expect(report.events["task was started"]).toBeGreaterThan(50);
  for (const name of Object.keys(report.faults)) met.add(name);
});

it("the three together meet every fault", () => {
  expect([...met].sort()).toEqual([...faults.map(({ name }) => name), "aborted", "no connection", "no fault"].sort());
});

/** Sends the retry as it would be sent without help. */
const sendOnly: ActionUnderTest = async (cce, target, options) => {
  const { show, retry } = operationsFor(cce, options);
  const workflow = await show(target);
  await retry(target);
  return { workflow, task: undefined, previousTask: undefined, startedBy: "this-call", steps: [] };
};

function hasUnknownOutcome(error: unknown): boolean {
  return isCceError(error) && "outcome" in error && error.outcome === "unknown";
}

const retry = actions.retry;

/** Retries with one mistake each. */
const broken: Readonly<Record<string, readonly [rule: string, act: ActionUnderTest]>> = {
  "reports a lost response as a failure": ["a failure is one that the client knows", sendOnly],
  "sends again blindly": [
    "one call starts at most one task",
    (...args) =>
      sendOnly(...args).catch((error: unknown) => {
        if (hasUnknownOutcome(error)) return sendOnly(...args);
        throw error;
      }),
  ],
  "reports an unknown outcome as a success": [
    "a success that is reported is one",
    (...args) =>
      retry(...args).catch((error: unknown) => {
        if (!isCceActionOutcomeUnknownError(error)) throw error;
        const { steps, workflow = {} } = error;
        return { workflow, task: undefined, previousTask: undefined, startedBy: "unknown", steps };
      }),
  ],
  "takes every task for its own": [
    "a task reported as ours is ours",
    async (...args) => ({ ...(await retry(...args)), startedBy: "this-call" }),
  ],
  "reports an unknown outcome as a refusal": [
    "a refusal or failure means that ours started nothing, then or later",
    (...args) =>
      retry(...args).catch((error: unknown) => {
        if (!isCceActionOutcomeUnknownError(error)) throw error;
        throw new CceActionRefusedError("retry", [], {}, error.steps);
      }),
  ],
  "reports a refusal as unknown": [
    "unknown is reported only where a request may have taken effect",
    (...args) =>
      retry(...args).catch((error: unknown) => {
        if (!isCceActionRefusedError(error)) throw error;
        throw Object.assign(error, { name: "CceActionOutcomeUnknownError" });
      }),
  ],
  "forgets a step": [
    "the steps are what was done",
    async (...args) => {
      const result = await retry(...args);
      return { ...result, steps: result.steps.slice(1) };
    },
  ],
  "ignores the signal": [
    "nothing is sent after the caller's signal",
    (cce, target, options, clock) => retry(cce, target, { ...options, signal: undefined }, clock),
  ],
};

it.each(Object.keys(broken))("the proof fails for a retry that %s", async (name) => {
  const [rule, act] = broken[name] ?? ["", retry];
  const stopAt = ({ rules }: { readonly rules: readonly string[] }) => rules.includes(rule);
  const { violations } = await soakAction({ action: "retry", runs: 300, seed, act, stopAt });
  expect(violations.flatMap(({ rules }) => rules)).toContain(rule);
});
