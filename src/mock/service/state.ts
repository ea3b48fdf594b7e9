import { readFileSync } from "node:fs";
import type { Operations } from "../../../generated/client.gen.js";
import { CceConfigError } from "../../base/errors.js";
import type { Engine } from "../engine/engine.js";
import { formatCceTimestamp, type MockClock } from "./mockClock.js";
import { playUpgrade, type UpgradePlay } from "./play.js";
import { makeWorkflow, withStatus, type UpgradeWorkFlow } from "./workflow.js";

/** The workflows a mock knows, by cluster and workflow ID. */
export interface WorkflowState {
  /** Whether the mock keeps workflows: it was given a list, even an empty one, or plays an upgrade. */
  readonly isKept: () => boolean;
  readonly all: () => UpgradeWorkFlow[];
  /** The workflows of a cluster. */
  readonly list: (clusterId: string) => UpgradeWorkFlow[];
  readonly find: (clusterId: string, workflowId: string) => UpgradeWorkFlow | undefined;
  /** Cancels a workflow and returns it as it is then. */
  readonly cancel: (clusterId: string, workflowId: string) => UpgradeWorkFlow | undefined;
  readonly add: (clusterId: string, workflowId: string, workflow: UpgradeWorkFlow) => void;
  readonly play: (play: UpgradePlay) => void;
  /** Restores the first workflows. */
  readonly reset: () => void;
}

type Fields = Readonly<Record<string, unknown>>;

function refuse(path: string, problem: string): never {
  throw new CceConfigError(path, `Invalid state of the mock: ${path} ${problem}.`);
}

function shown(value: unknown): string {
  return value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
}

function checkObject(path: string, value: unknown): asserts value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(path, `must be an object, but ${shown(value)}`);
  }
}

function checkId(path: string, value: unknown): void {
  if (typeof value !== "string" || value === "") refuse(path, `must be a non-empty string, but ${shown(value)}`);
}

/** Checks that a value is a list of workflows, each with the IDs of its cluster and its own. */
function checkIds(value: unknown): asserts value is readonly UpgradeWorkFlow[] {
  if (!Array.isArray(value)) refuse("workflows", `must be a list, but ${shown(value)}`);
  for (const [index, workflow] of (value as unknown[]).entries()) {
    const path = `workflows[${index}]`;
    checkObject(path, workflow);
    const { metadata, spec } = workflow;
    checkObject(`${path}.metadata`, metadata);
    checkId(`${path}.metadata.uid`, metadata["uid"]);
    checkObject(`${path}.spec`, spec);
    checkId(`${path}.spec.clusterID`, spec["clusterID"]);
  }
}

/**
 * Checks workflows against the contract.
 *
 * @throws {@link CceConfigError} that names the first value at fault.
 */
export async function checkWorkflows(workflows: readonly UpgradeWorkFlow[], engine: Engine): Promise<void> {
  for (const [index, workflow] of workflows.entries()) {
    const [violation] = await engine.violationsOf("showUpgradeWorkFlow" satisfies keyof Operations, workflow);
    if (violation === undefined) continue;
    const place = violation.path.map((name) => (/^\d+$/.test(String(name)) ? `[${name}]` : `.${name}`)).join("");
    refuse(`workflows[${index}]${place}`, violation.message);
  }
}

/**
 * Reads a state file: a JSON object `{ "workflows": [ … ] }` with workflows as the service returns them, each with
 * `metadata.uid` and `spec.clusterID`. {@link startMock} checks everything else in them.
 *
 * @throws {@link CceConfigError} when the file cannot be read or has another form; the message names the place.
 */
export function readStateFile(file: string): readonly UpgradeWorkFlow[] {
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new CceConfigError(
      "state",
      `The state file ${file} ${reason}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  checkObject("state", state);
  const { workflows } = state;
  checkIds(workflows);
  return workflows;
}

interface Entry {
  readonly clusterId: string;
  readonly workflowId: string;
  readonly current: () => UpgradeWorkFlow;
}

function keyOf(clusterId: string, workflowId: string): string {
  return `${clusterId}/${workflowId}`;
}

function initialEntries(workflows: readonly UpgradeWorkFlow[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [index, workflow] of workflows.entries()) {
    const clusterId = workflow.spec?.clusterID ?? "";
    const workflowId = workflow.metadata?.uid ?? "";
    const key = keyOf(clusterId, workflowId);
    if (entries.has(key)) {
      refuse(`workflows[${index}]`, `repeats the workflow ${workflowId} of the cluster ${clusterId}`);
    }
    entries.set(key, { clusterId, workflowId, current: () => workflow });
  }
  return entries;
}

/**
 * Makes the state of a mock. The given workflows are copied.
 *
 * @throws {@link CceConfigError} when a workflow lacks an ID or occurs twice.
 */
export function createWorkflowState(
  workflows: readonly UpgradeWorkFlow[] | undefined,
  clock: MockClock,
): WorkflowState {
  const given = structuredClone(workflows ?? []);
  checkIds(given);
  let entries = initialEntries(given);
  const find = (clusterId: string, workflowId: string): UpgradeWorkFlow | undefined =>
    entries.get(keyOf(clusterId, workflowId))?.current();
  const add = (clusterId: string, workflowId: string, workflow: UpgradeWorkFlow): void => {
    entries.set(keyOf(clusterId, workflowId), { clusterId, workflowId, current: () => workflow });
  };
  return {
    isKept: () => workflows !== undefined || entries.size > 0,
    all: () => [...entries.values()].map(({ current }) => structuredClone(current())),
    list: (clusterId) =>
      [...entries.values()].filter((entry) => entry.clusterId === clusterId).map(({ current }) => current()),
    find,
    cancel: (clusterId, workflowId) => {
      const before = find(clusterId, workflowId);
      if (before === undefined) return undefined;
      const cancelled = withStatus(before, { phase: "Cancel" }, formatCceTimestamp(clock.now()));
      add(clusterId, workflowId, cancelled);
      return cancelled;
    },
    add,
    play: (play) => {
      const { clusterId, workflowId } = play;
      const startMs = clock.advancedMs();
      const workflow = find(clusterId, workflowId) ?? makeWorkflow(clusterId, workflowId, {});
      const played = playUpgrade(play, workflow, clock.now());
      entries.set(keyOf(clusterId, workflowId), {
        clusterId,
        workflowId,
        current: () => played(clock.advancedMs() - startMs),
      });
    },
    reset: () => {
      entries = initialEntries(given);
    },
  };
}
