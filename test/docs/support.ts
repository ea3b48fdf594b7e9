import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";

/** What a script printed and how it ended. */
export interface ScriptRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script in a copy of the project that was changed. */
export async function runIn(script: string, change: (copy: ProjectCopy) => void): Promise<ScriptRun> {
  return withProjectCopy(async (copy) => {
    change(copy);
    return copy.start(script).ended;
  });
}

/** The line, from 1, on which the part of a text begins. */
export function lineOf(text: string, part: string): number {
  const index = text.indexOf(part);
  if (index < 0) throw new Error(`Not found: ${part}`);
  return text.slice(0, index).split("\n").length;
}
