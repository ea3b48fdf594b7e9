/** A language the docs are built in. */
export interface Language {
  readonly code: "en" | "zh";
  /** The tag of the page's language. */
  readonly tag: string;
  /** Its name in itself. */
  readonly name: string;
  /** The page, below `generated/`. */
  readonly file: string;
}

export const english: Language = { code: "en", tag: "en", name: "English", file: "docs/index.html" };
export const chinese: Language = { code: "zh", tag: "zh-Hans", name: "简体中文", file: "docs/zh.html" };
export const languages: readonly Language[] = [english, chinese];
