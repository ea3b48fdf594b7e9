import { shown } from "./numbers.js";

/** One bar: what is measured, and how often it is the base. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly isOurs: boolean;
}

const width = 760;
const nameWidth = 250;
const barHeight = 22;
const gap = 8;
const top = 64;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/**
 * A bar chart that can be read on white and on black: the picture takes its colours from the viewer's setting where the
 * viewer has one, and has none behind the text.
 */
export function barChart(title: string, subtitle: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const height = top + bars.length * (barHeight + gap) + gap;
  const rows = bars.map(({ name, value, isOurs }, index) => {
    const y = top + index * (barHeight + gap);
    const length = Math.max(2, (value / most) * (width - nameWidth - 80));
    const middle = y + barHeight / 2 + 5;
    return [
      `  <text x="${nameWidth - 10}" y="${middle}" text-anchor="end"${isOurs ? ' font-weight="bold"' : ""}>${escaped(name)}</text>`,
      `  <rect x="${nameWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="3" class="${isOurs ? "ours" : "other"}"/>`,
      `  <text x="${(nameWidth + length + 8).toFixed(1)}" y="${middle}">${shown(value)} ×</text>`,
    ].join("\n");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1f2328; }
    .title { font-size: 17px; font-weight: bold; }
    .ours { fill: #0969da; }
    .other { fill: #8c959f; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .ours { fill: #4493f8; }
      .other { fill: #6e7681; }
    }
  </style>
  <text x="10" y="24" class="title">${escaped(title)}</text>
  <text x="10" y="46">${escaped(subtitle)}</text>
${rows.join("\n")}
</svg>
`;
}
