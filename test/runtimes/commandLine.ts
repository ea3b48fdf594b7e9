import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createAuthority, recipeVariables, runProgram, startProxy, startService } from "../network/support.js";

/** How a runtime with a command line is used. */
export interface CommandLine {
  /** What goes before the file when the suite runs, and when a recipe runs. */
  readonly suiteFlags?: readonly string[];
  readonly recipeFlags?: readonly string[];
  /** Which recipe leads it through a proxy, and the variables that the recipe needs. */
  readonly recipe: "plain.mjs" | "proxy.mjs";
  readonly proxyVariables?: Readonly<Record<string, string>>;
}

const token = "a-token-of-the-recipes";

/** What a runtime writes belongs to the test, not to whoever runs it. */
function homeIn(folder: string): Record<string, string> {
  return { HOME: folder, DENO_DIR: join(folder, "deno"), DENO_NO_UPDATE_CHECK: "1" };
}

/** Runs the smoke suite of the project in `folder`; resolves to what `main.mjs` prints. */
export async function runOnCommandLine(
  { suiteFlags = [] }: CommandLine,
  program: string,
  folder: string,
  target: object,
): Promise<unknown> {
  const args = [...suiteFlags, "main.mjs", JSON.stringify(target)];
  const { ok, output, errors } = await runProgram(program, args, homeIn(folder), folder);
  if (!ok) throw new Error(errors);
  return JSON.parse(output);
}

/** Runs the recipe for a proxy against one service that is to be reached through it and one past it. */
export async function checkProxy(
  { recipe, recipeFlags = [], proxyVariables }: CommandLine,
  program: string,
  folder: string,
): Promise<void> {
  const authority = await createAuthority();
  const authorityFile = join(folder, "authority.pem");
  await writeFile(authorityFile, authority.cert);
  const proxy = await startProxy();
  const far = await startService(await authority.issue("cce.test"));
  const near = await startService(await authority.issue("localhost"));
  try {
    for (const endpoint of [`https://cce.test:${far.port}`, `https://localhost:${near.port}`]) {
      const variables = {
        ...homeIn(folder),
        ...recipeVariables(endpoint, token),
        ...proxyVariables,
        NODE_EXTRA_CA_CERTS: authorityFile,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        NO_PROXY: "localhost",
      };
      const { output, errors } = await runProgram(program, [...recipeFlags, recipe], variables, folder);
      if (output !== "Cancel") throw new Error(`${recipe} at ${endpoint} printed ${JSON.stringify(output)}: ${errors}`);
    }
    const requests = proxy.requests.join(", ");
    if (requests !== `CONNECT cce.test:${far.port}`) throw new Error(`the proxy got ${requests || "nothing"}`);
    if (proxy.heard().includes(token)) throw new Error("the proxy could read the token");
    const tokens = [far.tokens, near.tokens].map((seen) => seen.join());
    if (tokens.some((seen) => seen !== token)) throw new Error(`the services got ${tokens.join(" and ")}`);
  } finally {
    await Promise.all([proxy, far, near].map((server) => server.close()));
  }
}
