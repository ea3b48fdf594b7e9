import { fieldsOf, parseJson } from "../../base/fields.js";
import { isId } from "../session/arguments.js";
import { UsageError } from "../session/failure.js";
import { type Job, keyOf } from "./job.js";
import { isDone } from "./result.js";

/** How a result begins, also in files of 0.1.0. */
const resultBeginning = '{"line":';
const intentBeginning = '{"intent":';

interface JournalRecord {
  readonly job: Pick<Job, "endpoint" | "input">;
  readonly upgrade_workflow_id: string | undefined;
  /** Missing for an intent. */
  readonly outcome: string | undefined;
}

function recordIn(line: string): JournalRecord | undefined {
  const { intent, endpoint, input, outcome, upgrade_workflow_id: meant } = fieldsOf(parseJson(line));
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = fieldsOf(input);
  if (typeof endpoint !== "string" || typeof project_id !== "string" || typeof cluster_id !== "string") {
    return undefined;
  }
  const isIntent = intent === "cancel" && outcome === undefined && typeof meant === "string" && isId(meant);
  if (typeof autopilot !== "boolean" || !(isIntent || typeof outcome === "string")) return undefined;
  const workflow = typeof upgrade_workflow_id === "string" ? { upgrade_workflow_id } : {};
  return {
    job: { endpoint, input: { project_id, cluster_id, autopilot, ...workflow } },
    upgrade_workflow_id: typeof meant === "string" && isId(meant) ? meant : undefined,
    outcome: isIntent ? undefined : String(outcome),
  };
}

/** Whether a text is the beginning of a record that was not written to its end. */
function isTorn(text: string, ...beginnings: readonly string[]): boolean {
  const isRecord = beginnings.some((beginning) => text.startsWith(beginning) || beginning.startsWith(text));
  return isRecord && parseJson(text) === undefined;
}

/** The contents of a journal, and the number of bytes that are whole. */
export class JournalContents {
  readonly done = new Set<string>();
  /** The workflows of open attempts. */
  readonly attempts = new Map<string, string>();
  readonly wholeBytes: number;
  /** Whether the last line lacks nothing but its line break. */
  readonly lacksBreak: boolean;
  private hasIntents = false;

  /** @throws UsageError naming the first line that is not a record. */
  constructor(
    private readonly file: string,
    bytes: Buffer,
  ) {
    const end = bytes.lastIndexOf("\n") + 1;
    const lines = bytes.toString("utf8", 0, end).split("\n");
    const lastLine = lines.length;
    for (const [index, line] of lines.slice(0, -1).entries()) {
      if (!this.take(line.trim())) this.refuse(index + 1);
    }
    // A power failure leaves zeros where the file had grown before its content was written.
    let last = bytes.length;
    while (last > end && bytes[last - 1] === 0) last -= 1;
    const tail = bytes.toString("utf8", end, last).trim();
    this.lacksBreak = recordIn(tail) !== undefined && this.take(tail);
    if (!this.lacksBreak && !isTorn(tail, resultBeginning, intentBeginning)) this.refuse(lastLine);
    this.wholeBytes = this.lacksBreak ? last : end;
  }

  /** Reads a line; `false` if it is not from this command. */
  private take(line: string): boolean {
    if (line === "") return true;
    const record = recordIn(line);
    if (record !== undefined) {
      this.add(record);
      return true;
    }
    // 0.1.0 left torn results in the middle, some with the next one on the same line. It never wrote to a file with
    // intents: behind the first intent, a torn line means that something else went wrong.
    if (this.hasIntents || !isTorn(line, resultBeginning)) return false;
    const next = recordIn(line.slice(line.lastIndexOf(resultBeginning)));
    if (next !== undefined) this.add(next);
    return true;
  }

  private add({ job, upgrade_workflow_id, outcome }: JournalRecord): void {
    this.hasIntents ||= outcome === undefined;
    const named = upgrade_workflow_id === undefined ? job : { ...job, input: { ...job.input, upgrade_workflow_id } };
    // A row that names the workflow is as done as one for which it was the current one.
    for (const key of [keyOf(job), keyOf(named)]) {
      if (isDone(outcome)) this.done.add(key);
      // After these two it is certain that no cancel took effect.
      else if (outcome === "failed" || outcome === "interrupted") this.attempts.delete(key);
      else if (upgrade_workflow_id !== undefined && (outcome === undefined || outcome === "unknown")) {
        this.attempts.set(key, upgrade_workflow_id);
      }
    }
  }

  private refuse(line: number): never {
    throw new UsageError(`${this.file}, line ${line}: not a record of this command. Nothing was sent.`);
  }
}
