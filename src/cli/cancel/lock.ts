import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, readlinkSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { fieldsOf } from "../../base/fields.js";
import { UsageError } from "../session/failure.js";
import { plain } from "../terminal/text.js";

/** The process that holds a lock, as recorded in the file of the lock. */
interface Owner {
  /** Identifies this lock among all that ever had its name. */
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** The scope within which a process ID means the same process. Linux only. */
  readonly place?: string | undefined;
  /** When the process started, in ticks of the kernel: its ID may belong to another one by now. Linux only. */
  readonly born?: string | undefined;
  readonly since: string;
}

/** A held lock. */
export interface Lock {
  readonly release: () => void;
}

/** No file appears and disappears more often than this between two steps. */
const maxTries = 100;

function codeOf(error: unknown): unknown {
  return fieldsOf(error)["code"];
}

/** The value of a step; nothing if it fails. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** The running kernel and the namespace: two containers with one host name do not see each other's processes. */
function placeOfThis(): string | undefined {
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = attempt(() => readlinkSync("/proc/self/ns/pid"));
  return boot === undefined || namespace === undefined ? undefined : `${boot} ${namespace}`;
}

/** What Linux knows of a process: its state, and when it started. */
function statOf(pid: number): { readonly state: string | undefined; readonly born: string | undefined } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The 2nd field is the name in parentheses, which may contain anything. The 3rd is the state, the 22nd the start.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && { state: fields[0], born: fields[19] };
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error means that the process runs under another user.
    if (codeOf(error) === "ESRCH") return false;
  }
  // A zombie has ended, and its parent has not noticed.
  return statOf(pid)?.state !== "Z";
}

/** Whether the process of a lock has certainly ended. Age proves nothing: a process may be alive and slow. */
function isGone(owner: Owner, me: Owner): boolean {
  if (owner.host !== me.host || owner.place !== me.place) return false;
  if (!runs(owner.pid)) return true;
  const born = statOf(owner.pid)?.born;
  return owner.born !== undefined && born !== undefined && owner.born !== born;
}

/** Reads the owner of a lock; `undefined` if it is not held. */
function ownerOf(path: string, file: string): Owner | undefined {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
  }
  const { id, pid, host, place, born, since } = fieldsOf(record);
  // The ID becomes part of a file name, and a negative process ID would mean a group of processes.
  const isKnown = typeof id === "string" && /^[0-9a-f]{16}$/.test(id) && typeof pid === "number" && pid > 0;
  if (!isKnown || typeof host !== "string" || typeof since !== "string") {
    throw new UsageError(
      `${file} is locked, and ${path} does not say by which run. If no other run uses ${file}, delete that file.`,
    );
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { id, pid, host, place: text(place), born: text(born), since };
}

function inUse(path: string, file: string, owner: Owner, me: Owner): UsageError {
  const who = `${file} is in use by the process ${owner.pid} on ${plain(owner.host)} since ${plain(owner.since)}`;
  const isSeen = owner.host === me.host && owner.place === me.place;
  if (isSeen && owner.born !== undefined) return new UsageError(`${who}. Nothing was sent.`);
  const why = isSeen ? "" : ", which is out of sight from here";
  return new UsageError(`${who}${why}. Nothing was sent. If that run has certainly ended, delete ${path}.`);
}

/** Creates the file of a lock with its content in one step; `false` if it exists. */
function place(path: string, me: Owner): boolean {
  const draft = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(me)}\n`, { flag: "wx" });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function take(path: string, file: string, me: Owner): void {
  for (let tries = 0; tries < maxTries; tries += 1) {
    if (place(path, me)) return;
    const owner = ownerOf(path, file);
    if (owner === undefined) continue;
    if (!isGone(owner, me)) throw inUse(path, file, owner, me);
    // Several runs may get here. Only the one that holds a lock named after this very lock may remove it. If it dies
    // meanwhile, it leaves a stale lock like this one, and nothing to clean up by hand.
    const claim = `${path}.${owner.id}`;
    take(claim, file, me);
    try {
      if (ownerOf(path, file)?.id === owner.id) unlinkSync(path);
    } finally {
      unlinkSync(claim);
    }
  }
  throw new UsageError(`${file} cannot be locked: ${path} keeps appearing and disappearing. Nothing was sent.`);
}

/**
 * Locks a file for one run at a time, by a file beside it. Takes over a lock only if its owner has certainly ended, however
 * old the lock is. (proper-lockfile goes by age, and would take a lock from a busy or suspended owner.)
 *
 * @param file - The real path: two names of one file would make two locks.
 * @throws UsageError naming the owner.
 */
export function lockFile(file: string, now: number): Lock {
  const path = `${file}.lock`;
  const { pid } = process;
  const me: Owner = {
    id: randomBytes(8).toString("hex"),
    pid,
    host: hostname(),
    place: placeOfThis(),
    born: statOf(pid)?.born,
    since: new Date(now).toISOString(),
  };
  take(path, file, me);
  const release = () => {
    process.removeListener("exit", release);
    attempt(() => {
      // It may have been deleted by hand, and another run may have created its own.
      if (ownerOf(path, file)?.id === me.id) unlinkSync(path);
    });
  };
  // A second Ctrl-C ends the process at once.
  process.once("exit", release);
  return { release };
}
