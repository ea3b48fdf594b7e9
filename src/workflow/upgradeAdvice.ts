import { explainCancel } from "./explainCancel.js";
import { Situation, startedPhases, type UpgradeFacts } from "./upgradeState.js";

/** Where an upgrade stands, by a stable name. */
export type UpgradeSituation =
  /** The check failed, at least one item of it not as a mere risk. */
  | "precheck-failed"
  /** The check failed, and every failed item is a risk that may be accepted. */
  | "precheck-risks"
  /** The check could not be carried out. */
  | "precheck-error"
  /** The check passed and its result has expired. */
  | "precheck-expired"
  /** A later check passed, and the workflow still stands where the earlier one failed. */
  | "recheck-passed"
  /** The snapshot failed. */
  | "snapshot-failed"
  /** The upgrade of the cluster failed. */
  | "cluster-failed"
  /** The upgrade of the cluster failed more than once. */
  | "cluster-failed-again"
  /** The upgrade of the cluster is paused. */
  | "cluster-paused"
  /** The cluster is upgraded and the operator has not confirmed it. */
  | "postcheck-open"
  /** The cluster is upgraded and the confirmation failed. */
  | "postcheck-failed"
  /** No task has started. */
  | "not-started"
  /** A task is at work or waits for its turn. */
  | "running"
  /** The workflow has ended, or there is none. */
  | "finished"
  /** Anything else: there is no advice that rests on a source. */
  | "unknown";

/** What an advice asks for. */
export type AdvisedAction =
  | "fix"
  | "recheck"
  | "recheck-skipping"
  | "retry"
  | "confirm"
  | "cancel"
  | "wait"
  | "support"
  | "snapshot"
  | "start-check";

/** A step that fits the situation. */
export interface UpgradeAdvice {
  readonly action: AdvisedAction;
  /** The step in one sentence, for people. */
  readonly text: string;
  /** Why it fits, and what is not known about it. */
  readonly reason: string;
  /** Address of the page that the reason rests on. */
  readonly source: string;
  /** Whether that page documents the step for this situation. */
  readonly documented: boolean;
}

const api = "https://support.huaweicloud.com/intl/en-us/api-cce";
const sources = {
  manual: "https://support.huaweicloud.com/intl/en-us/usermanual-cce/cce_11_0301.html",
  workflow: `${api}/CreateUpgradeWorkFlow.html`,
  showWorkflow: `${api}/ShowUpgradeWorkFlow.html`,
  cancel: "https://support.huaweicloud.com/intl/zh-cn/api-cce/UpgradeWorkFlowUpdate.html",
  check: `${api}/PreCheck.html`,
  showCheck: `${api}/GetPreCheck.html`,
  retry: `${api}/RetryUpgradeClusterTask.html`,
  paused: `${api}/ContinueUpgradeClusterTask.html`,
  postCheck: `${api}/PostCheck.html`,
};

const notTakenIn = "Whether a workflow that has stopped takes in a new check is not documented.";

const fixItems: UpgradeAdvice = {
  action: "fix",
  text: "Fix what the message of each failed item names.",
  reason: "Items of kind Exception have to be solved, and an item of no or of an unknown kind may be one.",
  source: sources.showCheck,
  documented: true,
};
const recheck: UpgradeAdvice = {
  action: "recheck",
  text: "Then check again.",
  reason: `The vendor's manual asks for another check after a fix; a check cannot be retried. ${notTakenIn}`,
  source: sources.manual,
  documented: true,
};
const cancelFailed: UpgradeAdvice = {
  action: "cancel",
  text: "To give up, cancel the workflow.",
  reason: "A cancel ends the workflow and rolls nothing back: nodes that are half upgraded stay as they are.",
  source: sources.cancel,
  documented: true,
};
const confirm: UpgradeAdvice = {
  action: "confirm",
  text: "Verify the cluster and your workloads, then confirm that they are fine.",
  reason:
    "The upgrade ends with the operator's confirmation, which tests nothing. While the workflow is in phase Running, " +
    "a cancel is refused.",
  source: sources.postCheck,
  documented: true,
};

interface Row {
  readonly situation: UpgradeSituation;
  readonly when: (seen: Situation) => boolean;
  readonly advice: readonly UpgradeAdvice[];
}

/** The situations, of which the first that fits counts. What fits none is `unknown`, without advice. */
const rows: readonly Row[] = [
  {
    situation: "finished",
    when: ({ facts }) => facts.workflow === "none",
    advice: [],
  },
  { situation: "unknown", when: (seen) => !seen.isKnown, advice: [] },
  {
    situation: "cluster-paused",
    when: (seen) => {
      const cluster = seen.at("Cluster");
      return cluster === "Pause" || (cluster !== "Success" && seen.taskPhase === "Pause");
    },
    advice: [
      {
        action: "support",
        text: "Continue the upgrade on the console, or ask the vendor's support.",
        reason: "The public operations that paused and continued an upgrade are discarded.",
        source: sources.paused,
        documented: true,
      },
    ],
  },
  {
    situation: "running",
    when: (seen) => seen.isBusy,
    advice: [
      {
        action: "wait",
        text: "Wait until the task has ended.",
        reason: "A task of the workflow is at work or waits for its turn, and a cancel is refused meanwhile.",
        source: sources.showWorkflow,
        documented: true,
      },
    ],
  },
  {
    situation: "cluster-failed-again",
    when: (seen) => seen.clusterFailed && seen.facts.failedUpgrades > 1,
    advice: [
      {
        action: "support",
        text: "Ask the vendor's support: open a ticket with the facts above.",
        reason: "The upgrade to this version failed more than once; the vendor's manual then asks for a ticket.",
        source: sources.manual,
        documented: true,
      },
      cancelFailed,
    ],
  },
  {
    situation: "cluster-failed",
    when: (seen) => seen.clusterFailed,
    advice: [
      {
        action: "fix",
        text: "Find and fix the cause: the failed steps and check items, the events of the cluster, the console.",
        reason: "An upgrade task has no field for a reason; the vendor's manual asks to fix the fault and try again.",
        source: sources.manual,
        documented: true,
      },
      {
        action: "retry",
        text: "Then retry the upgrade. If it fails again, ask the vendor's support.",
        reason:
          "A retry executes the failed upgrade task again. The vendor recommends the console for it, and opens the " +
          "operation on request only. When a retry is refused is not documented.",
        source: sources.retry,
        documented: true,
      },
      cancelFailed,
    ],
  },
  {
    situation: "postcheck-failed",
    when: (seen) => seen.clusterSucceeded && seen.hasFailed(seen.at("PostCheck")),
    advice: [{ ...confirm, documented: false }],
  },
  {
    situation: "postcheck-open",
    when: (seen) =>
      seen.clusterSucceeded && seen.phase !== "Pending" && seen.has("PostCheck") && seen.at("PostCheck") === undefined,
    advice: [confirm],
  },
  {
    situation: "recheck-passed",
    when: (seen) => seen.checkFailed && seen.checkPhase === "Success",
    advice: [
      {
        action: "cancel",
        text: "If the workflow stays Pending, cancel it and create a new one.",
        reason: `A later check passed, and the workflow still shows the failed one. ${notTakenIn}`,
        source: sources.check,
        documented: false,
      },
    ],
  },
  {
    situation: "precheck-error",
    when: (seen) =>
      seen.checkFailed &&
      (seen.checkPhase === "Error" || seen.facts.checkItems.some(({ group }) => group === "ExecuteException")),
    advice: [
      {
        ...recheck,
        text: "Check again.",
        reason: `The check itself could not be carried out. ${notTakenIn}`,
        source: sources.showCheck,
        documented: false,
      },
      {
        action: "support",
        text: "If it fails in the same way, ask the vendor's support.",
        reason: "A check that cannot be carried out says nothing about the cluster.",
        source: sources.showCheck,
        documented: false,
      },
    ],
  },
  {
    situation: "precheck-risks",
    when: ({ checkFailed, facts: { checkItems } }) =>
      checkFailed && checkItems.length > 0 && checkItems.every(({ kind }) => kind === "Risk"),
    advice: [
      {
        ...fixItems,
        reason: "Every failed item is of kind Risk. The vendor's manual asks to look at each.",
        source: sources.manual,
      },
      recheck,
      {
        action: "recheck-skipping",
        text: "Or, where you accept a risk, check again without that item.",
        reason: `Items of kind Risk may be skipped once the risk is accepted; none is skipped by itself. ${notTakenIn}`,
        source: sources.showCheck,
        documented: true,
      },
    ],
  },
  {
    situation: "precheck-failed",
    when: (seen) => seen.checkFailed,
    advice: [
      fixItems,
      recheck,
      {
        action: "support",
        text: "Where a message does not help, open a ticket with the list of failed items.",
        reason: "The vendor publishes no list of the items and of their error codes.",
        source: sources.showCheck,
        documented: false,
      },
    ],
  },
  {
    situation: "precheck-expired",
    when: (seen) =>
      seen.phase !== "Pending" &&
      seen.at("Cluster") === undefined &&
      (seen.isUntouched ? seen.checkPhase : seen.at("PreCheck")) === "Success" &&
      seen.checkExpired,
    advice: [
      {
        ...recheck,
        text: "Check again before the upgrade.",
        reason: `The result of a check expires. ${notTakenIn}`,
        source: sources.showCheck,
      },
    ],
  },
  {
    situation: "snapshot-failed",
    when: (seen) =>
      seen.at("Snapshot") === "Failed" && seen.at("Cluster") === undefined && !seen.hasFailed(seen.at("PreCheck")),
    advice: [
      {
        action: "snapshot",
        text: "Take the snapshot again, or go on to the upgrade without one.",
        reason: "The backup of the control plane's nodes is optional; that of etcd is part of the upgrade.",
        source: sources.manual,
        documented: true,
      },
    ],
  },
  {
    situation: "not-started",
    when: (seen) =>
      seen.isUntouched && seen.has("PreCheck") && !startedPhases.has(seen.phase) && seen.checkPhase === undefined,
    advice: [
      {
        action: "start-check",
        text: "Start the check.",
        reason: "A workflow starts nothing by itself; the check is its first task.",
        source: sources.workflow,
        documented: true,
      },
      {
        action: "cancel",
        text: "Or cancel the workflow.",
        reason: "A workflow in phase Init may be cancelled. Nothing has been changed yet.",
        source: sources.cancel,
        documented: true,
      },
    ],
  },
];

/** A situation, with the advice for it. */
export interface UpgradeJudgement {
  readonly situation: UpgradeSituation;
  readonly advice: readonly UpgradeAdvice[];
}

/** Judges facts by the table above. A cancel that the service would refuse is not advised. Never throws. */
export function adviceFor(facts: UpgradeFacts): UpgradeJudgement {
  const seen = new Situation(facts);
  const { situation, advice } = rows.find(({ when }) => when(seen)) ?? { situation: "unknown", advice: [] };
  const { workflow } = facts;
  const refusesCancel = typeof workflow === "object" && explainCancel(workflow).verdict === "refused";
  return { situation, advice: advice.filter(({ action }) => action !== "cancel" || !refusesCancel) };
}
