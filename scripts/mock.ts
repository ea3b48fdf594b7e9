import { startMock } from "../src/mock/index.js";
import { main } from "./pipeline/main.js";
import { readArguments, readPort } from "./serve/arguments.js";
import { startOnPort, untilInterrupted } from "./serve/ports.js";

await main(async () => {
  const { port } = readArguments("npm run mock -- [--port N]", ["port"], []);
  const wish = { option: "port", asked: readPort("port", port), usual: 4010 };
  const mock = await startOnPort(wish, "mock", (free) => startMock({ port: free }));
  console.log(`The mock listens on ${mock.url}. Stop it with Ctrl-C.`);
  await untilInterrupted();
  await mock.close();
});
