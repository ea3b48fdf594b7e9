const { cancelUpgradeWorkflow, currentUpgradeWorkflow, explainCancel } = require("cce-upgrade-workflow");

exports.cancelStuckUpgrade = async (cce, cluster_id) => {
  const workflow = await currentUpgradeWorkflow(cce, { cluster_id });
  const failed = workflow.status?.pointStatuses?.some(({ status }) => status === "Failed");
  const { verdict, reasons } = explainCancel(workflow);
  if (!failed || verdict === "refused") return { cancelled: false, reasons: reasons.map(({ code }) => code) };

  const { cancelledBy } = await cancelUpgradeWorkflow(cce, { cluster_id, workflow });
  return { cancelled: true, cancelledBy };
};
