import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const usualPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the Chromium that `CHROMIUM` names or that is in its usual place. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = [process.env["CHROMIUM"], ...usualPaths, chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined) {
    throw new Error(
      "There is no Chromium here. Install one (apt-get install chromium), or say in CHROMIUM where it is.",
    );
  }
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: isRoot ? [...quiet, "--no-sandbox"] : quiet });
}

/** A page that sees nothing but the files of one folder. */
export interface WatchedPage {
  readonly page: Page;
  /** What it asked for beside those files. */
  readonly foreign: readonly string[];
  /** What it complained of. */
  readonly complaints: readonly string[];
}

/** Opens a page for which every request is blocked but those for the files of a folder. */
export async function openPage(context: BrowserContext, folderUrl: string): Promise<WatchedPage> {
  const foreign: string[] = [];
  const complaints: string[] = [];
  await context.route(
    () => true,
    async (route) => {
      const url = route.request().url();
      if (url.startsWith(folderUrl) || url.startsWith("data:")) {
        await route.continue();
      } else {
        foreign.push(url);
        await route.abort();
      }
    },
  );
  await context.addInitScript({ path: join(dirname(fileURLToPath(import.meta.url)), "inPage.js") });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, foreign, complaints };
}

/** Calls a function of `inPage.js` in the page. */
export function inPage<T>(page: Page, name: string, ...args: readonly unknown[]): Promise<T> {
  return page.evaluate<T>(`docsTest.${name}(${args.map((value) => JSON.stringify(value)).join(", ")})`);
}

/** Resolves when the page has not changed for a few frames. */
export async function settle(page: Page): Promise<void> {
  await inPage(page, "settle");
}
