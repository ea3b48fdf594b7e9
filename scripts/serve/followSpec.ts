import { existsSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import { explain } from "../pipeline/problems.js";
import type { Project } from "../pipeline/project.js";

/** Editors write a file in several steps; a change counts when it has been quiet for so long. */
const quietMs = 20;

/** Calls `changed` after each change of the spec and of what belongs to it, until the returned function is called. */
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

/** Work that is done anew after each change of the spec. */
export interface Following {
  /** Does it now. */
  readonly run: () => void;
  /** Ends it in the middle of its work. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs `round` after each change of the spec. A newer round ends an older one by its signal. An error is printed, and the
 * next change is awaited.
 *
 * @param kept What stays as it was when a round fails.
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
      .catch((error: unknown) => {
        // A newer round reports for itself; and Ctrl-C reaches the tools too, whose end is no failure then.
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
