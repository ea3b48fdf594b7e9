import { paintState, type Style } from "./style.js";
import { drawTable } from "./table.js";
import { fieldsOf, shown } from "./text.js";
import { showTime } from "./time.js";

const notGiven = "–";

/** The widths of a table with both times, and with the later one only. A narrower terminal gets neither. */
const widths = { bothTimes: 120, oneTime: 98 };

function isOver(workflow: unknown): boolean {
  const phase = fieldsOf(fieldsOf(workflow)["status"])["phase"];
  return phase === "Success" || phase === "Cancel";
}

/** The workflows of a cluster as a table; those that are not over are marked. `columns` is the width of the terminal. */
export function drawList(workflows: readonly unknown[], style: Style, columns = Number.POSITIVE_INFINITY): string {
  const rows = workflows.map((workflow) => {
    const { metadata, spec, status } = fieldsOf(workflow);
    const { uid, creationTimestamp, updateTimestamp } = fieldsOf(metadata);
    const { clusterVersion, targetVersion } = fieldsOf(spec);
    return [
      isOver(workflow) ? " " : style.bold("*"),
      shown(uid) ?? notGiven,
      paintState(style, shown(fieldsOf(status)["phase"]) ?? notGiven),
      `${shown(clusterVersion) ?? notGiven} → ${shown(targetVersion) ?? notGiven}`,
      showTime(updateTimestamp) ?? notGiven,
      showTime(creationTimestamp) ?? notGiven,
    ];
  });
  const head = ["", "ID", "PHASE", "VERSION", "UPDATED (UTC)", "CREATED (UTC)"];
  const kept = columns >= widths.bothTimes ? head.length : columns >= widths.oneTime ? head.length - 1 : 4;
  return drawTable(
    style,
    head.slice(0, kept),
    rows.map((row) => row.slice(0, kept)),
  );
}
