import { request } from "node:http";
import { Agent, type AgentOptions } from "node:https";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import { createCceClient } from "../../src/client/client.node.js";
import { type Authority, createAuthority, type Running, startProxy, startService } from "./support.js";

const token = "MIIF-a-token-nobody-may-see";
const target = { cluster_id: "c", upgrade_workflow_id: "w", body: { status: { phase: "Cancel" } } } as const;

let authority: Authority;
const running: Running[] = [];
const agents: Agent[] = [];
const tunnels: Duplex[] = [];

beforeAll(async () => {
  authority = await createAuthority();
});

afterEach(async () => {
  for (const each of [...agents.splice(0), ...tunnels.splice(0)]) each.destroy();
  await Promise.all(running.splice(0).map((each) => each.close()));
});

/** An agent that asks a proxy for a way to the service, as the packages for that do. */
class TunnelAgent extends Agent {
  constructor(
    private readonly proxyPort: number,
    private readonly tls: AgentOptions,
  ) {
    super(tls);
  }

  override createConnection(
    { host, port, servername }: { host?: string; port?: number; servername?: string },
    connected: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const path = `${host ?? ""}:${port ?? 443}`;
    request({ host: "127.0.0.1", port: this.proxyPort, method: "CONNECT", path })
      .on("connect", (_answer, socket) => {
        const secure = connect({ ...this.tls, socket, servername: servername ?? host ?? "" }, () => {
          connected(null, secure);
        });
        tunnels.push(secure);
      })
      .end();
  }
}

async function cancelAt(host: string, port: number, agent: Agent): Promise<string | undefined> {
  agents.push(agent);
  const endpoint = `https://${host}:${port}`;
  const cce = createCceClient({ endpoint, projectId: "p", credentials: { token }, maxAttempts: 1, agent });
  return (await cce.upgradeWorkFlowUpdate(target)).status?.phase;
}

describe("an agent of node:https", () => {
  it("brings an authority of its own", async () => {
    const service = await startService(await authority.issue("127.0.0.1"));
    running.push(service);
    expect(await cancelAt("127.0.0.1", service.port, new Agent({ ca: authority.cert }))).toBe("Cancel");
    expect(service.tokens).toEqual([token]);
    await expect(cancelAt("127.0.0.1", service.port, new Agent())).rejects.toMatchObject({
      code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      outcome: "unprocessed",
    });
  });

  it("goes through a proxy, which does not hear the credentials", async () => {
    const service = await startService(await authority.issue("cce.test"));
    const proxy = await startProxy();
    running.push(service, proxy);
    const agent = new TunnelAgent(proxy.port, { ca: authority.cert });
    expect(await cancelAt("cce.test", service.port, agent)).toBe("Cancel");
    expect(proxy.requests).toEqual([`CONNECT cce.test:${service.port}`]);
    expect(proxy.heard()).not.toContain(token);
  });
});
