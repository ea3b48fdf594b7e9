import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ToolError } from "../pipeline/problems.js";

/** Runs a command and resolves to its output. The error of a failed command contains its output. */
export async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new ToolError(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`.trim());
  }
}
