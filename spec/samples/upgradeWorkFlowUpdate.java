import com.huaweicloud.sdk.cce.v3.CceClient;
import com.huaweicloud.sdk.cce.v3.model.UpgradeWorkFlowUpdateRequest;
import com.huaweicloud.sdk.cce.v3.model.UpgradeWorkFlowUpdateRequestBody;
import com.huaweicloud.sdk.cce.v3.model.UpgradeWorkFlowUpdateRequestBodyStatus;
import com.huaweicloud.sdk.cce.v3.model.WorkFlowPhase;
import com.huaweicloud.sdk.cce.v3.region.CceRegion;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;

class CancelUpgrade {
    public static void main(String[] args) {
        BasicCredentials credentials = new BasicCredentials()
                .withAk(System.getenv("HUAWEICLOUD_SDK_AK"))
                .withSk(System.getenv("HUAWEICLOUD_SDK_SK"))
                .withProjectId(System.getenv("CCE_PROJECT_ID"));
        CceClient client = CceClient.newBuilder()
                .withCredential(credentials)
                .withRegion(CceRegion.valueOf(System.getenv("CCE_REGION")))
                .build();

        UpgradeWorkFlowUpdateRequest request = new UpgradeWorkFlowUpdateRequest()
                .withClusterId(System.getenv("CCE_CLUSTER_ID"))
                .withUpgradeWorkflowId(System.getenv("CCE_WORKFLOW_ID"))
                .withBody(new UpgradeWorkFlowUpdateRequestBody()
                        .withStatus(new UpgradeWorkFlowUpdateRequestBodyStatus()
                                .withPhase(WorkFlowPhase.CANCEL)));
        try {
            System.out.println(client.upgradeWorkFlowUpdate(request).getStatus().getPhase());
        } catch (ServiceResponseException error) {
            System.err.printf("Refused with %d %s: %s%n",
                    error.getHttpStatusCode(), error.getErrorCode(), error.getErrorMsg());
            System.exit(1);
        }
    }
}
