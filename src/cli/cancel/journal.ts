import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../../base/clock.js";
import { isId } from "../session/arguments.js";
import { UsageError } from "../session/failure.js";
import { fieldsOf } from "../terminal/text.js";
import { type Lock, lockFile } from "./lock.js";
import { isDone, type Job, keyOf, type RowResult } from "./result.js";

/** What the runs of a batch leave for the next: what each was about to do, and what became of it. */
export interface Journal {
  /** Whether nothing is left to do for a job. */
  readonly isDone: (job: Job) => boolean;
  /**
   * The workflow that an earlier run meant by a job, where it may have sent a cancel of which nobody knows what became. The
   * job means it from then on, and not one that has become the current one since.
   */
  readonly openAttempt: (job: Job) => string | undefined;
  /** Records that a cancel is about to be sent. Throws when it could not, and the cancel must not be sent then. */
  readonly addIntent: (job: Job, upgrade_workflow_id: string) => void;
  /** Records a result; `false` when it could not. */
  readonly addResult: (result: RowResult) => boolean;
  /** Fires at the first record that could not be written, with the error. */
  readonly failed: AbortSignal;
  readonly close: () => void;
}

/** The journal of a batch that keeps none. */
export const noJournal: Journal = {
  isDone: () => false,
  openAttempt: () => undefined,
  addIntent: () => undefined,
  addResult: () => true,
  failed: new AbortController().signal,
  close: () => undefined,
};

/** How a result begins, in files of 0.1.0 too. */
const resultBeginning = '{"line":';
const intentBeginning = '{"intent":';

interface JournalRecord {
  readonly job: Pick<Job, "endpoint" | "input">;
  readonly upgrade_workflow_id: string | undefined;
  /** Missing where it is an intent. */
  readonly outcome: string | undefined;
}

function recordIn(line: string): JournalRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { intent, endpoint, input, outcome, upgrade_workflow_id: meant } = fieldsOf(value);
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

/** Whether a text is a part of a record that was being written. */
function isTorn(text: string, ...beginnings: readonly string[]): boolean {
  if (!beginnings.some((beginning) => text.startsWith(beginning) || beginning.startsWith(text))) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** What a journal says, and up to which byte it is whole. */
class Contents {
  readonly done = new Set<string>();
  /** The workflows of attempts that are open. */
  readonly attempts = new Map<string, string>();
  readonly wholeBytes: number;
  /** Whether the last line is whole but for its line break. */
  readonly lacksBreak: boolean;
  private hasIntents = false;

  /** @throws UsageError naming the first line that is no record. */
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
    // A loss of power leaves zeros where the file had grown and its content was not written yet.
    let last = bytes.length;
    while (last > end && bytes[last - 1] === 0) last -= 1;
    const tail = bytes.toString("utf8", end, last).trim();
    this.lacksBreak = recordIn(tail) !== undefined && this.take(tail);
    if (!this.lacksBreak && !isTorn(tail, resultBeginning, intentBeginning)) this.refuse(lastLine);
    this.wholeBytes = this.lacksBreak ? last : end;
  }

  /** Takes a line in; `false` where it is none of this command's. */
  private take(line: string): boolean {
    if (line === "") return true;
    const record = recordIn(line);
    if (record !== undefined) {
      this.add(record);
      return true;
    }
    // 0.1.0 left torn results in the middle, and some with the next one in the same line. It never added to a file with
    // intents, so that behind the first of them something else has gone wrong.
    if (this.hasIntents || !isTorn(line, resultBeginning)) return false;
    const next = recordIn(line.slice(line.lastIndexOf(resultBeginning)));
    if (next !== undefined) this.add(next);
    return true;
  }

  private add({ job, upgrade_workflow_id, outcome }: JournalRecord): void {
    this.hasIntents ||= outcome === undefined;
    const named = upgrade_workflow_id === undefined ? job : { ...job, input: { ...job.input, upgrade_workflow_id } };
    // A row that names the workflow is as done as one that meant it as the current one.
    for (const key of [keyOf(job), keyOf(named)]) {
      if (isDone(outcome)) this.done.add(key);
      // These two say for certain that no cancel took effect.
      else if (outcome === "failed" || outcome === "interrupted") this.attempts.delete(key);
      else if (upgrade_workflow_id !== undefined && (outcome === undefined || outcome === "unknown")) {
        this.attempts.set(key, upgrade_workflow_id);
      }
    }
  }

  private refuse(line: number): never {
    throw new UsageError(`${this.file}, line ${line}: not a result of this command. Nothing was sent.`);
  }
}

class JournalFile implements Journal {
  private readonly stop = new AbortController();
  private bytes: number;
  /** Whether a part of a line stands at the end, to which nothing may be added. */
  private endsTorn = false;

  constructor(
    private readonly handle: number,
    private readonly contents: Contents,
    private readonly clock: Clock,
    readonly close: () => void,
  ) {
    this.bytes = contents.wholeBytes;
  }

  get failed(): AbortSignal {
    return this.stop.signal;
  }

  readonly isDone = (job: Job) => this.contents.done.has(keyOf(job));

  readonly openAttempt = (job: Job) => this.contents.attempts.get(keyOf(job));

  readonly addIntent = (job: Job, upgrade_workflow_id: string) => {
    this.add({ intent: "cancel", ...job, upgrade_workflow_id, at: new Date(this.clock.now()).toISOString() });
  };

  readonly addResult = (result: RowResult) => {
    try {
      this.add(result);
      return true;
    } catch {
      return false;
    }
  };

  /** Brings the end of the file in order: cuts off what is torn, and gives the last line its line break. */
  repair(): void {
    if (fstatSync(this.handle).size > this.bytes) ftruncateSync(this.handle, this.bytes);
    if (this.contents.lacksBreak) this.bytes += write(this.handle, "\n");
    fsyncSync(this.handle);
  }

  private add(record: object): void {
    try {
      if (this.endsTorn) throw this.stop.signal.reason;
      this.bytes += write(this.handle, `${JSON.stringify(record)}\n`);
      fsyncSync(this.handle);
    } catch (error) {
      this.stop.abort(error);
      this.cutOff();
      throw error;
    }
  }

  /** What was not written whole is not to stand in the file in part: a later record may find room again. */
  private cutOff(): void {
    try {
      ftruncateSync(this.handle, this.bytes);
    } catch {
      this.endsTorn = true;
    }
  }
}

/** Writes all of a text: a disk that is nearly full takes a part of it, which is no error. Gives the number of bytes. */
function write(handle: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
  return bytes.length;
}

/** Opens a regular file, which is made where there is none, without waiting for whoever reads from a pipe. */
function openRegular(file: string): number {
  const refuse = (): never => {
    throw new UsageError(`${file} cannot be used: it is not a regular file. Nothing was sent.`);
  };
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) refuse();
  const { O_RDWR, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
  const handle = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK, 0o666);
  if (fstatSync(handle).isFile()) return handle;
  closeSync(handle);
  return refuse();
}

/** A file that was made is found again after a loss of power only when its folder is synced, too. */
function syncFolder(file: string): void {
  // Windows has no handles of folders.
  if (process.platform === "win32") return;
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Names what else a file is used for by this command; `undefined` where nothing is. */
function otherUseOf(handle: number, input: string): string | undefined {
  const { dev, ino } = fstatSync(handle, { bigint: true });
  const uses = [
    ["the file of --from", () => statSync(input, { bigint: true })],
    ["standard output", () => fstatSync(1, { bigint: true })],
    ["standard error", () => fstatSync(2, { bigint: true })],
  ] as const;
  const use = uses.find(([, stat]) => {
    try {
      const other = stat();
      return other.dev === dev && other.ino === ino;
    } catch {
      // It is not there, or closed.
      return false;
    }
  });
  return use?.[0];
}

/** Does something with a file; its failure is the user's to mend. */
function using<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be used: ${why}. Nothing was sent.`);
  }
}

/**
 * Opens the journal of a batch, which is made where there is none, and locks it. Nothing in it is changed but its last line,
 * where that is torn.
 *
 * @param input - The file of the rows.
 * @throws UsageError when it is in use, cannot be read or written, or is something else.
 */
export function openJournal(file: string, input: string, clock: Clock): Journal {
  const handle = using(file, () => openRegular(file));
  let lock: Lock | undefined;
  const close = () => {
    closeSync(handle);
    lock?.release();
  };
  try {
    return using(file, () => {
      const use = otherUseOf(handle, input);
      if (use !== undefined) {
        throw new UsageError(`${file} is ${use}, too. Give another --done-file. Nothing was sent.`);
      }
      if (fstatSync(handle).nlink > 1) {
        throw new UsageError(
          `${file} has a second name (a hard link), so it cannot be locked. Nothing was sent. Give a copy of it.`,
        );
      }
      const path = realpathSync.native(file);
      lock = lockFile(path, clock.now());
      const contents = new Contents(file, readFileSync(handle));
      const journal = new JournalFile(handle, contents, clock, close);
      journal.repair();
      syncFolder(path);
      return journal;
    });
  } catch (error) {
    close();
    throw error;
  }
}
