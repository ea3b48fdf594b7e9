export { createCceClient, type CceClient } from "./client/client.js";
export type { CallOptions, CceClientOptions, CceClientSettings } from "./client/options.js";
export type { CceCall, CceResponse } from "./client/call.js";
export type { CceEvent } from "./transport/exchange.js";
export type { FetchFunction, FetchInit, FetchResponse } from "./transport/fetchWire.js";
export type { NodeAgent } from "./transport/wire.js";
export type { AkSkCredentials, Credentials, CredentialsProvider, TokenCredentials } from "./auth/credentials.js";
export { signRequest, type SignedRequest, type SigningInput } from "./auth/sign.js";
export { knownRegions } from "./client/endpoint.js";
export { projectIdFor, type ProjectIdOptions } from "./iam/projectId.js";
export { tokenFromPassword, type PasswordOptions } from "./iam/token.js";
export type { IamOptions } from "./iam/send.js";
export {
  CceAbortError,
  CceApiError,
  CceCallError,
  CceConfigError,
  CceConnectionError,
  CceError,
  CceResponseError,
  CceTimeoutError,
  isCceAbortError,
  isCceApiError,
  isCceConfigError,
  isCceConnectionError,
  isCceError,
  isCceResponseError,
  isCceTimeoutError,
  type CallFacts,
  type CallOutcome,
  type ResponseHeaders,
} from "./base/errors.js";
export { cancelUpgradeWorkflow, type CancelOptions, type CancelResult } from "./workflow/cancel.js";
export { retryUpgrade } from "./workflow/retry.js";
export { recheckUpgrade, type RecheckOptions } from "./workflow/recheck.js";
export { confirmUpgrade } from "./workflow/confirm.js";
export type { ActionOptions, ActionResult } from "./workflow/act.js";
export type { AttemptOptions } from "./workflow/attempt.js";
export type { ActionReason, ActionReasonCode } from "./workflow/explainAction.js";
export {
  type ActionStep,
  type CancelStep,
  CceActionOutcomeUnknownError,
  CceActionRefusedError,
  CceConfirmationFailedError,
  CceCancelOutcomeUnknownError,
  CceCancelRefusedError,
  CceCurrentWorkflowError,
  CceWaitTimeoutError,
  isCceActionOutcomeUnknownError,
  isCceActionRefusedError,
  isCceConfirmationFailedError,
  isCceCancelOutcomeUnknownError,
  isCceCancelRefusedError,
  isCceCurrentWorkflowError,
  isCceWaitTimeoutError,
  type UpgradeAction,
} from "./workflow/errors.js";
export { currentUpgradeWorkflow, isFinished, allUpgradeWorkflows } from "./workflow/list.js";
export type { ClusterTarget, FoundWorkflow, HelperOptions, WorkflowTarget } from "./workflow/target.js";
export { waitForUpgradeWorkflow, type WaitOptions, type WaitProgress } from "./workflow/wait.js";
export {
  explainCancel,
  type CancelExplanation,
  type CancelReason,
  type CancelReasonCode,
  type CancelVerdict,
} from "./workflow/explainCancel.js";
export {
  explainUpgrade,
  type UnreadPart,
  type UpgradeExplanation,
  type UpgradePart,
} from "./workflow/explainUpgrade.js";
export type {
  CheckSummary,
  EarlierTask,
  FailedPoint,
  UpgradeInfoSummary,
  UpgradeTaskSummary,
} from "./workflow/upgradeSummary.js";
export type { FailedStep } from "./workflow/failedSteps.js";
export type { CheckedNode, FailedCheckItem } from "./workflow/precheck.js";
export type { AdvisedAction, UpgradeAdvice, UpgradeSituation } from "./workflow/upgradeAdvice.js";
export { parseCceTimestamp } from "./workflow/timestamp.js";
// Not a list by hand: the spec determines which types there are.
export type * from "../generated/client.gen.js";
export type * from "../generated/types.gen.js";
