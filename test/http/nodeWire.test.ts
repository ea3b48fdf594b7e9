import { Agent, type ClientRequest, globalAgent, type IncomingMessage, type ServerResponse } from "node:http";
import { createCceClient } from "../../src/client/client.node.js";
import {
  type CceClient,
  type CceClientSettings,
  type CceError,
  isCceConfigError,
  isCceConnectionError,
} from "../../src/index.js";
import { portable } from "../../src/client/platform.js";
import { startNode } from "../helpers/childProcess.js";
import { cancel, cancelled, failureOf, thrownBy, token } from "../helpers/calls.js";
import { answerCancelled, closeWatched, startWatched } from "../helpers/watchedServer.js";

const agents: Agent[] = [];

afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await closeWatched();
});

function onNode(endpoint: string, options: Partial<CceClientSettings> = {}): CceClient {
  return createCceClient({ endpoint, credentials: { token }, maxAttempts: 1, ...options });
}

describe("what is particular to node:http", () => {
  it("headers of the caller do not frame the request", async () => {
    let text = "";
    const { server, url } = await startWatched(() => undefined);
    server.removeAllListeners("request").on("request", (request: IncomingMessage, response: ServerResponse) => {
      request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      request.on("end", () => {
        answerCancelled(request, response);
      });
    });
    const headers = {
      "Content-Length": "5",
      "Transfer-Encoding": "chunked",
      Connection: "close",
      Expect: "x",
      TE: "x",
    };
    await onNode(url, { headers }).upgradeWorkFlowUpdate(cancel);
    expect(text).toBe(JSON.stringify(cancel.body));
  });

  it("goes through the agent it is given", async () => {
    const { url, sockets } = await startWatched(answerCancelled);
    const agent = new Agent({ keepAlive: false });
    agents.push(agent);
    const cce = onNode(url, { agent });
    await cce.upgradeWorkFlowUpdate(cancel);
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(sockets).toHaveLength(2);
  });

  it("an agent that stands between finds the headers by name", async () => {
    const { url } = await startWatched(answerCancelled);
    const agent = new Agent();
    agents.push(agent);
    const { addRequest } = agent as unknown as { addRequest: (request: ClientRequest, options: object) => void };
    const found: unknown[] = [];
    Object.assign(agent, {
      addRequest: (request: ClientRequest, options: object) => {
        found.push(request.getHeader("host"), request.getHeader("x-auth-token"));
        addRequest.call(agent, request, options);
      },
    });
    await onNode(url, { agent }).upgradeWorkFlowUpdate(cancel);
    expect(found).toEqual([new URL(url).host, token]);
  });

  it("waits for an answer longer than a connection may be idle", async () => {
    const { url } = await startWatched((request, response) => {
      setTimeout(answerCancelled, 150, request, response);
    });
    const agent = new Agent({ keepAlive: true, timeout: 20 });
    agents.push(agent);
    await expect(onNode(url, { agent }).upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
  });

  it("an agent of another protocol is an error, and nothing was sent", async () => {
    const cce = onNode("https://127.0.0.1:1", { agent: globalAgent });
    const error: CceError = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceConnectionError);
    expect(error).toMatchObject({ code: "ERR_INVALID_PROTOCOL", outcome: "unprocessed" });
  });

  const wrong: readonly [string, object, RegExp][] = [
    ["that is none", { agent: {} }, /an agent of node:http or node:https/],
    ["that is null", { agent: null }, /an agent of node:http or node:https/],
    ["beside a fetch", { agent: globalAgent, fetch: () => undefined }, /not both/],
  ];
  it.each(wrong)("an agent %s is refused", (_name, options, message) => {
    const error = thrownBy(() => onNode("https://cce.example.com", options), isCceConfigError);
    expect(error).toMatchObject({ parameter: "agent", message: expect.stringMatching(message) as unknown });
  });

  it("an agent is refused where there is no node:http", () => {
    const error = thrownBy(() => portable.wire({ agent: globalAgent }, 1), isCceConfigError);
    expect(error).toMatchObject({ parameter: "agent", message: expect.stringContaining("for Node") as unknown });
  });

  it("a fetch of the caller goes before node:http", async () => {
    const fetch = () => Promise.resolve(Response.json(cancelled));
    const cce = onNode("https://cce.example.com", { fetch });
    await expect(cce.upgradeWorkFlowUpdate(cancel)).resolves.toEqual(cancelled);
  });

  it("idle connections hold no process", async () => {
    const { url } = await startWatched(answerCancelled);
    const program = `
      import { createCceClient } from "./src/index.node.ts";
      const cce = createCceClient({ endpoint: ${JSON.stringify(url)}, credentials: { token: "t" } });
      await Promise.all(Array.from({ length: 20 }, () => cce.upgradeWorkFlowUpdate(${JSON.stringify(cancel)})));
      const over = performance.now();
      process.on("exit", () => console.log(Math.round(performance.now() - over) < 2_000));
    `;
    const child = startNode(["--import", "tsx", "--input-type=module", "-e", program], process.cwd());
    try {
      expect(await child.ended).toMatchObject({ exitCode: 0, stdout: "true\n", stderr: "" });
    } finally {
      await child.kill();
    }
  }, 30_000);
});
