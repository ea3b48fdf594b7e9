import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { run } from "../../src/cli/program.js";
import { Output } from "../../src/cli/terminal/output.js";
import { startClusters, workflowIn } from "../helpers/clusters.js";
import { closeServers } from "../helpers/server.js";
import { documentFile, fakeTerminal, ids, runInto, startService, useCli, userOf, workflowOf } from "./support.js";

const cluster = ["--cluster", ids.cluster];
const stuck = workflowOf("Pending");

const cli = useCli();

afterEach(closeServers);

/** Runs a line of a shell; gives the code of the command in it, which is to write it to the file `code`. */
async function runLine(line: string, url: string) {
  const { stderr } = await cli.run([line], { shell: true, env: userOf(url) });
  return { code: Number(readFileSync(join(cli.folder, "code"), "utf8")), stderr };
}

/** A full disk: every write to this device fails. */
const fullDisk = () => createWriteStream("/dev/full");

/** A pipe whose reader is gone, as Node reports it. The tests with a process have a real one. */
const readerGone = () =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    },
  });

const printing = [
  ["list", ["list", ...cluster]],
  ["show", ["show", ...cluster]],
  ["doctor", ["doctor", ...cluster]],
  ["cancel --dry-run", ["cancel", "--dry-run", ...cluster]],
] as const;

describe("a command that only prints", () => {
  it.each([...printing, ["help", ["help"]], ["spec", ["spec"]]] as const)(
    "fails when %s cannot be written, and says so",
    async (_, args) => {
      const { url } = await startService(stuck);
      const { code, stderr } = await runInto({ stdout: fullDisk() }, args, userOf(url));
      expect(stderr).toContain("cce-upgrade: Standard output cannot be written: ENOSPC: no space left on device");
      expect(code).toBe(1);
    },
  );

  it("says so in JSON with --json", async () => {
    const { url } = await startService(stuck);
    const { code, stderr } = await runInto({ stdout: fullDisk() }, ["list", ...cluster, "--json"], userOf(url));
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ name: "CommandError" });
  });

  it.each(printing)("is quiet when the reader of %s goes away", async (_, args) => {
    const { url } = await startService(stuck);
    const { code, stderr } = await runInto({ stdout: readerGone() }, args, userOf(url));
    expect(code).toBe(0);
    expect(stderr).not.toContain("cce-upgrade:");
  });

  it("does so as a process of its own", async () => {
    const { url } = await startService(stuck);
    const show = `cce-upgrade show ${cluster.join(" ")}`;
    const full = await runLine(`${show} > /dev/full; echo $? > code`, url);
    expect(full.code).toBe(1);
    expect(full.stderr).toContain("cce-upgrade: Standard output cannot be written: ENOSPC");
    const { code } = await runLine(`{ ${show} 2>err; echo $? > code; } | true`, url);
    expect(code).toBe(0);
    expect(readFileSync(join(cli.folder, "err"), "utf8")).not.toContain("cce-upgrade:");
  });
});

describe("a cancel goes on without its output", () => {
  const lost = [
    ["on a full disk", () => ({ stdout: fullDisk(), stderr: fullDisk() })],
    [
      "when the reader goes away",
      () => {
        const pipe = readerGone();
        return { stdout: pipe, stderr: pipe };
      },
    ],
    ["when standard error is lost", () => ({ stderr: fullDisk() })],
  ] as const;

  it.each(lost)("%s", async (_, streams) => {
    for (const [phase, code, end] of [
      ["Pending", 0, "Cancel"],
      ["Running", 3, "Running"],
    ] as const) {
      const service = await startService(workflowOf(phase));
      expect((await runInto(streams(), ["cancel", ...cluster, "--yes"], userOf(service.url))).code).toBe(code);
      expect(service.workflow.status?.phase).toBe(end);
    }
  });

  it("and tells on standard error that it did", async () => {
    const { url } = await startService(stuck);
    const args = ["cancel", ...cluster, "--yes"];
    const { code, stderr } = await runInto({ stdout: fullDisk() }, args, userOf(url));
    expect(code).toBe(0);
    expect(stderr).toContain("Standard output cannot be written: ENOSPC");
    expect(stderr).toContain("The command continued without it.\n");
  });

  it.each(["| head -1", "| true", "> /dev/full", "> /dev/full 2>&1"])(
    "for every row of a file, as a process of its own: %s",
    async (redirection) => {
      const { url, server, effects } = await startClusters();
      const rows = Array.from({ length: 6 }, (_, index) => `c${index},${workflowIn(`c${index}`)}`);
      const file = cli.file("rows.csv", ["cluster_id,upgrade_workflow_id", ...rows].join("\n"));
      const done = `${file}.${server.port}.done`;
      const args = `--from ${file} --done-file ${done} --yes --concurrency 2 --writes-per-minute 1000`;
      const { code } = await runLine(`{ cce-upgrade cancel ${args}; echo $? > code; } ${redirection}`, url);
      expect({ code, cancelled: effects.length }).toEqual({ code: 0, cancelled: 6 });
      const recorded = readFileSync(done, "utf8").match(/"outcome":"cancelled"/g);
      expect(recorded).toHaveLength(6);
    },
  );
});

it("a full disk is nothing to a command that has nothing to print", async () => {
  const { code, stderr } = await runInto({ stdout: fullDisk() }, ["list", "--bogus"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "cce-upgrade: unknown option '--bogus' (see --help)\n" });
});

it("a wait goes on without its output, and its exit code tells of the workflow", async () => {
  const { url } = await startService(workflowOf("Success"));
  const waitFor = (until: string) => {
    const args = ["wait", ...cluster, "--workflow", "w", "--until", until];
    return runInto({ stdout: fullDisk(), stderr: fullDisk() }, args, userOf(url));
  };
  expect((await waitFor("success")).code).toBe(0);
  expect((await waitFor("cancelled")).code).toBe(3);
});

it("all that was printed reaches a reader that is slow", async () => {
  const line = `{ cce-upgrade spec; echo $? > code; } | { sleep 1; cat > out; }`;
  const { code } = await runLine(line, "http://127.0.0.1:1");
  expect(code).toBe(0);
  expect(readFileSync(join(cli.folder, "out"), "utf8")).toBe(readFileSync(documentFile, "utf8"));
});

it("writes nothing more after a failure, and throws nothing", async () => {
  const written: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      written.push(text);
      done(text === "two" ? Object.assign(new Error("full"), { code: "ENOSPC" }) : null);
    },
  });
  const output = new Output(stream);
  for (const text of ["one", "two", "three"]) {
    output.write(text);
    await output.flushed();
  }
  expect(written).toEqual(["one", "two"]);
  expect(output.failure?.code).toBe("ENOSPC");
});

it("a closed terminal does not end a cancel in its middle", async () => {
  const service = await startService(stuck);
  const terminal = fakeTerminal({ args: ["cancel", ...cluster, "--yes"], env: userOf(service.url) });
  const gone = Object.assign(new Error("write EIO"), { code: "EIO" });
  terminal.context.stdout.stream.destroy(gone);
  terminal.context.stderr.stream.destroy(gone);
  expect(await run(terminal.context)).toBe(0);
  expect(service.workflow.status?.phase).toBe("Cancel");
});
