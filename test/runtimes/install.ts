import { execFile } from "node:child_process";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** A runtime that this machine does not have and cannot get. */
export class NotInstalled extends Error {}

/** A package that carries the runtime's program for one kind of machine, and where in it the program is. */
interface ProgramPackage {
  readonly name: string;
  readonly program: string;
}

/** A runtime as the npm registry has it. */
export interface PackagedRuntime {
  readonly version: string;
  /** By platform and processor. The packages `node`, `bun` and `deno` need install scripts, so they are not used. */
  readonly packages: Readonly<Record<string, ProgramPackage>>;
}

function nodePackages(version: string): PackagedRuntime {
  const packageFor = (machine: string) => ({ name: `node-${machine}`, program: "bin/node" });
  return { version, packages: { "linux-x64": packageFor("linux-x64"), "linux-arm64": packageFor("linux-arm64") } };
}

export const packagedRuntimes = {
  node20: nodePackages("20.20.2"),
  node22: nodePackages("22.23.3"),
  node24: nodePackages("24.21.0"),
  node26: nodePackages("26.10.0"),
  bun: {
    version: "1.4.5",
    packages: {
      // The usual build ends at once on processors without AVX2.
      "linux-x64": { name: "@oven/bun-linux-x64-baseline", program: "bin/bun" },
      "linux-arm64": { name: "@oven/bun-linux-aarch64", program: "bin/bun" },
    },
  },
  deno: {
    version: "2.9.6",
    packages: {
      "linux-x64": { name: "@deno/linux-x64-glibc", program: "deno" },
      "linux-arm64": { name: "@deno/linux-arm64-glibc", program: "deno" },
    },
  },
} as const satisfies Record<string, PackagedRuntime>;

/** Whether the program is there, whole, and of this version. */
async function works(program: string, version: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"]);
    return stdout.includes(version);
  } catch {
    return false;
  }
}

/**
 * The program of a runtime; installed under `cache` unless it is there from an earlier run.
 *
 * @throws NotInstalled when it cannot be had.
 */
export async function installRuntime({ version, packages }: PackagedRuntime, cache: string): Promise<string> {
  const machine = `${process.platform}-${process.arch}`;
  const found = packages[machine];
  if (found === undefined) {
    throw new NotInstalled(`not packaged for ${machine}, only for ${Object.keys(packages).join(" and ")}`);
  }
  const { name, program } = found;
  const folder = join(cache, `${name.replace("/", "+")}@${version}`);
  const path = join(folder, "node_modules", name, program);
  if (await works(path, version)) return path;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Without a manifest of its own npm would install into the project around the folder.
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const flags = ["--ignore-scripts", "--no-save", "--no-package-lock", "--prefer-offline"];
  try {
    await promisify(execFile)(
      npm,
      ["install", ...flags, "--no-audit", "--no-fund", "--loglevel=error", `${name}@${version}`],
      { cwd: folder },
    );
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new NotInstalled(`npm install ${name}@${version} failed: ${stderr.trim() || String(error)}`);
  }
  if (!(await works(path, version))) throw new NotInstalled(`${name}@${version} does not run on this machine`);
  return path;
}

/**
 * The browser: the one of the variable `CHROMIUM`, else Debian's.
 *
 * @throws NotInstalled when there is none.
 */
export async function findChromium(): Promise<string> {
  const path = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  try {
    await access(path);
    return path;
  } catch {
    throw new NotInstalled(`there is no ${path}: apt-get install chromium, or name another one in CHROMIUM`);
  }
}

/** Installs the packed package in an empty project, together with `others`. */
export async function installPackage(tarball: string, folder: string, others: readonly string[]): Promise<void> {
  await writeFile(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }');
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  try {
    await promisify(execFile)(npm, ["install", ...flags, tarball, ...others], { cwd: folder });
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new Error(`The package could not be installed: ${stderr.trim() || String(error)}`);
  }
}
