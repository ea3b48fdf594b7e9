import { startNode } from "../helpers/childProcess.js";
import { cancel, cancelledText, token } from "../helpers/calls.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

/** Makes one call in a process of its own, which prints what came of it and how long it lived on. */
function script(endpoint: string): string {
  return `
    import { createCceClient } from "./src/index.ts";
    const cce = createCceClient({ endpoint: ${JSON.stringify(endpoint)}, credentials: { token: ${JSON.stringify(token)} } });
    const call = cce.upgradeWorkFlowUpdate(${JSON.stringify(cancel)}).withResponse();
    const outcome = await call.then(({ status }) => status, (error) => error.status);
    const over = performance.now();
    process.on("exit", () => console.log(JSON.stringify({ outcome, livedOnMs: Math.round(performance.now() - over) })));
  `;
}

describe("a process that makes one call", () => {
  it.each([200, 400])(
    "ends by itself after an answer of %i",
    async (status) => {
      const server = await startServer((_request, response) => {
        answer(response, status, cancelledText);
      });
      const child = startNode(["--import", "tsx", "--input-type=module", "-e", script(server.url)], process.cwd());
      try {
        const { exitCode, stdout, stderr } = await child.ended;
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
        const { outcome, livedOnMs } = JSON.parse(stdout) as { outcome: number; livedOnMs: number };
        expect(outcome).toBe(status);
        // The timers of a call are 30 and 180 seconds long.
        expect(livedOnMs).toBeLessThan(3_000);
      } finally {
        await child.kill();
      }
    },
    30_000,
  );
});

/** A machine in UTC would not show a date that is taken for local time. */
it.each(["America/New_York", "Asia/Shanghai"])(
  "the wait before the next attempt is in UTC where a date names no zone, on a machine in %s",
  async (zone) => {
    const server = await startServer((_request, response) => {
      const headers = { date: "Sat, 25 Nov 2023 07:30:00 GMT", "retry-after": "Sat Nov 25 07:30:20 2023" };
      answer(response, 429, "{}", headers);
    });
    const program = `
      import { createCceClient } from "./src/index.ts";
      const controller = new AbortController();
      const onEvent = ({ retryInMs }) => { console.log(retryInMs); controller.abort(); };
      const options = { endpoint: ${JSON.stringify(server.url)}, credentials: { token: ${JSON.stringify(token)} }, onEvent };
      await createCceClient(options)
        .upgradeWorkFlowUpdate(${JSON.stringify(cancel)}, { signal: controller.signal })
        .catch(({ name }) => console.log(name));
    `;
    const args = ["--import", "tsx", "--input-type=module", "-e", program];
    const child = startNode(args, process.cwd(), { TZ: zone });
    try {
      const { stdout, stderr } = await child.ended;
      expect({ stdout, stderr }).toEqual({ stdout: "20000\nCceAbortError\n", stderr: "" });
    } finally {
      await child.kill();
    }
  },
);
