import { buildCli, type BuiltCli, ids, longTestMs, sentTo, token, userOf, withMock, workflowOf } from "./support.js";

jest.setTimeout(longTestMs);

const stuck = workflowOf("Pending");
const cluster = ["--cluster", ids.cluster];
const named = [...cluster, "--workflow", ids.workflow];

let cli: BuiltCli;

beforeAll(async () => {
  cli = await buildCli();
});

afterAll(() => {
  cli.remove();
});

it("cancels the current workflow: shows it, says what it does not undo, tells each step", async () => {
  await withMock([stuck], async (mock) => {
    const { code, stdout, stderr } = await cli.run(["cancel", ...cluster, "--yes"], { env: userOf(mock.url) });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `The workflow ${ids.workflow} is cancelled.\n` });
    expect(stderr).toContain("✖ Cluster    Failed");
    expect(stderr).toContain(`This cancels the workflow ${ids.workflow}.`);
    expect(stderr).toContain("rolls nothing back: nodes that a failed task left half upgraded stay as they are");
    expect(stderr).toContain("- read the workflow: phase Pending\n- sent the cancel: phase Cancel\n");
    expect(mock.workflows[0]?.status?.phase).toBe("Cancel");
  });
});

it("gives the wire's object with --json and nothing else", async () => {
  await withMock([stuck], async (mock) => {
    const { code, stdout } = await cli.run(["cancel", ...named, "--yes", "--json"], { env: userOf(mock.url) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(mock.workflows[0]);
  });
});

it("cancels at the Autopilot address with --autopilot", async () => {
  await withMock([stuck], async (mock) => {
    const { code } = await cli.run(["cancel", ...named, "--yes", "--autopilot"], { env: userOf(mock.url) });
    expect(code).toBe(0);
    expect(mock.requests.every(({ path }) => path.startsWith("/autopilot/v3/"))).toBe(true);
  });
});

it("refuses where there is no terminal to ask and no --yes, and sends nothing", async () => {
  await withMock([stuck], async (mock) => {
    const { code, stdout, stderr } = await cli.run(["cancel", ...cluster], { env: userOf(mock.url), input: "y\n" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "cce-upgrade: Refused: there is no terminal to ask for confirmation. Give --yes. Nothing was sent.\n",
    );
    expect(mock.requests).toEqual([]);
  });
});

it("sends no cancel that would be refused, and tells why", async () => {
  await withMock([workflowOf("Running")], async (mock) => {
    const { code, stdout, stderr } = await cli.run(["cancel", ...cluster, "--yes"], { env: userOf(mock.url) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("cce-upgrade: The workflow cannot be cancelled: The workflow is at work (phase Running).");
    expect(sentTo(mock)).toEqual(["GET 200", "GET 200"]);
  });
});

it.each([
  [[], 1, ""],
  [["--if-already-cancelled", "refuse"], 1, ""],
  [["--if-already-cancelled", "succeed"], 0, `The workflow ${ids.workflow} was already cancelled.\n`],
])("takes a workflow that is cancelled already as %j says", async (option, code, stdout) => {
  await withMock([workflowOf("Cancel")], async (mock) => {
    const ended = await cli.run(["cancel", ...named, "--yes", ...option], { env: userOf(mock.url) });
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout });
    expect(mock.requests.some(({ method }) => method === "PATCH")).toBe(false);
  });
});

it("tells what the service says when it refuses", async () => {
  await withMock([stuck], async (mock) => {
    mock.plan([{}, {}, { answer: "forbidden" }]);
    const { code, stderr } = await cli.run(["cancel", ...named, "--yes"], { env: userOf(mock.url) });
    expect(code).toBe(1);
    expect(stderr).toMatch(/cce-upgrade: upgradeWorkFlowUpdate: 403 .+ \(request \w+\)/);
  });
});

it("finds out what became of a cancel whose answer was lost", async () => {
  await withMock([stuck], async (mock) => {
    mock.plan([{}, {}, { drop: "afterProcessing" }]);
    const { code, stdout, stderr } = await cli.run(["cancel", ...named, "--yes"], { env: userOf(mock.url) });
    expect(code).toBe(0);
    expect(stdout).toContain("is cancelled, by this command or by somebody else");
    expect(stderr).toMatch(/- sent the cancel: upgradeWorkFlowUpdate: no answer/);
  });
});

it("fails when it cannot be found out", async () => {
  await withMock([stuck], async (mock) => {
    mock.plan([{}, {}, { drop: "beforeProcessing" }, {}, { drop: "beforeProcessing" }]);
    const args = ["cancel", ...named, "--yes", "--settle-s", "0"];
    const { code, stdout, stderr } = await cli.run(args, { env: userOf(mock.url) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("It is not known whether the cancel took effect: the workflow was last in phase Pending.");
  });
});

describe("--dry-run", () => {
  const path = `/api/v3/projects/${ids.project}/clusters/${ids.cluster}/operation/upgradeworkflows/${ids.workflow}`;

  it("prints the request as curl with the token masked, and sends nothing", async () => {
    await withMock([stuck], async (mock) => {
      const { code, stdout, stderr } = await cli.run(["cancel", ...named, "--dry-run"], { env: userOf(mock.url) });
      expect(stdout).toBe(`curl -X PATCH '${mock.url}${path}' \\
  -H 'Accept: application/json' \\
  -H 'Content-Type: application/json' \\
  -H 'X-Auth-Token: [redacted]' \\
  --data '{"status":{"phase":"Cancel"}}'
`);
      expect(stderr).toContain("A dry run: nothing was sent. A cancel ends the workflow and rolls nothing back");
      expect(code).toBe(0);
      expect(mock.requests).toEqual([]);
    });
  });

  it("masks what an access key makes, too", async () => {
    const env = {
      CCE_REGION: "cn-north-4",
      HUAWEICLOUD_SDK_AK: "AKAKAKAKAK",
      HUAWEICLOUD_SDK_SK: "SKSKSKSKSK",
      HUAWEICLOUD_SDK_SECURITY_TOKEN: "STSTSTSTST",
      HUAWEICLOUD_SDK_PROJECT_ID: ids.project,
    };
    const { code, stdout } = await cli.run(["cancel", ...named, "--dry-run"], { env });
    expect(code).toBe(0);
    expect(stdout).toContain("'https://cce.cn-north-4.myhuaweicloud.com/");
    expect(stdout).toContain("-H 'Authorization: [redacted]'");
    expect(stdout).toContain("-H 'X-Security-Token: [redacted]'");
    expect(stdout).toMatch(/-H 'X-Sdk-Date: \d{8}T\d{6}Z'/);
    expect(stdout).not.toMatch(/AKAK|SKSK|STST/);
  });

  it("needs no credentials", async () => {
    const env = { CCE_ENDPOINT: "https://cce.example.com", CCE_PROJECT_ID: ids.project };
    const { code, stdout } = await cli.run(["cancel", ...named, "--dry-run", "--autopilot"], { env });
    expect(code).toBe(0);
    expect(stdout).toContain("-H 'X-Auth-Token: [redacted]'");
    expect(stdout).toContain("https://cce.example.com/autopilot/v3/");
  });

  it.each([
    ["the current workflow", [...cluster], { CCE_PROJECT_ID: ids.project }, "Give --workflow: nothing is sent"],
    ["the project", named, {}, "Nothing is sent in a dry run, so the project cannot be looked up."],
    ["JSON", [...named, "--json"], { CCE_PROJECT_ID: ids.project }, "it does not go with --json"],
  ])("cannot give %s", async (_, args, more, message) => {
    const env = { CCE_REGION: "cn-north-4", CCE_TOKEN: token, ...more };
    const { code, stdout, stderr } = await cli.run(["cancel", ...args, "--dry-run"], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
