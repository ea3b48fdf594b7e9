import { dirname, join } from "node:path";
import { isatty } from "node:tty";
import type { CceCall } from "../src/index.js";
import { main, readArguments, readPort } from "./command.js";
import { generate } from "./pipeline/generate.js";
import { docsFile } from "./pipeline/outputs.js";
import { serveDocs } from "./serve/docsServer.js";
import { curlLine, exampleRequest, typeScriptLines } from "./serve/exampleRequest.js";
import { startOnPort, untilInterrupted } from "./serve/ports.js";

const usage = "npm start -- [--once] [--mock-port N] [--docs-port N]";
const anyToken = "any-token";

/** Whether a response is a workflow; the spec may gain operations that return something else. */
function isWorkflow(data: unknown): boolean {
  return typeof data === "object" && data !== null && "kind" in data && data.kind === "WorkFlowTask";
}

await main(async (project) => {
  const options = readArguments(usage, ["mock-port", "docs-port"], ["once"]);
  const mockPort = { option: "mock-port", chosen: readPort("mock-port", options["mock-port"]), usual: 4010 };
  const docsPort = { option: "docs-port", chosen: readPort("docs-port", options["docs-port"]), usual: 8080 };

  const { spec, written, warnings } = await generate(project);
  console.log(
    written.length === 0
      ? "generated/ is up to date with spec/openapi.yaml."
      : `Generated from spec/openapi.yaml: ${written.map((path) => `generated/${path}`).join(", ")}`,
  );

  for (const warning of warnings) console.error(warning);

  // Loaded late, because they import the files just generated.
  const [{ createCceClient }, { startMock }, { createStyle }, { drawWorkflow }] = await Promise.all([
    import("../src/index.js"),
    import("../src/mock/index.js"),
    import("../src/cli/terminal/style.js"),
    import("../src/cli/terminal/workflow.js"),
  ]);
  const mock = await startOnPort(mockPort, "mock", (port) => startMock({ port, realTime: true }));
  try {
    const docs = await startOnPort(docsPort, "docs", (port) =>
      serveDocs(dirname(join(project.generated, docsFile)), port),
    );
    try {
      const request = exampleRequest(spec.document);
      const client = createCceClient({ endpoint: mock.url, credentials: { token: anyToken } });
      const call = client[request.operationId as keyof typeof client] as (params: unknown) => CceCall<unknown>;
      console.log(`\n${typeScriptLines(request, mock.url, anyToken)}\n\n${request.method} ${request.path}`);
      const { data, status } = await call(request.params).withResponse();
      const shown = isWorkflow(data)
        ? drawWorkflow(data, createStyle(isatty(1) && !process.env["NO_COLOR"]), new Date())
        : JSON.stringify(data, null, 2);
      console.log(`Response ${status}\n${shown}\n`);
      if (request.note !== "") console.log(`About this example: ${request.note}\n`);
      const explorer = `${docs.url}/explorer?mock-port=${mock.port}`;
      console.log(`Mock  ${mock.url}\nDocs  ${docs.url}\nTry   ${explorer}\n`);
      if (options.once) return;
      console.log(`Try it:\n${curlLine(request, mock.url, anyToken)}\n\nServing until Ctrl-C.`);
      await untilInterrupted();
    } finally {
      await docs.close();
    }
  } finally {
    await mock.close();
  }
});
