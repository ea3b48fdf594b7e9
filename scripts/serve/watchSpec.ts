import { existsSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import type { Project } from "../pipeline/project.js";

/** Editors write a file in several steps; a change is told when it has been quiet for so long. */
const quietMs = 20;

/** Calls `changed` after each change of the spec and of what belongs to it, until the returned function is called. */
export function watchSpec(project: Project, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const spec = dirname(project.spec);
  // One by one: a recursive watcher is not to be had on every system.
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
