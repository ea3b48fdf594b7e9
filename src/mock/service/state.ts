import { readFileSync } from "node:fs";
import { CceConfigError } from "../../base/errors.js";
import { wireTimestamp, type Clock } from "./clock.js";
import { playUpgrade, type UpgradePlay } from "./play.js";
import { makeWorkflow, withStatus, type UpgradeWorkFlow } from "./workflow.js";

/** The workflows a mock knows, by cluster and workflow ID. */
export interface WorkflowState {
  /** Whether the mock keeps workflows: it was given some, if only an empty list, or an upgrade is played. */
  readonly isKept: () => boolean;
  readonly all: () => UpgradeWorkFlow[];
  /** The workflows of a cluster. */
  readonly list: (clusterId: string) => UpgradeWorkFlow[];
  readonly find: (clusterId: string, workflowId: string) => UpgradeWorkFlow | undefined;
  /** Ends a workflow and gives it as it is then. */
  readonly cancel: (clusterId: string, workflowId: string) => UpgradeWorkFlow | undefined;
  readonly add: (clusterId: string, workflowId: string, workflow: UpgradeWorkFlow) => void;
  readonly play: (play: UpgradePlay) => void;
  /** Goes back to the workflows it began with. */
  readonly reset: () => void;
}

type Fields = Readonly<Record<string, unknown>>;

function refuse(path: string, expected: string, value: unknown): never {
  const shown = value === undefined ? "missing" : JSON.stringify(value);
  throw new CceConfigError(path, `Invalid state of the mock: ${path} is to be ${expected}, and is ${shown}.`);
}

function checkObject(path: string, value: unknown): asserts value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, "an object", value);
}

function checkText(path: string, value: unknown, needed: boolean): void {
  if (value === undefined && !needed) return;
  if (typeof value !== "string" || value === "") refuse(path, "a text", value);
}

function checkItems(path: string, value: unknown, check: (path: string, item: Fields) => void): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) refuse(path, "a list", value);
  for (const [index, item] of (value as unknown[]).entries()) {
    const at = `${path}[${index}]`;
    checkObject(at, item);
    check(at, item);
  }
}

function checkWorkflow(path: string, workflow: Fields): void {
  const { metadata, spec, status } = workflow;
  checkObject(`${path}.metadata`, metadata);
  checkText(`${path}.metadata.uid`, metadata["uid"], true);
  checkObject(`${path}.spec`, spec);
  checkText(`${path}.spec.clusterID`, spec["clusterID"], true);
  if (status === undefined) return;
  checkObject(`${path}.status`, status);
  checkText(`${path}.status.phase`, status["phase"], false);
  checkItems(`${path}.status.pointStatuses`, status["pointStatuses"], (at, task) => {
    checkText(`${at}.taskType`, task["taskType"], false);
    checkText(`${at}.status`, task["status"], false);
  });
  checkItems(`${path}.status.lineStatuses`, status["lineStatuses"], (at, line) => {
    for (const end of ["startPoint", "endPoint"]) if (line[end] !== undefined) checkObject(`${at}.${end}`, line[end]);
  });
}

/**
 * Checks that a value from outside is a list of workflows that can be found by cluster (`spec.clusterID`) and ID
 * (`metadata.uid`). States that are in no list are let through: a mock is there to try them, too.
 */
function checkWorkflows(value: unknown): asserts value is readonly UpgradeWorkFlow[] {
  if (value === undefined) refuse("workflows", "a list", value);
  checkItems("workflows", value, checkWorkflow);
}

/**
 * Reads a state file: a JSON object `{ "workflows": [ … ] }` with workflows as the service answers them, each with
 * `metadata.uid` and `spec.clusterID`.
 *
 * @throws {@link CceConfigError} when the file cannot be read or is anything else; the message tells where.
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
  checkWorkflows(workflows);
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
      const text = `Invalid state of the mock: the workflow ${workflowId} of the cluster ${clusterId} is there twice.`;
      throw new CceConfigError(`workflows[${index}]`, text);
    }
    entries.set(key, { clusterId, workflowId, current: () => workflow });
  }
  return entries;
}

/**
 * Makes the state of a mock. The given workflows are copied.
 *
 * @throws {@link CceConfigError} when they are not workflows, lack an ID or are there twice.
 */
export function createWorkflowState(workflows: readonly UpgradeWorkFlow[] | undefined, clock: Clock): WorkflowState {
  const given = structuredClone(workflows ?? []);
  checkWorkflows(given);
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
      const cancelled = withStatus(before, { phase: "Cancel" }, wireTimestamp(clock.now()));
      add(clusterId, workflowId, cancelled);
      return cancelled;
    },
    add,
    play: (play) => {
      const { clusterId, workflowId } = play;
      const startMs = clock.movedMs();
      const workflow = find(clusterId, workflowId) ?? makeWorkflow(clusterId, workflowId, {});
      const played = playUpgrade(play, workflow, clock.now());
      entries.set(keyOf(clusterId, workflowId), {
        clusterId,
        workflowId,
        current: () => played(clock.movedMs() - startMs),
      });
    },
    reset: () => {
      entries = initialEntries(given);
    },
  };
}
