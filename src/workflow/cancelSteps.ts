/** One thing a safe cancel did. */
export interface CancelStep {
  /** When it ended. */
  readonly at: Date;
  readonly action: "read" | "cancel";
  /** Phase of the workflow in the answer; `undefined` where there was none. */
  readonly phase: string | undefined;
  /** Message of the failure; `undefined` where there was none. */
  readonly failure: string | undefined;
}
