import { cancelUpgradeWorkflow, currentUpgradeWorkflow, explainCancel } from "cce-upgrade-workflow";

/**
 * Ends the upgrade a cluster is stuck in. Leaves alone one that is at work or waits for its next task.
 *
 * @param {import("cce-upgrade-workflow").CceClient} cce
 * @param {string} cluster_id
 */
export async function cancelStuckUpgrade(cce, cluster_id) {
  const workflow = await currentUpgradeWorkflow(cce, { cluster_id });
  const failed = workflow.status?.pointStatuses?.some(({ status }) => status === "Failed");
  const { verdict, reasons } = explainCancel(workflow);
  if (!failed || verdict === "refused") return { cancelled: false, reasons: reasons.map(({ code }) => code) };

  const { cancelledBy } = await cancelUpgradeWorkflow(cce, { cluster_id, workflow });
  return { cancelled: true, cancelledBy };
}
