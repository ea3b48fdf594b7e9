import http from "node:http";
import https from "node:https";
import { createServer, type AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import fc from "fast-check";
import { isCceConnectionError, isCceError, isCceTimeoutError } from "../../src/index.js";
import { failureOf } from "../helpers/calls.js";
import { freePort } from "../helpers/server.js";
import { type Action, type Fault, FaultProxy } from "./faultProxy.js";
import {
  cancelOf,
  clientAt,
  createWorkplace,
  optionsOf,
  type Protocol,
  startCounting,
  trustAuthority,
  versions,
  type Way,
  ways,
  type Workplace,
} from "./support.js";

/** What every agent has, and the types do not tell. */
interface AddingAgent extends http.Agent {
  addRequest(request: http.ClientRequest, options: object): void;
}

const workflow = { cluster_id: "c", upgrade_workflow_id: "w" };

let place: Workplace;
let distrust: () => void;

beforeAll(async () => {
  place = await createWorkplace();
  distrust = trustAuthority(place);
});

afterEach(() => place.closeAll());

afterAll(() => {
  distrust();
});

const protocols: readonly Protocol[] = ["http", ...versions];
const onNode = ways.filter((way) => way !== "fetch");

/** Each of one with each of the other. */
function pairs<A, B>(some: readonly A[], others: readonly B[]): [A, B][] {
  return some.flatMap((one) => others.map((other): [A, B] => [one, other]));
}

async function startProxy(targetPort: number, protocol: Protocol): Promise<FaultProxy> {
  const proxy = await FaultProxy.start(targetPort, protocol !== "http");
  place.atEnd(() => proxy.close());
  return proxy;
}

/** Starts what does this to each connection, and is no service. */
async function startRude(greet: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    place.atEnd(() => socket.destroy());
    socket.on("error", () => undefined);
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  place.atEnd(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** A service over plain HTTP, and a client whose last connection can be made to fail. */
async function startBreakable(way: "given agent" | "late agent") {
  const service = await startCounting(place, "http");
  const { agent } = optionsOf(place, way, "http") as { agent: AddingAgent };
  let last: Socket | undefined;
  const { addRequest } = agent;
  agent.addRequest = (request, options) => {
    request.once("socket", (socket: Socket) => (last = socket));
    addRequest.call(agent, request, options);
  };
  const cce = clientAt(service.port, "http", { agent });
  return { service, cce, breakOff: (error: Error) => last?.destroy(error) };
}

const sentOnce = {
  outcome: "unknown",
  attempts: 1,
  message: expect.stringContaining("may have taken effect") as unknown,
};

describe("a cancel that the service carried out", () => {
  const damaged = pairs(versions, pairs(ways, ["fresh", "used"] as const)).map(
    ([version, [way, connection]]) => [version, way, connection] as const,
  );
  it.each(damaged)(
    "with %s, %s and a %s connection: a bit of the response is wrong",
    async (version, way, connection) => {
      const service = await startCounting(place, version);
      const proxy = await startProxy(service.port, version);
      const cce = clientAt(proxy.port, version, optionsOf(place, way, version));
      if (connection === "used") await cce.upgradeWorkFlowUpdate(cancelOf("before"));
      // What came before is the handshake; the response begins in the piece that follows the request.
      service.instead = (_request, response) => {
        proxy.set({ action: "flip", direction: "to client", piece: 0, place: 0.9, isLasting: true });
        response.writeHead(200, { "content-type": "application/json" }).end('{"status":{"phase":"Cancel"}}');
      };
      const failed = await failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c")), isCceConnectionError);
      expect(failed).toMatchObject(sentOnce);
      expect(service.cancelled.filter((cluster) => cluster === "c")).toHaveLength(1);
    },
  );

  const lateCodes = [
    ["EHOSTUNREACH", "read"],
    ["ENETUNREACH", "read"],
    ["EADDRNOTAVAIL", "read"],
    ["EPROTO", "write"],
    ["ECONNREFUSED", "read"],
    ["ERR_SSL_BAD_DECRYPT", undefined],
  ] as const;
  it.each(pairs(lateCodes, ["given agent", "late agent"] as const))(
    "%j of a connection that is open, %s",
    async ([code, syscall], way) => {
      const { service, cce, breakOff } = await startBreakable(way);
      service.instead = () => {
        breakOff(Object.assign(new Error(`it said ${code}`), { code, syscall }));
      };
      const call = cce.upgradeWorkFlowUpdate(cancelOf("c"));
      expect(await failureOf(call, isCceConnectionError)).toMatchObject({ ...sentOnce, code });
      expect(service.cancelled).toEqual(["c"]);
    },
  );

  it.each(lateCodes)("%s of a fetch that was open", async (code, syscall) => {
    const cause = Object.assign(new Error(`it said ${code}`), { code, syscall });
    const fetch = jest.fn(() => Promise.reject(new TypeError("fetch failed", { cause })));
    const call = clientAt(1, "http", { fetch }).upgradeWorkFlowUpdate(cancelOf("c"));
    expect(await failureOf(call, isCceConnectionError)).toMatchObject({ ...sentOnce, code });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("by what reads from a socket that is connecting for ever, as test doubles do", async () => {
    let read = "";
    class Double extends Socket {
      override write(chunk: Uint8Array | string): boolean {
        read += String(chunk);
        return true;
      }
    }
    class DoublingAgent extends http.Agent {
      override createConnection(): Duplex {
        return Object.assign(new Double(), { connecting: true });
      }
    }
    const cce = clientAt(1, "http", { agent: new DoublingAgent(), timeoutMs: 150 });
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c")), isCceTimeoutError)).toMatchObject(sentOnce);
    expect(read).toContain("PATCH");
  });

  it.each(pairs(protocols, ways))(
    "with %s and %s: a reset of a connection that was used before",
    async (protocol, way) => {
      const service = await startCounting(place, protocol);
      const cce = clientAt(service.port, protocol, optionsOf(place, way, protocol));
      await cce.upgradeWorkFlowUpdate(cancelOf("before"));
      service.instead = ({ socket }) => {
        socket.destroy();
      };
      expect(await failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c")), isCceError)).toMatchObject(sentOnce);
      expect(service.cancelled).toEqual(["before", "c"]);
    },
  );

  it.each(pairs(protocols, ways))("with %s and %s: there is no answer in time", async (protocol, way) => {
    const service = await startCounting(place, protocol);
    let hasCome: () => void = () => undefined;
    const come = new Promise<void>((resolve) => (hasCome = resolve));
    service.instead = () => {
      hasCome();
    };
    const abort = new AbortController();
    const cce = clientAt(service.port, protocol, optionsOf(place, way, protocol));
    const failed = failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c"), { signal: abort.signal }), isCceError);
    await come;
    abort.abort();
    expect(await failed).toMatchObject({ ...sentOnce, name: "CceAbortError" });
    expect(service.cancelled).toEqual(["c"]);
  });
});

/** Sent three times at the most, as nothing was sent. */
const neverSent = { outcome: "unprocessed", attempts: 3 };

describe("a cancel that never left", () => {
  const timeouts = { timeoutMs: 150 };
  const inTime = "; no connection was open by then";

  it.each(pairs(protocols, ways))("with %s and %s: refused", async (protocol, way) => {
    const call = clientAt(await freePort(), protocol, optionsOf(place, way, protocol)).upgradeWorkFlowUpdate(
      cancelOf("c"),
    );
    const failed = await failureOf(call, isCceConnectionError);
    expect(failed).toMatchObject({ ...neverSent, code: "ECONNREFUSED" });
    expect(failed.message).not.toContain("may have taken effect");
  });

  it.each(pairs(["hung up", "reset"] as const, ways))("%s during the handshake, with %s", async (how, way) => {
    const port = await startRude((socket) => {
      socket.once("data", () => (how === "reset" ? socket.resetAndDestroy() : socket.end()));
    });
    const call = clientAt(port, "TLSv1.3", optionsOf(place, way, "TLSv1.3")).upgradeWorkFlowUpdate(cancelOf("c"));
    // A reset tells a fetch nothing of its time.
    const expected = way === "fetch" && how === "reset" ? { outcome: "unknown", attempts: 1 } : neverSent;
    expect(await failureOf(call, isCceConnectionError)).toMatchObject({ ...expected, code: "ECONNRESET" });
  });

  it.each(onNode)("a handshake that does not end, with %s", async (way) => {
    const port = await startRude(() => undefined);
    const options = { ...optionsOf(place, way, "TLSv1.3"), ...timeouts };
    const call = clientAt(port, "TLSv1.3", options).upgradeWorkFlowUpdate(cancelOf("c"));
    const failed = await failureOf(call, isCceTimeoutError);
    expect(failed).toMatchObject(neverSent);
    expect(failed.message).toBe(`upgradeWorkFlowUpdate: no complete response within timeoutMs (150 ms)${inTime}`);
  });

  it.each(onNode)("a partner that speaks no TLS, with %s", async (way) => {
    const { port } = await startCounting(place, "http");
    const call = clientAt(port, "TLSv1.3", optionsOf(place, way, "TLSv1.3")).upgradeWorkFlowUpdate(cancelOf("c"));
    expect(await failureOf(call, isCceConnectionError)).toMatchObject(neverSent);
  });

  it("a connection that is not made in time", async () => {
    class Waiting extends http.Agent {
      override createConnection(): undefined {
        return undefined;
      }
    }
    const call = clientAt(1, "http", { agent: new Waiting(), ...timeouts }).upgradeWorkFlowUpdate(cancelOf("c"));
    expect(await failureOf(call, isCceTimeoutError)).toMatchObject(neverSent);
  });

  it("a connection that an agent cannot make", async () => {
    class Failing extends http.Agent {
      override createConnection(_options: unknown, done?: (error: Error | null, socket: Duplex) => void): undefined {
        done?.(Object.assign(new Error("no way"), { code: "EPIPE" }), undefined as never);
      }
    }
    const call = clientAt(1, "http", { agent: new Failing() }).upgradeWorkFlowUpdate(cancelOf("c"));
    expect(await failureOf(call, isCceConnectionError)).toMatchObject({ ...neverSent, code: "EPIPE" });
  });

  it.each(["http", "TLSv1.3"] as const)("an address of its own that it does not have, with %s", async (protocol) => {
    // One of those for documentation: the system refuses at once, before the request has got its socket.
    const agent = new (protocol === "http" ? http.Agent : https.Agent)({ localAddress: "203.0.113.9" });
    const call = clientAt(await freePort(), protocol, { agent }).upgradeWorkFlowUpdate(cancelOf("c"));
    expect(await failureOf(call, isCceConnectionError)).toMatchObject({ ...neverSent, code: "EADDRNOTAVAIL" });
  });

  it("a call that waits for the connection of another, and then its abort or its end", async () => {
    const service = await startCounting(place, "http");
    service.instead = () => undefined;
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    place.atEnd(() => {
      agent.destroy();
    });
    const cce = clientAt(service.port, "http", { agent, maxAttempts: 1 });
    const first = new AbortController();
    const ended = failureOf(cce.upgradeWorkFlowUpdate(cancelOf("first"), { signal: first.signal }), isCceError);
    const late = failureOf(cce.upgradeWorkFlowUpdate(cancelOf("late"), timeouts), isCceTimeoutError);
    const abort = new AbortController();
    const aborted = failureOf(cce.upgradeWorkFlowUpdate(cancelOf("aborted"), { signal: abort.signal }), isCceError);
    expect(await late).toMatchObject({ outcome: "unprocessed", attempts: 1 });
    abort.abort();
    expect(await aborted).toMatchObject({
      name: "CceAbortError",
      outcome: "unprocessed",
      message: `upgradeWorkFlowUpdate: aborted by the caller's signal${inTime}`,
    });
    // What was given up does not go out when there is room again.
    first.abort();
    expect(await ended).toMatchObject({ outcome: "unknown" });
    service.instead = undefined;
    await cce.upgradeWorkFlowUpdate(cancelOf("last"));
    expect(service.cancelled).toEqual(["first", "last"]);
  });
});

describe("a certificate that is refused", () => {
  it.each(pairs(versions, ways))("with %s and %s: the server's, once, for nothing was sent", async (version, way) => {
    const service = await startCounting(place, version, await place.authority.issue("other.test"));
    const cce = clientAt(service.port, version, optionsOf(place, way, version));
    const expected = { code: "ERR_TLS_CERT_ALTNAME_INVALID", outcome: "unprocessed", attempts: 1 };
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c")), isCceConnectionError)).toMatchObject(expected);
    expect(await failureOf(cce.showUpgradeWorkFlow(workflow), isCceConnectionError)).toMatchObject(expected);
    expect(service.cancelled).toEqual([]);
  });

  const wanted = { requestCert: true, rejectUnauthorized: true };

  it.each(onNode)("the client's, by TLS 1.2 within its handshake, with %s: nothing was sent", async (way) => {
    const service = await startCounting(place, "TLSv1.2", wanted);
    const cce = clientAt(service.port, "TLSv1.2", optionsOf(place, way, "TLSv1.2"));
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c")), isCceConnectionError)).toMatchObject(neverSent);
    expect(service.cancelled).toEqual([]);
  });

  it.each(ways)("the client's, by TLS 1.3 after its handshake, with %s: unknown", async (way) => {
    const service = await startCounting(place, "TLSv1.3", wanted);
    const cce = clientAt(service.port, "TLSv1.3", optionsOf(place, way, "TLSv1.3"));
    // The code is that of the alert, or of the connection that ends with it, whichever is read first.
    expect(await failureOf(cce.upgradeWorkFlowUpdate(cancelOf("c")), isCceConnectionError)).toMatchObject(sentOnce);
    expect(service.cancelled).toEqual([]);
  });

  it("an alert about it comes once, also for a read, which could be repeated", async () => {
    const code = "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED";
    const { service, cce, breakOff } = await startBreakable("given agent");
    service.instead = () => {
      breakOff(Object.assign(new Error("tlsv13 alert certificate required"), { code }));
    };
    const failed = await failureOf(cce.showUpgradeWorkFlow(workflow), isCceConnectionError);
    expect(failed).toMatchObject({ outcome: "unknown", attempts: 1, code });
  });

  it.each(versions)("by an agent that looks for itself, with %s: nothing was sent", async (version) => {
    const service = await startCounting(place, version);
    class Pinning extends https.Agent {
      override createConnection(...args: Parameters<https.Agent["createConnection"]>) {
        const socket = super.createConnection(...args) as TLSSocket;
        return socket.once("secureConnect", () => socket.destroy(new Error("another key than ever")));
      }
    }
    const agent = new Pinning({ ca: place.authority.cert });
    const failed = await failureOf(
      clientAt(service.port, version, { agent }).upgradeWorkFlowUpdate(cancelOf("c")),
      isCceConnectionError,
    );
    expect(failed).toMatchObject(neverSent);
    expect(service.cancelled).toEqual([]);
  });
});

/** One run of the property: what is sent how, and what happens to it when. */
interface Run {
  readonly protocol: Protocol;
  readonly way: Way;
  /** Whether the connection has carried a request before the fault is set. */
  readonly isUsed: boolean;
  readonly fault: Fault;
}

const actions: readonly Action[] = ["reset", "hang up", "stall", "cut", "flip"];

const run: fc.Arbitrary<Run> = fc
  .record({
    protocol: fc.constantFrom(...protocols),
    way: fc.constantFrom(...ways),
    isUsed: fc.boolean(),
    fault: fc.record({
      action: fc.constantFrom(...actions),
      direction: fc.constantFrom("to server" as const, "to client" as const),
      // Up to the last piece of the response, and beyond it.
      piece: fc.oneof(fc.nat(8), fc.nat(12)),
      place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      isLasting: fc.boolean(),
    }),
  })
  // Nobody can tell that a bit of plain HTTP is wrong.
  .filter(({ protocol, fault }) => protocol !== "http" || fault.action !== "flip");

describe("whenever something goes wrong", () => {
  const told = { success: 0, unprocessed: 0, unknown: 0, effectUnknown: 0 };
  let runs = 0;

  async function check({ protocol, way, isUsed, fault }: Run): Promise<void> {
    runs += 1;
    const cluster = `run-${runs}`;
    const service = await startCounting(place, protocol);
    const proxy = await startProxy(service.port, protocol);
    const options = {
      ...optionsOf(place, way, protocol),
      maxAttempts: 2,
      timeoutMs: fault.action === "stall" ? 150 : 600,
    };
    const cce = clientAt(proxy.port, protocol, options);
    if (isUsed) await cce.upgradeWorkFlowUpdate(cancelOf("before"), { timeoutMs: 10_000 });
    proxy.set(fault);
    const error: unknown = await cce.upgradeWorkFlowUpdate(cancelOf(cluster)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    // What is on its way to the service has arrived when the connections are closed.
    await place.closeAll();
    const effects = service.cancelled.filter((name) => name === cluster).length;
    expect(effects).toBeLessThanOrEqual(1);
    if (error === undefined) {
      expect(effects).toBe(1);
      told.success += 1;
      return;
    }
    if (!isCceError(error) || !("outcome" in error)) throw new Error("not one of ours", { cause: error });
    if (error.outcome === "unprocessed") expect(effects).toBe(0);
    told[error.outcome as "unprocessed" | "unknown"] += 1;
    told.effectUnknown += effects;
    // The mirror image: the handshake was not over, so nothing can have left. In TLS 1.3 it is for the client as soon as
    // that has had the server's part, whatever becomes of its own.
    const isOpen = protocol === "TLSv1.3" && fault.direction === "to server" && fault.piece > 0;
    const isCertain = protocol !== "http" && way !== "fetch" && !isUsed && !isOpen && proxy.nDataRecords === 0;
    if (isCertain && proxy.hasHappened) expect(error.outcome).toBe("unprocessed");
  }

  it("what is told agrees with what the service has seen", async () => {
    await fc.assert(fc.asyncProperty(run, check), { numRuns: 150, endOnFailure: true });
    for (const count of Object.values(told)) expect(count).toBeGreaterThan(0);
  }, 120_000);
});
