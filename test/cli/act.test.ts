import { run } from "../../src/cli/program.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { failedItem, FakeUpgrade, checkOf, stuckAt, type UpgradeParts } from "../helpers/upgrade.js";
import { fakeTerminal, ids, runHere, userOf } from "./support.js";

type Name = keyof typeof stuckAt;

const cluster = ["--cluster", ids.cluster];

interface Settings {
  readonly parts?: UpgradeParts;
  /** Whether the response to the request is lost after it was processed, or before. */
  readonly lost?: "after" | "before";
  /** Called after each request. */
  readonly then?: (upgrade: FakeUpgrade, nRequests: number) => void;
}

async function serve(name: Name, { parts, lost, then }: Settings = {}) {
  const upgrade = new FakeUpgrade(ids.cluster, ids.workflow, { ...stuckAt[name], ...parts });
  const server = await startServer(({ method = "", url = "" }, response, nPrevious) => {
    if (method !== "GET" && lost === "before") response.destroy();
    else {
      const { status, body } = upgrade.respond(method, url);
      if (method !== "GET" && lost === "after") response.destroy();
      else answer(response, status, body === undefined ? "" : JSON.stringify(body));
    }
    then?.(upgrade, nPrevious + 1);
  });
  const writes = () => server.requests.filter(({ method }) => method !== "GET");
  return { upgrade, server, writes, env: userOf(server.url) };
}

afterEach(closeServers);

const path = `/api/v3/projects/${ids.project}/clusters/${ids.cluster}/operation`;
const spec = { clusterID: ids.cluster, clusterVersion: "v1.23.5-r0", targetVersion: "v1.25.6-r0" };

describe.each([
  [
    "retry",
    "upgrade/retry",
    undefined,
    "The failed upgrade was started again (task new-1)",
    "executes the failed upgrade",
  ],
  [
    "recheck",
    "precheck",
    { kind: "PreCheckTask", apiVersion: "v3", spec },
    "A new check was started (task new-1)",
    "upgrades nothing",
  ],
  [
    "confirm",
    "postcheck",
    { kind: "PostCheckTask", apiVersion: "v3", spec },
    "The upgrade is confirmed",
    "This tests nothing",
  ],
] as const)("%s", (name, operation, body, done, intro) => {
  it("with --yes sends once, says each step, and what it started", async () => {
    const { env, upgrade, writes } = await serve(name);
    const { code, stdout, stderr } = await runHere([name, ...cluster, "--yes"], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${done}.\n` });
    expect(stderr).toContain(intro);
    expect(stderr).toMatch(/- read the workflow: phase (Pending|Running)\n/);
    expect(writes().map((request) => request.path)).toEqual([`${path}/${operation}`]);
    expect(upgrade.effects).toBe(1);
  });

  it("--json prints the task and the workflow, and nothing else", async () => {
    const { env } = await serve(name);
    const { code, stdout, stderr } = await runHere([name, ...cluster, "--yes", "--json"], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      startedBy: "this-call",
      task: { metadata: { uid: expect.any(String) as string } },
      workflow: { metadata: { uid: ids.workflow } },
    });
  });

  it("--dry-run prints the request and sends only reads", async () => {
    const { env, server, writes } = await serve(name);
    const { code, stdout, stderr } = await runHere([name, ...cluster, "--dry-run"], env);
    expect(code).toBe(0);
    expect(stdout).toContain(`Verdict   allowed\ncurl -X POST '${server.url}${path}/${operation}'`);
    if (body !== undefined) expect(stdout).toContain(`--data '${JSON.stringify(body)}'`);
    expect(stdout).toContain("X-Auth-Token: [redacted]");
    expect(stderr).toContain("A dry run: no ");
    expect(writes()).toEqual([]);
  });

  it("--dry-run --json of a state that does not fit has the reasons and no request; exit code 3", async () => {
    const { env } = await serve(name, { parts: { phase: "Success" } });
    const { code, stdout } = await runHere([name, ...cluster, "--workflow", ids.workflow, "--dry-run", "--json"], env);
    expect(code).toBe(3);
    const seen = JSON.parse(stdout) as object;
    expect(seen).toMatchObject({ action: name, verdict: "refused", reasons: [{ code: "workflow-finished" }] });
    expect(seen).not.toHaveProperty("request");
  });

  it("asks, after it has said what it does, and sends nothing on a no", async () => {
    const { env, writes } = await serve(name);
    const terminal = fakeTerminal({ args: [name, ...cluster], env });
    terminal.type("n\n");
    expect(await run(terminal.context)).toBe(1);
    expect(terminal.stderr().indexOf(intro)).toBeLessThan(terminal.stderr().indexOf("[y/N]"));
    expect(terminal.stderr()).toContain("Not confirmed. Nothing was sent.");
    expect(writes()).toEqual([]);
  });

  it("without a terminal and --yes is refused before anything is read", async () => {
    const { env, server } = await serve(name);
    expect(await runHere([name, ...cluster], env)).toMatchObject({ code: 1, stdout: "" });
    expect(server.requests).toEqual([]);
  });

  it.each([[[]], [["--json"]]])("in a state that does not fit ends with 3 and every reason: %j", async (more) => {
    const { env, writes } = await serve(name, { parts: { phase: "Cancel" } });
    const args = [name, ...cluster, "--workflow", ids.workflow, "--yes", ...more];
    const { code, stderr } = await runHere(args, env);
    expect(code).toBe(3);
    expect(stderr).toContain("The workflow has already ended (phase Cancel).");
    expect(writes()).toEqual([]);
  });

  it("whose response is lost says that another may have done it", async () => {
    const { env } = await serve(name, { lost: "after" });
    const { code, stdout } = await runHere([name, ...cluster, "--yes"], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/, by this command or by somebody else\.\n$/);
  });

  it("whose effect does not show ends with 4", async () => {
    const { env } = await serve(name, { lost: "before" });
    const { code, stdout, stderr } = await runHere([name, ...cluster, "--yes", "--settle-s", "0"], env);
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain("cce-upgrade: It is not known whether the ");
  });

  it("says in its help what the vendor advises", async () => {
    const { stdout } = await runHere([name, "--help"]);
    expect(stdout).toContain("The vendor opens the upgrade operations upon request and recommends the console");
  });
});

describe("recheck", () => {
  const checks = [checkOf("c", 1, [failedItem("A", "Risk"), failedItem("B", "Risk"), failedItem("C", "Exception")])];

  it("leaves out what --skip names, several times", async () => {
    const { env, writes } = await serve("recheck", { parts: { checks } });
    await runHere(["recheck", ...cluster, "--yes", "--skip", "A", "--skip", "B"], env);
    const sent = JSON.parse(writes()[0]?.body ?? "") as { spec: object };
    expect(sent.spec).toEqual({ ...spec, skippedCheckItemList: [{ name: "A" }, { name: "B" }] });
  });

  it("refuses to leave out what is no Risk", async () => {
    const { env, writes } = await serve("recheck", { parts: { checks } });
    const { code, stderr } = await runHere(["recheck", ...cluster, "--yes", "--skip", "C"], env);
    expect(code).toBe(3);
    expect(stderr).toContain("- The item C cannot be skipped: the last check calls it of kind Exception, not Risk.");
    expect(writes()).toEqual([]);
  });

  it("--wait says how the check ended and, apart from it, where the workflow stands", async () => {
    const { env } = await serve("recheck", {
      then: (upgrade, nRequests) => {
        if (nRequests !== 6) return;
        upgrade.endTask("Success");
        upgrade.set("Pending", { PreCheck: "Failed" });
      },
    });
    const { code, stdout, stderr } = await runHere(["recheck", ...cluster, "--yes", "--wait"], env);
    expect(stderr).toContain("The check ended in phase Success.\nThe workflow is still in phase Pending.");
    expect(stderr).toContain("is not documented. If it stays Pending, cancel it");
    expect(stdout).toContain("Phase     Pending");
    expect(code).toBe(0);
  });

  it("--wait lists what failed, and ends with 3", async () => {
    const { env } = await serve("recheck", {
      then: (upgrade, nRequests) => {
        if (nRequests !== 6) return;
        upgrade.endTask("Failed");
        const [old, check] = upgrade.kept.checks;
        const failed = { ...check, status: { ...checks[0]?.status } };
        upgrade.kept = { ...upgrade.kept, checks: [old, failed] as typeof upgrade.kept.checks };
      },
    });
    const { code, stderr } = await runHere(["recheck", ...cluster, "--yes", "--wait"], env);
    expect(stderr).toContain("The check ended in phase Failed.\n- A (Risk): A is not fine\n- B (Risk)");
    expect(stderr).toContain("cce-upgrade: The task ended in phase Failed, not in Success.");
    expect(code).toBe(3);
  });
});

it("retry --wait does not take the failure before the retry for its end", async () => {
  const { env, upgrade } = await serve("retry", {
    then: (seen, nRequests) => {
      if (nRequests === 7) {
        seen.endTask("Success");
        seen.set("Running", { Cluster: "Success" });
      }
    },
  });
  const { code, stdout } = await runHere(["retry", ...cluster, "--yes", "--wait"], env);
  expect({ code, effects: upgrade.effects }).toEqual({ code: 0, effects: 1 });
  expect(stdout).toMatch(/✔ Cluster +Success/);
});

it("Ctrl-C waits for the outcome of a retry that was sent", async () => {
  const { env, server } = await serve("retry", {
    then: (_, nRequests) => {
      if (nRequests === 6) terminal.interrupt();
    },
    lost: "before",
  });
  const terminal = fakeTerminal({ args: ["retry", ...cluster, "--yes", "--settle-s", "0.2"], env, isTTY: false });
  expect(await run(terminal.context)).toBe(130);
  expect(terminal.stderr()).toContain("cce-upgrade: It is not known whether the retry took effect");
  expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
});
