import { setTimeout as sleep } from "node:timers/promises";
import type { UpgradeWorkFlow } from "../../src/index.js";
import { run } from "../../src/cli/program.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { until } from "../mock/support.js";
import {
  fakeTerminal,
  ids,
  runHere,
  sentTo,
  startService,
  tasks,
  useCli,
  userOf,
  withMock,
  workflowOf,
} from "./support.js";

afterEach(closeServers);

const finished = workflowOf("Cancel", { uid: "a1c5cb5d-6f3c-4f05-8b0a-2a1f0f3a7c11" });
const stuck = workflowOf("Pending");
const cluster = ["--cluster", ids.cluster];

const cli = useCli();

describe("list", () => {
  it("draws a table, marks the current workflow, and is not coloured where it is not on a terminal", async () => {
    await withMock([finished, stuck], async ({ url }) => {
      const { code, stdout, stderr } = await cli.run(["list", ...cluster], { env: userOf(url) });
      expect(stdout.split("\n")).toEqual([
        expect.stringMatching(/^ {3}ID +PHASE +VERSION +UPDATED \(UTC\) +CREATED \(UTC\)$/),
        "   a1c5cb5d-6f3c-4f05-8b0a-2a1f0f3a7c11  Cancel   v1.17.17-r0 → v1.19.16-r80  2023-11-25 07:58:35  2023-11-25 06:32:34",
        "*  d0b7e319-8172-424c-86ea-543cd23f9756  Pending  v1.17.17-r0 → v1.19.16-r80  2023-11-25 07:58:35  2023-11-25 06:32:34",
        "",
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "* is not finished\n" });
    });
  });

  it("gives the wire's object with --json and nothing else", async () => {
    await withMock([finished, stuck], async ({ url }) => {
      const { code, stdout, stderr } = await runHere(["list", ...cluster, "--json"], userOf(url));
      expect(JSON.parse(stdout)).toEqual({ kind: "List", apiVersion: "v3", items: [finished, stuck] });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    });
  });

  it("says that there is none", async () => {
    await withMock([], async ({ url }) => {
      const { code, stdout, stderr } = await runHere(["list", ...cluster], userOf(url));
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
      expect(stderr).toBe(`The cluster ${ids.cluster} has no upgrade workflows.\n`);
    });
  });
});

describe("show", () => {
  it("draws the current workflow as its tasks in order", async () => {
    await withMock([finished, stuck], async (mock) => {
      const { code, stdout, stderr } = await runHere(["show", ...cluster], userOf(mock.url));
      expect(stdout).toBe(`Workflow  ${ids.workflow}
Cluster   ${ids.cluster}
Upgrade   v1.17.17-r0 → v1.19.16-r80
Phase     Pending
Created   2023-11-25 06:32:34, updated 2023-11-25 07:58:35 (UTC)

  ✔ PreCheck   Success      2023-11-25 07:20:04 → 07:21:05  1 min 1 s  expires 2023-11-25 08:21:05
  │
  ○ Snapshot   not started
  │
  ✖ Cluster    Failed       2023-11-25 07:49:30 → 07:58:35  9 min 5 s  ◀ failed here
  │
  ○ PostCheck  not started

Cancel    possible, as far as the workflow shows; the service has the last word
`);
      const hint = `What failed, and what to do next: cce-upgrade why --cluster ${ids.cluster}\n`;
      expect({ code, stderr }).toEqual({ code: 0, stderr: hint });
      expect(sentTo(mock)).toEqual(["GET 200", "GET 200"]);
    });
  });

  it("gives the wire's object with --json and nothing else, also of a workflow that was named", async () => {
    await withMock([finished, stuck], async (mock) => {
      const args = ["show", ...cluster, "--workflow", finished.metadata?.uid ?? "", "--json"];
      const { code, stdout, stderr } = await runHere(args, userOf(mock.url));
      expect(JSON.parse(stdout)).toEqual(finished);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(sentTo(mock)).toEqual(["GET 200"]);
    });
  });

  it("tells why a workflow cannot be cancelled", async () => {
    await withMock([workflowOf("Running")], async ({ url }) => {
      const { stdout } = await runHere(["show", ...cluster], userOf(url));
      expect(stdout).toContain("Cancel    would be refused\n");
      expect(stdout).toContain("- The workflow is at work (phase Running). (status.phase)\n");
      expect(stdout).toMatch(/▶ Cluster +Running +2023-11-25 07:49:30 → … +for \d+ h/);
    });
  });

  it("shows values that are in no list as they came, and never lets them play with the terminal", async () => {
    const points = [
      { ...tasks.preCheck, status: "Paused\u001b[31m" },
      { taskType: "Reboot", startTimeStamp: "soon" },
    ];
    await withMock([], async (mock) => {
      const workflow = workflowOf("Sleeping", { points });
      mock.plan([{ items: [workflow] }, workflow].map((body) => ({ response: { status: 200, body } })));
      const { code, stdout } = await runHere(["show", ...cluster], userOf(mock.url));
      expect(code).toBe(0);
      expect(stdout).toContain("Phase     Sleeping\n");
      expect(stdout).toContain("? PreCheck  Paused\\u{1b}[31m  2023-11-25 07:20:04 → 07:21:05");
      expect(stdout).toMatch(/○ Reboot +not started +soon → …\n/);
      expect(stdout).toContain("Cancel    only the service can tell\n");
      expect(stdout).not.toContain("\u001b");
    });
  });

  it("shows what was never set, what is in no list and what is nothing as it is", async () => {
    const zero = "0001-01-01 00:00:00 +0000 UTC";
    const odd = {
      kind: "WorkFlowTask",
      metadata: { uid: "w1", creationTimestamp: zero, updateTimestamp: null },
      spec: null,
      status: {
        phase: "Upgrading",
        pointStatuses: [
          { taskType: "PreCheck", status: "Running", startTimeStamp: zero, endTimeStamp: zero, expireTimeStamp: zero },
          null,
          { status: "Success" },
          { taskType: "Cluster", status: "", startTimeStamp: zero },
        ],
        lineStatuses: null,
      },
    };
    const server = await startServer(({ url = "" }, response) => {
      answer(response, 200, JSON.stringify(url.endsWith("workflows") ? { items: [odd, null] } : odd));
    });
    const ask = (...args: string[]) => runHere([...args, ...cluster], userOf(server.url));
    const [shown, listed, current] = await Promise.all([
      ask("show", "--workflow", "w1"),
      ask("list"),
      ask("cancel", "--yes"),
    ]);
    expect(shown).toEqual({
      code: 0,
      stderr: "",
      stdout: `Workflow  w1
Cluster   (not given)
Upgrade   (not given) → (not given)
Phase     Upgrading
Created   (not given), updated (not given) (UTC)

  ▶ PreCheck     Running
  │
  ○ (not given)  not started
  │
  ✔ (not given)  Success
  │
  ? Cluster      ""

Cancel    would be refused
          - The phase Upgrading is not documented. (status.phase)
          - The task PreCheck is in state Running. (status.pointStatuses[0].status)
          - The task Cluster is in state "", which is not documented. (status.pointStatuses[3].status)
`,
    });
    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(/\n\* {2}w1 +Upgrading +– → – +– +–\n\* {2}– +– +– → – +– +–\n$/);
    expect(current.code).not.toBe(0);
    expect(current.stderr).toContain("several unfinished upgrade workflows: w1 (Upgrading), null. Name one.");
    expect(server.requests.map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
  });

  it("asks at the Autopilot address with --autopilot", async () => {
    await withMock([stuck], async (mock) => {
      const { code } = await runHere(["show", ...cluster, "--autopilot"], userOf(mock.url));
      expect(code).toBe(0);
      expect(mock.requests.map(({ path }) => path.split("/")[1])).toEqual(["autopilot", "autopilot"]);
    });
  });

  it.each([
    ["none is unfinished", [finished], "has no unfinished upgrade workflow"],
    ["several are", [stuck, workflowOf("Init", { uid: "w2" })], "has several unfinished upgrade workflows"],
  ])("fails where no current workflow is meant: %s", async (_, workflows, message) => {
    await withMock(workflows, async ({ url }) => {
      const { code, stdout, stderr } = await runHere(["show", ...cluster], userOf(url));
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    });
  });
});

describe("wait", () => {
  const hurry = ["--poll-s", "0.02"];

  it("waits until the workflow does not go on by itself, and tells each change", async () => {
    await withMock([], async (mock) => {
      mock.playUpgrade({ clusterId: ids.cluster, workflowId: ids.workflow, failsAt: "Cluster" });
      mock.advanceClock(1);
      const args = ["wait", ...cluster, ...hurry];
      const { context, stdout, stderr } = fakeTerminal({ args, env: userOf(mock.url), isTTY: false });
      const ended = run(context);
      await until(() => stderr().includes("Running, PreCheck Running"));
      mock.advanceClock(120_000);
      await until(() => stderr().includes("Running, Cluster Running"));
      mock.advanceClock(60_000);
      expect(await ended).toBe(0);
      expect(stdout()).toContain("Phase     Pending\n");
      expect(stderr()).toContain(`Waiting until ${ids.workflow} is stopped\n`);
      expect(stderr()).toContain("Pending, Cluster Failed\n");
    });
  });

  it("goes on waiting in Pending for --until finished, and gives the wire's object with --json", async () => {
    await withMock([stuck], async (mock) => {
      const args = ["wait", ...cluster, ...hurry, "--until", "finished", "--json"];
      const waiting = runHere(args, userOf(mock.url));
      // The list, and two looks at the workflow.
      while (mock.requests.length < 3) await sleep(20);
      const cancelled = await runHere(["cancel", ...cluster, "--yes"], userOf(mock.url));
      expect(cancelled.code).toBe(0);
      const { code, stdout, stderr } = await waiting;
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(JSON.parse(stdout)).toEqual(mock.workflows[0]);
    });
  });

  it("fails when the time is over", async () => {
    await withMock([workflowOf("Running")], async ({ url }) => {
      const args = ["wait", ...cluster, ...hurry, "--timeout-s", "0.1"];
      const { code, stdout, stderr } = await runHere(args, userOf(url));
      expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
      expect(stderr).toContain("did not reach that state within 0.1 s; its phase is Running");
    });
  });

  it("takes a time with units, as long as 30 days", async () => {
    for (const timeout of ["1h30m", "30d", "2592000"]) {
      const { url } = await startService(stuck);
      const ended = await runHere(["wait", ...cluster, "--timeout-s", timeout, "--poll-s", "1s"], userOf(url));
      expect(ended).toMatchObject({ code: 0 });
    }
    const { url } = await startService(workflowOf("Running"));
    const ended = await runHere(["wait", ...cluster, "--timeout-s", "0.05s", "--poll-s", "0.02s"], userOf(url));
    expect(ended).toMatchObject({ code: 5, stdout: "" });
  });

  it.each([
    ["success", "Success", 0],
    ["success", "Cancel", 3],
    ["cancelled", "Cancel", 0],
    ["cancelled", "Success", 3],
    ["finished", "Success", 0],
    ["finished", "Cancel", 0],
  ])("for %s ends with the phase %s and the code %d", async (wanted, phase, code) => {
    const service = await startService(stuck);
    const terminal = fakeTerminal({
      args: ["wait", ...cluster, "--until", wanted, ...hurry],
      env: userOf(service.url),
      isTTY: false,
    });
    const ended = run(terminal.context);
    // Pending is no end.
    while (service.sent().length < 4) await sleep(5);
    service.workflow = workflowOf(phase);
    expect(await ended).toBe(code);
    expect(terminal.stdout()).toContain(`Phase     ${phase}\n`);
    const other = { Success: "Cancel", Cancel: "Success" }[phase] ?? "";
    const line = `cce-upgrade: The workflow ${ids.workflow} ended in phase ${phase}, not in ${other}.\n`;
    expect(terminal.stderr().includes(line)).toBe(code === 3);
  });

  describe("of a cluster whose workflows are all finished takes the last one", () => {
    const made = (uid: string, phase: string, created: string, updated = created) => {
      const workflow = workflowOf(phase, { uid });
      const metadata = { uid, creationTimestamp: `${created} +0000 UTC`, updateTimestamp: `${updated} +0000 UTC` };
      return { ...workflow, metadata };
    };
    const [early, late] = ["2023-11-25 06:32:34.92", "2023-11-26 06:32:34"];
    const waitFor = async (until: string, workflows: UpgradeWorkFlow[]) => {
      const server = await startServer(({ url = "" }, response) => {
        const named = workflows.find(({ metadata }) => url.endsWith(`/${metadata?.uid ?? ""}`));
        answer(response, 200, JSON.stringify(named ?? { items: workflows }));
      });
      return runHere(["wait", ...cluster, "--until", until, "--json"], userOf(server.url));
    };

    it.each([
      ["created", [made("w1", "Success", late, early), made("w2", "Cancel", early, late)]],
      ["changed", [made("w1", "Success", "soon", late), made("w2", "Cancel", "soon", early)]],
      ["listed", [made("w2", "Cancel", "soon"), made("w1", "Success", "")]],
    ])("that was %s last", async (_, workflows) => {
      const { code, stdout, stderr } = await waitFor("success", workflows);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(JSON.parse(stdout)).toEqual(workflows.find(({ metadata }) => metadata.uid === "w1"));
    });

    it("and ends with 3 when it ended otherwise", async () => {
      const { code, stdout, stderr } = await waitFor("success", [
        made("w1", "Success", early),
        made("w2", "Cancel", late),
      ]);
      expect(code).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ metadata: { uid: "w2" } });
      const message = "The workflow w2 ended in phase Cancel, not in Success.";
      expect(JSON.parse(stderr)).toEqual({ name: "StateError", message });
    });

    it("and fails where there is none", async () => {
      const { code, stderr } = await waitFor("finished", []);
      expect(code).toBe(1);
      expect(stderr).toContain("has no unfinished upgrade workflow; it has none at all.");
    });
  });

  it("ends on Ctrl-C", async () => {
    await withMock([workflowOf("Running")], async ({ url }) => {
      const waiting = cli.start(["wait", ...cluster], { env: userOf(url) });
      await waiting.wrote(/Running, Cluster Running/);
      waiting.signal("SIGINT");
      const { code, stdout, stderr } = await waiting.ended;
      expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
      expect(stderr).toMatch(/^cce-upgrade: Interrupted/m);
    });
  });

  it("goes on over a read that fails for a moment", async () => {
    await withMock([stuck], async (mock) => {
      mock.plan([{}, { response: "gatewayHtmlPage" }]);
      const { code } = await runHere(["wait", ...cluster, ...hurry], userOf(mock.url));
      expect(code).toBe(0);
    });
  });
});
