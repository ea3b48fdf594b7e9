import { dirname, join } from "node:path";
import { main, readArguments, readPort } from "./command.js";
import { renderDocs } from "./pipeline/docs/render.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { docsFile, writeOutputs } from "./pipeline/outputs.js";
import { withRedocly } from "./pipeline/redocly/commandLine.js";
import { readSpec } from "./pipeline/spec.js";
import { serveDocs } from "./serve/docsServer.js";
import { followSpec } from "./serve/followSpec.js";
import { startOnPort, untilInterrupted } from "./serve/ports.js";

await main(async (project) => {
  const { port } = readArguments("npm run docs -- [--port N]", ["port"], []);
  const wish = { option: "port", chosen: readPort("port", port), usual: 8080 };
  const build = (signal?: AbortSignal) =>
    withRedocly(
      project.root,
      async (redocly) => {
        const spec = await readSpec(project);
        const { pages, warnings } = await renderDocs(project, spec, readTranslations(project), redocly);
        signal?.throwIfAborted();
        for (const warning of warnings) console.error(warning);
        return writeOutputs(project, pages);
      },
      signal,
    );
  await build();
  const folder = dirname(join(project.generated, docsFile));
  const docs = await startOnPort(wish, "docs", (free) => serveDocs(folder, free, { liveReload: true }));
  const following = followSpec(project, "pages", async (signal) => {
    const written = await build(signal);
    if (written.length > 0) docs.reload();
    console.log(written.length > 0 ? "Built again; open pages reload." : "Nothing changed.");
  });
  console.log(`The docs are on ${docs.url}, in Chinese on ${docs.url}/zh.html.`);
  console.log(`The explorer is on ${docs.url}/explorer. It calls the mock, which npm run mock starts.`);
  console.log("They follow changes in spec/. Stop with Ctrl-C.");
  await untilInterrupted();
  await Promise.all([docs.close(), following.stop()]);
});
