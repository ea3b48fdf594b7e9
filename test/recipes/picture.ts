/** Draws what a command left on a terminal as an SVG. */

const columns = 120;
const [charWidth, lineHeight, margin] = [7.2, 18, 16];

const colours: Readonly<Record<string, string>> = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 36: "#79c0ff" };

/** A run of characters in one style. */
interface Span {
  readonly text: string;
  readonly style: string;
}

/** The attributes of SVG for the codes that are in force. */
function styleOf(codes: ReadonlySet<string>): string {
  const colour = [...codes].map((code) => colours[code]).find(Boolean);
  return [
    colour === undefined ? "" : ` fill="${colour}"`,
    codes.has("1") ? ' font-weight="bold"' : "",
    codes.has("2") ? ' opacity="0.65"' : "",
  ].join("");
}

/** The lines of a screen as a terminal shows them: long ones continue in the next. */
function rowsOf(screen: string): Span[][] {
  const codes = new Set<string>();
  const rows: Span[][] = [];
  for (const line of screen.replaceAll("\r", "").trimEnd().split("\n")) {
    let row: Span[] = [];
    let used = 0;
    rows.push(row);
    for (const [, code, text = ""] of line.matchAll(/\u001b\[(\d*)m|([^\u001b]+)/g)) {
      if (code === "22") ["1", "2"].forEach((weight) => codes.delete(weight));
      else if (code === "39") Object.keys(colours).forEach((colour) => codes.delete(colour));
      else if (code !== undefined) codes.add(code);
      for (const character of text) {
        if (used === columns) {
          rows.push((row = []));
          used = 0;
        }
        row.push({ text: character, style: styleOf(codes) });
        used += 1;
      }
    }
  }
  return rows;
}

/** Neighbours of one style in one piece, each with its column. */
function piecesOf(row: readonly Span[]): (Span & { readonly column: number })[] {
  const pieces: (Span & { readonly column: number })[] = [];
  for (const [column, { text, style }] of row.entries()) {
    const last = pieces.at(-1);
    if (last?.style === style) pieces[pieces.length - 1] = { ...last, text: last.text + text };
    else pieces.push({ text, style, column });
  }
  return pieces.filter(({ text }) => text.trim() !== "");
}

/** A text of SVG, in which several spaces would count as one. */
function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(" ", "\u00a0");
}

/** The picture of a terminal on which `command` was typed. */
export function drawTerminal(command: string, screen: string): string {
  const rows = rowsOf(`$ ${command}\n${screen}`);
  const [width, height] = [columns * charWidth + 2 * margin, rows.length * lineHeight + 2 * margin];
  const texts = rows.flatMap((row, line) =>
    piecesOf(row).map(({ text, style, column }) => {
      const [x, y] = [margin + column * charWidth, margin + (line + 0.75) * lineHeight].map((at) => at.toFixed(1));
      // The width is given, as the fonts of readers differ.
      const length = (text.length * charWidth).toFixed(1);
      return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escapeXml(text)}</text>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${command}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12" fill="#e6edf3">
${texts.join("\n")}
</g>
</svg>
`;
}
