import { isCceApiError, isCceError } from "../../src/base/errors.js";
import { cancelWith } from "../../src/workflow/cancel.js";
import { CceCancelRefusedError, isCceCancelOutcomeUnknownError } from "../../src/workflow/errors.js";
import { operationsFor, targetById } from "../../src/workflow/target.js";
import { faults } from "./faults.js";
import { type CancelUnderTest, soak } from "./soak.js";

const seed = 20231126;

jest.setTimeout(120_000);

it("a safe cancel tells the truth, whatever goes wrong", async () => {
  const report = await soak({ runs: 150, seed });
  expect(report.violations).toEqual([]);
  expect(report.runs).toBe(150);
  // A proof that never meets a case proves nothing about it.
  expect(Object.keys(report.outcomes).sort()).toEqual([
    "aborted",
    "failure",
    "refused",
    "success, earlier",
    "success, this-call",
    "success, unknown",
    "unknown",
  ]);
  const met = Object.keys(report.faults).sort();
  expect(met).toEqual([...faults.map(({ name }) => name), "aborted", "no connection", "no fault"].sort());
  expect(report.events["cancel was sent once more"]).toBeGreaterThan(10);
  expect(report.events["another changed the state"]).toBeGreaterThan(10);
  expect(report.events["cancel took effect"]).toBeGreaterThan(50);
});

/** Sends the cancel as it would be sent without help. */
const sendOnly: CancelUnderTest = async (cce, target, options) => {
  const workflow = await operationsFor(cce, options).cancel(targetById(target));
  return { workflow, cancelledBy: "this-call", steps: [] };
};

function hasUnknownOutcome(error: unknown): boolean {
  return isCceError(error) && "outcome" in error && error.outcome === "unknown";
}

/** Cancels with one mistake each, as they are made. */
const brokenCancels = {
  "tells a lost reply as a failure": sendOnly,
  "sends the cancel again blindly": (...args) =>
    sendOnly(...args).catch((error: unknown) => {
      if (hasUnknownOutcome(error)) return sendOnly(...args);
      throw error;
    }),
  "tells a gateway's timeout as a success": async (...args) => {
    const workflow = { status: { phase: "Cancel" as const } };
    return sendOnly(...args).catch((error: unknown) => {
      if (isCceApiError(error) && error.status === 504) return { workflow, cancelledBy: "this-call", steps: [] };
      throw error;
    });
  },
  "tells any answer as a success": async (cce, target, options, clock) => {
    const { steps, workflow } = await cancelWith(cce, target, { ...options, settleMs: 0 }, clock).catch(
      (error: unknown) => {
        if (!isCceCancelOutcomeUnknownError(error)) throw error;
        return { steps: error.steps, workflow: error.workflow ?? {} };
      },
    );
    return { steps, workflow, cancelledBy: "unknown" };
  },
  "takes every success for its own": async (...args) => ({
    ...(await cancelWith(...args)),
    cancelledBy: "this-call",
  }),
  "takes every success for another's": async (...args) => ({ ...(await cancelWith(...args)), cancelledBy: "earlier" }),
  "tells an unknown outcome as a refusal": (...args) =>
    cancelWith(...args).catch((error: unknown) => {
      if (!isCceCancelOutcomeUnknownError(error)) throw error;
      throw new CceCancelRefusedError([], error.workflow ?? {}, error.steps);
    }),
  "tells an unknown outcome as a failure": (...args) =>
    cancelWith(...args).catch((error: unknown) => {
      throw isCceCancelOutcomeUnknownError(error) ? (error.cause ?? error) : error;
    }),
  "cancels again while it is not told of a success": (...args) =>
    cancelWith(...args).catch((error: unknown) => {
      if (isCceCancelOutcomeUnknownError(error)) return cancelWith(...args);
      throw error;
    }),
  "never looks before": (cce, target, options, clock) =>
    cancelWith(cce, target, { ...options, preflight: false }, clock),
  "does not mind who was first": (cce, target, options, clock) =>
    cancelWith(cce, target, { ...options, ifAlreadyCancelled: "succeed" }, clock),
  "forgets a step": async (...args) => {
    const result = await cancelWith(...args);
    return { ...result, steps: result.steps.slice(1) };
  },
  "goes to the client's project": (cce, target, options, clock) =>
    cancelWith(cce, { ...target, project_id: undefined }, options, clock),
  "never makes up its mind": async (...args) => {
    await cancelWith(...args).catch(() => undefined);
    throw new CceCancelRefusedError([], {}, []);
  },
  "does not heed the signal": (cce, target, options, clock) =>
    cancelWith(cce, target, { ...options, signal: undefined }, clock),
} satisfies Readonly<Record<string, CancelUnderTest>>;

describe("the proof fails for a cancel that", () => {
  const rulesBroken: readonly [name: keyof typeof brokenCancels, rule: string][] = [
    ["tells a lost reply as a failure", "a failure means that ours took no effect, then or later"],
    ["tells a lost reply as a failure", "a failure is one that the client knows"],
    ["sends the cancel again blindly", "at most one cancel takes effect"],
    ["sends the cancel again blindly", "a cancel is not sent again before the workflow was seen to be cancellable"],
    ["tells a gateway's timeout as a success", "a success that is told is one"],
    ["tells a gateway's timeout as a success", "a cancel told to be ours was ours"],
    ["tells any answer as a success", "a success that is told is one"],
    ["takes every success for its own", "a cancel told to be ours was ours"],
    ["takes every success for another's", "a cancel told to be earlier was not ours"],
    ["tells an unknown outcome as a refusal", "a refusal means that ours took no effect, then or later"],
    ["tells an unknown outcome as a failure", "a failure means that ours took no effect, then or later"],
    ["cancels again while it is not told of a success", "there are two cancels at the most"],
    ["never looks before", "the workflow is read first where the caller wants that, and not otherwise"],
    ["does not mind who was first", "an earlier cancel is a success only where the caller wants that"],
    ["forgets a step", "the steps are what was done"],
    ["goes to the client's project", "every request goes to the workflow"],
    ["never makes up its mind", "where nothing goes wrong, the workflow decides"],
    ["does not heed the signal", "nothing is sent after the caller's signal"],
  ];

  it.each(rulesBroken)("%s: %s", async (name, rule) => {
    const cancel = brokenCancels[name];
    const { violations } = await soak({ runs: 300, seed, cancel, stopAt: ({ rules }) => rules.includes(rule) });
    expect(violations.flatMap(({ rules }) => rules)).toContain(rule);
  });
});

it("a run is the same again, alone and in company", async () => {
  const options = { seed, cancel: brokenCancels["tells any answer as a success"] };
  const { violations } = await soak({ ...options, runs: 30, stopAt: () => false });
  const [violation] = violations;
  expect(violation).toBeDefined();
  const again = await soak({ ...options, first: violation?.run ?? 0, runs: 1 });
  expect(again.violations).toEqual([violation]);
});
