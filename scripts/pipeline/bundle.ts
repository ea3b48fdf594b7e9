import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Metafile } from "esbuild";
import { ToolError } from "./problems.js";

/** Bundled CommonJS modules ask for modules of Node by `require`, which ES modules do not have. */
const banner = `#!/usr/bin/env node
import { createRequire as createRequireOfNode } from "node:module";
const require = createRequireOfNode(import.meta.url);`;

/** The folders of the packages that went into a bundle. */
function packagesOf(outputs: Metafile["outputs"]): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)].sort();
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = (await readdir(folder)).find((candidate) => /^licen[cs]e/i.test(candidate));
  if (file === undefined) throw new ToolError(`${String(name)} has no licence file, so it cannot be bundled.`);
  return `${String(name)} ${String(version)}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}

/**
 * Bundles the command line with the libraries it uses into one file, so that an install of the package does not carry
 * them. Their licences go into a file beside it.
 *
 * @throws ToolError when it cannot be bundled.
 */
export async function bundleCli(root: string, outfile: string): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "esm",
    // Optional and large; the mock tells when it is missing.
    external: ["@stoplight/prism-http"],
    banner: { js: banner },
    legalComments: "inline",
    metafile: true,
    logLevel: "silent",
  }).catch((error: unknown) => {
    throw new ToolError(`The command line cannot be bundled; dist/ is as it was.\n${String(error)}`);
  });
  const notices = await Promise.all(packagesOf(result.metafile.outputs).map((folder) => noticeOf(join(root, folder))));
  const rule = `\n${"-".repeat(80)}\n\n`;
  const title = "cli.js contains the following packages, under these licences.\n";
  await writeFile(join(dirname(outfile), "cli.LICENSES.txt"), [title, ...notices].join(rule));
  await chmod(outfile, 0o755);
}
