import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { UsageError } from "../failure.js";
import { fieldsOf } from "../render/text.js";
import { isDone, keyOf, type RowResult } from "./result.js";

/** A file of results, to which each is added as it ends. */
export interface DoneFile {
  /** The keys of the jobs that need not be done again. */
  readonly done: ReadonlySet<string>;
  readonly add: (result: RowResult) => void;
  readonly close: () => void;
}

/** A file of results that is not kept. */
export const noDoneFile: DoneFile = { done: new Set(), add: () => undefined, close: () => undefined };

/** How each result begins. */
const beginning = '{"line":';

function keyOfRecord(record: unknown): string | undefined {
  const { endpoint, input, outcome } = fieldsOf(record);
  const { project_id, cluster_id, upgrade_workflow_id, autopilot } = fieldsOf(input);
  if (typeof endpoint !== "string" || typeof project_id !== "string" || typeof cluster_id !== "string")
    return undefined;
  if (typeof autopilot !== "boolean" || typeof outcome !== "string") return undefined;
  const workflow = typeof upgrade_workflow_id === "string" ? { upgrade_workflow_id } : {};
  return keyOf({ endpoint, input: { project_id, cluster_id, autopilot, ...workflow } });
}

/** Whether a line is the beginning of a result. */
function isTorn(line: string): boolean {
  return line.startsWith(beginning) || beginning.startsWith(line);
}

function readDone(file: string, text: string): Set<string> {
  const done = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch {
      // The last line of a run that was killed may be torn; its row counts as not done.
      if (isTorn(line)) continue;
    }
    const key = keyOfRecord(record);
    if (key === undefined) throw new UsageError(`${file}, line ${index + 1}: not a result of this command.`);
    if (isDone(fieldsOf(record)["outcome"])) done.add(key);
  }
  return done;
}

/**
 * Opens a file of results, which is made where there is none.
 *
 * @throws UsageError when it cannot be read or written, or is another kind of file.
 */
export function openDoneFile(file: string): DoneFile {
  let handle: number;
  let text: string;
  try {
    handle = openSync(file, "a+");
    text = readFileSync(handle, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  const done = readDone(file, text);
  let needsBreak = text !== "" && !text.endsWith("\n");
  return {
    done,
    add: (result) => {
      // One write for each line: whoever kills this leaves whole lines.
      writeSync(handle, `${needsBreak ? "\n" : ""}${JSON.stringify(result)}\n`);
      needsBreak = false;
      fsyncSync(handle);
    },
    close: () => {
      closeSync(handle);
    },
  };
}
