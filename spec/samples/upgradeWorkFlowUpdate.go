package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cce "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cce/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cce/v3/model"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cce/v3/region"
)

func main() {
	credentials := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("HUAWEICLOUD_SDK_AK")).
		WithSk(os.Getenv("HUAWEICLOUD_SDK_SK")).
		WithProjectId(os.Getenv("CCE_PROJECT_ID")).
		Build()
	client := cce.NewCceClient(cce.CceClientBuilder().
		WithRegion(region.ValueOf(os.Getenv("CCE_REGION"))).
		WithCredential(credentials).
		Build())

	cancel := model.GetWorkFlowPhaseEnum().CANCEL
	response, err := client.UpgradeWorkFlowUpdate(&model.UpgradeWorkFlowUpdateRequest{
		ClusterId:         os.Getenv("CCE_CLUSTER_ID"),
		UpgradeWorkflowId: os.Getenv("CCE_WORKFLOW_ID"),
		Body: &model.UpgradeWorkFlowUpdateRequestBody{
			Status: &model.UpgradeWorkFlowUpdateRequestBodyStatus{Phase: &cancel},
		},
	})
	var refusal *sdkerr.ServiceResponseError
	if errors.As(err, &refusal) {
		fmt.Fprintf(os.Stderr, "Refused with %d %s: %s\n", refusal.StatusCode, refusal.ErrorCode, refusal.ErrorMessage)
		os.Exit(1)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(response.Status.Phase.Value())
}
