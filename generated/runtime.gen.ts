// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.
// spec sha256: 29e91fbadc79973dffe83861f4b6724e00f80b2f5edb7e0eddce856e1ffbaaf1

/** How each operation is sent. */
export const operations = {
  showUpgradeWorkFlow: {"method":"GET","path":"/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}","params":{"project_id":"path","cluster_id":"path","upgrade_workflow_id":"path"},"defaults":{"project_id":"projectId"},"success":{"200":["kind","apiVersion","metadata","spec","status"]},"retry":{"unprocessed":true,"unknown":true},"iamActions":["cce:cluster:getCluster"]},
  upgradeWorkFlowUpdate: {"method":"PATCH","path":"/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}","params":{"project_id":"path","cluster_id":"path","upgrade_workflow_id":"path"},"defaults":{"project_id":"projectId"},"body":"body","success":{"200":["kind","apiVersion","metadata","spec","status"]},"retry":{"unprocessed":true,"unknown":false},"iamActions":["cce:cluster:upgrade"]},
  listUpgradeWorkFlows: {"method":"GET","path":"/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows","params":{"project_id":"path","cluster_id":"path"},"defaults":{"project_id":"projectId"},"success":{"200":["kind","apiVersion","items"]},"retry":{"unprocessed":true,"unknown":true}},
  createUpgradeWorkFlow: {"method":"POST","path":"/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows","params":{"project_id":"path","cluster_id":"path"},"defaults":{"project_id":"projectId"},"body":"body","success":{"201":["kind","apiVersion","metadata","spec","status"]},"retry":{"unprocessed":true,"unknown":false},"iamActions":["cce:cluster:upgrade"]},
  listAutopilotUpgradeWorkFlows: {"method":"GET","path":"/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows","params":{"project_id":"path","cluster_id":"path"},"defaults":{"project_id":"projectId"},"success":{"200":["kind","apiVersion","items"]},"retry":{"unprocessed":true,"unknown":true}},
  createAutopilotUpgradeWorkFlow: {"method":"POST","path":"/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows","params":{"project_id":"path","cluster_id":"path"},"defaults":{"project_id":"projectId"},"body":"body","success":{"201":["kind","apiVersion","metadata","spec","status"]},"retry":{"unprocessed":true,"unknown":false}},
  showAutopilotUpgradeWorkFlow: {"method":"GET","path":"/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}","params":{"project_id":"path","cluster_id":"path","upgrade_workflow_id":"path"},"defaults":{"project_id":"projectId"},"success":{"200":["kind","apiVersion","metadata","spec","status"]},"retry":{"unprocessed":true,"unknown":true}},
  upgradeAutopilotWorkFlowUpdate: {"method":"PATCH","path":"/autopilot/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}","params":{"project_id":"path","cluster_id":"path","upgrade_workflow_id":"path"},"defaults":{"project_id":"projectId"},"body":"body","success":{"200":["kind","apiVersion","metadata","spec","status"]},"retry":{"unprocessed":true,"unknown":false}},
} as const;

/** The base addresses of the API. */
export const servers = [
  {"url":"https://cce.{region}.myhuaweicloud.com","variables":{"region":["ae-ad-1","af-north-1","af-south-1","ap-southeast-1","ap-southeast-2","ap-southeast-3","ap-southeast-4","ap-southeast-5","cn-east-2","cn-east-3","cn-east-4","cn-east-5","cn-north-1","cn-north-2","cn-north-4","cn-north-9","cn-north-11","cn-north-12","cn-south-1","cn-south-2","cn-south-4","cn-southwest-2","eu-west-0","la-north-2","la-south-2","me-east-1","my-kualalumpur-1","na-mexico-1","ru-moscow-1","ru-northwest-2","sa-brazil-1","tr-west-1"]}},
  {"url":"https://cce.{region}.myhuaweicloud.eu","variables":{"region":["eu-west-101"]}},
  {"url":"http://127.0.0.1:4010","variables":{}},
] as const;
