// Runs in the page under test. In JavaScript, because the other tests are not to know the types of a browser.

const headings = () => [...document.querySelectorAll("#api-content h1, #api-content h2, #api-content h3")];
const textOf = (element) => element?.innerText.trim() ?? "";

const blockOf = (element) => {
  let block = element;
  while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  return block;
};

/** The text of the blocks that are in the window, wholly or in part. */
const textInWindow = () => {
  const nodes = document.createTreeWalker(document.querySelector("#api-content"), NodeFilter.SHOW_TEXT);
  const blocks = new Map();
  while (nodes.nextNode()) {
    const block = blockOf(nodes.currentNode.parentElement);
    blocks.set(block, (blocks.get(block) ?? "") + nodes.currentNode.data);
  }
  const isInWindow = (block) => {
    const { top, bottom, height } = block.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  };
  return [...blocks].flatMap(([block, text]) => (isInWindow(block) ? [text] : [])).join("\n");
};

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

  /** What can be seen now, and the last of the titles above the middle of the window. */
  look: (titles) => {
    const passed = headings().filter((element) => element.getBoundingClientRect().top < innerHeight / 2);
    const passedTitles = passed.map(textOf).filter((text) => titles.includes(text));
    const current = passedTitles.at(-1);
    return {
      text: textInWindow(),
      current,
      isPast: current !== titles[0] && passedTitles.includes(titles[0]),
      isAtEnd: scrollY + innerHeight >= document.documentElement.scrollHeight - 2,
    };
  },

  /** The text of what was opened in front of the page. */
  dialog: () => {
    const content = document.querySelector("#api-content");
    let part = document.querySelector("[role=tab]:not(#api-content [role=tab])");
    while (part?.parentElement && !part.parentElement.contains(content)) part = part.parentElement;
    return textOf(part);
  },

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

  /** How many pixels are beside the window, or beside the frame of a table. */
  overflow: () => {
    const tables = [...document.querySelectorAll("#api-content table")].map((table) => {
      const frame = table.parentElement;
      return Math.max(table.scrollWidth, frame.scrollWidth) - frame.clientWidth;
    });
    return Math.max(document.documentElement.scrollWidth - innerWidth, ...tables);
  },

  facts: () => ({
    lang: document.documentElement.lang,
    isDark: document.documentElement.classList.contains("dark"),
    title: document.title,
    heading: textOf(document.querySelector("h1")),
    icon: document.querySelector("link[rel=icon]")?.href.slice(0, 19),
    images: [...document.images].map((image) => ({ alt: image.alt, width: image.naturalWidth })),
    sections: [...document.querySelectorAll("#api-content h2")].map(textOf),
  }),

  switchTheme: () => {
    const { classList } = document.documentElement;
    for (const theme of ["light", "dark"]) classList.toggle(theme);
  },

  scrollOn: () => scrollBy(0, innerHeight * 0.75),
  goTo: (route) => {
    location.hash = route;
  },
};
