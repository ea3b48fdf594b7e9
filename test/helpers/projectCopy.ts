import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { type Running, startNode } from "./childProcess.js";

/** A copy of the project in a folder of its own, where a test may change what it likes. */
export interface ProjectCopy {
  readonly root: string;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  readonly remove: (path: string) => void;
  /** Replaces a text of the spec, which has to be there exactly once. */
  readonly editSpec: (from: string, to: string) => void;
  /** Adds a text to the end of the paths of the spec. */
  readonly addPath: (text: string) => void;
  /** The line of the spec, from 1, a text begins on; it has to be there exactly once. */
  readonly specLine: (text: string) => number;
  /** The hash of every file by path, without installed packages; of those below a folder where one is given. */
  readonly hashes: (below?: string) => Readonly<Record<string, string>>;
  /** Starts a script of package.json as `npm run` does. */
  readonly start: (script: string, args?: readonly string[], env?: Readonly<Record<string, string>>) => Running;
}

const project = process.cwd();
const copied = ["spec", "generated", "src", "scripts", "package.json", "tsconfig.json", "test/tsconfig.json"];
const docsFolder = join(project, "generated", "docs");

function onlyIndex(text: string, part: string): number {
  const index = text.indexOf(part);
  if (index < 0 || text.includes(part, index + 1)) {
    throw new Error(`The text has to be there exactly once: ${JSON.stringify(part)}`);
  }
  return index;
}

/** What `npm run` would give to Node: the first command of a script. */
function commandOf(packageJson: string, script: string): string[] {
  const { scripts } = JSON.parse(packageJson) as { readonly scripts: Readonly<Record<string, string>> };
  const [program, ...args] = (scripts[script] ?? "").split(" && ")[0]?.split(" ") ?? [];
  if (program === "node") return args;
  if (program === "tsx") return [join(project, "node_modules", "tsx", "dist", "cli.mjs"), ...args];
  throw new Error(`package.json has no script "${script}" that Node runs`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function copyAt(root: string, started: Running[]): ProjectCopy {
  const at = (path: string) => join(root, path);
  const read = (path: string) => readFileSync(at(path), "utf8");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const editSpec = (from: string, to: string) => {
    const text = read("spec/openapi.yaml");
    const index = onlyIndex(text, from);
    write("spec/openapi.yaml", text.slice(0, index) + to + text.slice(index + from.length));
  };
  return {
    root,
    read,
    write,
    remove: (path) => {
      rmSync(at(path), { recursive: true });
    },
    editSpec,
    addPath: (text) => {
      editSpec("\ncomponents:\n", `${text}\ncomponents:\n`);
    },
    specLine: (text) => {
      const spec = read("spec/openapi.yaml");
      return spec.slice(0, onlyIndex(spec, text)).split("\n").length;
    },
    hashes: (below = ".") =>
      Object.fromEntries(
        filesBelow(at(below)).map((path) => [
          relative(root, path).split(sep).join("/"),
          createHash("sha256").update(readFileSync(path)).digest("hex"),
        ]),
      ),
    start: (script, args = [], env = {}) => {
      const running = startNode([...commandOf(read("package.json"), script), ...args], root, env);
      started.push(running);
      return running;
    },
  };
}

/** Runs `use` with a fresh copy of the project, without built docs. What it started is ended, the copy removed. */
export async function withProjectCopy<T>(use: (copy: ProjectCopy) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "cce-copy-"));
  const started: Running[] = [];
  try {
    for (const path of copied) {
      cpSync(join(project, path), join(root, path), { recursive: true, filter: (source) => source !== docsFolder });
    }
    symlinkSync(join(project, "node_modules"), join(root, "node_modules"), "junction");
    return await use(copyAt(root, started));
  } finally {
    await Promise.all(started.map((running) => running.kill()));
    rmSync(root, { recursive: true, force: true });
  }
}
