import { spawn } from "node:child_process";
import { once } from "node:events";

/** A command that ends only when its output has no reader. */
const endless = `import { main } from "./scripts/command.ts";
await main(async () => {
  for (;;) await new Promise((resolve) => setTimeout(resolve, 1, console.log("a line")));
});`;

it("a reader that stops before the end of the output is no failure", async () => {
  const args = ["--import", "tsx", "--input-type=module", "--eval", endless];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdout.once("data", () => child.stdout.destroy());
  const [exitCode] = (await once(child, "close")) as [number | null];
  expect(Buffer.concat(errors).toString()).toBe("");
  expect(exitCode).toBe(0);
});
