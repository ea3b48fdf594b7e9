import type { components } from "../../generated/types.gen.js";
import type { CceCall } from "../client/call.js";
import type { CceClient } from "../client/client.js";
import { CceConfigError } from "../base/errors.js";
import type { CallOptions } from "../client/options.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** A cluster. */
export interface ClusterTarget {
  /** Project of the cluster. Default: the client's `projectId`. */
  readonly project_id?: string | undefined;
  readonly cluster_id: string;
}

/** A workflow of a cluster. */
export interface WorkflowTarget extends ClusterTarget {
  readonly upgrade_workflow_id: string;
}

/** What the helpers that call the service have in common. */
export interface HelperOptions {
  /** Whether the cluster is an Autopilot cluster, whose operations have another path. Default: `false`. */
  readonly autopilot?: boolean | undefined;
  /** Ends the helper when it fires. */
  readonly signal?: AbortSignal | undefined;
}

/** What an option may be. */
interface OptionCheck {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

/** A check for each option, so that a misspelt one is an error also in JavaScript. */
export type OptionChecks<T> = Readonly<Record<keyof T, OptionCheck>>;

export function milliseconds(least: number): OptionCheck {
  return {
    expected: `a finite number of milliseconds, at least ${least}`,
    accepts: (value) => typeof value === "number" && value >= least && Number.isFinite(value),
  };
}

export const truthValue: OptionCheck = { expected: "true or false", accepts: (value) => typeof value === "boolean" };

export const hook: OptionCheck = { expected: "a function", accepts: (value) => typeof value === "function" };

export const helperChecks: OptionChecks<HelperOptions> = {
  autopilot: truthValue,
  signal: {
    expected: "an AbortSignal",
    accepts: (value) =>
      typeof value === "object" && value !== null && "aborted" in value && "addEventListener" in value,
  },
};

/** @throws CceConfigError naming the option that is unknown or malformed. */
export function checkHelperOptions<T extends object>(options: T, checks: OptionChecks<T>): void {
  const given: unknown = options;
  if (typeof given !== "object" || given === null) {
    throw new CceConfigError("options", "The options must be an object.");
  }
  const known: Readonly<Record<string, OptionCheck>> = checks;
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (check === undefined) {
      throw new CceConfigError(name, `There is no option "${name}". Known: ${Object.keys(known).join(", ")}.`);
    }
    if (value !== undefined && !check.accepts(value)) {
      throw new CceConfigError(name, `"${name}" must be ${check.expected}.`);
    }
  }
}

/** Tells a hook. Whoever looks on must not turn a cancel that worked into one that seems to have failed. */
export function tell<T extends unknown[]>(hook: ((...told: T) => unknown) | undefined, ...told: T): void {
  try {
    // An async function is a hook too.
    Promise.resolve(hook?.(...told)).catch(() => undefined);
  } catch {
    // The same for one that throws at once.
  }
}

/** The operations on workflows of one kind of cluster, with the target filled in. */
export interface WorkflowOperations {
  readonly show: (target: WorkflowTarget) => CceCall<UpgradeWorkFlow>;
  readonly cancel: (target: WorkflowTarget) => CceCall<UpgradeWorkFlow>;
  readonly list: (target: ClusterTarget) => CceCall<components["schemas"]["UpgradeWorkFlowList"]>;
}

/** Picks the operations of a kind of cluster. Only the parameters of the target are passed on. */
export function operationsFor(cce: CceClient, { autopilot = false, signal }: HelperOptions): WorkflowOperations {
  const options: CallOptions = { signal };
  const cluster = ({ project_id, cluster_id }: ClusterTarget) => ({ project_id, cluster_id });
  const workflow = (target: WorkflowTarget) => ({
    ...cluster(target),
    upgrade_workflow_id: target.upgrade_workflow_id,
  });
  const cancelled = (target: WorkflowTarget) => ({
    ...workflow(target),
    body: { status: { phase: "Cancel" as const } },
  });
  return autopilot
    ? {
        show: (target) => cce.showAutopilotUpgradeWorkFlow(workflow(target), options),
        cancel: (target) => cce.upgradeAutopilotWorkFlowUpdate(cancelled(target), options),
        list: (target) => cce.listAutopilotUpgradeWorkFlows(cluster(target), options),
      }
    : {
        show: (target) => cce.showUpgradeWorkFlow(workflow(target), options),
        cancel: (target) => cce.upgradeWorkFlowUpdate(cancelled(target), options),
        list: (target) => cce.listUpgradeWorkFlows(cluster(target), options),
      };
}
