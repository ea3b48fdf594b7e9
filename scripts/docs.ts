import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "./pipeline/main.js";
import { docsFile, renderPages, writeOutputs } from "./pipeline/outputs.js";
import { projectAt } from "./pipeline/project.js";
import { readSpec } from "./pipeline/spec.js";
import { readArguments, readPort } from "./serve/arguments.js";
import { serveDocs } from "./serve/docsServer.js";
import { startOnPort, untilInterrupted } from "./serve/ports.js";

await main(async () => {
  const { port } = readArguments("npm run docs -- [--port N]", ["port"], []);
  const wish = { option: "port", asked: readPort("port", port), usual: 8080 };
  const project = projectAt(dirname(dirname(fileURLToPath(import.meta.url))));
  await writeOutputs(project, await renderPages(project, await readSpec(project)));
  const folder = dirname(join(project.generated, docsFile));
  const docs = await startOnPort(wish, "docs", (free) => serveDocs(folder, free));
  console.log(`The docs are on ${docs.url}. Stop with Ctrl-C.`);
  await untilInterrupted();
  await docs.close();
});
