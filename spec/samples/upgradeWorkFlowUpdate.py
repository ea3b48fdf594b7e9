import os
import sys

from huaweicloudsdkcce.v3 import (
    CceClient,
    UpgradeWorkFlowUpdateRequest,
    UpgradeWorkFlowUpdateRequestBody,
    UpgradeWorkFlowUpdateRequestBodyStatus,
    WorkFlowPhase,
)
from huaweicloudsdkcce.v3.region.cce_region import CceRegion
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException

client = (
    CceClient.new_builder()
    .with_credentials(
        BasicCredentials(
            os.environ["HUAWEICLOUD_SDK_AK"],
            os.environ["HUAWEICLOUD_SDK_SK"],
            os.environ["CCE_PROJECT_ID"],
        )
    )
    .with_region(CceRegion.value_of(os.environ["CCE_REGION"]))
    .build()
)

request = UpgradeWorkFlowUpdateRequest(
    cluster_id=os.environ["CCE_CLUSTER_ID"],
    upgrade_workflow_id=os.environ["CCE_WORKFLOW_ID"],
    body=UpgradeWorkFlowUpdateRequestBody(
        status=UpgradeWorkFlowUpdateRequestBodyStatus(phase=WorkFlowPhase.CANCEL)
    ),
)

try:
    print(client.upgrade_work_flow_update(request).status.phase)
except ServiceResponseException as error:
    sys.exit(f"Refused with {error.status_code} {error.error_code}: {error.error_msg}")
