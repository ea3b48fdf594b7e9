import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createAuthority,
  recipeVariables,
  runProgram,
  startProxy,
  startService,
  type Authority,
  type Proxy,
  type Ran,
  type Running,
} from "./support.js";

const token = "MIIF-a-token-nobody-may-see";

let folder: string;
let authority: Authority;
const running: Running[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cce-proxy-"));
  authority = await createAuthority();
  await writeFile(join(folder, "authority.pem"), authority.cert);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

afterAll(() => rm(folder, { recursive: true }));

function kept<T extends Running>(server: T): T {
  running.push(server);
  return server;
}

function runScript(file: string, args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ran> {
  return runProgram(process.execPath, ["--import", "tsx", file, ...args], {
    NODE_EXTRA_CA_CERTS: join(folder, "authority.pem"),
    TSX_TSCONFIG_PATH: "test/network/tsconfig.recipes.json",
    ...variables,
  });
}

function runRecipe(endpoint: string, variables: Readonly<Record<string, string>>): Promise<Ran> {
  return runScript("test/network/recipes/proxy.mjs", [], { ...recipeVariables(endpoint, token), ...variables });
}

function expectDeaf(proxy: Proxy): void {
  expect(proxy.heard()).not.toContain(token);
  expect(proxy.heard()).not.toMatch(/x-auth-token|authorization|\/api\/v3/i);
}

describe("the recipe for a proxy", () => {
  it("goes through the proxy of HTTPS_PROXY, which sees a host and a port and no more", async () => {
    const proxy = kept(await startProxy());
    const service = kept(await startService(await authority.issue("cce.test")));
    const ran = await runRecipe(`https://cce.test:${service.port}`, {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: "localhost,other.test",
    });
    expect(ran).toEqual({ ok: true, output: "Cancel", errors: "" });
    expect(proxy.requests).toEqual([`CONNECT cce.test:${service.port}`]);
    expect(service.tokens).toEqual([token]);
    expectDeaf(proxy);
  }, 20_000);

  it("goes past the proxy to the hosts of NO_PROXY", async () => {
    const proxy = kept(await startProxy());
    const service = kept(await startService(await authority.issue("127.0.0.1")));
    const ran = await runRecipe(`https://127.0.0.1:${service.port}`, {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: "other.test,127.0.0.1",
    });
    expect(ran).toEqual({ ok: true, output: "Cancel", errors: "" });
    expect(proxy.requests).toEqual([]);
    expect(service.tokens).toEqual([token]);
  }, 20_000);
});

describe("behind a proxy", () => {
  async function failureBehind(proxy: Proxy, endpoint: string): Promise<unknown> {
    const { output, errors } = await runScript("test/network/calls.mjs", [endpoint], {
      CCE_TOKEN: token,
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    });
    expect(errors).toBe("");
    return (JSON.parse(output) as unknown[])[0];
  }

  it("a service that cannot be trusted gets nothing", async () => {
    const proxy = kept(await startProxy());
    const service = kept(await startService(await authority.issue("other.test")));
    expect(await failureBehind(proxy, `https://cce.test:${service.port}`)).toMatchObject({
      name: "CceConnectionError",
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      outcome: "unprocessed",
    });
    expect(proxy.requests).toEqual([`CONNECT cce.test:${service.port}`]);
    expect(service.tokens).toEqual([]);
    expectDeaf(proxy);
  }, 20_000);

  it("the refusal of the proxy is a connection error that tells its status", async () => {
    const proxy = kept(await startProxy({ refuses: true }));
    expect(await failureBehind(proxy, "https://cce.test")).toMatchObject({
      name: "CceConnectionError",
      message: expect.stringContaining("403") as unknown,
    });
    expect(proxy.requests).toEqual(["CONNECT cce.test:443"]);
    expectDeaf(proxy);
  }, 20_000);
});
