import { Agent, createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { projectIdFor, tokenFromPassword } from "../../src/iam/lookups.node.js";
import { projectIdFor as portableProjectIdFor } from "../../src/iam/projectId.js";
import { tokenFromPassword as portableTokenFromPassword } from "../../src/iam/token.js";
import { isCceConfigError, isCceConnectionError } from "../../src/base/errors.js";
import { createClientWith } from "../../src/client/client.node.js";
import { waitForUpgradeWorkflow } from "../../src/workflow/wait.js";
import { failureOf } from "../helpers/calls.js";
import { fakeClock } from "../helpers/fakeClock.js";
import { type Authority, createAuthority } from "./support.js";

let authority: Authority;
let iam: Server;
let iamEndpoint: string;
const agents: Agent[] = [];

beforeAll(async () => {
  authority = await createAuthority();
  iam = createServer(await authority.issue("127.0.0.1"), (request, response) => {
    request.resume();
    const isToken = request.method === "POST";
    response.writeHead(isToken ? 201 : 200, { "content-type": "application/json", "x-subject-token": "a-token" });
    response.end(isToken ? "{}" : JSON.stringify({ projects: [{ id: "p-1", name: "cn-north-4" }] }));
  });
  await new Promise<void>((resolve) => iam.listen(0, "127.0.0.1", resolve));
  iamEndpoint = `https://127.0.0.1:${(iam.address() as AddressInfo).port}`;
});

afterAll(async () => {
  for (const agent of agents) agent.destroy();
  iam.closeAllConnections();
  await new Promise((resolve) => iam.close(resolve));
});

/** An agent that trusts the authority of the test. */
function trusting(): Agent {
  const agent = new Agent({ ca: authority.cert });
  agents.push(agent);
  return agent;
}

const region = "cn-north-4";
const user = { userName: "robot", password: "pass-word-secret", domainName: "acme" };
const credentials = { accessKey: "AKEXAMPLE", secretKey: "SKEXAMPLE-secret" };

describe("IAM behind an authority of one's own", () => {
  it("is reached with the agent that brings the authority", async () => {
    const agent = trusting();
    await expect(projectIdFor({ region, iamEndpoint, credentials, agent })).resolves.toBe("p-1");
    await expect(tokenFromPassword({ region, iamEndpoint, ...user, agent })()).resolves.toHaveProperty(
      "token",
      "a-token",
    );
  });

  it("is not trusted without it", async () => {
    await failureOf(projectIdFor({ region, iamEndpoint, credentials }), isCceConnectionError);
  });

  it("that is not trusted ends a call that needs its token at once, and a wait as well", async () => {
    let lookUps = 0;
    const provider = tokenFromPassword({ region, iamEndpoint, ...user });
    const cce = createClientWith(
      {
        endpoint: "https://127.0.0.1:1",
        projectId: "p",
        credentials: () => {
          lookUps += 1;
          return provider();
        },
      },
      fakeClock(),
    );
    const target = { cluster_id: "c", upgrade_workflow_id: "w" };
    await failureOf(cce.showUpgradeWorkFlow(target), isCceConnectionError);
    await failureOf(waitForUpgradeWorkflow(cce, target), isCceConnectionError);
    expect(lookUps).toBe(2);
  });

  it("is not reached where there are no agents, nor with one that is none", async () => {
    const agent = trusting();
    const misused = [
      portableProjectIdFor({ region, iamEndpoint, credentials, agent }),
      portableTokenFromPassword({ region, iamEndpoint, ...user, agent })(),
      projectIdFor({ region, iamEndpoint, credentials, agent: "none" as unknown as Agent }),
      projectIdFor({ region, iamEndpoint, credentials, agent, fetch }),
    ];
    for (const call of misused) expect((await failureOf(call, isCceConfigError)).parameter).toBe("agent");
  });
});
