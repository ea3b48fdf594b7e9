import type { Browser } from "playwright-core";

/** As the developer tools of Chromium emulate a slow 4G connection. */
const slow4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

/** How long it takes until a text of a page can be read, in milliseconds. */
export async function timeToText(browser: Browser, url: string, text: string, isSlow: boolean): Promise<number> {
  const page = await browser.newPage();
  try {
    if (isSlow) {
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", slow4G);
    }
    const start = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await page.getByText(text).filter({ visible: true }).first().waitFor();
    return Math.round(performance.now() - start);
  } finally {
    await page.close();
  }
}
