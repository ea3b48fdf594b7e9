import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCceClient } from "../../src/client/client.js";
import { CceConnectionError } from "../../src/base/errors.js";
import { createAuthority, runProgram, startService, type Authority, type Service } from "./support.js";

const token = "MIIF-a-token-nobody-may-see";

let folder: string;
let authority: Authority;
const services: Service[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cce-tls-"));
  authority = await createAuthority();
  await writeFile(join(folder, "authority.pem"), authority.cert);
});

afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});

afterAll(() => rm(folder, { recursive: true }));

async function start(...args: Parameters<typeof startService>): Promise<Service> {
  const service = await startService(...args);
  services.push(service);
  return service;
}

async function failureAt(port: number): Promise<unknown> {
  const cce = createCceClient({
    endpoint: `https://127.0.0.1:${port}`,
    projectId: "p",
    credentials: { token },
    maxAttempts: 1,
  });
  const body = { status: { phase: "Cancel" } } as const;
  return cce
    .upgradeWorkFlowUpdate({ cluster_id: "c", upgrade_workflow_id: "w", body })
    .catch((error: unknown) => error);
}

describe("a server that cannot be trusted", () => {
  it("with a certificate of an unknown authority gets nothing", async () => {
    const service = await start(await authority.issue("127.0.0.1"));
    const error = await failureAt(service.port);
    expect(error).toBeInstanceOf(CceConnectionError);
    expect(error).toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", outcome: "unprocessed", attempts: 1 });
    expect(service.tokens).toEqual([]);
  });

  it("that speaks no TLS gets nothing", async () => {
    const service = await start();
    const error = await failureAt(service.port);
    expect(error).toBeInstanceOf(CceConnectionError);
    // The first is what fetch says, and such a record could come later too; the second what node:https says.
    const told = [
      { code: "ERR_SSL_WRONG_VERSION_NUMBER", outcome: "unknown" },
      { code: "EPROTO", outcome: "unprocessed" },
    ].map((each) => expect.objectContaining({ ...each, attempts: 1 }) as unknown);
    expect(told).toContainEqual(error);
    expect(service.tokens).toEqual([]);
  });
});

it("NODE_EXTRA_CA_CERTS adds an authority, and a certificate must still be good for its host and time", async () => {
  const ended = new Date(Date.now() - 60_000);
  const begins = new Date(Date.now() + 60_000);
  const good = await start(await authority.issue("127.0.0.1"));
  const bad = [
    await start(await authority.issue("cce.test")),
    await start(await authority.issue("127.0.0.1", { from: new Date(ended.getTime() - 60_000), to: ended })),
    await start(await authority.issue("127.0.0.1", { from: begins, to: new Date(begins.getTime() + 60_000) })),
  ];
  const endpoints = [good, ...bad].map(({ port }) => `https://127.0.0.1:${port}`);
  const { output, errors } = await runProgram(
    process.execPath,
    ["--import", "tsx", "test/network/calls.mjs", ...endpoints],
    {
      CCE_TOKEN: token,
      NODE_EXTRA_CA_CERTS: join(folder, "authority.pem"),
      TSX_TSCONFIG_PATH: "test/network/tsconfig.recipes.json",
    },
  );
  expect(errors).toBe("");
  const refused = (code: string) =>
    expect.objectContaining({ name: "CceConnectionError", code, outcome: "unprocessed", attempts: 1 }) as unknown;
  expect(JSON.parse(output)).toEqual([
    { phase: "Cancel" },
    refused("ERR_TLS_CERT_ALTNAME_INVALID"),
    refused("CERT_HAS_EXPIRED"),
    refused("CERT_NOT_YET_VALID"),
  ]);
  expect(good.tokens).toEqual([token]);
  expect(bad.map(({ tokens }) => tokens)).toEqual([[], [], []]);
}, 30_000);
