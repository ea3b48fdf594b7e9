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
