import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Project, shown } from "../project.js";

/** The parts of an entry the docs show; the file has evidence too. */
export const deviationParts = ["title", "page", "contract", "why"] as const;
export type DeviationPart = (typeof deviationParts)[number];

/** An entry of `spec/DEVIATIONS.md`. */
export interface Deviation {
  readonly texts: Readonly<Record<DeviationPart, string>>;
  /** Line of its title, from 1. */
  readonly line: number;
}

/** What `spec/DEVIATIONS.md` says. */
export interface Deviations {
  readonly file: string;
  readonly entries: readonly Deviation[];
  /** Where the references in its texts lead, as lines of Markdown. */
  readonly references: readonly string[];
}

function bullet(entry: string, name: string): string {
  const found = new RegExp(String.raw`^- \*\*${name}:\*\* ([^]*?)(?=^- \*\*|^#|$(?![^]))`, "m").exec(entry);
  return (found?.[1] ?? "").replaceAll(/\s+/g, " ").trim();
}

/** Reads `spec/DEVIATIONS.md`, which is generated and so has one form. A project without it has no deviations. */
export function readDeviations(project: Project): Deviations {
  const path = join(dirname(project.spec), "DEVIATIONS.md");
  const text = existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : "";
  const entries = [...text.matchAll(/^### (.+)\n([^]*?)(?=^##|$(?![^]))/gm)].map((match): Deviation => {
    const [, title = "", entry = ""] = match;
    return {
      texts: {
        title,
        page: bullet(entry, "The page"),
        contract: bullet(entry, "The contract"),
        why: bullet(entry, "Why"),
      },
      line: text.slice(0, match.index).split("\n").length,
    };
  });
  return { file: shown(project, path), entries, references: text.match(/^\[[^\]]+\]: \S+$/gm) ?? [] };
}
