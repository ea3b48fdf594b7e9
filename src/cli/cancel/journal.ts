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
import { UsageError } from "../session/failure.js";
import { type Job, keyOf } from "./job.js";
import { JournalContents } from "./journalContents.js";
import { type Lock, lockFile } from "./lock.js";
import type { Result } from "./result.js";

/** The record of a batch for its next run: what each run was about to send, and how that ended. */
export interface Journal {
  /** Whether nothing is left to do for a job. */
  readonly isDone: (job: Job) => boolean;
  /**
   * The workflow for which an earlier run may have sent a cancel with an unknown outcome. The job stays with it, even if
   * another workflow has become the current one since.
   */
  readonly openAttempt: (job: Job) => string | undefined;
  /** Records that a cancel is about to be sent. If it throws, the cancel must not be sent. */
  readonly addIntent: (job: Job, upgrade_workflow_id: string) => void;
  /** Records a result; `false` if that failed. */
  readonly addResult: (result: Result) => boolean;
  /** Fires when a record cannot be written, with the error. */
  readonly failed: AbortSignal;
  readonly close: () => void;
}

/** The journal of a batch without a done file. */
export const noJournal: Journal = {
  isDone: () => false,
  openAttempt: () => undefined,
  addIntent: () => undefined,
  addResult: () => true,
  failed: new AbortController().signal,
  close: () => undefined,
};

class JournalFile implements Journal {
  private readonly stop = new AbortController();
  private bytes: number;
  /** Whether the file ends with part of a line. Nothing may be written after it. */
  private endsTorn = false;

  constructor(
    private readonly handle: number,
    private readonly contents: JournalContents,
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

  readonly addResult = (result: Result) => {
    try {
      this.add(result);
      return true;
    } catch {
      return false;
    }
  };

  /** Repairs the end of the file: cuts off a torn line, and adds a missing line break. */
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

  /** Removes a record that was written in part: a later, shorter one may fit again. */
  private cutOff(): void {
    try {
      ftruncateSync(this.handle, this.bytes);
    } catch {
      this.endsTorn = true;
    }
  }
}

/** Writes a whole text, as a nearly full disk may accept part of it without an error. Returns the number of bytes. */
function write(handle: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
  return bytes.length;
}

/** Opens or creates a regular file. Does not block on a pipe without a reader. */
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

/** Syncs the folder of a file: a new file survives a power failure only then. */
function syncFolder(file: string): void {
  // Windows cannot open folders.
  if (process.platform === "win32") return;
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** What else this command uses a file for; `undefined` if nothing. */
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
      // It does not exist, or is closed.
      return false;
    }
  });
  return use?.[0];
}

/** Uses a file. If that fails, the user has to name another one. */
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
 * Opens or creates the journal of a batch, and locks it. Changes nothing in it but a torn last line.
 *
 * @param input - The file with the rows.
 * @throws UsageError if it is in use, cannot be read or written, or is something else.
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
        throw new UsageError(`${file} is also ${use}. Give another --done-file. Nothing was sent.`);
      }
      if (fstatSync(handle).nlink > 1) {
        throw new UsageError(
          `${file} has a second name (a hard link), so it cannot be locked. Nothing was sent. Use a copy of it.`,
        );
      }
      const path = realpathSync.native(file);
      lock = lockFile(path, clock.now());
      const contents = new JournalContents(file, readFileSync(handle));
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
