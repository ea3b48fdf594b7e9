import { run } from "../../src/cli/program.js";
import type { UpgradeWorkFlow } from "../../src/index.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { fakeTerminal, ids, runHere, token, useCli, userOf, workflowOf } from "./support.js";

const cluster = ["--cluster", ids.cluster];
const named = [...cluster, "--workflow", ids.workflow];
const stuck = workflowOf("Pending");

const cli = useCli();

afterEach(closeServers);

/** A service that counts the methods it is asked with. Clusters without a workflow here answer 404. */
async function startCounting(workflows: readonly UpgradeWorkFlow[]) {
  const server = await startServer(({ url = "" }, response) => {
    const [, clusterId, uid] = /clusters\/([^/]+)\/operation\/upgradeworkflows(?:\/(.+))?$/.exec(url) ?? [];
    const mine = workflows.filter(({ spec }) => spec?.clusterID === clusterId);
    const found = uid === undefined ? { items: mine } : mine.find(({ metadata }) => metadata?.uid === uid);
    if (mine.length === 0 || found === undefined) answer(response, 404, '{"message":"no such thing"}');
    else answer(response, 200, JSON.stringify(found));
  });
  const methods = () => {
    const counts: Record<string, number> = {};
    for (const { method } of server.requests) counts[method] = (counts[method] ?? 0) + 1;
    return counts;
  };
  return { ...server, methods };
}

const path = `/api/v3/projects/${ids.project}/clusters/${ids.cluster}/operation/upgradeworkflows/${ids.workflow}`;

it.each([
  ["of the current workflow", cluster, 2],
  ["of one that was named", named, 1],
])("reads, and prints what a cancel %s would meet, with the request as curl", async (_, args, reads) => {
  const service = await startCounting([stuck]);
  const { code, stdout, stderr } = await runHere(["cancel", ...args, "--dry-run"], userOf(service.url));
  expect(stdout).toBe(`Cluster   ${ids.cluster}
Workflow  ${ids.workflow}
Phase     Pending
Verdict   allowed
curl -X PATCH '${service.url}${path}' \\
  -H 'Accept: application/json' \\
  -H 'Content-Type: application/json' \\
  -H 'X-Auth-Token: [redacted]' \\
  --data '{"status":{"phase":"Cancel"}}'
`);
  expect(stderr).toMatch(/^A dry run: no cancel was sent\. A cancel ends the workflow and rolls nothing back/);
  expect(code).toBe(0);
  expect(service.methods()).toEqual({ GET: reads });
});

it("tells every reason why it would be refused, and ends with 3", async () => {
  const service = await startCounting([workflowOf("Running")]);
  const { code, stdout } = await runHere(["cancel", ...cluster, "--dry-run"], userOf(service.url));
  expect(stdout).toContain(`Verdict   refused
          - The workflow is at work (phase Running). (status.phase)
          - The task Cluster is in state Running. (status.pointStatuses[2].status)
curl -X PATCH`);
  expect(code).toBe(3);
  expect(service.methods()).toEqual({ GET: 2 });
});

it.each([
  ["refuse", 3],
  ["succeed", 0],
])("takes a workflow that is cancelled already as --if-already-cancelled %s says", async (what, code) => {
  const service = await startCounting([workflowOf("Cancel")]);
  const args = ["cancel", ...named, "--dry-run", "--if-already-cancelled", what];
  expect(await runHere(args, userOf(service.url))).toMatchObject({ code });
});

it("leaves a phase that is in no list to the service", async () => {
  const service = await startCounting([workflowOf("Sleeping")]);
  const { code, stdout } = await runHere(["cancel", ...cluster, "--dry-run"], userOf(service.url));
  expect(stdout).toContain("Phase     Sleeping\nVerdict   unknown\n          - The phase Sleeping is not documented.");
  expect(code).toBe(0);
});

it("masks what an access key makes, and asks at the Autopilot address", async () => {
  const service = await startCounting([stuck]);
  const env = {
    CCE_ENDPOINT: service.url,
    HUAWEICLOUD_SDK_AK: "AKAKAKAKAK",
    HUAWEICLOUD_SDK_SK: "SKSKSKSKSK",
    HUAWEICLOUD_SDK_SECURITY_TOKEN: "STSTSTSTST",
    HUAWEICLOUD_SDK_PROJECT_ID: ids.project,
  };
  for (const more of [[], ["--json"]]) {
    const { code, stdout } = await runHere(["cancel", ...named, "--dry-run", "--autopilot", ...more], env);
    expect(code).toBe(0);
    expect(stdout).toContain(`${service.url}/autopilot/v3/`);
    expect(stdout.match(/\[redacted\]/g)).toHaveLength(2);
    expect(stdout).toMatch(/x-sdk-date\W+\d{8}T\d{6}Z/i);
    expect(stdout).not.toMatch(/AKAK|SKSK|STST/);
  }
  expect(service.requests.every(({ path: asked }) => asked.startsWith("/autopilot/v3/"))).toBe(true);
});

describe("of a file", () => {
  const many = [
    workflowOf("Pending", { cluster: "c1", uid: "w1" }),
    workflowOf("Running", { cluster: "c2", uid: "w2" }),
    workflowOf("Pending", { cluster: "c3", uid: "w3" }),
  ];
  const dryRun = (file: string, ...more: string[]) => ["cancel", "--from", file, "--dry-run", ...more];

  it("prints every row in its order, also those that cannot be read, and sends no write", async () => {
    const service = await startCounting(many);
    const file = cli.file("dry.csv", "cluster_id,upgrade_workflow_id\nc3,w3\nc9,\nc1,\nc2,w2\n");
    const { code, stdout } = await cli.run(dryRun(file, "--concurrency", "3"), { env: userOf(service.url) });
    expect(code).toBe(1);
    const blocks = stdout.split("\n\n").map((block) => block.split("\n").slice(0, 5));
    expect(blocks).toEqual([
      [`Row       ${file}:2`, "Cluster   c3", "Workflow  w3", "Phase     Pending", "Verdict   allowed"],
      [
        `Row       ${file}:3`,
        "Cluster   c9",
        expect.stringMatching(/^Failed {4}The service returned 404: no such thing/),
      ],
      [`Row       ${file}:4`, "Cluster   c1", "Workflow  w1", "Phase     Pending", "Verdict   allowed"],
      [`Row       ${file}:5`, "Cluster   c2", "Workflow  w2", "Phase     Running", "Verdict   refused"],
    ]);
    expect(stdout.match(/^curl -X PATCH .+$/gm)).toHaveLength(3);
    expect(stdout).not.toContain(token);
    expect(Object.keys(service.methods())).toEqual(["GET"]);
  });

  it("gives an object a row with --json", async () => {
    const service = await startCounting(many);
    const file = cli.file("dry.jsonl", '{"cluster_id":"c2"}\n{"cluster_id":"c9","upgrade_workflow_id":"w9"}\n');
    const { code, stdout, stderr } = await runHere(dryRun(file, "--json"), userOf(service.url));
    expect(code).toBe(1);
    const [refused, unread, ...others] = stdout
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(others).toEqual([]);
    const common = { project_id: ids.project, autopilot: false };
    expect(refused).toEqual({
      ...{ ...common, line: 1, cluster_id: "c2", upgrade_workflow_id: "w2", phase: "Running", verdict: "refused" },
      reasons: [
        { code: "workflow-not-cancellable", path: "status.phase", text: "The workflow is at work (phase Running)." },
        expect.objectContaining({ code: "task-not-finished" }),
      ],
      request: {
        method: "PATCH",
        url: `${service.url}/api/v3/projects/${ids.project}/clusters/c2/operation/upgradeworkflows/w2`,
        headers: expect.objectContaining({ "x-auth-token": "[redacted]" }) as object,
        body: '{"status":{"phase":"Cancel"}}',
      },
    });
    expect(unread).toEqual({
      ...{ ...common, line: 2, cluster_id: "c9", upgrade_workflow_id: "w9" },
      failure: expect.objectContaining({ name: "CceApiError", status: 404 }) as object,
    });
    expect(stderr).toContain("A dry run: no cancel was sent.");
  });

  it.each([
    ["every row would be sent", "c1\nc3\n", 0],
    ["one would be refused", "c1\nc2\n", 3],
    ["one cannot be read", "c2\nc9\n", 1],
  ])("ends as it should when %s", async (_, rows, code) => {
    const service = await startCounting(many);
    const file = cli.file("codes.csv", `cluster_id\n${rows}`);
    expect(await runHere(dryRun(file), userOf(service.url))).toMatchObject({ code });
  });

  it("reads no further when nobody reads on", async () => {
    const service = await startCounting(many);
    const file = cli.file(
      "wide.csv",
      `cluster_id\n${Array.from({ length: 30 }, (_, index) => `c${index}\n`).join("")}`,
    );
    const terminal = fakeTerminal({ args: dryRun(file, "--concurrency", "1"), env: userOf(service.url), isTTY: false });
    terminal.context.stdout.stream.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    await run(terminal.context);
    expect(service.requests.length).toBeLessThan(3);
  });
});

it("of one cluster fails as every command does when that cannot be read", async () => {
  const service = await startCounting([]);
  const { code, stdout, stderr } = await runHere(["cancel", ...named, "--dry-run", "--json"], userOf(service.url));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(JSON.parse(stderr)).toMatchObject({ name: "CceApiError", status: 404 });
});

it("needs credentials, for it reads", async () => {
  const env = { CCE_ENDPOINT: "http://127.0.0.1:1", CCE_PROJECT_ID: ids.project };
  const { code, stderr } = await runHere(["cancel", ...named, "--dry-run"], env);
  expect(code).toBe(2);
  expect(stderr).toContain("No credentials in");
});
