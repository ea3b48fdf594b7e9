import { readFileSync } from "node:fs";
import { run } from "../../src/cli/program.js";
import type { UpgradeWorkFlow } from "../../src/index.js";
import type { Result } from "../../src/cli/cancel/result.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { until } from "../mock/support.js";
import { fakeTerminal, ids, runHere, sentTo, useCli, userOf, withMock, workflowOf } from "./support.js";

const cli = useCli();

afterEach(closeServers);

const fast = ["--yes", "--writes-per-minute", "1000"];

/** A stuck workflow in each of the clusters `c1`, `c2` … */
function stuck(count: number): UpgradeWorkFlow[] {
  return Array.from({ length: count }, (_, index) =>
    workflowOf("Pending", { cluster: `c${index + 1}`, uid: `w${index + 1}` }),
  );
}

/** The results of an output or a done file, without what a run was about to do. */
function resultsIn(text: string): Result[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Result)
    .filter((record) => !("intent" in record));
}

it("cancels the workflows of a CSV file, a line of result for each, and sums up", async () => {
  const file = cli.file(
    "many.csv",
    "\uFEFFcluster_id, upgrade_workflow_id,autopilot,project_id\r\nc1,w1,,\r\n\r\nc2,,no,\r\nc3,w3,true,p3\r\n",
  );
  await withMock(stuck(3), async (mock) => {
    const { code, stdout, stderr } = await cli.run(["cancel", "--from", file, ...fast], { env: userOf(mock.url) });
    expect(stdout.trim().split("\n").sort()).toEqual([
      `${file}:2  c1  w1  cancelled`,
      `${file}:4  c2  w2  cancelled`,
      `${file}:5  c3  w3  cancelled`,
    ]);
    expect(stderr).toContain(`This cancels 3 workflows of ${file}.\n`);
    expect(stderr).toContain("rolls nothing back");
    expect(stderr).toMatch(/3 rows: 3 cancelled\.\n$/);
    expect(code).toBe(0);
    expect(mock.workflows.map(({ status }) => status?.phase)).toEqual(["Cancel", "Cancel", "Cancel"]);
    const third = mock.requests.filter(({ path }) => path.includes("/c3/")).map(({ path }) => path);
    expect(new Set(third)).toEqual(new Set(["/autopilot/v3/projects/p3/clusters/c3/operation/upgradeworkflows/w3"]));
  });
});

it("takes JSON lines, gives JSON lines with --json, and tells what was not done", async () => {
  const rows = [{ cluster_id: "c1" }, { cluster_id: "c2", upgrade_workflow_id: "w2" }, { cluster_id: "c9" }];
  const file = cli.file("many.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join("\n"));
  const workflows = [...stuck(1), workflowOf("Running", { cluster: "c2", uid: "w2" })];
  await withMock(workflows, async ({ url }) => {
    const args = ["cancel", "--from", file, "--json", "--concurrency", "1", ...fast];
    const { code, stdout, stderr } = await runHere(args, userOf(url));
    expect(code).toBe(1);
    const input = { project_id: ids.project, autopilot: false };
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    expect(resultsIn(stdout)).toEqual([
      {
        ...{ line: 1, endpoint: url, input: { ...input, cluster_id: "c1" } },
        ...{ outcome: "cancelled", upgrade_workflow_id: "w1", phase: "Cancel", cancelledBy: "this-call", at },
      },
      {
        ...{ line: 3, endpoint: url, input: { ...input, cluster_id: "c2", upgrade_workflow_id: "w2" } },
        ...{ outcome: "refused", upgrade_workflow_id: "w2", phase: "Running", at },
        message: expect.stringContaining("The workflow is at work") as string,
      },
      {
        ...{ line: 5, endpoint: url, input: { ...input, cluster_id: "c9" } },
        ...{ outcome: "failed", at, message: expect.stringContaining("has no unfinished") as string },
      },
    ]);
    expect(stderr).toContain("3 rows: 1 cancelled, 1 refused, 1 failed.\n");
  });
});

it("goes on where an earlier run has ended", async () => {
  const file = cli.file("again.csv", "cluster_id\nc1\nc2\nc3\n");
  const doneFile = cli.file("again.jsonl", "");
  const args = ["cancel", "--from", file, "--done-file", doneFile, "--concurrency", "1", ...fast];
  await withMock(stuck(3), async (mock) => {
    mock.plan([{}, {}, {}, {}, {}, { response: "forbidden" }]);
    const first = await runHere(args, userOf(mock.url));
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(/3 rows: 2 cancelled, 1 failed\.\nRun the same command again/);
    expect(resultsIn(readFileSync(doneFile, "utf8")).map(({ outcome }) => outcome)).toEqual([
      "cancelled",
      "failed",
      "cancelled",
    ]);
    // As a run leaves it that is killed while it writes.
    cli.file("again.jsonl", `${readFileSync(doneFile, "utf8")}{"line":4,"endpo`);
    const sentBefore = mock.requests.length;
    const second = await runHere([...args, "--json"], userOf(mock.url));
    expect(second.code).toBe(0);
    expect(resultsIn(second.stdout).map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
      "2 skipped",
      "4 skipped",
      "3 cancelled",
    ]);
    expect(second.stderr).toContain("This cancels 1 workflow of");
    expect(second.stderr).toContain("(2 of its 3 rows are already done)");
    expect(sentTo(mock).slice(sentBefore)).toEqual(["GET 200", "GET 200", "PATCH 200"]);

    const third = await runHere(args, userOf(mock.url));
    expect(third.code).toBe(0);
    expect(third.stderr).toContain("3 rows: 3 skipped.\n");
    expect(mock.requests).toHaveLength(sentBefore + 3);
  });
});

it("does not take a rehearsal for the real thing", async () => {
  const file = cli.file("twice.csv", "cluster_id\nc1\n");
  const args = ["cancel", "--from", file, "--done-file", `${file}.done`, ...fast];
  for (let runs = 0; runs < 2; runs += 1) {
    await withMock(stuck(1), async (mock) => {
      expect((await runHere(args, userOf(mock.url))).stderr).toContain("1 row: 1 cancelled.");
    });
  }
});

it("names a cancel whose outcome is not known", async () => {
  const file = cli.file("lost.csv", "cluster_id,upgrade_workflow_id\nc1,w1\n");
  await withMock(stuck(1), async (mock) => {
    mock.plan([{}, { drop: "beforeProcessing" }, {}, { drop: "beforeProcessing" }]);
    const args = ["cancel", "--from", file, "--settle-s", "0", ...fast];
    const { code, stdout } = await runHere(args, userOf(mock.url));
    expect(code).toBe(4);
    expect(stdout).toContain("c1  w1  unknown: It is not known whether the cancel took effect");
  });
});

it("takes what is cancelled already as --if-already-cancelled says", async () => {
  const file = cli.file("over.csv", "cluster_id,upgrade_workflow_id\nc1,w1\n");
  await withMock([workflowOf("Cancel", { cluster: "c1", uid: "w1" })], async (mock) => {
    const args = ["cancel", "--from", file, ...fast];
    expect((await runHere(args, userOf(mock.url))).stdout).toContain("c1  w1  refused: ");
    const lenient = await runHere([...args, "--if-already-cancelled", "succeed"], userOf(mock.url));
    expect(lenient).toMatchObject({ code: 0, stdout: `${file}:2  c1  w1  already-cancelled\n` });
  });
});

it("never does more at a time than --concurrency says", async () => {
  let current = 0;
  let most = 0;
  const server = await startServer((request, response) => {
    current += 1;
    most = Math.max(most, current);
    setImmediate(() => {
      current -= 1;
      const phase = request.method === "PATCH" ? "Cancel" : "Pending";
      answer(response, 200, JSON.stringify({ ...workflowOf(phase), status: { phase } }));
    });
  });
  const rows = Array.from({ length: 20 }, (_, index) => `c${index},w${index}`);
  const file = cli.file("wide.csv", ["cluster_id,upgrade_workflow_id", ...rows].join("\n"));
  const args = ["cancel", "--from", file, "--concurrency", "3", ...fast];
  const { code, stderr } = await runHere(args, userOf(server.url));
  expect(stderr).toContain("20 rows: 20 cancelled.");
  expect({ code, sent: server.requests.length }).toEqual({ code: 0, sent: 40 });
  expect(most).toBeLessThanOrEqual(3);
});

it("keeps under the limit, and on Ctrl-C starts nothing more and tells what was done", async () => {
  const file = cli.file("slow.csv", "cluster_id\nc1\nc2\nc3\n");
  const doneFile = `${file}.done`;
  await withMock(stuck(3), async (mock) => {
    const limits = ["--yes", "--writes-per-minute", "1", "--concurrency", "2", "--done-file", doneFile];
    const args = ["cancel", "--from", file, ...limits];
    const { context, stdout, stderr, interrupt } = fakeTerminal({ args, env: userOf(mock.url), isTTY: false });
    const ended = run(context);
    await until(() => /c1 {2}w1 {2}cancelled|c2 {2}w2 {2}cancelled/.test(stdout()));
    interrupt();
    expect(await ended).toBe(130);
    expect(stderr()).toMatch(/Interrupted\. 3 rows: 1 cancelled, [12] interrupted(, 1 not started)?\.\n/);
    expect(sentTo(mock).filter((sent) => sent.startsWith("PATCH"))).toEqual(["PATCH 200"]);
  });
});

/** How a field that is named twice is told. */
function twice(line: number): string {
  return `line ${line}: the column "upgrade_workflow_id" is given twice.\n`;
}

describe("a file with a mistake sends nothing", () => {
  it.each([
    ["is missing", undefined, "cannot be read"],
    ["is empty", "", "has no rows"],
    ["has a header only", "cluster_id\n", "has no rows"],
    [
      "has an unknown column",
      "cluster_id,workflow\nc1,w1\n",
      'line 1: there is no column "workflow" (known: cluster_id, upgrade_workflow_id, project_id, autopilot).\n',
    ],
    ["names a column twice", "cluster_id,upgrade_workflow_id,upgrade_workflow_id\nc1,w1,\n", twice(1)],
    [
      "names a key twice",
      '{"cluster_id":"c2"}\n{"cluster_id":"c1","upgrade_workflow_id":"w1","upgrade\\u005fworkflow_id":""}',
      twice(2),
    ],
    ["has no column for the cluster", "project_id\np\n", "line 1: there is no column cluster_id.\n"],
    ["has no cluster", "cluster_id,project_id\nc1,p\n,p\n", "line 3: cluster_id is missing"],
    ["has an unsafe ID", "cluster_id\nc1\n../c2\n", "line 3: cluster_id is no ID"],
    ["has a row too short", "cluster_id,upgrade_workflow_id\nc1\n", "line 2 has 1 field, the header 2."],
    [
      "has rows of all kinds of faults",
      'cluster_id\nc1,w1\na/b\nc"2\nc3,w3,p3\n"c4"x\nc/d\n',
      "line 2 has 2 fields, the header 1; line 3: cluster_id is no ID (letters, digits, - and _); " +
        'line 4: Invalid Opening Quote: a quote is found on field 0 at line 4, value is "c"; line 5 has 3 fields, the header 1; ' +
        'line 6: Invalid Closing Quote: got "x" at line 6 instead of delimiter, record delimiter, trimable character ' +
        "(if activated) or comment; line 7: Quote Not Closed",
    ],
    ["ends within quotes", 'cluster_id\nc1\n"c2\n', "line 3: Quote Not Closed"],
    [
      "names a workflow of a cluster whose current one is meant, too",
      "cluster_id,upgrade_workflow_id\nc1,\nc2,\nc1,w1\n",
      "line 2 names no workflow, and line 4 names one of the same cluster.",
    ],
    ["has an odd truth", "cluster_id,autopilot\nc1,perhaps\n", "line 2: autopilot is neither true nor false"],
    [
      "has a row twice",
      "cluster_id,project_id\nc1,\nc2,\nc1,47eb1d64cbeb45cfa01ae20af4f4b563\n",
      "line 4 is the same as",
    ],
    [
      "is not all JSON",
      '{"cluster_id":"c1"}\n{"cluster_id"\n[]\n',
      "line 2: not a JSON object; line 3: not a JSON object",
    ],
    ["has a number for an ID", '{"cluster_id":1}\n', "line 1: cluster_id is no ID"],
    [
      "has many",
      `cluster_id\n${"a/b\n".repeat(104)}`,
      "line 101: cluster_id is no ID (letters, digits, - and _); and 4 more.",
    ],
  ])("that %s", async (_, text, message) => {
    const file = text === undefined ? "no-such.csv" : cli.file("bad.csv", text);
    await withMock(stuck(2), async (mock) => {
      const { code, stdout, stderr } = await runHere(["cancel", "--from", file, ...fast], userOf(mock.url));
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(mock.requests).toEqual([]);
    });
  });

  it.each([
    ["of another kind", "hello\nworld\n", "line 1: not a record of this command"],
    ["of other JSON", "{}\n", "line 1: not a record of this command"],
  ])("as does a done file %s", async (_, text, message) => {
    const file = cli.file("good.csv", "cluster_id\nc1\n");
    const doneFile = cli.file("other.txt", text);
    await withMock(stuck(1), async (mock) => {
      const args = ["cancel", "--from", file, "--done-file", doneFile, ...fast];
      const { code, stderr } = await runHere(args, userOf(mock.url));
      expect(code).toBe(2);
      expect(stderr).toContain(message);
      expect(mock.requests).toEqual([]);
      expect(readFileSync(doneFile, "utf8")).toBe(text);
    });
  });

  it("as does a done file that cannot be written", async () => {
    const file = cli.file("good.csv", "cluster_id\nc1\n");
    const args = ["cancel", "--from", file, "--done-file", cli.folder, ...fast];
    const { code, stderr } = await runHere(args, userOf("http://127.0.0.1:1"));
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be used");
  });
});

it("refuses without a terminal and without --yes", async () => {
  const file = cli.file("good.csv", "cluster_id\nc1\n");
  const { code, stderr } = await runHere(["cancel", "--from", file], userOf("http://127.0.0.1:1"));
  expect(code).toBe(1);
  expect(stderr).toContain("Refused: there is no terminal");
});
