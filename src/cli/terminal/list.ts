import type { components } from "../../../generated/types.gen.js";
import { fieldsOf } from "../../base/fields.js";
import { isFinished } from "../../workflow/list.js";
import { inColumns } from "./columns.js";
import { paintState, type Style } from "./style.js";
import { shown } from "./text.js";
import { showTime } from "./time.js";

const notGiven = "–";

/** The widths of a table with both times, and with the later one only. A narrower terminal gets neither. */
const widths = { bothTimes: 120, oneTime: 98 };

const head = ["", "ID", "PHASE", "VERSION", "UPDATED (UTC)", "CREATED (UTC)"];

/** The workflows of a cluster as a table; unfinished ones are marked. `columns` is the width of the terminal. */
export function drawList(workflows: readonly unknown[], style: Style, columns = Number.POSITIVE_INFINITY): string {
  const rows = workflows.map((workflow) => {
    const { metadata, spec, status } = fieldsOf(workflow);
    const { uid, creationTimestamp, updateTimestamp } = fieldsOf(metadata);
    const { clusterVersion, targetVersion } = fieldsOf(spec);
    return [
      isFinished(workflow as components["schemas"]["UpgradeWorkFlow"]) ? " " : style.bold("*"),
      shown(uid) ?? notGiven,
      paintState(style, shown(fieldsOf(status)["phase"]) ?? notGiven),
      `${shown(clusterVersion) ?? notGiven} → ${shown(targetVersion) ?? notGiven}`,
      showTime(updateTimestamp) ?? notGiven,
      showTime(creationTimestamp) ?? notGiven,
    ];
  });
  const kept = columns >= widths.bothTimes ? 6 : columns >= widths.oneTime ? 5 : 4;
  return inColumns([head.map(style.bold), ...rows].map((row) => row.slice(0, kept))).join("\n");
}
