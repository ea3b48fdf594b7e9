import picocolors from "picocolors";

type Paint = (text: string) => string;

/** How texts are painted; without colours they stay unchanged. */
export interface Style {
  readonly coloured: boolean;
  readonly bold: Paint;
  readonly dim: Paint;
  /** A failure. */
  readonly bad: Paint;
  readonly good: Paint;
  /** Something that is running. */
  readonly busy: Paint;
  /** Something that waits for a decision. */
  readonly stuck: Paint;
}

export function createStyle(coloured: boolean): Style {
  const colors = picocolors.createColors(coloured);
  return {
    coloured,
    bold: colors.bold,
    dim: colors.dim,
    bad: (text) => colors.bold(colors.red(text)),
    good: colors.green,
    busy: colors.cyan,
    stuck: colors.yellow,
  };
}

const phasePaints: Readonly<Record<string, keyof Omit<Style, "coloured">>> = {
  Running: "busy",
  Pending: "stuck",
  Success: "good",
  Failed: "bad",
  Cancel: "dim",
};

/** A phase or a state in its colour; an unknown one stays unchanged. */
export function paintState(style: Style, state: string): string {
  const paint = Object.hasOwn(phasePaints, state) ? phasePaints[state] : undefined;
  return paint === undefined ? state : style[paint](state);
}
