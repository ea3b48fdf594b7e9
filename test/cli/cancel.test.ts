import { ids, runHere, sentTo, useCli, userOf, withMock, workflowOf } from "./support.js";

const stuck = workflowOf("Pending");
const cluster = ["--cluster", ids.cluster];
const named = [...cluster, "--workflow", ids.workflow];

const cli = useCli();

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
    const args = ["cancel", ...named, "--yes", "--json"];
    const { code, stdout, stderr } = await runHere(args, userOf(mock.url));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(mock.workflows[0]);
  });
});

it("cancels at the Autopilot address with --autopilot", async () => {
  await withMock([stuck], async (mock) => {
    const { code } = await runHere(["cancel", ...named, "--yes", "--autopilot"], userOf(mock.url));
    expect(code).toBe(0);
    expect(mock.requests.every(({ path }) => path.startsWith("/autopilot/v3/"))).toBe(true);
  });
});

it("refuses where there is no terminal to ask and no --yes, and sends nothing", async () => {
  await withMock([stuck], async (mock) => {
    const { code, stdout, stderr } = await runHere(["cancel", ...cluster], userOf(mock.url), "y\n");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "cce-upgrade: Refused: there is no terminal to ask for confirmation. Give --yes. Nothing was sent.\n",
    );
    expect(mock.requests).toEqual([]);
  });
});

it("sends no cancel that would be refused, and tells why, once", async () => {
  await withMock([workflowOf("Running")], async (mock) => {
    const { code, stdout, stderr } = await runHere(["cancel", ...cluster, "--yes"], userOf(mock.url));
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr.split("The workflow is at work (phase Running).")).toHaveLength(2);
    expect(stderr).toContain("\ncce-upgrade: The workflow cannot be cancelled, see above. Nothing was sent.\n");
    const json = await runHere(["cancel", ...cluster, "--yes", "--json"], userOf(mock.url));
    expect({ code: json.code, stdout: json.stdout }).toEqual({ code: 3, stdout: "" });
    expect(JSON.parse(json.stderr)).toMatchObject({
      name: "CceCancelRefusedError",
      outcome: "unprocessed",
      reasons: [{ code: "workflow-not-cancellable" }, { code: "task-not-finished" }],
    });
    expect(sentTo(mock)).toEqual(["GET 200", "GET 200", "GET 200", "GET 200"]);
  });
});

it.each([
  [[], 3, ""],
  [["--if-already-cancelled", "refuse"], 3, ""],
  [["--if-already-cancelled", "succeed"], 0, `The workflow ${ids.workflow} was already cancelled.\n`],
])("takes a workflow that is cancelled already as %j says", async (option, code, stdout) => {
  await withMock([workflowOf("Cancel")], async (mock) => {
    const ended = await runHere(["cancel", ...named, "--yes", ...option], userOf(mock.url));
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout });
    expect(mock.requests.some(({ method }) => method === "PATCH")).toBe(false);
  });
});

it("tells what the service says when it refuses", async () => {
  await withMock([stuck], async (mock) => {
    mock.plan([{}, {}, { response: "forbidden" }]);
    const { code, stderr } = await runHere(["cancel", ...named, "--yes"], userOf(mock.url));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cce-upgrade: The service returned 403 .+ \(request \w+\)/m);
    mock.plan([{}, {}, { response: "forbidden" }]);
    const json = await runHere(["cancel", ...named, "--yes", "--json"], userOf(mock.url));
    expect({ code: json.code, stdout: json.stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(json.stderr)).toMatchObject({
      name: "CceApiError",
      status: 403,
      errorCode: expect.any(String) as string,
      requestId: expect.stringMatching(/^\w+$/) as string,
      outcome: "unprocessed",
    });
  });
});

it("finds out what became of a cancel whose answer was lost", async () => {
  await withMock([stuck], async (mock) => {
    mock.plan([{}, {}, { drop: "afterProcessing" }]);
    const { code, stdout, stderr } = await runHere(["cancel", ...named, "--yes"], userOf(mock.url));
    expect(code).toBe(0);
    expect(stdout).toContain("is cancelled, by this command or by somebody else");
    expect(stderr).toMatch(/^- sent the cancel: no response/m);
  });
});

it("fails when it cannot be found out", async () => {
  await withMock([stuck], async (mock) => {
    mock.plan([{}, {}, { drop: "beforeProcessing" }, {}, { drop: "beforeProcessing" }]);
    const args = ["cancel", ...named, "--yes", "--settle-s", "0"];
    const { code, stdout, stderr } = await runHere(args, userOf(mock.url));
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).not.toMatch(/upgradeWorkFlow|[a-z]UpgradeWork/);
    expect(stderr).toContain("It is not known whether the cancel took effect: the workflow was last in phase Pending.");
  });
});
