import { join } from "node:path";
import ts from "typescript";
import { openapi, operations } from "../helpers/calls.js";

const root = process.cwd();
const samplePath = join(root, "test", "api", "__sample__.ts");

const sample = `
import { createCceClient, type UpgradeWorkFlow, type WorkFlowPhase } from "../../src/index.js";
const cce = createCceClient({ region: "cn-north-4", credentials: { token: "" } });
export const call = cce.upgradeWorkFlowUpdate({ cluster_id: "", upgrade_workflow_id: "", body: { status: { phase: "Cancel" } } });
export const read = await cce.showUpgradeWorkFlow({ cluster_id: "", upgrade_workflow_id: "" });
export const isPaused = read.status?.phase === "Paused";
export const phaseOf = (workflow: UpgradeWorkFlow): WorkFlowPhase | undefined => workflow.status?.phase;
`;

function compilerOptions(): ts.CompilerOptions {
  const read = ts.readConfigFile(join(root, "src", "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options, errors } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(root, "src"));
  expect(errors).toEqual([]);
  return {
    ...options,
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    outDir: "/declarations",
    rootDir: root,
  };
}

/** An editor's view of a file that uses the package. */
function editor() {
  const options = compilerOptions();
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [samplePath],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = path === samplePath ? sample : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (path) => path === samplePath || ts.sys.fileExists(path),
    readFile: (path) => (path === samplePath ? sample : ts.sys.readFile(path)),
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    directoryExists: (path) => ts.sys.directoryExists(path),
  });
  return {
    /** The declaration files of the package by their path. */
    declarations: () => {
      const written = new Map<string, string>();
      service
        .getProgram()
        ?.emit(undefined, (path, text) => written.set(path.replace("/declarations/", ""), text), undefined, true);
      return written;
    },
    problems: () =>
      [...service.getSyntacticDiagnostics(samplePath), ...service.getSemanticDiagnostics(samplePath)].map(
        ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"),
      ),
    /** What an editor offers after the last `text` of the sample. */
    completions: (text: string) => {
      const position = sample.lastIndexOf(text) + text.length;
      const { entries = [] } = service.getCompletionsAtPosition(samplePath, position, undefined) ?? {};
      return entries.map(({ name }) => name);
    },
    /** What an editor shows when the mouse rests on the last `word` of the sample. */
    hover: (word: string) => {
      const info = service.getQuickInfoAtPosition(samplePath, sample.lastIndexOf(word));
      return {
        type: ts.displayPartsToString(info?.displayParts),
        text: [info?.documentation, ...(info?.tags ?? []).map(({ text }) => text)]
          .map(ts.displayPartsToString)
          .join("\n"),
      };
    },
  };
}

const { problems, hover, completions, declarations } = editor();

describe("in an editor", () => {
  /** Without what a comment changes: indentation and line breaks. */
  const words = (text: string) => text.replace(/\s+/g, " ").trim();

  it("the sample compiles", () => {
    expect(problems()).toEqual([]);
  });

  it("a method shows the description of the operation", () => {
    const { type, text } = hover("upgradeWorkFlowUpdate");
    expect(type).toContain("CceCall<");
    const description =
      operations.find(({ operationId }) => operationId === "upgradeWorkFlowUpdate")?.description ?? "";
    expect(description.length).toBeGreaterThan(500);
    for (const paragraph of description.split("\n\n")) expect(words(text)).toContain(words(paragraph));
  });

  it.each(["cluster_id", "upgrade_workflow_id"])("the parameter %s shows its description", (name) => {
    expect(hover(name).text).toContain("Table 1.");
  });

  it("a workflow shows the name of its schema, and not its fields", () => {
    expect(hover("read ").type).toBe("const read: UpgradeWorkFlow");
  });

  it("the values of a field that is open are completed", () => {
    expect(completions('phase === "').sort()).toEqual(["Cancel", "Init", "Pending", "Running", "Success"]);
  });

  it.each(["WorkFlowPhase", "phase"])("%s explains each phase", (word) => {
    const { text } = hover(word);
    expect(words(text)).toContain(words(openapi.components.schemas["WorkFlowPhase"]?.description ?? "?"));
    expect(text).toContain("`Pending`: A task failed and the workflow stopped there.");
  });
});

describe("the declarations a user gets", () => {
  const written = declarations();

  /** The declaration files that `from` leads to. */
  function reached(from: string): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const open = [from];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (found.has(path)) continue;
      const text = written.get(path);
      if (text === undefined) throw new Error(`${path} was not written`);
      const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
      found.set(path, imports);
      for (const name of imports.filter((each) => each.startsWith("."))) {
        open.push(join(path, "..", name.replace(/\.js$/, ".d.ts")));
      }
    }
    return found;
  }

  const files = reached("src/index.d.ts");

  it("are all those of the package's parts", () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        "src/index.d.ts",
        "src/client/client.d.ts",
        "src/base/errors.d.ts",
        "generated/types.gen.d.ts",
      ]),
    );
  });

  it("are not the types of all operations, which a compiler would read for nothing", () => {
    expect([...files.keys()]).not.toContain("generated/operations.gen.d.ts");
  });

  it("need no other package, so that none can change their types", () => {
    const packages = [...files.values()].flat().filter((name) => !name.startsWith("."));
    expect(packages).toEqual([]);
    for (const path of files.keys()) expect(written.get(path)).not.toContain("openapi-fetch");
  });
});
