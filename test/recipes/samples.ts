/** Compiles the TypeScript samples of the documents against the packed package. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import type { Document } from "./documents.js";

/** What the samples of the guides use without declaring it. The README's compile without it. */
const given = `import type { CceClient } from "cce-upgrade-workflow";
declare global {
  const cce: CceClient;
  const project_id: string;
  const cluster_id: string;
  const upgrade_workflow_id: string;
}
`;

/** A compiler in strict mode. It returns the errors of modules, each as `file:line message`. */
function compiler(root: string): (files: readonly string[]) => string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
    // Packages that a guide asks the reader to install.
    paths: {
      undici: [join(root, "node_modules", "undici", "index.d.ts")],
      "@jest/globals": [join(root, "node_modules", "@jest", "globals", "build", "index.d.ts")],
    },
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  // Most of the time goes into reading the declarations, which stay the same.
  const known = new Map<string, ts.SourceFile | undefined>();
  host.getSourceFile = (name, ...more) => {
    if (!known.has(name)) known.set(name, read(name, ...more));
    return known.get(name);
  };
  return (files) =>
    ts.getPreEmitDiagnostics(ts.createProgram(files, options, host)).map(({ file, start, messageText }) => {
      const place = file && `${file.fileName}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} `;
      return `${place ?? ""}${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}

/**
 * Compiles every `ts` block, each as a module. `folder` has the package installed.
 *
 * @returns What does not compile, with document and line.
 */
export async function compileSamples(documents: readonly Document[], folder: string, root: string): Promise<string[]> {
  const errorsOf = compiler(root);
  const compileAll = async (name: string, some: readonly Document[], declarations: string): Promise<string[]> => {
    const samples = join(folder, name);
    await mkdir(samples);
    const files = [join(samples, "given.d.ts")];
    await writeFile(files[0] ?? "", declarations);
    for (const { path, fences } of some) {
      for (const { language, text, line } of fences) {
        if (language !== "ts") continue;
        // The name and the empty lines make an error name the place in the document.
        const file = join(samples, `${path.replaceAll("/", "-")}.${line}.ts`);
        await writeFile(file, "\n".repeat(line - 1) + text);
        files.push(file);
      }
    }
    return errorsOf(files).map((error) => error.replace(`${samples}/`, ""));
  };
  const isGuide = ({ path }: Document) => path.startsWith("docs/");
  return [
    ...(await compileAll(
      "readme",
      documents.filter((document) => !isGuide(document)),
      "",
    )),
    ...(await compileAll("guides", documents.filter(isGuide), given)),
  ];
}
