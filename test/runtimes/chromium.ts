import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

/** What a page must be given, since no bundler does it: where the modules are that the package imports. */
async function importMap(folder: string): Promise<string> {
  const names = ["cce-upgrade-workflow", "openapi-fetch"];
  const program = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => import.meta.resolve(name))))`;
  const args = ["--conditions=browser", "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  const entries = (JSON.parse(stdout) as string[]).map((url, index) => [
    names[index] ?? "",
    `/${relative(folder, fileURLToPath(url)).split(sep).join("/")}`,
  ]);
  return JSON.stringify({ imports: Object.fromEntries(entries) as Record<string, string> });
}

/** Serves the modules of a project and a page that can import them, and may talk to nobody but `mockUrl`. */
async function servePage(folder: string, mockUrl: string) {
  const html = `<!doctype html><title>smoke</title><script type="importmap" nonce="n">${await importMap(folder)}</script>`;
  const policy = `default-src 'none'; script-src 'self' 'nonce-n'; connect-src ${mockUrl}`;
  const missing: string[] = [];
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === "/") {
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(html);
      return;
    }
    try {
      if (!/^(\/[\w@][\w@.-]*)+\.m?js$/.test(path)) throw new Error("not a module");
      const text = await readFile(join(folder, ...path.split("/")));
      response.writeHead(200, { "content-type": "text/javascript" }).end(text);
    } catch {
      missing.push(path);
      response.writeHead(404).end();
    }
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? "/", response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    missing,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Runs the smoke suite of the project in `folder` on a page; resolves to what `main.mjs` prints elsewhere. */
export async function runInChromium(
  executablePath: string,
  folder: string,
  target: { readonly mockUrl: string },
): Promise<unknown> {
  const server = await servePage(folder, target.mockUrl);
  try {
    const browser = await chromium.launch({
      executablePath,
      args: [
        "--no-first-run",
        "--no-proxy-server",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Requests are not routed through Playwright, which would answer the preflights in the mock's place.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ],
    });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      await page.goto(server.url);
      const suite = `import("/smoke.mjs").then(({ smoke }) => smoke(${JSON.stringify(target)}))`;
      const results: unknown = await page.evaluate(suite);
      if (problems.length > 0) throw new Error(problems.join("\n"));
      return { version: browser.version(), results };
    } catch (error) {
      if (server.missing.length === 0) throw error;
      throw new Error(`the page asked for ${server.missing.join(", ")}, which is not there`, { cause: error });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
