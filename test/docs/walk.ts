import type { Locator, Page } from "playwright-core";
import { inPage, settle } from "./browser.js";

/** Goes to a route of the page and waits until the heading it leads to is there. */
export async function goTo(page: Page, route: string, title: string): Promise<void> {
  await inPage(page, "goTo", route);
  await page.waitForFunction(`docsTest.isInWindow(${JSON.stringify(title)})`);
  await settle(page);
}

/** What can be seen of the page as it is scrolled now. */
interface View {
  readonly text: string;
  /** The last of the titles above the middle of the window. */
  readonly current?: string;
  /** Whether the first of the titles is above the middle too, and not the last. */
  readonly isPast: boolean;
  readonly isAtEnd: boolean;
}

interface Openable {
  readonly text: string;
  readonly kind: "tab" | "menu" | "button";
}

/** The part with one of these texts that is nearest to the middle of the window, brought there. */
async function nearest(page: Page, locator: Locator, texts: readonly string[]): Promise<Locator | undefined> {
  const middle = (page.viewportSize()?.height ?? 0) / 2;
  let found: { readonly part: Locator; readonly distance: number } | undefined;
  for (const part of await locator.all()) {
    const box = await part.boundingBox();
    if (box === null || !texts.includes((await part.innerText()).trim())) continue;
    const distance = Math.abs(box.y - middle);
    if (found === undefined || distance < found.distance) found = { part, distance };
  }
  await found?.part.evaluate((element: { scrollIntoView: (options: object) => void }) => {
    element.scrollIntoView({ block: "center" });
  });
  await settle(page);
  return found?.part;
}

async function readWindow(page: Page): Promise<string> {
  await settle(page);
  return (await inPage<View>(page, "look", [])).text;
}

const menus = "#api-content button[aria-haspopup=menu]";

/** Takes every entry of an open menu, one after the other, and collects what the page shows then. */
async function tryEntries(page: Page, name: string, opened: Set<string>, texts: string[]): Promise<void> {
  const entries = page.getByRole("menuitem").filter({ visible: true });
  const names = (await entries.allInnerTexts()).map((text) => text.trim());
  texts.push(...names);
  for (const [index, entry] of names.entries()) {
    opened.add(entry);
    if ((await entries.count()) === 0) {
      // A menu is named by the entry it is at.
      const menu = await nearest(page, page.locator(menus), [name, ...names]);
      if (menu === undefined) return;
      await menu.click();
    }
    await entries.nth(index).click();
    texts.push(await readWindow(page));
  }
}

/** Reads what a button opens in front of the page, tab by tab, and closes it. */
async function readDialog(page: Page, texts: string[]): Promise<void> {
  await settle(page);
  for (const tab of await page.locator("[role=tab]:not(#api-content [role=tab])").filter({ visible: true }).all()) {
    await tab.click();
    await settle(page);
    texts.push(await inPage<string>(page, "dialog"));
  }
  await page.keyboard.press("Escape");
}

/**
 * Opens the tabs, menus and named buttons that are in the window, each once, and collects what they show. What is opened
 * moves the page, so it looks again until there is nothing new.
 */
async function openParts(page: Page, names: readonly string[], opened: Set<string>, texts: string[]): Promise<void> {
  const before = opened.size;
  let firstTab: string | undefined;
  for (const { text, kind } of await inPage<Openable[]>(page, "openable", names)) {
    if (opened.has(text)) continue;
    const selector = { tab: "#api-content [role=tab]", menu: menus, button: "#api-content button" }[kind];
    const part = await nearest(page, page.locator(selector).filter({ hasText: text.split("\n")[0] ?? "" }), [text]);
    if (part === undefined) continue;
    opened.add(text);
    await part.click();
    if (kind === "tab") {
      firstTab ??= text;
      texts.push(await readWindow(page));
    } else if (kind === "menu") await tryEntries(page, text, opened, texts);
    else await readDialog(page, texts);
    await settle(page);
  }
  // The rest of the walk is through what the first tab shows, which is the most.
  if (firstTab !== undefined) {
    const tab = await nearest(page, page.locator("#api-content [role=tab]").filter({ hasText: firstTab }), [firstTab]);
    await tab?.click();
    await settle(page);
  }
  if (opened.size > before) await openParts(page, names, opened, texts);
}

/** What a walk found. */
export interface Walked {
  /** Everything that was shown on the way, with single spaces. */
  readonly text: string;
  /** How far the page is wider than the window, at the worst. */
  readonly overflow: number;
}

export interface WalkOptions {
  /** The title where the walk begins, and those where it ends. */
  readonly title: string;
  readonly titles: readonly string[];
  /** Whether to open what can be opened, and the names of the buttons that open something. */
  readonly open: readonly string[] | false;
}

/** Scrolls from where the page is to the next title, window by window. */
export async function walk(page: Page, { title, titles, open }: WalkOptions): Promise<Walked> {
  const texts: string[] = [];
  const opened = new Set<string>();
  let overflow = 0;
  for (;;) {
    await settle(page);
    const view = await inPage<View>(page, "look", [title, ...titles]);
    // What is rendered late above the title moves it down again, so a walk ends only past it.
    if (view.isPast) break;
    if (view.current === title) {
      texts.push(view.text);
      if (open !== false) await openParts(page, open, opened, texts);
    }
    overflow = Math.max(overflow, await inPage<number>(page, "overflow"));
    if (view.isAtEnd) break;
    await inPage(page, "scrollOn");
  }
  return { text: texts.join("\n").replaceAll(/\s+/g, " "), overflow };
}
