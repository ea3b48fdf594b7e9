import { createCceClient } from "cce-upgrade-workflow";

const { CCE_ENDPOINT, CCE_PROJECT, CCE_TOKEN, CCE_CLUSTER, CCE_WORKFLOW } = process.env;

const cce = createCceClient({
  endpoint: CCE_ENDPOINT,
  projectId: CCE_PROJECT,
  credentials: { token: CCE_TOKEN },
});
const workflow = await cce.upgradeWorkFlowUpdate({
  cluster_id: CCE_CLUSTER,
  upgrade_workflow_id: CCE_WORKFLOW,
  body: { status: { phase: "Cancel" } },
});
console.log(workflow.status?.phase);
