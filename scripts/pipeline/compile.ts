import { createRequire } from "node:module";
import { basename, join } from "node:path";
import type TypeScript from "typescript";
import type { Outputs } from "./outputs.js";
import { ToolError } from "./problems.js";
import { type Project, shown } from "./project.js";

/**
 * Compiles the sources before they are written. What a client cannot be made of is refused with its place in the spec; this
 * finds what no one thought of.
 *
 * @throws ToolError with the place of every error in what would have been written.
 */
export function compile(project: Project, sources: Outputs): void {
  const ts = createRequire(join(project.root, "package.json"))("typescript") as typeof TypeScript;
  const options: TypeScript.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    skipDefaultLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    // Types alone need no more, and a larger one takes longer to read than all the rest.
    lib: ["lib.es5.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const sourceOf = (path: string) => sources.get(basename(path));
  host.fileExists = (path) => sourceOf(path) !== undefined;
  host.directoryExists = () => true;
  host.readFile = (path) => sourceOf(path) ?? readFile(path);
  host.getSourceFile = (path, language) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, language);
  };
  const files = [...sources.keys()].filter((path) => path.endsWith(".ts")).map((path) => join(project.generated, path));
  const errors = ts
    .getPreEmitDiagnostics(ts.createProgram(files, options, host))
    .map(({ file, start, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      if (file === undefined || start === undefined) return message;
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      return `${shown(project, file.fileName)}:${line + 1}:${character + 1} ${message}`;
    });
  if (errors.length === 0) return;
  const advice =
    "TypeScript does not compile what the spec gives. Nothing was written. Change what the spec says there.";
  throw new ToolError(`${errors.join("\n")}\n\n${advice}`);
}
