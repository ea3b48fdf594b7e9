import { isCceError } from "../../base/errors.js";
import { type Context, withoutSecrets } from "../session/context.js";
import { exitCode, exitCodeOf, UsageError } from "../session/failure.js";
import { messageOf } from "../session/message.js";
import { oneLine } from "../terminal/text.js";

/** One result. A check may have several, e.g. one for each read that failed. */
export interface Check {
  /** What was checked, e.g. `Clock`. */
  readonly check: string;
  /** `skipped`: the check could not be made; `message` says why. */
  readonly status: "ok" | "warning" | "skipped" | "failed";
  readonly message: string;
  /** What to do. */
  readonly advice?: string;
}

/** Advice for a failed check, which may depend on the failure. */
export type Advice = string | ((error: unknown) => string);

/** The checks so far, and the exit code that they lead to. */
export class Checkup {
  readonly checks: Check[] = [];
  exitCode: number = exitCode.done;

  constructor(readonly context: Context) {}

  add(check: string, status: Check["status"], message: string, advice?: string): void {
    const clean = (text: string) => withoutSecrets(this.context, oneLine(text));
    this.checks.push({
      check,
      status,
      message: clean(message),
      ...(advice !== undefined && { advice: clean(advice) }),
    });
    if (status === "failed") this.exitCode = Math.max(this.exitCode, exitCode.failed);
  }

  /** Adds the failure of a check. Throws what ends the command: an interruption, a defect. */
  fail(check: string, error: unknown, advice?: Advice, prefix = ""): void {
    const { interrupted } = this.context;
    if (interrupted.aborted) throw interrupted.reason as Error;
    if (!isCceError(error) && !(error instanceof UsageError)) throw error;
    this.add(check, "failed", prefix + messageOf(error), typeof advice === "function" ? advice(error) : advice);
    this.exitCode = Math.max(this.exitCode, exitCodeOf(error));
  }

  /** Makes a check. Its failure is a result, and the others go on. */
  async attempt<T>(check: string, work: () => T | Promise<T>, advice?: Advice): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.fail(check, error, advice);
      return undefined;
    }
  }
}
