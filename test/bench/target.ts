/** The call that everyone makes: the same address, headers and body, and answers that are read and parsed. */

export const ids = {
  project_id: "47eb1d64cbeb45cfa01ae20af4f4b563",
  cluster_id: "f9960c6b-8e60-11ee-9754-0255ac100b05",
  upgrade_workflow_id: "d0b7e319-8172-424c-86ea-543cd23f9756",
} as const;

export const pathTemplate =
  "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}";

export const path = Object.entries(ids).reduce((rest, [name, id]) => rest.replace(`{${name}}`, id), pathTemplate);

export const requestBody = { status: { phase: "Cancel" } } as const;

export const token = `MIIToken${"0123456789abcdef".repeat(8)}`;

export const keys = {
  accessKey: "QTWAOYTTINDUT2QVKYUC",
  secretKey: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
} as const;

/** About what the service answers, shortened to the fields that matter. */
export const answerText = JSON.stringify({
  kind: "WorkFlowTask",
  apiVersion: "v3",
  metadata: { uid: ids.upgrade_workflow_id, creationTimestamp: "2023-11-25 06:32:34.923248 +0000 UTC" },
  spec: { clusterID: ids.cluster_id, clusterVersion: "v1.23.8-r0", targetVersion: "v1.25.6-r0" },
  status: { phase: "Cancel" },
});

/** Where a contender finds what it needs. */
export interface Target {
  readonly endpoint: string;
  /** Address of the package's built folder. */
  readonly dist: string;
  /** A file in the folder where the peers are installed. */
  readonly peers: string;
}

/** Makes one call; resolves to the parsed answer. */
export type Call = () => Promise<unknown>;
