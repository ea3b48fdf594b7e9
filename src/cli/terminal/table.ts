import widthOf from "string-width";
import type { Style } from "./style.js";

/** Rows in columns, without borders, so that a line can be copied and searched. */
export function drawTable(style: Style, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head.map((title) => (title === "" ? "" : style.bold(title))), ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  return lines
    .map((line) =>
      widths
        .map((width, column) => {
          const cell = line[column] ?? "";
          return cell + " ".repeat(width - widthOf(cell));
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
