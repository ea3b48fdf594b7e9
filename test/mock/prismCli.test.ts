import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cancel, documentFile, example, withMock } from "./support.js";

it("the unchanged Prism command line serves the document, too", async () => {
  const port = await withMock({}, (mock) => Promise.resolve(mock.port));
  const prism = join(process.cwd(), "node_modules", "@stoplight", "prism-cli", "dist", "index.js");
  const child = spawn(process.execPath, [prism, "mock", "-p", String(port), "-h", "127.0.0.1", documentFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    let listening = false;
    for await (const line of createInterface({ input: child.stdout })) {
      listening = line.includes("Prism is listening");
      if (listening) break;
    }
    expect(listening).toBe(true);
    const { status, body } = await cancel({ url: `http://127.0.0.1:${port}` });
    expect(status).toBe(200);
    expect(body).toEqual(example("UpgradeWorkFlowUpdateResponse"));
  } finally {
    child.kill();
    await ended;
  }
}, 120_000);
