import { existsSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explain } from "../pipeline/problems.js";
import type { Project } from "../pipeline/project.js";

/** Editors write a file in several steps; a change counts after so long without another. */
const quietMs = 20;

/** Ctrl-C ends the tools of a round as well, and their failure may arrive this much before the signal does. */
const interruptMs = 100;

/** Calls `changed` after each change in the folders of the spec, until the returned function is called. */
function watchSpec(project: Project, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const spec = dirname(project.spec);
  // One by one: not every system has a recursive watcher.
  const folders = [spec, join(spec, "samples"), join(spec, "zh")].filter((folder) => existsSync(folder));
  const watchers = folders.map((folder) =>
    watch(folder, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, quietMs);
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    clearTimeout(timer);
  };
}

/** Work that is repeated after each change of the spec. */
export interface Following {
  /** Does it now. */
  readonly run: () => void;
  /** Stops it, even in the middle of its work. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs `round` after each change of the spec. A newer round aborts an older one. An error is printed and does not stop the
 * watching.
 *
 * @param kept The output that a failed round leaves unchanged, for the message.
 */
export function followSpec(project: Project, kept: string, round: (signal: AbortSignal) => Promise<void>): Following {
  let latest = new AbortController();
  let running = Promise.resolve();
  const run = () => {
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    running = running
      .then(() => (signal.aborted ? undefined : round(signal)))
      .catch(async (error: unknown) => {
        await sleep(interruptMs);
        // A newer round reports its own errors, and tools that Ctrl-C ends have not failed.
        if (signal.aborted) return;
        console.error(`${explain(error)}\nKept the last good ${kept}; waiting for the next change.`);
      });
  };
  const stopWatching = watchSpec(project, run);
  return {
    run,
    stop: async () => {
      latest.abort();
      stopWatching();
      await running;
    },
  };
}
