import { readFileSync, writeFileSync } from "node:fs";
import { buildCli, type BuiltCli } from "../cli/support.js";
import { closeServers } from "../helpers/server.js";
import { soakJournal } from "./journal.js";

const seed = 20231125;

jest.setTimeout(120_000);

let cli: BuiltCli;

beforeEach(async () => {
  cli = await buildCli();
});

afterEach(async () => {
  await closeServers();
  cli.remove();
});

it("a batch that is killed again and again cancels each workflow once, and tells all of it", async () => {
  const report = await soakJournal({ cli, kills: 6, seed });
  expect(report.violations).toEqual([]);
  expect(report.kills).toBeGreaterThanOrEqual(6);
});

it("the proof fails where no intent is written", async () => {
  const report = await soakJournal({
    cli,
    kills: 60,
    seed,
    concurrency: 1,
    afterKill: (doneFile) => {
      const lines = readFileSync(doneFile, "utf8").split("\n");
      writeFileSync(doneFile, lines.filter((line) => !line.startsWith('{"intent"')).join("\n"));
    },
  });
  expect(report.violations).not.toEqual([]);
});
