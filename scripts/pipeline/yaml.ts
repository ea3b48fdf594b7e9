import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Place, Problem } from "./problems.js";

/** A text of YAML with the place of each of its nodes. */
export interface Yaml {
  readonly value: () => unknown;
  readonly problems: readonly Problem[];
  /** The place of a field's name or of an item, or of the nearest one above it that is in this file. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
}

/** Reads a text of YAML. */
export function readYaml(file: string, text: string): Yaml {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return {
    value: () => yaml.toJS() as unknown,
    problems: yaml.errors.map(({ pos, message }) => ({
      ...place(pos[0]),
      message: message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message,
    })),
    placeOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const parent = yaml.getIn(path.slice(0, length - 1), true);
        const name = path[length - 1];
        const field = isMap(parent) && parent.items.find(({ key }) => isScalar(key) && key.value === name);
        const node = field ? field.key : yaml.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return place(node.range[0]);
      }
      return place(0);
    },
  };
}
