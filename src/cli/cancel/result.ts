import type { Job } from "./job.js";

/** How a job ended. */
export type Outcome =
  | "cancelled"
  | "already-cancelled"
  | "refused"
  | "failed"
  /** A cancel was sent, and it is not known whether it took effect. */
  | "unknown"
  /** The command ended before the cancel was sent. */
  | "interrupted"
  /** An earlier run did it. */
  | "skipped";

/** The result of a job, as `--json` prints it and the done file records it. */
export interface Result extends Job {
  readonly outcome: Outcome;
  /** The workflow, once it is known. */
  readonly upgrade_workflow_id?: string;
  /** Its phase when it was last read. */
  readonly phase?: string;
  readonly cancelledBy?: "this-call" | "unknown" | "earlier";
  /** Why it is not cancelled. */
  readonly message?: string;
  /** When the job ended, in UTC. */
  readonly at: string;
}

/** Whether an outcome leaves nothing to do. */
export function isDone(outcome: unknown): boolean {
  return outcome === "cancelled" || outcome === "already-cancelled";
}
