import { readStateFile, startMock, type RecordedRequest } from "../src/mock/index.js";
import { main, readArguments, readPort } from "./command.js";
import { startOnPort, untilInterrupted } from "./serve/ports.js";

const usage = "npm run mock -- [--port N] [--host ADDRESS] [--state FILE]";

await main(async () => {
  const { port, host, state } = readArguments(usage, ["port", "host", "state"], []);
  const wish = { option: "port", chosen: readPort("port", port), usual: 4010 };
  const options = {
    realTime: true,
    onRequest: ({ method, path, status, refusal }: RecordedRequest) => {
      console.log(
        `${method} ${path} ${status ?? "(connection dropped)"}${refusal === undefined ? "" : `: ${refusal}`}`,
      );
    },
    ...(host !== undefined && { host }),
    ...(state !== undefined && readStateFile(state)),
  };
  const mock = await startOnPort(wish, "mock", (free) => startMock({ ...options, port: free }));
  console.log(`The mock listens on ${mock.url}. Stop it with Ctrl-C.`);
  await untilInterrupted();
  await mock.close();
});
