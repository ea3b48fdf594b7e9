import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { cancel, example } from "./support.js";

/** Runs a program that starts a mock, prints its URL and closes it at the end of its input. Returns its exit code. */
async function runProgram(plan: string, use: (mock: { readonly url: string }) => Promise<void>): Promise<unknown> {
  const program = `
    import { startMock } from "./src/mock/index.ts";
    const mock = await startMock();
    ${plan}
    console.log(mock.url);
    process.stdin.resume().once("end", () => mock.close());
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    await use({ url });
    child.stdin.end();
    return (await ended)[0];
  } finally {
    child.kill();
  }
}

it("the entry serves the document of the package, and once closed lets its process end, even while it delays a response", async () => {
  const responses: Promise<unknown>[] = [];
  const code = await runProgram("mock.plan([{ delayMs: 60_000 }]);", async (mock) => {
    // The first to arrive is delayed, so both have arrived when one has its response.
    for (let count = 0; count < 2; count += 1) responses.push(cancel(mock).catch((error: unknown) => String(error)));
    expect(await Promise.race(responses)).toMatchObject({
      status: 200,
      body: example("UpgradeWorkFlowUpdateResponse"),
    });
  });
  expect(code).toBe(0);
  expect(await Promise.all(responses)).toContain("TypeError: fetch failed");
}, 30_000);
