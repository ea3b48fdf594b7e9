import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Result } from "../../src/cli/cancel/result.js";
import { run } from "../../src/cli/program.js";
import { type Clusters, type OnCancel, processed, startClusters, workflowIn } from "../helpers/clusters.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { fakeTerminal, ids, runHere, useCli, userOf } from "./support.js";

const cli = useCli();
let folder: string;
let doneFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cce-journal-"));
  doneFile = join(folder, "done.jsonl");
});

afterEach(async () => {
  await closeServers();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The arguments of a batch whose rows are clusters, or clusters with a workflow. */
function batch(rows: readonly string[], ...more: readonly string[]): string[] {
  const from = write(
    "rows.csv",
    ["cluster_id,upgrade_workflow_id", ...rows.map((row) => (row.includes(",") ? row : `${row},`))].join("\n"),
  );
  const limits = ["--concurrency", "1", "--writes-per-minute", "1000", "--settle-s", "0"];
  return ["cancel", "--from", from, "--done-file", doneFile, "--yes", ...limits, ...more];
}

type Line = Result & { readonly intent?: string };

function linesOf(text = readFileSync(doneFile, "utf8")): Line[] {
  expect(text).toMatch(/\n$|^$/);
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

const at = "2026-11-25T08:21:35.180Z";

function inputOf(cluster_id: string, upgrade_workflow_id?: string) {
  return { project_id: ids.project, cluster_id, ...(upgrade_workflow_id && { upgrade_workflow_id }), autopilot: false };
}

/** A line that says that a cancel was about to be sent. */
function intent(url: string, cluster: string, workflow = workflowIn(cluster)): string {
  const job = { line: 2, endpoint: url, input: inputOf(cluster) };
  return `${JSON.stringify({ intent: "cancel", ...job, upgrade_workflow_id: workflow, at })}\n`;
}

/** A line that says what became of a row. */
function result(url: string, cluster: string, outcome: string, workflow = workflowIn(cluster)): string {
  return `${JSON.stringify({ line: 2, endpoint: url, input: inputOf(cluster), outcome, upgrade_workflow_id: workflow, at })}\n`;
}

function patches({ server }: Clusters): number {
  return server.requests.filter(({ method }) => method === "PATCH").length;
}

describe("a row that is cut short", () => {
  it("has told what it was about to do, and to which workflow, before the cancel was sent", async () => {
    const seen: Line[][] = [];
    const service = await startClusters((_, apply) => {
      seen.push(linesOf());
      apply();
    });
    const { code, stdout } = await runHere(batch(["c1", "c2,c2-w1"], "--json"), userOf(service.url));
    expect(code).toBe(0);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    const first = { line: 2, endpoint: service.url, input: inputOf("c1") };
    const second = { line: 3, endpoint: service.url, input: inputOf("c2", "c2-w1") };
    const meant = { intent: "cancel", ...first, upgrade_workflow_id: "c1-w1", at: time };
    expect(seen[0]).toEqual([meant]);
    expect(seen[1]?.slice(2)).toEqual([{ intent: "cancel", ...second, upgrade_workflow_id: "c2-w1", at: time }]);
    // The results are those that are printed.
    expect(linesOf().filter((line) => line.intent === undefined)).toEqual(linesOf(stdout));
  });

  it("is done when its workflow is cancelled, and the current one is left alone", async () => {
    const service = await startClusters();
    service.put("c1", "c1-w1", "Cancel");
    service.begin("c1");
    writeFileSync(doneFile, intent(service.url, "c1"));
    const { code, stdout, stderr } = await runHere(batch(["c1"], "--json"), userOf(service.url));
    expect(code).toBe(0);
    expect(linesOf(stdout)).toMatchObject([
      { outcome: "cancelled", cancelledBy: "unknown", phase: "Cancel", upgrade_workflow_id: "c1-w1" },
    ]);
    expect(stderr).toContain(
      `  line 2: the workflow c1-w1 of the cluster c1 in the project ${ids.project} (an earlier run may have cancelled it; `,
    );
    expect(service.asked).toEqual([]);
    const again = await runHere(batch(["c1", "c2"]), userOf(service.url));
    expect(again.stderr).toContain("2 rows: 1 skipped, 1 cancelled.");
    // Whoever names that workflow now means the same.
    expect((await runHere(batch(["c1,c1-w1"]), userOf(service.url))).stderr).toContain("1 row: 1 skipped.");
  });

  it("is decided anew for the same workflow, not for the current one", async () => {
    const service = await startClusters();
    service.begin("c1");
    writeFileSync(doneFile, intent(service.url, "c1"));
    const { code } = await runHere(batch(["c1"]), userOf(service.url));
    expect({ code, asked: service.asked }).toEqual({ code: 0, asked: ["c1-w1"] });
    service.put("c2", "c2-w1", "Running");
    service.begin("c2");
    writeFileSync(doneFile, intent(service.url, "c2"));
    for (let run = 0; run < 2; run += 1) {
      const refused = await runHere(batch(["c2"]), userOf(service.url));
      expect({ code: refused.code, asked: service.asked }).toEqual({ code: 3, asked: ["c1-w1"] });
      expect(refused.stdout).toContain("c2  c2-w1  refused: ");
    }
  });

  it("is done when the cancel of the earlier run takes effect before its own", async () => {
    const service = await startClusters((_, apply) => {
      service.put("c1", "c1-w1", "Cancel");
      apply();
    });
    writeFileSync(doneFile, intent(service.url, "c1"));
    const { code, stdout } = await runHere(batch(["c1"], "--json"), userOf(service.url));
    expect(code).toBe(0);
    expect(linesOf(stdout)).toMatchObject([{ outcome: "cancelled", cancelledBy: "unknown" }]);
  });

  it("stays unknown as long as its workflow cannot be read", async () => {
    const { url } = await startServer((_, response) => {
      answer(response, 404, "{}");
    });
    writeFileSync(doneFile, intent(url, "c1"));
    for (let run = 0; run < 2; run += 1) {
      const { code, stdout, stderr } = await runHere(batch(["c1"]), userOf(url));
      expect(code).toBe(4);
      expect(stdout).toContain("c1  c1-w1  unknown: An earlier run may have cancelled it: ");
      expect(stderr).toContain("Run the same command again");
    }
    expect(linesOf().map(({ outcome }) => outcome)).toEqual([undefined, "unknown", "unknown"]);
  });

  it.each([
    ["unknown", "c1-w1"],
    ["failed", "c1-w2"],
    ["interrupted", "c1-w2"],
  ])("with the result %s means the workflow %s", async (outcome, workflow) => {
    const service = await startClusters();
    if (outcome !== "unknown") service.put("c1", "c1-w1", "Success");
    service.begin("c1");
    writeFileSync(doneFile, intent(service.url, "c1") + result(service.url, "c1", outcome));
    const { code } = await runHere(batch(["c1"]), userOf(service.url));
    expect({ code, asked: service.asked }).toEqual({ code: 0, asked: [workflow] });
  });
});

describe("one run a file", () => {
  const lock = () => `${doneFile}.lock`;

  /** A service that answers no cancel until it is told to. */
  async function slowClusters(): Promise<{ service: Clusters; asked: Promise<void>; goOn: () => void }> {
    let goOn: () => void = () => undefined;
    let tellAsked: () => void = () => undefined;
    const going = new Promise<void>((resolve) => (goOn = resolve));
    const asked = new Promise<void>((resolve) => (tellAsked = resolve));
    const service = await startClusters(async (_, apply) => {
      tellAsked();
      await going;
      apply();
    });
    return { service, asked, goOn };
  }

  it("the second ends with exit code 2 and names the first, whatever the file is called", async () => {
    const { service, asked, goOn } = await slowClusters();
    const args = batch(["c1", "c2"]);
    const first = cli.start(args, { env: userOf(service.url) });
    await asked;
    const { pid } = JSON.parse(readFileSync(lock(), "utf8")) as { pid: number };
    symlinkSync(doneFile, join(folder, "link.jsonl"));
    mkdirSync(join(folder, "sub"));
    const sent = service.server.requests.length;
    for (const name of ["done.jsonl", "link.jsonl", "sub/../done.jsonl"]) {
      const other = args.map((arg) => (arg === doneFile ? `${folder}/${name}` : arg));
      const { code, stdout, stderr } = await runHere(other, userOf(service.url));
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`is in use by the process ${pid} on ${hostname()} since `);
    }
    expect(service.server.requests).toHaveLength(sent);
    goOn();
    expect((await first.ended).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["done.jsonl", "link.jsonl", "rows.csv", "sub"]);
    expect(service.effects).toEqual(["c1-w1", "c2-w1"]);
  });

  it("ends with the run also when it is interrupted, twice too", async () => {
    const { service, asked } = await slowClusters();
    const running = cli.start(batch(["c1"]), { env: userOf(service.url) });
    await asked;
    running.signal("SIGINT");
    await running.wrote(/Waiting for the response to the cancel of line 2; Ctrl-C again ends at once\./);
    expect(existsSync(lock())).toBe(true);
    running.signal("SIGINT");
    expect((await running.ended).code).toBe(130);
    expect(existsSync(lock())).toBe(false);
  });

  it("is taken over from a run that was killed, by one of many", async () => {
    const { service, asked, goOn } = await slowClusters();
    const args = batch(["c1", "c2", "c3"]);
    const first = cli.start(args, { env: userOf(service.url) });
    await asked;
    first.signal("SIGKILL");
    await first.ended;
    expect(existsSync(lock())).toBe(true);
    const before = service.asked.length;
    const others = Array.from({ length: 5 }, () => cli.start(args, { env: userOf(service.url) }).ended);
    // The winner waits for its answers until all others have ended.
    const losers = await new Promise<number>((resolve) => {
      let ended = 0;
      for (const other of others) {
        void other.then(({ code }) => {
          if (code === 2) ended += 1;
          if (ended === others.length - 1) resolve(ended);
        });
      }
    });
    expect(losers).toBe(4);
    goOn();
    expect((await Promise.all(others)).map(({ code }) => code).sort()).toEqual([0, 2, 2, 2, 2]);
    expect(service.effects).toEqual(["c1-w1", "c2-w1", "c3-w1"]);
    expect(service.asked.length - before).toBeLessThanOrEqual(3);
    expect(readdirSync(folder).sort()).toEqual(["done.jsonl", "rows.csv"]);
  });

  /** The lock of a run of this process. */
  async function lockOfARun(): Promise<Record<string, unknown>> {
    let text = "";
    const { url } = await startClusters((_, apply) => {
      text = readFileSync(lock(), "utf8");
      apply();
    });
    await runHere(batch(["c9"]), userOf(url));
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** A process that has ended. */
  function deadPid(): number {
    return Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
  }

  it("is not taken over by time", async () => {
    const own = await lockOfARun();
    writeFileSync(lock(), JSON.stringify({ ...own, since: "2001-01-01T00:00:00.000Z" }));
    const { code, stderr } = await runHere(batch(["c1"]), userOf("http://127.0.0.1:1"));
    expect(code).toBe(2);
    expect(stderr).toContain(`in use by the process ${process.pid} on ${hostname()} since 2001-01-01T00:00:00.000Z`);
  });

  it("is taken over through locks of runs that were killed while they took it over", async () => {
    const own = await lockOfARun();
    const gone = { ...own, pid: deadPid() };
    writeFileSync(lock(), JSON.stringify({ ...gone, id: "0".repeat(16) }));
    writeFileSync(`${lock()}.${"0".repeat(16)}`, JSON.stringify({ ...gone, id: "1".repeat(16) }));
    const service = await startClusters();
    expect((await runHere(batch(["c1"]), userOf(service.url))).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["done.jsonl", "rows.csv"]);
  });

  it.each([
    ["of another host", { host: "another-host" }, "on another-host since"],
    ["of another container", { place: "another boot, another namespace" }, "which is out of sight from here"],
  ])("%s is refused, and the file to delete is named", async (_, other, message) => {
    const own = await lockOfARun();
    const text = JSON.stringify({ ...own, pid: deadPid(), ...other });
    writeFileSync(lock(), text);
    const { code, stderr } = await runHere(batch(["c1"]), userOf("http://127.0.0.1:1"));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`If that run has certainly ended, delete ${lock()}.`);
    expect(readFileSync(lock(), "utf8")).toBe(text);
  });

  it("tells a process apart from another that got its ID later, where the system tells", async () => {
    const own = await lockOfARun();
    const { born, ...unborn } = own;
    if (born === undefined) {
      writeFileSync(lock(), JSON.stringify(unborn));
      const { stderr } = await runHere(batch(["c1"]), userOf("http://127.0.0.1:1"));
      expect(stderr).toContain(`delete ${lock()}.`);
    } else {
      writeFileSync(lock(), JSON.stringify({ ...own, born: "1" }));
      const service = await startClusters();
      expect((await runHere(batch(["c1"]), userOf(service.url))).code).toBe(0);
    }
  });

  it.each([
    ["empty", ""],
    ["of another kind", '{"pid":1}'],
    ["with an ID that is a path", JSON.stringify({ id: "../../x", pid: 1, host: hostname(), since: at })],
  ])("a file of the lock that is %s is refused and named", async (_, text) => {
    writeFileSync(lock(), text);
    const { code, stderr } = await runHere(batch(["c1"]), userOf("http://127.0.0.1:1"));
    expect(code).toBe(2);
    expect(stderr).toContain(`${lock()} does not say by which run. If no other run uses`);
    expect(readFileSync(lock(), "utf8")).toBe(text);
  });

  it("a link that leads nowhere in the place of the lock is no reason to wait", async () => {
    symlinkSync(join(folder, "nowhere"), lock());
    const { code, stderr } = await runHere(batch(["c1"]), userOf("http://127.0.0.1:1"));
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be locked");
  });
});

describe("what is no file for it is refused before anything is sent", () => {
  it.each([
    ["a device", () => "/dev/null", "not a regular file"],
    ["a device that is full", () => "/dev/full", "not a regular file"],
    ["a folder", () => folder, "not a regular file"],
    [
      "a pipe that nobody reads",
      () => {
        const path = join(folder, "pipe");
        execFileSync("mkfifo", [path]);
        return path;
      },
      "not a regular file",
    ],
    ["a file in a folder that is not there", () => join(folder, "no", "done"), "ENOENT"],
    ["the file of the rows", () => join(folder, "rows.csv"), "is also the file of --from"],
    [
      "a link to the file of the rows",
      () => {
        symlinkSync(join(folder, "rows.csv"), join(folder, "link"));
        return join(folder, "link");
      },
      "is also the file of --from",
    ],
    [
      "a file with two names",
      () => {
        linkSync(write("one", ""), join(folder, "other"));
        return join(folder, "other");
      },
      "has a second name",
    ],
  ])("%s", async (_, make, message) => {
    const service = await startClusters();
    const args = batch(["c1"]);
    const path = make();
    const before = readFileSync(join(folder, "rows.csv"), "utf8");
    const { code, stdout, stderr } = await runHere([...args, "--done-file", path], userOf(service.url));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(service.server.requests).toEqual([]);
    expect(readFileSync(join(folder, "rows.csv"), "utf8")).toBe(before);
  });

  it("the file that takes the output, too", async () => {
    const service = await startClusters();
    const args = batch(["c1"]).map((arg) => `'${arg}'`);
    const { code, stderr } = await cli.run([`cce-upgrade ${args.join(" ")} > '${doneFile}'`], {
      shell: true,
      env: userOf(service.url),
    });
    expect(code).toBe(2);
    expect(stderr).toContain("is also standard output");
    expect(service.server.requests).toEqual([]);
  });
});

describe("a file of an earlier run", () => {
  const url = () => "URL";
  const done = (cluster: string) => result(url(), cluster, "cancelled");
  const torn = '{"line":3,"endpo';

  it.each([
    ["with a torn last line loses that", done("c1") + torn, done("c1"), 1],
    ["with a torn intent loses that", done("c1") + '{"int', done("c1"), 1],
    ["with nothing but a torn line loses that", torn, "", 0],
    ["that lacks the last line break gets it", done("c1").trim(), done("c1"), 1],
    ["whose last line is an intent that lacks its line break", intent(url(), "c1").trim(), intent(url(), "c1"), 0],
    ["with zeros at the end loses them", `${done("c1")}\0\0\0\0`, done("c1"), 1],
    ["with zeros behind a torn line loses both", `${done("c1")}${torn}\0\0`, done("c1"), 1],
    ["with zeros behind a whole line keeps that", `${done("c1").trim()}\0\0`, done("c1"), 1],
    ["with blank lines", `\n${done("c1")}\n\n`, `\n${done("c1")}\n\n`, 1],
    ["of an editor for Windows", `\uFEFF${done("c1").replace("\n", "\r\n")}`, undefined, 1],
    ["of 0.1.0 with a torn line in the middle", `${torn}\n${done("c1")}`, undefined, 1],
    ["of 0.1.0 with a very short one", `{"li\n${done("c1")}`, undefined, 1],
    ["of 0.1.0 with a torn line that goes over into the next one", torn + done("c1"), undefined, 1],
    ["of 0.1.0 with a line twice", done("c1") + done("c1"), undefined, 1],
  ])("%s, and goes on", async (_, text, kept = text, skipped) => {
    const service = await startClusters();
    const here = (lines: string) => lines.replaceAll(url(), service.url);
    writeFileSync(doneFile, here(text));
    const { code, stderr } = await runHere(batch(["c1", "c2"]), userOf(service.url));
    expect(code).toBe(0);
    expect(stderr).toContain(skipped === 1 ? "2 rows: 1 skipped, 1 cancelled." : "2 rows: 2 cancelled.");
    const now = readFileSync(doneFile, "utf8");
    expect(now.startsWith(here(kept))).toBe(true);
    const added = linesOf(now.slice(here(kept).length));
    expect(added.filter((line) => line.intent === undefined)).toHaveLength(2 - skipped);
    const again = await runHere(batch(["c1", "c2"]), userOf(service.url));
    expect(again.stderr).toContain("2 rows: 2 skipped.");
    expect(service.effects).toHaveLength(2 - skipped);
  });

  it.each([
    ["a line without its beginning", `${done("c1")}"line":3,"x"}\n`, 2],
    ["a torn line behind intents", `${intent(url(), "c1")}${torn}\n${done("c1")}`, 2],
    ["zeros in the middle", `${done("c1")}\0\0\0\n${done("c2")}`, 2],
    ["another file", "cluster_id\nc1", 1],
    ["one line of another file", "cluster_id", 1],
    ["a line of a file of rows", '{"cluster_id":"c1"}', 1],
    ["another object that begins like a result", '{"line":1}', 1],
    ["such an object in the middle", `{"line":1}\n${done("c1")}`, 1],
    ["an intent without a workflow", '{"intent":"cancel"}\n', 1],
    ["an intent whose workflow is no ID", intent(url(), "c1", "../x"), 1],
    ["an intent to do something else", intent(url(), "c1").replace("cancel", "pause"), 1],
  ])("is refused with %s, and stays as it is", async (_, text, line) => {
    const service = await startClusters();
    writeFileSync(doneFile, text);
    const { code, stdout, stderr } = await runHere(batch(["c1"]), userOf(service.url));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${doneFile}, line ${line}: not a record of this command. Nothing was sent.`);
    expect(service.server.requests).toEqual([]);
    expect(readFileSync(doneFile, "utf8")).toBe(text);
    expect(readdirSync(folder).sort()).toEqual(["done.jsonl", "rows.csv"]);
  });
});

/** Runs a batch of eight with a limit to the size of a file in units of 512 bytes, as if the disk were full. */
async function runOnFullDisk(onCancel: OnCancel, units: number, ...more: readonly string[]) {
  const service = await startClusters(onCancel);
  const clusters = Array.from({ length: 8 }, (_, index) => `c${index + 1}`);
  const args = batch(clusters, ...more);
  const line = `ulimit -f ${units}; exec cce-upgrade ${args.map((arg) => `'${arg}'`).join(" ")}`;
  const ended = await cli.run([line], { shell: true, env: userOf(service.url) });
  return { ...ended, service, args, clusters };
}

describe("a disk that is full", () => {
  it.each([2, 3, 4])(
    "at %i units starts nothing more, waits, prints all, and tells what is not in the file",
    async (units) => {
      const busy: OnCancel = async (_, apply) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        apply();
      };
      const { code, stdout, stderr, service, args, clusters } = await runOnFullDisk(busy, units, "--concurrency", "3");
      const printed = [...stdout.matchAll(/:(\d+) {2}c\d {2}\S+ {2}(\w+)/g)].map(([, line, outcome]) => ({
        line,
        outcome,
      }));
      const cancelled = printed.filter(({ outcome }) => outcome === "cancelled");
      expect(cancelled).toHaveLength(service.effects.length);
      // Every line is whole, and tells every cancel that was sent.
      const lines = linesOf();
      const intents = lines.filter((line) => line.intent !== undefined).map((line) => line.upgrade_workflow_id);
      expect(intents).toEqual(expect.arrayContaining(service.asked));
      const recorded = lines.filter((line) => line.intent === undefined).map(({ line }) => String(line));
      const missing = printed.filter(({ line = "" }) => !recorded.includes(line));
      const last = stderr.trim().split("\n").at(-1);
      expect(last).toContain(
        `${doneFile} could not be written (EFBIG: file too large, write), so no further row was started.`,
      );
      const listed = missing.map(({ line, outcome }) => `line ${line} (${outcome})`).join(", ");
      expect(last).toContain(listed === "" ? "Every result is in it. " : `Not in it: the result of ${listed}. `);
      expect(printed.length).toBeLessThan(8);
      expect(code).toBe(1);

      const again = await runHere(args, userOf(service.url));
      expect(again.code).toBe(0);
      expect(service.effects.slice().sort()).toEqual(clusters.map((cluster) => workflowIn(cluster)));
    },
  );

  it("sends nothing when not even the lock can be written, and leaves nothing of it", async () => {
    const { code, stdout, service } = await runOnFullDisk(processed, 0);
    expect({ code, sent: service.server.requests.length, stdout }).toEqual({ code: 2, sent: 0, stdout: "" });
    expect(readdirSync(folder).sort()).toEqual(["done.jsonl", "rows.csv"]);
  });
});

describe("the exit code", () => {
  /** A cluster in each state: the name says how its cancel ends. */
  async function endings(): Promise<Clusters> {
    const service = await startClusters((workflow, apply, response) => {
      if (workflow.startsWith("lost")) response.destroy();
      else if (workflow.startsWith("denied")) answer(response, 403, "{}");
      else apply();
    });
    service.put("busy", workflowIn("busy"), "Running");
    return service;
  }

  it.each([
    [0, ["fine"]],
    [3, ["fine", "busy,busy-w1"]],
    [1, ["busy,busy-w1", "denied", "fine"]],
    [4, ["denied", "lost", "busy,busy-w1", "fine"]],
  ])("is %i for %j", async (expected, rows) => {
    const { url } = await endings();
    const { code, stderr } = await runHere(batch(rows), userOf(url));
    expect(code).toBe(expected);
    // What was refused is refused again.
    expect(stderr.includes("Run the same command again")).toBe(expected === 1 || expected === 4);
  });

  it("is that of the signal, whatever became of the rows", async () => {
    const service = await startClusters((workflow, apply, response) => {
      if (workflow.startsWith("lost")) response.destroy();
      else {
        terminal.interrupt();
        apply();
      }
    });
    const terminal = fakeTerminal({ args: batch(["lost", "c2", "c3"]), env: userOf(service.url), isTTY: false });
    expect(await run(terminal.context)).toBe(130);
    expect(terminal.stderr()).toContain(
      "Interrupted. 3 rows: 1 unknown, 1 cancelled, 1 not started.\nRun the same command",
    );
  });

  it("is 1 when the user says no, and nothing is sent", async () => {
    const service = await startClusters();
    const args = batch(["c1"]).filter((arg) => arg !== "--yes");
    const terminal = fakeTerminal({ args, env: userOf(service.url) });
    terminal.type("n\n");
    expect(await run(terminal.context)).toBe(1);
    expect(service.server.requests).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["done.jsonl", "rows.csv"]);
  });
});

describe("before it begins", () => {
  it("lists what it will cancel, the first 20 and a count", async () => {
    const { url } = await startClusters();
    const clusters = Array.from({ length: 23 }, (_, index) => `c${index + 1}`);
    const { stderr } = await runHere(batch(["c0,w0", ...clusters], "--autopilot"), userOf(url));
    const lines = stderr.split("\n").filter((line) => line.startsWith("  "));
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe(`  line 2: the workflow w0 of the Autopilot cluster c0 in the project ${ids.project}`);
    expect(lines[19]).toBe(
      `  line 21: the current workflow of the Autopilot cluster c19 in the project ${ids.project}`,
    );
    expect(lines[20]).toBe("  and 4 more");
    expect(stderr).toContain(`At most 1000 cancels a minute are sent to ${url}.`);
  });
});

describe("Ctrl-C", () => {
  it("ends at once while a row is read, of which nothing was sent", async () => {
    const server = await startServer(() => undefined);
    const running = cli.start(batch(["c1", "c2"]), { env: userOf(server.url) });
    await server.received(1);
    const startedAt = performance.now();
    running.signal("SIGINT");
    const { code, stdout } = await running.ended;
    // Two seconds on a machine that has nothing else to do; the deadline of the read would be thirty.
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(code).toBe(130);
    expect(stdout).toContain("c1  (current)  interrupted: ");
    expect(linesOf().map(({ outcome }) => outcome)).toEqual(["interrupted"]);
  });

  it("waits for a cancel that was sent, and says so at once", async () => {
    const service = await startClusters(async (_, apply) => {
      running.signal("SIGTERM");
      await running.wrote(/No further row is started\. Waiting for the response to the cancel of line 2;/);
      apply();
    });
    const running = cli.start(batch(["c1", "c2"]), { env: userOf(service.url) });
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(143);
    expect(stdout).toContain("c1  c1-w1  cancelled\n");
    expect(stderr).toContain("Interrupted. 2 rows: 1 cancelled, 1 not started.");
    expect(patches(service)).toBe(1);
  });
});

it("keeps a result that is whole when the file is cut behind it", async () => {
  const service = await startClusters();
  await runHere(batch(["c1", "c2"]), userOf(service.url));
  const text = readFileSync(doneFile, "utf8");
  const whole = linesOf(text);
  // Wherever a run that was killed ends its file, the next one brings it to the same end.
  for (let length = 0; length <= text.length; length += 37) {
    writeFileSync(doneFile, text);
    truncateSync(doneFile, length);
    const { code } = await runHere(
      batch(["c1,c1-w1", "c2,c2-w1"], "--if-already-cancelled", "succeed"),
      userOf(service.url),
    );
    expect(code).toBe(0);
    expect(linesOf().length).toBeLessThanOrEqual(whole.length);
  }
  expect(service.effects).toEqual(["c1-w1", "c2-w1"]);
});
