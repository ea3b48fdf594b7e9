import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InputRow, parseRows } from "../../src/cli/cancel/input.js";
import { UsageError } from "../../src/cli/session/failure.js";
import { startClusters, workflowIn } from "../helpers/clusters.js";
import { closeServers } from "../helpers/server.js";
import { ids as theirs, runHere, userOf } from "./support.js";

afterEach(closeServers);

/** A file as somebody might write it, and what is meant by it. */
interface Written {
  readonly text: string;
  /** The rows; `undefined` where the file has a mistake. */
  readonly rows: readonly InputRow[] | undefined;
  /** The line of the mistake. */
  readonly wrongLine?: number;
}

type Meant = Omit<InputRow, "line">;

const names = ["cluster_id", "upgrade_workflow_id", "project_id", "autopilot"] as const;

const ids = fc.stringMatching(/^[0-9A-Za-z_-]{1,12}$/);

const spellings = {
  true: ["true", "TRUE", "yes", "1"],
  false: ["false", "No", "0"],
} as const;

const meant: fc.Arbitrary<Meant> = fc.record({
  cluster_id: ids,
  upgrade_workflow_id: fc.option(ids, { nil: undefined }),
  project_id: fc.option(ids, { nil: undefined }),
  autopilot: fc.option(fc.boolean(), { nil: undefined }),
});

const mistakes = ["none", "none", "none", "doubled", "unknown", "too long", "too short", "unsafe"] as const;

const common = {
  rows: fc.uniqueArray(meant, { minLength: 1, maxLength: 6, selector: ({ cluster_id }) => cluster_id }),
  order: fc.shuffledSubarray([...names], { minLength: 4 }),
  hasBom: fc.boolean(),
  blanks: fc.array(fc.constantFrom("", " ", "\t"), { maxLength: 3 }),
  endsWithBreak: fc.boolean(),
  mistake: fc.constantFrom(...mistakes),
  /** Draws the rest: a number for each question. */
  dice: fc.array(fc.nat(), { minLength: 97, maxLength: 97 }),
};

/** Answers question after question by chance. */
function chooserOf(dice: readonly number[]): (count: number) => number {
  let next = 0;
  return (count) => (dice[next++ % dice.length] ?? 0) % count;
}

/** Puts lines together, blank ones between them; gives where each came to stand. */
function layOut(
  lines: readonly string[],
  { hasBom, blanks, endsWithBreak }: { hasBom: boolean; blanks: readonly string[]; endsWithBreak: boolean },
  choose: (count: number) => number,
  breaks: readonly string[],
): { readonly text: string; readonly at: readonly number[] } {
  const all: string[] = [];
  const at = lines.map((line, index) => {
    const blank = blanks[choose(4)];
    // Nothing but a byte order mark may come before the first line of a CSV file for Excel.
    if (blank !== undefined && index > 0) all.push(blank);
    all.push(line);
    return all.length;
  });
  const broken = all.map((line, index) =>
    index === all.length - 1 && !endsWithBreak ? line : line + pick(breaks, choose),
  );
  return { text: (hasBom ? "\uFEFF" : "") + broken.join(""), at };
}

function pick<T>(items: readonly T[], choose: (count: number) => number): T {
  return items[choose(items.length)] as T;
}

function placed(rows: readonly Meant[], at: readonly number[]): InputRow[] {
  return rows.map((row, index) => ({ line: at[index] ?? 0, ...row }));
}

const csv: fc.Arbitrary<Written> = fc.record(common).map(({ rows, order, mistake, dice, ...layout }) => {
  const choose = chooserOf(dice);
  const spell = (value: string | boolean | undefined) => {
    const text = typeof value === "boolean" ? pick(spellings[`${value}`], choose) : (value ?? "");
    return pick([text, text, `"${text}"`, ` ${text}`, `${text} `, ` "${text}"\t`], choose);
  };
  const columns: string[] = [...order];
  const wrongRow = choose(rows.length);
  if (mistake === "doubled") columns.splice(choose(columns.length + 1), 0, pick(order, choose));
  if (mistake === "unknown")
    columns.splice(choose(columns.length + 1), 0, pick(["workflow", "", "Cluster_ID"], choose));
  const records = rows.map((row, index) => {
    const own: Readonly<Record<string, string | boolean | undefined>> =
      mistake === "unsafe" && index === wrongRow ? { ...row, cluster_id: "../c" } : { ...row };
    const fields = columns.map((name) => spell(own[name]));
    if (mistake === "too long" && index === wrongRow) fields.splice(choose(fields.length + 1), 0, spell("x"));
    if (mistake === "too short" && index === wrongRow) fields.splice(choose(fields.length), 1);
    return fields.join(",");
  });
  const { text, at } = layOut([columns.map(spell).join(","), ...records], layout, choose, ["\n", "\r\n"]);
  if (mistake === "none") return { text, rows: placed(rows, at.slice(1)) };
  const isOfHeader = mistake === "doubled" || mistake === "unknown";
  return { text, rows: undefined, wrongLine: at[isOfHeader ? 0 : wrongRow + 1] ?? 0 };
});

const jsonLines: fc.Arbitrary<Written> = fc.record(common).map(({ rows, order, mistake, dice, ...layout }) => {
  const choose = chooserOf(dice);
  const space = () => pick(["", "", " ", "\t"], choose);
  const key = (name: string) => {
    const hidden = choose(Math.max(1, name.length));
    const code = name.charCodeAt(hidden).toString(16).padStart(4, "0");
    return pick([JSON.stringify(name), `"${name.slice(0, hidden)}\\u${code}${name.slice(hidden + 1)}"`], choose);
  };
  const wrongRow = choose(rows.length);
  const lines = rows.map((row, index) => {
    const isWrong = index === wrongRow;
    const member = (name: string, value: unknown) =>
      `${space()}${key(name)}${space()}:${space()}${JSON.stringify(value)}`;
    const members = order.flatMap((name) => {
      const value = isWrong && mistake === "unsafe" && name === "cluster_id" ? "../c" : row[name];
      if (value !== undefined) return [member(name, value)];
      const absent = pick([undefined, null, ""], choose);
      return absent === undefined ? [] : [member(name, absent)];
    });
    const add = (text: string) => members.splice(choose(members.length + 1), 0, text);
    if (isWrong && mistake === "doubled") {
      // A name with nothing to double gets both.
      const name = pick(order, choose);
      if (row[name] === undefined) add(member(name, null));
      add(member(name, pick([row[name] ?? "", ""], choose)));
      if (row[name] === undefined) add(member(name, ""));
    }
    if (isWrong && mistake === "unknown")
      add(member("workflow", pick(["w", '","cluster_id":"x', { cluster_id: "c" }], choose)));
    if (isWrong && mistake === "too long") add("x");
    if (isWrong && mistake === "too short") return members.join(",").slice(0, -1);
    return `{${members.join(",")}${space()}}`;
  });
  const { text, at } = layOut(lines, layout, choose, ["\n", "\r\n"]);
  if (mistake === "none") return { text, rows: placed(rows, at) };
  return { text, rows: undefined, wrongLine: at[wrongRow] ?? 0 };
});

/** The rows of a text, or what is told of it. */
function read(text: string): { readonly rows: readonly InputRow[] } | { readonly told: string } {
  try {
    return { rows: parseRows("file", text) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { told: error.message };
  }
}

/** Where the cancel of a row goes. */
function pathOf({ cluster_id, upgrade_workflow_id, project_id = theirs.project, autopilot }: InputRow): string {
  const workflow = upgrade_workflow_id ?? workflowIn(cluster_id);
  const cluster = `projects/${project_id}/clusters/${cluster_id}`;
  const prefix = autopilot === true ? "/autopilot/v3" : "/api/v3";
  return `${prefix}/${cluster}/operation/upgradeworkflows/${workflow}`;
}

describe.each([
  ["CSV", csv],
  ["JSON lines", jsonLines],
])("any file of %s", (_, files) => {
  it("is read as it was meant, or refused with the line", () => {
    fc.assert(
      fc.property(files, ({ text, rows, wrongLine }) => {
        if (rows !== undefined) expect(read(text)).toEqual({ rows });
        else
          expect(read(text)).toEqual({ told: expect.stringMatching(new RegExp(`\\bline ${wrongLine}\\b`)) as string });
      }),
      { numRuns: 2000 },
    );
  });

  it("cancels what was meant, or ends with exit code 2 and sends nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cce-input-"));
    const path = join(folder, "rows");
    try {
      await fc.assert(
        fc.asyncProperty(files, async ({ text, rows }) => {
          const { server, url } = await startClusters();
          writeFileSync(path, text);
          const { code } = await runHere(
            ["cancel", "--from", path, "--yes", "--writes-per-minute", "1000"],
            userOf(url),
          );
          expect(code).toBe(rows === undefined ? 2 : 0);
          if (rows === undefined) expect(server.requests).toEqual([]);
          const sent = server.requests.filter(({ method }) => method === "PATCH").map(({ path: where }) => where);
          expect(sent.sort()).toEqual((rows ?? []).map(pathOf).sort());
          await closeServers();
        }),
        { numRuns: 25 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
