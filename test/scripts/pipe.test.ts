import { spawn } from "node:child_process";
import { once } from "node:events";

it("a reader that stops before the end of the output is no failure", async () => {
  const args = ["--import", "tsx", "scripts/start.ts", "--once", "--mock-port", "0", "--docs-port", "0"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdout.once("data", () => child.stdout.destroy());
  const [exitCode] = (await once(child, "close")) as [number | null];
  expect(Buffer.concat(errors).toString()).toBe("");
  expect(exitCode).toBe(0);
});
