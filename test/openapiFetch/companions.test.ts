import { startNode } from "../helpers/childProcess.js";

it("works with openapi-react-query and openapi-msw", async () => {
  // ES modules, which Jest does not load.
  const child = startNode(["--import", "tsx", "test/openapiFetch/companions.ts"], process.cwd());
  try {
    const { stdout, stderr } = await child.ended;
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      uid: "w",
      isPaused: false,
      error: { error_code: "CCE.01400001", error_msg: "no Cancel" },
      message: "upgradeWorkFlowUpdate: 400 CCE.01400001 no Cancel",
    });
  } finally {
    await child.kill();
  }
}, 60_000);
