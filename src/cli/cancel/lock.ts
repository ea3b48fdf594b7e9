import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, readlinkSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { UsageError } from "../session/failure.js";
import { fieldsOf, plain } from "../terminal/text.js";

/** Who holds a lock, as the file of the lock tells it. */
interface Owner {
  /** Tells this lock apart from any other, before and after. */
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** Where a process ID means the same process. Known on Linux only. */
  readonly place?: string | undefined;
  /** When the process was started, in ticks of the kernel: another process may have its ID by now. Known on Linux only. */
  readonly born?: string | undefined;
  readonly since: string;
}

/** A lock that is held. */
export interface Lock {
  readonly release: () => void;
}

/** More often no file comes and goes between two steps. */
const maxTries = 100;

function codeOf(error: unknown): unknown {
  return fieldsOf(error)["code"];
}

/** What a step gives; nothing where it fails. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** The kernel since its start, and the namespace: two containers of one host name do not see each other's processes. */
function placeOfThis(): string | undefined {
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = attempt(() => readlinkSync("/proc/self/ns/pid"));
  return boot === undefined || namespace === undefined ? undefined : `${boot} ${namespace}`;
}

/** What Linux tells of a process: its state, and when it was started. */
function statOf(pid: number): { readonly state: string | undefined; readonly born: string | undefined } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The second field is the name in parentheses, which may hold anything. The 3rd is the state, the 22nd the start.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && { state: fields[0], born: fields[19] };
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error means that there is one, of another user.
    if (codeOf(error) === "ESRCH") return false;
  }
  // A process that has ended and was not waited for by its parent.
  return statOf(pid)?.state !== "Z";
}

/** Whether the process of a lock has ended for certain. Time tells nothing: a process may live and be slow. */
function isGone(owner: Owner, me: Owner): boolean {
  if (owner.host !== me.host || owner.place !== me.place) return false;
  if (!runs(owner.pid)) return true;
  const born = statOf(owner.pid)?.born;
  return owner.born !== undefined && born !== undefined && owner.born !== born;
}

/** Reads who holds a lock; `undefined` where nobody does. */
function ownerOf(path: string, file: string): Owner | undefined {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
  }
  const { id, pid, host, place, born, since } = fieldsOf(record);
  // The ID becomes a part of a file's name, and a process ID that is no number would mean several.
  const isKnown = typeof id === "string" && /^[0-9a-f]{16}$/.test(id) && typeof pid === "number" && pid > 0;
  if (!isKnown || typeof host !== "string" || typeof since !== "string") {
    throw new UsageError(
      `${file} is locked: ${path} does not tell by whom. When no other run uses ${file}, delete that file.`,
    );
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { id, pid, host, place: text(place), born: text(born), since };
}

function inUse(path: string, file: string, owner: Owner, me: Owner): UsageError {
  const who = `${file} is in use by the process ${owner.pid} on ${plain(owner.host)} since ${plain(owner.since)}`;
  const isSeen = owner.host === me.host && owner.place === me.place;
  if (isSeen && owner.born !== undefined) return new UsageError(`${who}. Nothing was sent.`);
  const why = isSeen ? "" : ", which cannot be seen from here";
  return new UsageError(`${who}${why}. Nothing was sent. If that run has ended for certain, delete ${path}.`);
}

/** Makes the file of a lock, whole at once; `false` where there is one. */
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
    // Two runs may have come to this. Only the one that holds the lock named after this very lock may remove it; one that
    // dies at it leaves a lock as stale as this one, and nothing that has to be cleared up by hand.
    const claim = `${path}.${owner.id}`;
    take(claim, file, me);
    try {
      if (ownerOf(path, file)?.id === owner.id) unlinkSync(path);
    } finally {
      unlinkSync(claim);
    }
  }
  throw new UsageError(`${file} cannot be locked: ${path} comes and goes. Nothing was sent.`);
}

/**
 * Locks a file by one beside it, so that of several runs one has it. A lock whose owner is known to have ended is taken over;
 * no other is, however old: proper-lockfile gives a lock away by time while its owner lives and is busy or was suspended.
 *
 * @param file - Its real path: two names of one file would be two locks.
 * @throws UsageError that names the owner.
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
      // Somebody may have deleted it by hand, and another run have made its own.
      if (ownerOf(path, file)?.id === me.id) unlinkSync(path);
    });
  };
  // A second Ctrl-C ends the process where it stands.
  process.once("exit", release);
  return { release };
}
