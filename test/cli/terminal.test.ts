import { run } from "../../src/cli/program.js";
import { closeServers } from "../helpers/server.js";
import { until } from "../mock/support.js";
import { fakeTerminal, ids, startService, userOf, workflowOf } from "./support.js";

afterEach(closeServers);

const stuck = workflowOf("Pending");
const cluster = ["--cluster", ids.cluster];
const named = [...cluster, "--workflow", ids.workflow];
const escape = "\u001b[";

describe("colour", () => {
  it("is there on a terminal, and makes the failed task stand out", async () => {
    const { url } = await startService(stuck);
    const terminal = fakeTerminal({ args: ["show", ...cluster], env: userOf(url) });
    expect(await run(terminal.context)).toBe(0);
    expect(terminal.stdout()).toContain(`${escape}1m${escape}31m✖ Cluster${escape}`);
    expect(terminal.stdout()).toContain("◀ failed here");
  });

  it.each([
    ["NO_COLOR is set", { NO_COLOR: "1" }, true],
    ["the terminal is dumb", { TERM: "dumb" }, true],
    ["there is no terminal", {}, false],
  ])("is not there when %s", async (_, env, isTTY) => {
    const { url } = await startService(stuck);
    for (const command of ["list", "show"]) {
      const terminal = fakeTerminal({ args: [command, ...cluster], env: { ...userOf(url), ...env }, isTTY });
      expect(await run(terminal.context)).toBe(0);
      expect(terminal.stdout() + terminal.stderr()).not.toContain(escape);
    }
  });

  it("is there again when NO_COLOR is empty", async () => {
    const { url } = await startService(stuck);
    const terminal = fakeTerminal({ args: ["list", ...cluster], env: { ...userOf(url), NO_COLOR: "" } });
    expect(await run(terminal.context)).toBe(0);
    expect(terminal.stdout()).toContain(`${escape}33mPending`);
  });

  it("is not in JSON, also on a terminal", async () => {
    const { url } = await startService(stuck);
    const terminal = fakeTerminal({ args: ["show", ...cluster, "--json"], env: userOf(url) });
    expect(await run(terminal.context)).toBe(0);
    expect(JSON.parse(terminal.stdout())).toEqual(stuck);
  });
});

it.each([
  [160, ["UPDATED", "CREATED"]],
  [110, ["UPDATED"]],
  [80, []],
])("a table fits a terminal of %d columns", async (columns, times) => {
  const { url } = await startService(stuck);
  const env = { ...userOf(url), NO_COLOR: "1" };
  const terminal = fakeTerminal({ args: ["list", ...cluster], env, columns });
  expect(await run(terminal.context)).toBe(0);
  const lines = terminal.stdout().trimEnd().split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  expect(lines[0]?.match(/UPDATED|CREATED/g) ?? []).toEqual(times);
});

describe("cancel asks", () => {
  it.each(["y", "Y", "yes", " YES "])("and cancels on %j", async (answer) => {
    const mock = await startService(stuck);
    const terminal = fakeTerminal({ args: ["cancel", ...named], env: userOf(mock.url) });
    const ended = run(terminal.context);
    await until(() => terminal.stderr().includes("[y/N]"));
    const where = `cluster ${ids.cluster}, project ${ids.project}, ${mock.url}`;
    expect(terminal.stderr()).toContain(`Cancel it (${where})? [y/N]`);
    expect(mock.sent()).toEqual(["GET"]);
    expect(terminal.stderr()).toContain("rolls nothing back");
    terminal.type(`${answer}\n`);
    expect(await ended).toBe(0);
    expect(mock.workflow.status?.phase).toBe("Cancel");
  });

  it.each([
    ["n", "n\n", 1],
    ["nothing", "\n", 1],
    ["anything else", "yesterday\n", 1],
    ["Ctrl-C", "\u0003", 130],
    ["Ctrl-D", "\u0004", 1],
  ])("and cancels nothing on %s", async (_, answer, code) => {
    const mock = await startService(stuck);
    const terminal = fakeTerminal({ args: ["cancel", ...named], env: userOf(mock.url) });
    const ended = run(terminal.context);
    await until(() => terminal.stderr().includes("[y/N]"));
    terminal.type(answer);
    expect(await ended).toBe(code);
    expect(terminal.stderr()).toContain("Not confirmed. Nothing was sent.");
    expect(mock.sent()).toEqual(["GET"]);
  });

  it("and cancels nothing when it is interrupted", async () => {
    const mock = await startService(stuck);
    const terminal = fakeTerminal({ args: ["cancel", ...named], env: userOf(mock.url) });
    const ended = run(terminal.context);
    await until(() => terminal.stderr().includes("[y/N]"));
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(mock.sent()).toEqual(["GET"]);
  });

  it("and cancels nothing when the terminal is gone", async () => {
    const mock = await startService(stuck);
    const terminal = fakeTerminal({ args: ["cancel", ...named], env: userOf(mock.url) });
    const ended = run(terminal.context);
    await until(() => terminal.stderr().includes("[y/N]"));
    terminal.context.stdin.destroy(Object.assign(new Error("read EIO"), { code: "EIO" }));
    expect(await ended).toBe(1);
    expect(mock.sent()).toEqual(["GET"]);
  });

  it("also with --json, and shows what is meant", async () => {
    const mock = await startService(stuck);
    const terminal = fakeTerminal({ args: ["cancel", ...named, "--json"], env: userOf(mock.url) });
    const ended = run(terminal.context);
    await until(() => terminal.stderr().includes("[y/N]"));
    expect(terminal.stderr()).toContain("◀ failed here");
    terminal.type("n\n");
    expect(await ended).toBe(1);
    expect(terminal.stdout()).toBe("");
    const last: unknown = JSON.parse(terminal.stderr().trim().split("\n").at(-1) ?? "");
    expect(last).toEqual({ name: "CommandError", message: "Not confirmed. Nothing was sent." });
  });

  it("nothing with --yes, nor where it would be refused", async () => {
    const running = await startService(workflowOf("Running"));
    const refused = fakeTerminal({ args: ["cancel", ...named], env: userOf(running.url) });
    expect(await run(refused.context)).toBe(3);
    const pending = await startService(stuck);
    const cancelled = fakeTerminal({ args: ["cancel", ...named, "--yes"], env: userOf(pending.url) });
    expect(await run(cancelled.context)).toBe(0);
    expect(refused.stderr() + cancelled.stderr()).not.toContain("[y/N]");
  });
});

describe("the moving line", () => {
  it("shows how a wait goes, and is gone at the end", async () => {
    const service = await startService(workflowOf("Running"));
    const args = ["wait", ...named, "--poll-s", "0.02", "--until", "finished"];
    const terminal = fakeTerminal({ args, env: userOf(service.url) });
    const ended = run(terminal.context);
    await until(() => terminal.spun.some((text) => text.startsWith("Running, Cluster Running (waiting for ")));
    service.workflow = workflowOf("Success");
    expect(await ended).toBe(0);
    expect(terminal.spun[0]).toBe(`coloured: Waiting until ${ids.workflow} is finished`);
    expect(terminal.spun.at(-1)).toBe("stop");
    expect(terminal.stderr()).toBe("");
    expect(terminal.stdout()).toContain("Phase     ");
  });

  it.each([
    ["is dumb", { TERM: "dumb" }, 80],
    ["does not tell its width", {}, 0],
  ])("stands still where the terminal %s", async (_, env, columns) => {
    const { url } = await startService(stuck);
    const terminal = fakeTerminal({ args: ["wait", ...named], env: { ...userOf(url), ...env }, columns });
    expect(await run(terminal.context)).toBe(0);
    expect(terminal.spun).toEqual([]);
    expect(terminal.stderr()).toContain("Pending, Cluster Failed\n");
  });

  it("is gone before an error is told, and is not coloured with NO_COLOR", async () => {
    const { url } = await startService(workflowOf("Running"));
    const args = ["wait", ...named, "--poll-s", "0.02", "--timeout-s", "0.05"];
    const terminal = fakeTerminal({ args, env: { ...userOf(url), NO_COLOR: "1" } });
    expect(await run(terminal.context)).toBe(5);
    expect(terminal.spun[0]).toMatch(/^plain: /);
    expect(terminal.spun.at(-1)).toBe("stop");
  });
});

it("a token is not read from a terminal", async () => {
  const args = ["list", ...cluster, "--token-stdin", "--endpoint", "http://127.0.0.1:1"];
  const terminal = fakeTerminal({ args });
  expect(await run(terminal.context)).toBe(2);
  expect(terminal.stderr()).toContain("which is a terminal. Pipe the token in.");
});

it("a defect is told in a line, and shown whole with --debug, without secrets", async () => {
  for (const debug of [[], ["--debug"]]) {
    const terminal = fakeTerminal({ args: ["spec", ...debug] });
    const context = {
      ...terminal.context,
      secrets: new Set(["SECRET-SECRET"]),
      readDocument: () => {
        throw new TypeError("SECRET-SECRET is not a function");
      },
    };
    expect(await run(context)).toBe(1);
    expect(terminal.stderr()).toContain("cce-upgrade: unexpected error: [redacted] is not a function\n");
    expect(/^ +at /m.test(terminal.stderr())).toBe(debug.length > 0);
    expect(terminal.stderr()).not.toContain("SECRET");
  }
});
