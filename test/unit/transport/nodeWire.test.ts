import { globalAgent } from "node:http";
import { globalAgent as globalTlsAgent } from "node:https";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { nodeWire as NodeWire } from "../../../src/transport/nodeWire.js";
import type { Stop, WireRequest } from "../../../src/transport/wire.js";

const neverStopped: Stop = {
  signal: new AbortController().signal,
  onStop: () => undefined,
  throwIfStopped: () => undefined,
};

let server: Server;
let url: URL;
let received: IncomingMessage[];

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    received.push(request);
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path`);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The wire as a process has it that loads it now: its agents are made once. */
async function freshWire(): Promise<typeof NodeWire> {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (key.description?.endsWith(".connectors") === true) Reflect.deleteProperty(globalThis, key);
  }
  let wire: typeof NodeWire | undefined;
  await jest.isolateModulesAsync(async () => {
    ({ nodeWire: wire } = await import("../../../src/transport/nodeWire.js"));
  });
  if (wire === undefined) throw new Error("not loaded");
  return wire;
}

async function send(request: Partial<WireRequest>) {
  const wire = (await freshWire())(undefined, 1_000);
  return wire({ method: "GET", url, headers: {}, body: undefined, ...request }, neverStopped, { isRuledOut: false });
}

it.each([
  ["GET", undefined, undefined],
  ["DELETE", undefined, undefined],
  ["POST", undefined, "0"],
  ["PATCH", "{}", "2"],
] as const)("%s with the body %s tells the length %s", async (method, body, length) => {
  expect((await send({ method, body })).status).toBe(200);
  expect(received[0]?.headers["content-length"]).toBe(length);
  expect(received[0]?.headers["transfer-encoding"]).toBeUndefined();
});

it("sends the host it is given, and else the one of the address", async () => {
  await send({ headers: { host: "other.example.com" } });
  await send({});
  expect(received.map(({ headers }) => headers.host)).toEqual(["other.example.com", new URL(url).host]);
});

describe("with proxies from the environment", () => {
  const agents = [globalAgent, globalTlsAgent] as unknown as { options: { proxyEnv?: object } }[];

  afterEach(() => {
    for (const { options } of agents) delete options.proxyEnv;
  });

  it("hands them to agents of its own", async () => {
    for (const { options } of agents) options.proxyEnv = { no_proxy: "127.0.0.1" };
    const answer = await send({ headers: { "x-test": "1" } });
    expect(answer.status).toBe(200);
    expect(received[0]?.headers["x-test"]).toBe("1");
  });

  it("does so for TLS too, where a plain service is no partner", async () => {
    for (const { options } of agents) options.proxyEnv = { no_proxy: "127.0.0.1" };
    await expect(send({ url: new URL(url.href.replace("http:", "https:")) })).rejects.toThrow(
      /SSL|wrong version|EPROTO/i,
    );
  });
});
