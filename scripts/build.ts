import { execFile } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleCli } from "./pipeline/bundle.js";
import { main } from "./pipeline/main.js";
import { ToolError } from "./pipeline/problems.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await main(async () => {
  const target = join(root, "dist");
  const fresh = join(root, "dist.tmp");
  await rm(fresh, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", join(root, "src"), "--outDir", fresh]);
    // Its modules import libraries that an install does not have; the bundle has them in it.
    await rm(join(fresh, "src", "cli"), { recursive: true, force: true });
    await bundleCli(root, join(fresh, "cli.js"));
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (error instanceof ToolError) throw error;
    const output = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    throw new ToolError(`tsc found errors; dist/ is as it was.\n${output}`);
  }
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
});
