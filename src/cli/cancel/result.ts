import { plain } from "../terminal/text.js";

/** What became of a row. */
export type Outcome =
  | "cancelled"
  | "already-cancelled"
  | "refused"
  | "failed"
  /** A cancel was sent, and nobody knows whether it took effect. */
  | "unknown"
  /** The command was ended before the cancel was sent. */
  | "interrupted"
  /** An earlier run has done it. */
  | "skipped";

/** A row with all that the command adds to it. */
export interface Job {
  readonly line: number;
  readonly endpoint: string;
  readonly input: {
    readonly project_id: string;
    readonly cluster_id: string;
    /** Missing where the current workflow is meant. */
    readonly upgrade_workflow_id?: string;
    readonly autopilot: boolean;
  };
}

/** The result of a row, as `--json` and the done file have it. */
export interface RowResult extends Job {
  readonly outcome: Outcome;
  /** The workflow that was meant, once it is known. */
  readonly upgrade_workflow_id?: string;
  /** Its phase as it was read last. */
  readonly phase?: string;
  readonly cancelledBy?: "this-call" | "unknown" | "earlier";
  /** Why it is not cancelled. */
  readonly message?: string;
  /** When it ended, in UTC. */
  readonly at: string;
}

/** Tells jobs apart. The address is a part of it: a rehearsal against a mock has done nothing elsewhere. */
export function keyOf({ endpoint, input }: Pick<Job, "endpoint" | "input">): string {
  const { project_id, cluster_id, upgrade_workflow_id = null, autopilot } = input;
  return JSON.stringify([endpoint, project_id, cluster_id, upgrade_workflow_id, autopilot]);
}

/** Whether nothing is left to do for a row. */
export function isDone(outcome: unknown): boolean {
  return outcome === "cancelled" || outcome === "already-cancelled";
}

/** A result as a line for people. */
export function drawResult(file: string, { line, input, outcome, upgrade_workflow_id, message }: RowResult): string {
  const workflow = upgrade_workflow_id ?? input.upgrade_workflow_id ?? "(current)";
  const why = message === undefined ? "" : `: ${message}`;
  return plain(`${file}:${line}  ${input.cluster_id}  ${workflow}  ${outcome}${why}`);
}

/** How many rows there were of each outcome: `3 rows: 2 cancelled, 1 refused`. */
export function sumUpResults(rows: number, results: readonly RowResult[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (results.length < rows) counts.set("not started", rows - results.length);
  const listed = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `${rows} ${rows === 1 ? "row" : "rows"}: ${listed}.`;
}
