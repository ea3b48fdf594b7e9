import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderDocs } from "./pipeline/docs/render.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { main } from "./command.js";
import { docsFile, writeOutputs } from "./pipeline/outputs.js";
import { SpecError, ToolError } from "./pipeline/problems.js";
import { projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";
import { withRedocly } from "./pipeline/redocly/commandLine.js";
import { readArguments, readPort } from "./serve/arguments.js";
import { serveDocs } from "./serve/docsServer.js";
import { startOnPort, untilInterrupted } from "./serve/ports.js";
import { watchSpec } from "./serve/watchSpec.js";

await main(async () => {
  const { port } = readArguments("npm run docs -- [--port N]", ["port"], []);
  const wish = { option: "port", asked: readPort("port", port), usual: 8080 };
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  const build = () =>
    withRedocly(project.root, async (redocly) => {
      const spec = await readSpec(project);
      return writeOutputs(project, await renderDocs(project, spec, readTranslations(project), redocly));
    });
  await build();
  const folder = dirname(join(project.generated, docsFile));
  const docs = await startOnPort(wish, "docs", (free) => serveDocs(folder, free, { liveReload: true }));

  let wanted = 0;
  let building = Promise.resolve();
  const rebuild = () => {
    const mine = ++wanted;
    building = building.then(async () => {
      if (mine !== wanted) return;
      try {
        const written = await build();
        if (written.length > 0) docs.reload();
        console.log(written.length > 0 ? "Built again; open pages reload." : "Nothing changed.");
      } catch (error) {
        // A newer build tells by itself; and Ctrl-C reaches the tools too, whose end is no failure then.
        if (mine !== wanted) return;
        const isTold = error instanceof SpecError || error instanceof ToolError;
        const text = isTold ? error.message : String(error instanceof Error ? error.stack : error);
        console.error(`${text}\nKept the last good pages; waiting for the next change.`);
      }
    });
  };
  const stopWatching = watchSpec(project, rebuild);
  console.log(`The docs are on ${docs.url}, in Chinese on ${docs.url}/zh.html.`);
  console.log("They follow changes in spec/. Stop with Ctrl-C.");
  await untilInterrupted();
  wanted++;
  stopWatching();
  await docs.close();
  await building;
});
