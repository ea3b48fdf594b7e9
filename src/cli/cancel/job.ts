import type { Session } from "../session/connect.js";
import { type InputRow, Problems } from "./input.js";

/** A cancel to be sent: a row of a file, completed with the command's own options. */
export interface Job {
  readonly line: number;
  readonly endpoint: string;
  readonly input: {
    readonly project_id: string;
    readonly cluster_id: string;
    /** Missing for the current workflow. */
    readonly upgrade_workflow_id?: string;
    readonly autopilot: boolean;
  };
}

/** Identifies a job. The address is part of it: a rehearsal against a mock does not count elsewhere. */
export function keyOf({ endpoint, input }: Pick<Job, "endpoint" | "input">): string {
  const { project_id, cluster_id, upgrade_workflow_id = null, autopilot } = input;
  return JSON.stringify([endpoint, project_id, cluster_id, upgrade_workflow_id, autopilot]);
}

function clusterOf({ input: { project_id, cluster_id } }: Job): string {
  return JSON.stringify([project_id, cluster_id]);
}

/** @throws UsageError if two jobs have the same target, or may have. */
function checkDistinct(file: string, jobs: readonly Job[]): void {
  const problems = new Problems(file);
  const lines = new Map<string, number>();
  const named = new Map<string, number>();
  for (const job of jobs) {
    const earlier = lines.get(keyOf(job));
    if (earlier !== undefined) problems.add(job.line, `is the same as line ${earlier}`, " ");
    lines.set(keyOf(job), job.line);
    if (job.input.upgrade_workflow_id !== undefined) named.set(clusterOf(job), job.line);
  }
  for (const job of jobs) {
    // The named workflow may be the current one; and once it is cancelled, another becomes the current one.
    const other = job.input.upgrade_workflow_id === undefined ? named.get(clusterOf(job)) : undefined;
    if (other !== undefined) {
      problems.add(job.line, `names no workflow, and line ${other} names one of the same cluster`, " ");
    }
  }
  problems.throwIfAny();
}

/**
 * Completes the rows of a file with the options of the command.
 *
 * @throws UsageError if two rows have the same target, or may have.
 */
export function jobsOf(
  file: string,
  rows: readonly InputRow[],
  { endpoint, projectId, helper }: Pick<Session, "endpoint" | "projectId" | "helper">,
): Job[] {
  const jobs = rows.map(({ line, cluster_id, upgrade_workflow_id, project_id, autopilot }) => ({
    line,
    endpoint,
    input: {
      project_id: project_id ?? projectId,
      cluster_id,
      ...(upgrade_workflow_id === undefined ? {} : { upgrade_workflow_id }),
      autopilot: autopilot ?? helper.autopilot ?? false,
    },
  }));
  checkDistinct(file, jobs);
  return jobs;
}

/** Whether every row names its project, so that the command needs none. */
export function nameProjects(rows: readonly InputRow[]): boolean {
  return rows.every(({ project_id }) => project_id !== undefined);
}
