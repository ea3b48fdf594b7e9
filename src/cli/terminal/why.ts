import { fieldsOf, itemsOf } from "../../base/fields.js";
import type { UpgradeExplanation, UpgradePart } from "../../workflow/explainUpgrade.js";
import type { FailedCheckItem } from "../../workflow/precheck.js";
import type { AdvisedAction, UpgradeSituation } from "../../workflow/upgradeAdvice.js";
import type { CheckSummary } from "../../workflow/upgradeSummary.js";
import { inColumns } from "./columns.js";
import { paintState, type Style } from "./style.js";
import { oneLine, plain, shown } from "./text.js";
import { showDuration } from "./time.js";
import { drawState } from "./workflow.js";

/** How an explanation is drawn. */
export interface WhyDrawing {
  readonly style: Style;
  /** How many failed items, and how many failed steps, are listed. */
  readonly limit: number;
  /** The command to type for an action, if there is one. */
  readonly lineFor: (action: AdvisedAction) => string | undefined;
}

const notGiven = "(not given)";

const situations: Readonly<Record<UpgradeSituation, string>> = {
  "precheck-failed": "The check before the upgrade failed.",
  "precheck-risks": "The check before the upgrade failed, and every failed item is a risk that you may accept.",
  "precheck-error": "The check before the upgrade could not be carried out.",
  "precheck-expired": "The check before the upgrade passed, and its result has expired.",
  "recheck-passed": "A later check passed, and the workflow still stands where the earlier one failed.",
  "snapshot-failed": "The snapshot failed.",
  "cluster-failed": "The upgrade of the cluster failed.",
  "cluster-failed-again": "The upgrade of the cluster failed more than once.",
  "cluster-paused": "The upgrade of the cluster is paused.",
  "postcheck-open": "The cluster is upgraded, and you have not confirmed it.",
  "postcheck-failed": "The cluster is upgraded, and the confirmation failed.",
  "not-started": "No task of the workflow has started.",
  running: "Nothing is stuck: a task is at work.",
  finished: "No upgrade is unfinished.",
  unknown: "What is seen fits no situation that is documented: there is no advice, only the facts.",
};

const parts: Readonly<Record<UpgradePart, string>> = {
  workflow: "the workflow",
  precheck: "the check of the workflow",
  prechecks: "the checks of the cluster",
  upgradeTask: "the upgrade task of the workflow",
  upgradeTasks: "the upgrade tasks of the cluster",
  snapshots: "the snapshots",
  upgradeInfo: "the versions on offer",
};

/** Where a command can be refused because the vendor restricts its operation. */
const caution =
  "The vendor recommends the console for upgrades and opens some of these operations on request only, such as the retry.";

/** A section: its title in the first column, its lines beside it. */
function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines.map((line, index) => (index === 0 ? title : "").padEnd(10) + line)];
}

function showDate(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", " ");
}

function placeOf({ scope, node }: FailedCheckItem): string {
  if (scope !== "node") return scope === "addon" ? "add-ons" : "cluster";
  const { name, uid, status, nodeType } = node ?? {};
  const more = [uid, status, nodeType].filter((text) => text !== undefined && text !== name);
  return oneLine(`node ${name ?? notGiven}${more.length === 0 ? "" : ` (${more.join(", ")})`}`);
}

/** What a risk comes from, a line for each: `deprecatedAPIRisks: /apis/policy/v1beta1, kubectl/v1.19`. */
function risksOf({ riskSource }: FailedCheckItem): string[] {
  return Object.entries(fieldsOf(riskSource)).flatMap(([kind, risks]) =>
    itemsOf(risks).map((risk) => {
      const values = Object.values(fieldsOf(risk)).flatMap((value) => shown(value) ?? []);
      return oneLine(`${kind}: ${values.join(", ")}`);
    }),
  );
}

function more(count: number): string[] {
  return count > 0 ? [`and ${count} more: --all lists them`] : [];
}

/** How many risks of an item are listed. */
const shownRisks = 3;

function drawItems(items: readonly FailedCheckItem[], { style, limit }: WhyDrawing): string[] {
  const listed = items.slice(0, limit);
  const lines = inColumns(
    listed.map(({ name, kind, level, errorCodes }) => [
      style.bad(`✖ ${shown(name) ?? notGiven}`),
      kind === "Risk" ? style.stuck(kind) : (shown(kind) ?? "no kind"),
      shown(level) ?? "",
      errorCodes.map((code) => plain(code)).join(", "),
    ]),
  );
  const drawn = listed.map((item, index) => {
    const risks = risksOf(item);
    const shownOnes = limit === Number.POSITIVE_INFINITY ? risks : risks.slice(0, shownRisks);
    const details = [item.message === undefined ? "(no message)" : oneLine(item.message), ...shownOnes];
    return {
      place: placeOf(item),
      lines: [
        `  ${lines[index] ?? ""}`,
        ...details.map((detail) => `      ${detail}`),
        ...more(risks.length - shownOnes.length).map((detail) => `      ${detail}`),
      ],
    };
  });
  const places = [...new Set(drawn.map(({ place }) => place))];
  return [
    ...places.flatMap((place) => [
      style.bold(place),
      ...drawn.filter((item) => item.place === place).flatMap((item) => item.lines),
    ]),
    ...more(items.length - listed.length),
  ];
}

function drawCheck(check: CheckSummary | undefined, judgedBy: string, style: Style): string[] {
  if (check === undefined) return [];
  const { uid, phase, createdAt, expiresAt, isExpired, message } = check;
  const expiry = isExpired === true ? style.stuck("expired") : "expires";
  const clock = judgedBy === "service" ? "the service's clock" : "the clock of this machine";
  const facts = [
    `${shown(uid) ?? notGiven}  ${paintState(style, shown(phase) ?? notGiven)}`,
    createdAt && `started ${showDate(createdAt)}`,
    expiresAt && `${expiry} ${showDate(expiresAt)} (by ${clock})`,
  ];
  return [facts.filter(Boolean).join(", "), ...(message === undefined ? [] : [oneLine(message)])];
}

function drawUpgrade({ upgradeTask, steps }: UpgradeExplanation, { style, limit }: WhyDrawing): string[] {
  const { uid, phase, progress, updatedAt } = upgradeTask ?? {};
  const facts = [
    `${shown(uid) ?? notGiven}  ${paintState(style, shown(phase) ?? notGiven)}`,
    progress === undefined ? undefined : `progress ${plain(progress)} (scale not documented)`,
    updatedAt && `updated ${showDate(updatedAt)}`,
  ];
  const listed = steps.slice(0, limit).map(({ name, message }) => {
    const why = message === undefined ? "" : `  ${oneLine(message)}`;
    return `${style.bad(`✖ ${shown(name) ?? notGiven}`)}${why}`;
  });
  return [
    ...(upgradeTask === undefined ? [] : [facts.filter(Boolean).join(", ")]),
    ...listed,
    ...more(steps.length - listed.length),
  ];
}

/** How many earlier tasks are listed. */
const shownEarlier = 3;

function drawTimings({ timings: { runningSince, earlier }, judgedAt }: UpgradeExplanation): string[] {
  const since =
    runningSince &&
    `at work since ${showDate(runningSince)}, for ${showDuration(judgedAt.getTime() - runningSince.getTime())}`;
  const tasks = earlier.slice(0, shownEarlier).map(({ taskType, phase, targetVersion, startedAt, tookMs }) => {
    const version = targetVersion === undefined ? "" : ` to ${plain(targetVersion)}`;
    return `earlier: ${taskType}${version}, ${showDate(startedAt)}, ${phase} after ${showDuration(tookMs)}`;
  });
  return [...(since === undefined ? [] : [since]), ...tasks];
}

function drawInfo({ info, situation }: UpgradeExplanation): string[] {
  if (info === undefined) return [];
  const { release, patch, targetVersions, lastPhase, lastCompletedAt } = info;
  const now =
    release === undefined ? [] : [`release ${plain(release)}${patch === undefined ? "" : `, patch ${plain(patch)}`}`];
  const offered = targetVersions.length === 0 ? "none" : targetVersions.map((version) => plain(version)).join(", ");
  const ended = lastCompletedAt === undefined ? "" : `, ${showDate(lastCompletedAt)}`;
  const last = lastPhase === undefined || situation !== "finished" ? [] : [`last upgrade: ${plain(lastPhase)}${ended}`];
  return [...now, `on offer: ${offered}`, ...last];
}

function drawAdvice({ advice }: UpgradeExplanation, { style, lineFor }: WhyDrawing): string[] {
  const lines = advice.map(({ action }) => lineFor(action));
  const drawn = advice.flatMap(({ text, reason, source, documented }, index) => {
    const line = lines[index];
    return [
      `${index + 1}. ${style.bold(text)}${documented ? "" : " (not documented)"}`,
      ...(line === undefined ? [] : [`   $ ${line}`]),
      `   ${style.dim(reason)}`,
      `   ${style.dim(source)}`,
    ];
  });
  const isCautious = advice.some(({ action }, index) => action !== "wait" && lines[index] !== undefined);
  return isCautious ? [...drawn, style.stuck(caution)] : drawn;
}

/** An explanation for people: the workflow as `show` draws it, why it stands there, and what fits next. */
export function drawWhy(explanation: UpgradeExplanation, drawing: WhyDrawing): string {
  const { workflow, situation, failed, checkItems, precheck, judgedAt, judgedBy, unread } = explanation;
  const { style } = drawing;
  const items = drawItems(checkItems, drawing);
  return [
    ...(workflow === undefined ? [] : drawState(workflow, style, judgedAt)),
    ...section("Why", [style.bold(situations[situation])]),
    ...section("Check", [...drawCheck(precheck, judgedBy, style), ...items]),
    ...section(failed?.taskType === "Snapshot" ? "Snapshot" : "Upgrade", drawUpgrade(explanation, drawing)),
    ...section("Time", drawTimings(explanation)),
    ...section("Versions", drawInfo(explanation)),
    ...section(
      "Unread",
      unread.map(({ part, failure }) => style.stuck(`${parts[part]}: ${oneLine(failure)}`)),
    ),
    ...section("Next", drawAdvice(explanation, drawing)),
  ]
    .join("\n")
    .trimStart();
}
