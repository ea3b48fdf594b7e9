// Runs in the page under test. In JavaScript, because the other tests are not to know the types of a browser.

const headings = () => [...document.querySelectorAll("#api-content h1, #api-content h2, #api-content h3")];
const textOf = (element) => element?.innerText.trim() ?? "";

globalThis.docsTest = {
  /** Resolves when the page has not changed for a few frames: what was scrolled into view is rendered then. */
  settle: () =>
    new Promise((resolve) => {
      let calmFrames = 0;
      const observer = new MutationObserver(() => {
        calmFrames = 0;
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      const frame = () => {
        if (++calmFrames > 3) {
          observer.disconnect();
          resolve();
        } else {
          requestAnimationFrame(frame);
        }
      };
      requestAnimationFrame(frame);
    }),

  isInWindow: (title) =>
    headings().some((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return textOf(element) === title && bottom > 0 && top < innerHeight;
    }),

  /** What is rendered now, and the last of the titles above the middle of the window. */
  look: (titles) => {
    const passed = headings().filter((element) => element.getBoundingClientRect().top < innerHeight / 2);
    return {
      text: textOf(document.querySelector("#api-content")),
      current: passed.map(textOf).findLast((text) => titles.includes(text)),
      isAtEnd: scrollY + innerHeight >= document.documentElement.scrollHeight - 2,
    };
  },

  everything: () => document.body.innerText,

  /** The tabs, menus and named buttons that are in the window. */
  openable: (names) =>
    [...document.querySelectorAll("#api-content [role=tab], #api-content button")].flatMap((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const kind =
        element.getAttribute("role") === "tab"
          ? "tab"
          : element.getAttribute("aria-haspopup") === "menu"
            ? "menu"
            : "button";
      const text = textOf(element);
      const isWanted = text !== "" && (kind !== "button" || names.includes(text));
      return isWanted && top > 0 && bottom < innerHeight ? [{ text, kind }] : [];
    }),

  overflow: () => document.documentElement.scrollWidth - innerWidth,

  facts: () => ({
    lang: document.documentElement.lang,
    isDark: document.documentElement.classList.contains("dark"),
    title: document.title,
    heading: textOf(document.querySelector("h1")),
    icon: document.querySelector("link[rel=icon]")?.href.slice(0, 19),
    images: [...document.images].map((image) => ({ alt: image.alt, width: image.naturalWidth })),
    sections: [...document.querySelectorAll("#api-content h2")].map(textOf),
  }),

  scrollToTop: () => scrollTo(0, 0),
  scrollOn: () => scrollBy(0, innerHeight * 0.75),
  goTo: (route) => {
    location.hash = route;
  },
};
