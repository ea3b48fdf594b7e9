import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Output } from "../../src/cli/terminal/output.js";
import { run } from "../../src/cli/program.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { fakeTerminal, startService } from "./fakeContext.js";
import { buildCli, type BuiltCli, ids, longTestMs, userOf, withMock, workflowOf } from "./support.js";

jest.setTimeout(longTestMs);

const cluster = ["--cluster", ids.cluster];
const stuck = workflowOf("Pending");

let cli: BuiltCli;

beforeAll(async () => {
  cli = await buildCli();
});

afterEach(closeServers);

afterAll(() => {
  cli.remove();
});

/** Runs a line of a shell; gives the code of the command in it, which is to write it to the file `code`. */
async function runLine(line: string, url: string) {
  const { stderr } = await cli.run([line], { shell: true, env: userOf(url) });
  return { code: Number(readFileSync(join(cli.folder, "code"), "utf8")), stderr };
}

const commands = [
  ["list", "list"],
  ["show", "show"],
  ["cancel --dry-run", "cancel", "--dry-run"],
] as const;

describe("a command that only prints", () => {
  it.each([...commands, ["help"], ["spec"]].map(([name, ...args]) => [name, args]))(
    "fails when %s cannot be written, and says so",
    async (name, args) => {
      const { url } = await startService(stuck);
      const given = args.length === 0 ? name : [...args, ...cluster].join(" ");
      const { code, stderr } = await runLine(`cce-upgrade ${given} > /dev/full; echo $? > code`, url);
      expect(stderr).toContain("cce-upgrade: Standard output cannot be written: ENOSPC: no space left on device");
      expect(code).toBe(1);
    },
  );

  it("says so in JSON with --json", async () => {
    const { url } = await startService(stuck);
    const line = `cce-upgrade list ${cluster.join(" ")} --json > /dev/full; echo $? > code`;
    const { code, stderr } = await runLine(line, url);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ name: "CommandError" });
  });

  it.each(commands.map(([name, ...args]) => [name, args]))(
    "is quiet when the reader of %s goes away",
    async (_, args) => {
      const { url } = await startService(stuck);
      const line = `{ cce-upgrade ${[...args, ...cluster].join(" ")} 2>err; echo $? > code; } | true`;
      const { code } = await runLine(line, url);
      expect(code).toBe(0);
      expect(readFileSync(join(cli.folder, "err"), "utf8")).not.toContain("cce-upgrade:");
    },
  );
});

describe("a cancel goes on without its output", () => {
  it.each([
    ["on a full disk", "> /dev/full 2>/dev/full"],
    ["when the reader goes away", "2>&1 | true"],
    ["when standard error is lost", "2>/dev/full"],
  ])("%s", async (_, redirection) => {
    for (const [phase, code] of [
      ["Pending", 0],
      ["Running", 3],
    ] as const) {
      await withMock([workflowOf(phase)], async (mock) => {
        const line = `{ cce-upgrade cancel ${cluster.join(" ")} --yes; echo $? > code; } ${redirection}`;
        expect((await runLine(line, mock.url)).code).toBe(code);
        expect(mock.workflows[0]?.status?.phase).toBe(phase === "Pending" ? "Cancel" : "Running");
      });
    }
  });

  it("and tells on standard error that it did", async () => {
    const { url } = await startService(stuck);
    const line = `cce-upgrade cancel ${cluster.join(" ")} --yes > /dev/full; echo $? > code`;
    const { code, stderr } = await runLine(line, url);
    expect(code).toBe(0);
    expect(stderr).toContain("Standard output cannot be written: ENOSPC");
    expect(stderr).toContain("The command went on without it.\n");
  });

  it.each(["| head -1", "| true", "> /dev/full", "> /dev/full 2>&1"])(
    "for every row of a file: %s",
    async (redirection) => {
      const count = 6;
      const patched = new Set<string>();
      const server = await startServer(({ method = "", url = "" }, response) => {
        const name = /upgradeworkflows\/(.+)$/.exec(url)?.[1] ?? "";
        if (method === "PATCH") patched.add(name);
        answer(response, 200, JSON.stringify(workflowOf(patched.has(name) ? "Cancel" : "Pending", { uid: name })));
      });
      const rows = Array.from({ length: count }, (_, index) => `c${index},w${index}`);
      const file = cli.file("rows.csv", ["cluster_id,upgrade_workflow_id", ...rows].join("\n"));
      const done = `${file}.${server.port}.done`;
      const args = `--from ${file} --done-file ${done} --yes --concurrency 2 --writes-per-minute 1000`;
      const { code } = await runLine(`{ cce-upgrade cancel ${args}; echo $? > code; } ${redirection}`, server.url);
      expect({ code, patched: patched.size }).toEqual({ code: 0, patched: count });
      const recorded = readFileSync(done, "utf8").match(/"outcome":"cancelled"/g);
      expect(recorded).toHaveLength(count);
    },
  );
});

it("a full disk is nothing to a command that has nothing to print", async () => {
  const { url } = await startService(stuck);
  const { code, stderr } = await runLine("cce-upgrade list --bogus > /dev/full; echo $? > code", url);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "cce-upgrade: unknown option '--bogus' (see --help)\n" });
});

it("a wait goes on without its output, and its exit code tells of the workflow", async () => {
  const { url } = await startService(workflowOf("Success"));
  const line = (until: string) =>
    `cce-upgrade wait ${cluster.join(" ")} --workflow w --until ${until} > /dev/full 2>&1; echo $? > code`;
  expect((await runLine(line("success"), url)).code).toBe(0);
  expect((await runLine(line("cancelled"), url)).code).toBe(3);
});

it("all that was printed reaches a reader that is slow", async () => {
  const line = `{ cce-upgrade spec; echo $? > code; } | { sleep 1; cat > out; }`;
  const { code } = await runLine(line, "http://127.0.0.1:1");
  expect(code).toBe(0);
  const document = readFileSync(join(process.cwd(), "generated", "openapi.json"), "utf8");
  expect(readFileSync(join(cli.folder, "out"), "utf8")).toBe(document);
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
