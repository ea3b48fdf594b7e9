import { parseArgs } from "node:util";
import { buildCli } from "../cli/support.js";
import { closeServers } from "../helpers/server.js";
import { soakJournal } from "./journal.js";
import { soakAction } from "./actions.js";
import { soak } from "./soak.js";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    first: { type: "string", default: "0" },
    kills: { type: "string", default: "300" },
  },
});

function wholeNumber(name: keyof typeof values, least: number): number {
  const number = Number(values[name]);
  // Anything else would be a soak of no runs, which finds nothing wrong.
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name} is a whole number from ${least}, not ${values[name]}.`);
}

const which = {
  runs: wholeNumber("runs", 1),
  seed: wholeNumber("seed", 0),
  first: wholeNumber("first", 0),
};
const soaks = [
  { name: "cancel", start: () => soak(which) },
  ...(["retry", "recheck", "confirm"] as const).map((name) => ({
    name,
    start: () => soakAction({ ...which, action: name }),
  })),
];
for (const { name, start } of soaks) {
  const { violations, durationMs, ...counts } = await start();
  console.log(`${name}: ${JSON.stringify(counts, undefined, 2)}`);
  console.log(
    `${name}: ${counts.runs} runs, ${counts.requests} requests in ${(durationMs / 1000).toFixed(1)} s, seed ${which.seed}`,
  );
  for (const { run, rules, story } of violations) {
    const again = `npm run test:soak -- --seed ${which.seed} --first ${run} --runs 1`;
    console.error(`\nRun ${run} of ${name} broke: ${rules.join("; ")}\n  ${story.join("\n  ")}\nAgain: ${again}`);
  }
  if (violations.length > 0) process.exitCode = 1;
}

const kills = wholeNumber("kills", 0);
const cli = await buildCli();
try {
  const { violations: broken, ...journal } = await soakJournal({ cli, kills, seed: which.seed });
  console.log(JSON.stringify(journal, undefined, 2));
  console.log(
    `${journal.kills} of ${journal.runs} runs of a batch killed in ${(journal.durationMs / 1000).toFixed(1)} s`,
  );
  for (const what of broken) console.error(`\nBroken: ${what}`);
  if (broken.length > 0) process.exitCode = 1;
} finally {
  await closeServers();
  cli.remove();
}
