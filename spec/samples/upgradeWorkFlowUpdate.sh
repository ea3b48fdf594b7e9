curl --silent --show-error --fail-with-body --request PATCH \
  "$CCE_ENDPOINT/api/v3/projects/$CCE_PROJECT_ID/clusters/$CCE_CLUSTER_ID/operation/upgradeworkflows/$CCE_WORKFLOW_ID" \
  --header "X-Auth-Token: $CCE_TOKEN" \
  --header "Content-Type: application/json" \
  --data '{ "status": { "phase": "Cancel" } }'
