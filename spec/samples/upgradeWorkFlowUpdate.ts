import { createCceClient, isCceApiError } from "cce-upgrade-workflow";

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Set ${name}.`);
  return value;
}

const cce = createCceClient({
  endpoint: variable("CCE_ENDPOINT"), // for instance https://cce.cn-north-4.myhuaweicloud.com
  projectId: variable("CCE_PROJECT_ID"),
  credentials: { token: variable("CCE_TOKEN") },
});

try {
  const workflow = await cce.upgradeWorkFlowUpdate({
    cluster_id: variable("CCE_CLUSTER_ID"),
    upgrade_workflow_id: variable("CCE_WORKFLOW_ID"),
    body: { status: { phase: "Cancel" } },
  });
  console.log(`The workflow is now in phase ${workflow.status?.phase ?? "unknown"}.`);
} catch (error) {
  if (!isCceApiError(error)) throw error;
  console.error(`Refused with ${error.status} ${error.errorCode ?? ""}: ${error.errorMessage ?? ""}`);
  process.exitCode = 1;
}
