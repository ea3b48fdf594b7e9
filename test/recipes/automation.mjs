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

  const upgrade_workflow_id = workflow.metadata?.uid ?? "";
  const { cancelledBy } = await cancelUpgradeWorkflow(cce, { cluster_id, upgrade_workflow_id });
  return { cancelled: true, cancelledBy };
}
