import type { ServerResponse } from "node:http";
import { run } from "../../src/cli/program.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { fakeTerminal, ids, type Started, useCli, userOf, workflowOf } from "./support.js";

const cluster = ["--cluster", ids.cluster];
const named = [...cluster, "--workflow", ids.workflow];
const stuck = workflowOf("Pending");

const cli = useCli();

afterEach(closeServers);

/** A service that answers reads and lets the first cancel hang; `release` answers it. */
async function startSlowService() {
  const held: ServerResponse[] = [];
  let phase = "Pending";
  const server = await startServer(({ method }, response) => {
    if (method === "PATCH") held.push(response);
    else answer(response, 200, JSON.stringify(workflowOf(phase)));
  });
  return {
    ...server,
    sent: () => server.requests.map(({ method }) => method),
    release: () => {
      phase = "Cancel";
      for (const response of held) answer(response, 200, JSON.stringify(workflowOf("Cancel")));
    },
  };
}

async function secondsToEnd({ ended }: Started): Promise<number> {
  const start = performance.now();
  await ended;
  return (performance.now() - start) / 1000;
}

describe("while a read hangs", () => {
  it.each([
    ["list", ["list", ...cluster]],
    ["show", ["show", ...cluster]],
    ["cancel", ["cancel", ...cluster, "--yes"]],
    ["cancel with a workflow", ["cancel", ...named, "--yes"]],
    ["cancel --dry-run", ["cancel", ...cluster, "--dry-run"]],
    ["wait", ["wait", ...named]],
  ])("a signal ends %s within two seconds, and says so", async (_, args) => {
    const server = await startServer(() => undefined);
    const running = cli.start(args, { env: userOf(server.url) });
    await server.received(1);
    running.signal("SIGINT");
    expect(await secondsToEnd(running)).toBeLessThan(2);
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toContain("cce-upgrade: Interrupted while waiting for a response\n");
    expect(server.requests.map(({ method }) => method)).not.toContain("PATCH");
  });

  it.each([
    ["SIGHUP", 129],
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s ends with %d", async (signal, code) => {
    const server = await startServer(() => undefined);
    const running = cli.start(["show", ...named, "--json"], { env: userOf(server.url) });
    await server.received(1);
    running.signal(signal);
    const ended = await running.ended;
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: "" });
    expect(JSON.parse(ended.stderr)).toMatchObject({ name: "CceAbortError" });
  });
});

it("a token that never comes does not hold the command", async () => {
  // The shell keeps the pipe open for writing, and writes nothing.
  const command = "cce-upgrade list --cluster c --token-stdin < pipe";
  const line = `mkfifo pipe; exec 3<> pipe; ${command} & sleep 2; kill -TERM $!; wait $!; exit $?`;
  const start = performance.now();
  const { code, stderr } = await cli.run([line], { shell: true, env: userOf("http://127.0.0.1:1") });
  expect({ code, stderr }).toEqual({ code: 143, stderr: "cce-upgrade: Interrupted by SIGTERM.\n" });
  expect(performance.now() - start).toBeLessThan(15_000);
});

describe("a cancel that was sent", () => {
  it("is waited for, and told; the exit code is that of the signal", async () => {
    const service = await startSlowService();
    const running = cli.start(["cancel", ...named, "--yes", "--settle-s", "20s"], { env: userOf(service.url) });
    await service.received(3);
    running.signal("SIGINT");
    await running.wrote(/Interrupted\. Waiting up to 20 s for the outcome of the cancel of the workflow \S+; Ctrl-C/);
    service.release();
    const { code, stdout } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: `The workflow ${ids.workflow} is cancelled.\n` });
  });

  it("is not waited for longer than --settle-s, and then is unknown", async () => {
    const service = await startSlowService();
    const args = ["cancel", ...named, "--yes", "--settle-s", "0.5s"];
    const running = cli.start(args, { env: userOf(service.url) });
    await service.received(3);
    running.signal("SIGTERM");
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 143, stdout: "" });
    expect(stderr).toContain("cce-upgrade: It is not known whether the cancel took effect");
    expect(service.sent()).toEqual(["GET", "GET", "PATCH"]);
  });

  it("is left alone on a second signal, but for a terminal that is closed, which may say so twice", async () => {
    const service = await startSlowService();
    const running = cli.start(["cancel", ...named, "--yes"], { env: userOf(service.url) });
    await service.received(3);
    running.signal("SIGHUP");
    await running.wrote(/Interrupted\. Waiting/);
    running.signal("SIGHUP");
    const first = await Promise.race([running.ended, new Promise((resolve) => setTimeout(resolve, 500, "goes on"))]);
    expect(first).toBe("goes on");
    running.signal("SIGINT");
    expect(await secondsToEnd(running)).toBeLessThan(2);
    expect((await running.ended).code).toBe(130);
  });

  it("is not sent again after a signal", async () => {
    let patches = 0;
    const server = await startServer(({ method }, response) => {
      if (method !== "PATCH") {
        answer(response, 200, JSON.stringify(stuck));
        return;
      }
      patches += 1;
      terminal.interrupt();
      response.destroy();
    });
    const args = ["cancel", ...named, "--yes", "--settle-s", "0.3"];
    const terminal = fakeTerminal({ args, env: userOf(server.url) });
    expect(await run(terminal.context)).toBe(130);
    expect(patches).toBe(1);
    expect(terminal.stderr()).toContain("It is not known whether the cancel took effect");
  });
});
