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

/**
 * Replaces Redocly by a program whose page is the document itself: takes a tenth of the time, where a test is not about the
 * page. What it lacks of Redoc are the labels, so scripts warn.
 */
export function skipRedoc(copy: ProjectCopy): void {
  replaceRedocly(
    copy,
    `import { readFileSync, writeFileSync } from "node:fs";
    const [, , , document, ...args] = process.argv;
    const images = ["one", "two"].map((name) => "https://cdn.redoc.ly/redoc/" + name + ".svg");
    const page = [readFileSync(document, "utf8"), ...images].join(" ");
    writeFileSync(args[args.indexOf("--output") + 1], "<html><body>" + page + "</body></html>");`,
  );
}

/** What a script wrote to standard error, without the warnings that it gives for a page of {@link skipRedoc}. */
export function withoutLabels(stderr: string): string {
  return stderr
    .split("\n")
    .filter((line) => !line.startsWith("Redoc's code has "))
    .join("\n");
}
