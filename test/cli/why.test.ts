import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { closeServers } from "../helpers/server.js";
import {
  check,
  item,
  startWhyService,
  upgrade,
  type WhyService,
  workflow,
  type World,
} from "../workflow/whySupport.js";
import { fakeTerminal, ids, runHere, userOf } from "./support.js";
import { run } from "../../src/cli/program.js";

const schema = JSON.parse(readFileSync(join(process.cwd(), "schemas", "why.schema.json"), "utf8")) as object;
const validate = new Ajv2020({ formats: { "date-time": true, uri: true }, allErrors: true }).compile(schema);

let service: WhyService;

beforeAll(async () => {
  service = await startWhyService();
});
afterAll(closeServers);

function why(world: World, ...args: string[]) {
  service.world = world;
  return runHere(["why", "--cluster", ids.cluster, ...args], userOf(service.url));
}

const nodeInfo = { uid: "n-1", name: "node-1", status: "Active", nodeType: "node" };
const risk = item("Risk", {
  name: "DeprecatedApiCheck",
  level: "Warning",
  message: "found deprecated\nAPIs",
  riskSource: {
    deprecatedAPIRisks: [1, 2, 3, 4].map((n) => ({ url: `/apis/policy/v1beta${n}`, userAgent: "kubectl" })),
  },
});

function failedWorld(nodeItems: unknown[], more: object = {}): World {
  const failed = check("Failed", [item("Exception", { errorCodes: ["E.1"] })], more);
  const status = {
    ...failed.status,
    clusterCheckStatus: { itemsStatus: [risk] },
    nodeCheckStatus: { nodeStageStatus: [{ nodeInfo, itemsStatus: nodeItems }] },
  };
  return { workflows: [workflow("Pending", { preCheck: "Failed" })], precheck: { ...failed, status } };
}

describe("why", () => {
  it("draws the workflow, the failed items by cluster, add-ons and node, and what fits next with its reason", async () => {
    const { code, stdout, stderr } = await why(failedWorld([item(undefined, { name: "NodeSSH", message: undefined })]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`Workflow  ${ids.workflow}
Cluster   ${ids.cluster}
Upgrade   v1.17.17-r0 → v1.19.16-r80
Phase     Pending
Created   2023-11-25 07:00:00, updated (not given) (UTC)

  ✖ PreCheck   Failed       2023-11-25 07:30:00 → …  ◀ failed here
  │
  ○ Snapshot   not started
  │
  ○ Cluster    not started
  │
  ○ PostCheck  not started

Why       The check before the upgrade failed.

Check     check-1  Failed, started 2023-11-25 07:10:00
          cluster
            ✖ DeprecatedApiCheck  Risk       Warning
                found deprecated APIs
                deprecatedAPIRisks: /apis/policy/v1beta1, kubectl
                deprecatedAPIRisks: /apis/policy/v1beta2, kubectl
                deprecatedAPIRisks: /apis/policy/v1beta3, kubectl
                and 1 more: --all lists them
          add-ons
            ✖ AddonLimit          Exception  Fatal    E.1
                broken
          node node-1 (n-1, Active, node)
            ✖ NodeSSH             no kind    Fatal
                (no message)

Versions  release v1.17.17, patch r0
          on offer: v1.19.16-r80

Next      1. Fix what the message of each failed item names.
             Items of kind Exception have to be solved, and an item of no or of an unknown kind may be one.
             https://support.huaweicloud.com/intl/en-us/api-cce/GetPreCheck.html
          2. Then check again.
             $ cce-upgrade recheck --cluster ${ids.cluster}
             The vendor's manual asks for another check after a fix; a check cannot be retried. Whether a workflow that has stopped takes in a new check is not documented.
             https://support.huaweicloud.com/intl/en-us/usermanual-cce/cce_11_0301.html
          3. Where a message does not help, open a ticket with the list of failed items. (not documented)
             The vendor publishes no list of the items and of their error codes.
             https://support.huaweicloud.com/intl/en-us/api-cce/GetPreCheck.html
          The vendor recommends the console for upgrades and opens some of these operations on request only, such as the retry.
`);
  });

  it("lists the first 20 of hundreds of items and steps, and all with --all", async () => {
    const world = failedWorld(Array.from({ length: 300 }, (_, index) => item("Exception", { name: `Item${index}` })));
    const marks = (text: string) => text.split("✖").length - 1;
    // One mark is that of the task.
    const first = await why(world);
    expect(marks(first.stdout)).toBe(21);
    expect(first.stdout).toContain("and 282 more: --all lists them");
    const all = await why(world, "--all");
    expect(marks(all.stdout)).toBe(303);
    expect(all.stdout).toContain("/apis/policy/v1beta4");
    expect(all.stdout).not.toContain("--all");
    const steps = Array.from({ length: 30 }, (_, index) => ({ name: `step-${index}`, status: "Failed" }));
    const failed = workflow("Pending", { preCheck: "Success", cluster: "Failed" });
    const upgraded = await why({ workflows: [failed], upgradeTask: upgrade("Failed", { items: steps }) });
    expect(upgraded.stdout).toContain("and 10 more: --all lists them");
  });

  it.each<[string, World, string[]]>([
    [
      "retry, cancel",
      { workflows: [workflow("Pending", { preCheck: "Success", cluster: "Failed" })] },
      ["retry", "cancel"],
    ],
    ["confirm", { workflows: [workflow("Running", { preCheck: "Success", cluster: "Success" })] }, ["confirm"]],
    ["wait", { workflows: [workflow("Running", { preCheck: "Success", cluster: "Running" })] }, ["wait"]],
    ["recheck, cancel", { workflows: [workflow("Init")] }, ["recheck", "cancel"]],
    ["nothing", { workflows: [] }, []],
  ])("names the commands to type: %s", async (_, world, commands) => {
    const { code, stdout } = await why(world, "--autopilot", "--project", ids.project);
    expect(code).toBe(0);
    const typed = [...stdout.matchAll(/\$ (.*)/g)].map(([, line]) => line);
    expect(typed).toEqual(
      commands.map((name) => `cce-upgrade ${name} --cluster ${ids.cluster} --project ${ids.project} --autopilot`),
    );
    const isAct = commands.length > 0 && commands[0] !== "wait";
    expect(stdout.includes("The vendor recommends the console")).toBe(isAct);
  });

  it("offers to skip risks by name, each once, but no name that could be another command", async () => {
    const risks = (...names: string[]): World => ({
      workflows: [workflow("Pending", { preCheck: "Failed" })],
      precheck: check(
        "Failed",
        names.map((name) => item("Risk", { name })),
      ),
    });
    expect((await why(risks("A", "B", "A"))).stdout).toContain(`recheck --cluster ${ids.cluster} --skip A --skip B\n`);
    for (const name of ["--yes", "; rm -rf ~", "$(id)", ""]) {
      const { stdout } = await why(risks("A", name));
      expect(stdout).not.toContain("--skip");
      expect(stdout).toContain("Or, where you accept a risk");
    }
  });

  it("gives the facts without advice, the times and the clock, and the last result where nothing is unfinished", async () => {
    const passed = { workflows: [workflow("Running", { preCheck: "Success" })] };
    const valid = await why({ ...passed, precheck: check("Success", [], { expires: "09:00:00" }) });
    expect(valid.stdout).toContain("no advice, only the facts");
    expect(valid.stdout).toContain("expires 2023-11-25 09:00:00 (by the service's clock)");
    expect(valid.stdout).not.toContain("Next");
    const expired = await why({ ...passed, precheck: check("Success", [], { expires: "07:20:00" }), date: null });
    expect(expired.stdout).toContain("expired 2023-11-25 07:20:00 (by the clock of this machine)");
    const busy = await why({
      workflows: [workflow("Running", { preCheck: "Success", cluster: "Running" })],
      upgradeTask: upgrade("Running"),
      upgradeTasks: [upgrade("Success", { uid: "upgrade-0", made: "06:40:00" })],
    });
    expect(busy.stdout).toContain("Upgrade   upgrade-1  Running, progress 0.45 (scale not documented), updated");
    expect(busy.stdout).toContain("Time      at work since 2023-11-25 07:30:00, for 30 min\n");
    expect(busy.stdout).toContain("earlier: Cluster to v1.19.16-r80, 2023-11-25 06:40:00, Success after 1 h\n");
    const snapshot = { metadata: { uid: "snapshot-1" }, spec: { items: { a: "Failed" } } };
    const failed = workflow("Running", { preCheck: "Success", snapshot: "Failed" });
    expect((await why({ workflows: [failed], snapshots: [snapshot] })).stdout).toContain("\nSnapshot  ✖ a\n");
    const none = await why({});
    expect(none.stdout).toMatch(/^Why {7}No upgrade is unfinished\.\n/);
    expect(none.stdout).toContain("last upgrade: Success, 2023-11-25 06:00:00\n");
  });

  it("says what could not be read, and fails where nothing could", async () => {
    const { code, stdout } = await why({ ...failedWorld([]), info: 403, upgradeTasks: 500 });
    expect(code).toBe(0);
    expect(stdout).toContain("Unread    the upgrade tasks of the cluster: 500 E.500 no upgradeTasks\n");
    expect(stdout).toContain("          the versions on offer: 403 E.403 no info");
    const nothing = await why({ workflows: 404, prechecks: 404, upgradeTasks: 404, info: 404 });
    expect(nothing).toMatchObject({ code: 1, stdout: "" });
  });

  it("never lets a text of the service play with the terminal", async () => {
    const evil = "\u001b[2J\u202e\r\nfake";
    const hostile = item(evil, {
      name: evil,
      level: evil,
      message: evil,
      errorCodes: [evil],
      riskSource: { [evil]: [{ [evil]: evil }] },
    });
    const bad = check("Failed", [hostile]);
    const node = { nodeInfo: { uid: evil, name: evil, status: evil }, itemsStatus: [hostile] };
    const status = { ...bad.status, message: evil, nodeCheckStatus: { nodeStageStatus: [node] } };
    const info = { spec: { versionInfo: { release: evil, patch: evil, targetVersions: [evil] } } };
    const steps = [{ name: evil, status: "Failed", message: evil }];
    service.world = {
      workflows: [workflow("Pending", { preCheck: "Failed" })],
      precheck: { ...bad, status, metadata: { ...bad.metadata, uid: evil } },
      prechecks: 500,
      upgradeTasks: [
        { ...upgrade("Failed", { items: steps, uid: evil }), status: { phase: "Failed", progress: evil } },
      ],
      info,
    };
    const args = ["why", "--cluster", ids.cluster];
    const { context, stdout } = fakeTerminal({ args, env: { ...userOf(service.url), NO_COLOR: "1" } });
    expect(await run(context)).toBe(0);
    expect(stdout()).not.toMatch(/[\u001b\u202e\r]/);
    expect(stdout()).not.toMatch(/^fake/m);
  });

  it("colours a terminal", async () => {
    service.world = failedWorld([]);
    const { context, stdout } = fakeTerminal({ args: ["why", "--cluster", ids.cluster], env: userOf(service.url) });
    expect(await run(context)).toBe(0);
    expect(stdout()).toContain("\u001b[33mRisk\u001b[39m");
  });

  it.each<[string, World]>([
    ["failed items", failedWorld([item("Risk")], { expires: "09:00:00" })],
    [
      "failed steps",
      {
        workflows: [workflow("Pending", { cluster: "Failed" })],
        upgradeTask: upgrade("Failed", { items: { a: "Failed" } }),
        upgradeTasks: [upgrade("Failed")],
      },
    ],
    ["a task at work", { workflows: [workflow("Running", { cluster: "Running" })] }],
    ["nothing", {}],
    ["an unreadable workflow", { workflows: 403 }],
  ])("prints %s as the schema of the package says with --json, and nothing else", async (_, world) => {
    const { code, stdout, stderr } = await why(world, "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
  });

  it("explains the workflow that --workflow names", async () => {
    const { code, stdout } = await why({ workflow: workflow("Cancel") }, "--workflow", ids.workflow);
    expect(code).toBe(0);
    expect(stdout).toContain("No upgrade is unfinished.");
    const stuck = workflow("Pending", { cluster: "Failed" });
    const named = await why({ workflow: stuck }, "--workflow", ids.workflow);
    expect(named.stdout).toContain(`$ cce-upgrade retry --cluster ${ids.cluster} --workflow ${ids.workflow}\n`);
  });
});

describe("show", () => {
  it.each([
    ["Pending", { cluster: "Failed" }, true],
    ["Running", { snapshot: "Failed" }, true],
    ["Running", { cluster: "Running" }, false],
    ["Cancel", { cluster: "Failed" }, false],
  ])("of a workflow in phase %s with %p points to why: %p", async (phase, points, hint) => {
    service.world = { workflow: workflow(phase, points) };
    const { stderr } = await runHere(
      ["show", "--cluster", ids.cluster, "--workflow", ids.workflow],
      userOf(service.url),
    );
    const line = `cce-upgrade why --cluster ${ids.cluster} --workflow ${ids.workflow}`;
    expect(stderr).toBe(hint ? `What failed, and what to do next: ${line}\n` : "");
  });
});
