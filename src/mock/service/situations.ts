import { randomUUID } from "node:crypto";
import type { Beginning } from "./cluster.js";
import type { UpgradeFailure } from "./failures.js";
import { formatCceTimestamp } from "./mockClock.js";
import type { Run } from "./tasks.js";
import { exampleVersions, makeWorkflow, newTasks, type PlayedTask } from "./workflow.js";

interface Definition {
  readonly clusterId: string;
  readonly description: string;
  /** The tasks up to now. What makes the last one fail is fixed, unless `stays`. */
  readonly tasks: readonly PlayedTask[];
  readonly failures?: readonly UpgradeFailure[];
  readonly stays?: boolean;
  /** How long ago the last task ended, in minutes; negative if it is at work. */
  readonly endedMinutesAgo?: number;
}

const node = {
  uid: "4d3d8fa8-1743-11ee-8e46-0255ac10004c",
  name: "node-1",
  status: "Active",
  nodeType: "node",
} as const;

const podRestart: UpgradeFailure = {
  task: "PreCheck",
  item: {
    name: "NodeContainerdPodRestartRisk",
    kind: "Risk",
    group: "NodeCheck",
    level: "Warning",
    message: "upgrading containerd restarts the pods of the node",
    riskSource: { nodeRisks: [{ NodeID: node.uid }] },
  },
  node,
};

const deprecatedApi: UpgradeFailure = {
  task: "PreCheck",
  item: {
    name: "DeprecatedApiCheck",
    kind: "Risk",
    group: "LimitCheck",
    level: "Warning",
    message: "deprecated APIs were called in the last day",
    riskSource: {
      deprecatedAPIRisks: [{ url: "/apis/policy/v1beta1/podsecuritypolicies", userAgent: "kubectl/v1.19.16" }],
    },
  },
};

const exceptions: readonly UpgradeFailure[] = [
  {
    task: "PreCheck",
    item: {
      name: "ResiduePackageVersion",
      kind: "Exception",
      group: "LimitCheck",
      level: "Fatal",
      message: "the cluster has packages left from an earlier upgrade",
      riskSource: {
        configurationRisks: [
          {
            package: "kubelet",
            sourceFile: "/opt/cloud/cce/kubernetes/kubelet/kubelet_config.yaml",
            nodeMsg: node.name,
            field: "maxPods",
            operation: "replace",
            originalValue: "110",
            value: "128",
          },
        ],
      },
    },
  },
  { task: "PreCheck" },
  {
    task: "PreCheck",
    item: {
      name: "NodeDiskLimit",
      kind: "Exception",
      group: "NodeCheck",
      level: "Fatal",
      message: "the disk /var/lib has less than 2 GB left, free some space and try again",
      riskSource: { nodeRisks: [{ NodeID: node.uid }] },
    },
    node,
  },
];

const definitions = {
  notStarted: {
    clusterId: "00000000-0000-4000-8000-000000000001",
    description: "The workflow exists, and none of its tasks has started.",
    tasks: [],
  },
  precheckFailed: {
    clusterId: "00000000-0000-4000-8000-000000000002",
    description: "The check failed on the cluster, on an add-on and on a node. A new check succeeds.",
    tasks: ["PreCheck"],
    failures: [...exceptions, podRestart],
  },
  precheckRisks: {
    clusterId: "00000000-0000-4000-8000-000000000003",
    description: "The check failed because of risks only. A new check that skips them succeeds.",
    tasks: ["PreCheck"],
    failures: [deprecatedApi, podRestart],
    stays: true,
  },
  precheckError: {
    clusterId: "00000000-0000-4000-8000-000000000004",
    description: "The check could not be carried out (phase Error). A new check succeeds.",
    tasks: ["PreCheck"],
    failures: [{ task: "PreCheck", phase: "Error", message: "internal error, the check was not carried out" }],
  },
  precheckExpired: {
    clusterId: "00000000-0000-4000-8000-000000000005",
    description: "The check succeeded, and its result has expired.",
    tasks: ["PreCheck"],
    endedMinutesAgo: 90,
  },
  snapshotFailed: {
    clusterId: "00000000-0000-4000-8000-000000000006",
    description: "The snapshot failed. A new one succeeds.",
    tasks: ["PreCheck", "Snapshot"],
    failures: [{ task: "Snapshot" }],
  },
  upgradeRunning: {
    clusterId: "00000000-0000-4000-8000-000000000007",
    description: "The upgrade is at work. It succeeds three minutes after the first request for the cluster.",
    tasks: ["PreCheck", "Snapshot", "Cluster"],
    endedMinutesAgo: -3,
  },
  upgradeFailed: {
    clusterId: "00000000-0000-4000-8000-000000000008",
    description: "The upgrade failed at one of its steps. A retry succeeds.",
    tasks: ["PreCheck", "Snapshot", "Cluster"],
    failures: [{ task: "Cluster" }],
  },
  upgradePaused: {
    clusterId: "00000000-0000-4000-8000-000000000009",
    description: "The upgrade is paused, and no operation lets it go on.",
    tasks: ["PreCheck", "Snapshot", "Cluster"],
    failures: [{ task: "Cluster", phase: "Pause" }],
  },
  postcheckOpen: {
    clusterId: "00000000-0000-4000-8000-000000000010",
    description: "The upgrade succeeded and waits for its confirmation.",
    tasks: ["PreCheck", "Cluster"],
  },
  postcheckFailed: {
    clusterId: "00000000-0000-4000-8000-000000000011",
    description: "The upgrade succeeded, and its confirmation failed. A new one succeeds.",
    tasks: ["PreCheck", "Snapshot", "Cluster", "PostCheck"],
    failures: [{ task: "PostCheck" }],
  },
  upgraded: {
    clusterId: "00000000-0000-4000-8000-000000000012",
    description: "The upgrade succeeded and is confirmed; nothing is on offer.",
    tasks: ["PreCheck", "Snapshot", "Cluster", "PostCheck"],
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** Name of a situation. */
export type SituationName = keyof typeof definitions;

/** A situation of an upgrade in which the mock shows a reserved cluster. */
export interface MockSituation {
  readonly name: SituationName;
  /** The reserved `cluster_id`. */
  readonly clusterId: string;
  /** ID of the workflow of the cluster. */
  readonly workflowId: string;
  /** One or two sentences for people. */
  readonly description: string;
}

/** The workflow of a reserved cluster has the ID of the cluster with another beginning. */
function workflowIdOf(clusterId: string): string {
  return `10000000${clusterId.slice(8)}`;
}

/** All situations, in the order of an upgrade. */
export const mockSituations: readonly MockSituation[] = (Object.keys(definitions) as SituationName[]).map((name) => {
  const { clusterId, description } = definitions[name];
  return { name, clusterId, workflowId: workflowIdOf(clusterId), description };
});

const minuteMs = 60_000;

/** How long a task of a reserved cluster took, and how long one takes that a request starts. */
const pastDurationMs = 5 * minuteMs;
const taskDurationMs = 5000;

/** The cluster of a situation as it is at a time, in milliseconds since 1970. */
export type Situation = (nowMs: number) => Beginning;

function begin({ clusterId, tasks, failures = [], stays = false, endedMinutesAgo = 5 }: Definition): Situation {
  const workflowId = workflowIdOf(clusterId);
  return (nowMs) => {
    const endMs = nowMs - endedMinutesAgo * minuteMs;
    const runs = tasks.map((type, index): Run => {
      const runEndMs = endMs - (tasks.length - 1 - index) * pastDurationMs;
      return {
        type,
        uid: randomUUID(),
        clusterId,
        workflowId,
        ...exampleVersions,
        startMs: runEndMs - pastDurationMs,
        endMs: runEndMs,
        opensPlay: false,
        skipped: undefined,
        failures: failures.filter(({ task }) => task === type),
      };
    });
    const created = formatCceTimestamp(new Date((runs[0]?.startMs ?? endMs) - minuteMs));
    const workflow = makeWorkflow(clusterId, workflowId, { phase: "Init", pointStatuses: newTasks() });
    return {
      workflows: new Map([
        [
          workflowId,
          { ...workflow, metadata: { uid: workflowId, creationTimestamp: created, updateTimestamp: created } },
        ],
      ]),
      runs,
      taskDurationMs,
      failures: stays ? failures : [],
    };
  };
}

/** The situation of a reserved cluster; `undefined` for any other. */
export function situationOf(clusterId: string): Situation | undefined {
  const definition = Object.values<Definition>(definitions).find((each) => each.clusterId === clusterId);
  return definition && begin(definition);
}
