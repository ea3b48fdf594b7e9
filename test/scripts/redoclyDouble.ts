import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProjectCopy } from "../helpers/projectCopy.js";

/** Replaces Redocly's command line by another program, in a copy of the project. */
export function replaceRedocly(copy: ProjectCopy, program: string): void {
  const modules = join(copy.root, "node_modules");
  const real = join(process.cwd(), "node_modules");
  rmSync(modules);
  mkdirSync(join(modules, "@redocly", "cli", "lib"), { recursive: true });
  for (const folder of [".", "@redocly"]) {
    for (const name of readdirSync(join(real, folder))) {
      const replaced = folder === "." ? "@redocly" : "cli";
      if (name !== replaced) symlinkSync(join(real, folder, name), join(modules, folder, name));
    }
  }
  cpSync(join(real, "@redocly", "cli", "package.json"), join(modules, "@redocly", "cli", "package.json"));
  writeFileSync(join(modules, "@redocly", "cli", "lib", "index.js"), program);
}
