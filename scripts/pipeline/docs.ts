import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderJson } from "./json.js";
import { ToolError } from "./problems.js";
import type { Project } from "./project.js";
import type { Spec } from "./spec.js";
import { redocly } from "./tool.js";

/** Images Redoc loads from its maker's host; the page must work without any network. */
const foreignImages = /https:\/\/cdn\.redoc\.ly\/redoc\/[\w-]+\.svg/g;
const expectedForeignImages = 2;
const emptyImage = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg"/>')}`;

/** The rendered docs as one HTML file that needs nothing from any network. */
export async function renderDocs(project: Project, spec: Spec): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cce-docs-"));
  try {
    const input = join(folder, "openapi.json");
    const output = join(folder, "index.html");
    await writeFile(input, renderJson(spec));
    const { exitCode, stdout, stderr } = await redocly(project.root, [
      "build-docs",
      input,
      "--inlineBundle",
      "-o",
      output,
    ]);
    if (exitCode !== 0) throw new ToolError(`redocly build-docs failed: ${stderr.trim() || stdout.trim()}`);
    return selfContained(await readFile(output, "utf8"), spec.hash);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function selfContained(html: string, specHash: string): string {
  const found = html.match(foreignImages)?.length ?? 0;
  if (found !== expectedForeignImages) {
    throw new ToolError(
      `redocly build-docs was expected to leave ${expectedForeignImages} images on a foreign host and left ${found}. ` +
        `Look at what the page loads and adapt scripts/pipeline/docs.ts.`,
    );
  }
  return html
    .replaceAll(foreignImages, emptyImage)
    .replace("<head>", `<head>\n  <meta name="generated-from" content="spec/openapi.yaml sha256 ${specHash}">`);
}
