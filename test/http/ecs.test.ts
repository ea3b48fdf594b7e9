import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect } from "node:net";
import { inspect } from "node:util";
import { credentialsFromEcs, type EcsOptions } from "../../src/node/index.js";
import {
  type CceConfigError,
  isCceApiError,
  isCceConfigError,
  isCceConnectionError,
  isCceTimeoutError,
} from "../../src/index.js";
import { cancel, cancelled, cancelledText, clientOf, failureOf } from "../helpers/calls.js";
import { answer, freePort } from "../helpers/server.js";

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );
});

/** Starts a server on a free port of this machine; it ends with the test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly ttl: IncomingMessage["headers"][string];
  readonly token: IncomingMessage["headers"][string];
}

const goodToken: Answer = { status: 200, body: "metadata-token" };
const credential = {
  access: "ak",
  secret: "my-secret-key",
  securitytoken: "my-secret-token",
  expires_at: "2030-01-02T03:04:05.678000Z",
};
const goodKeys: Answer = { status: 200, body: JSON.stringify({ credential }) };

function withCredential(change: Record<string, unknown>): string {
  return JSON.stringify({ credential: { ...credential, ...change } });
}

async function metadata(token: Answer, keys: Answer): Promise<{ endpoint: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const endpoint = await serve((request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, ttl: headers["x-metadata-token-ttl-seconds"], token: headers["x-metadata-token"] });
    const { status, body, headers: more } = method === "PUT" ? token : keys;
    response.writeHead(status, { location: "/elsewhere", ...more }).end(body);
  });
  return { endpoint, seen };
}

async function refusal(options: EcsOptions): Promise<CceConfigError> {
  try {
    await credentialsFromEcs(options)();
  } catch (error) {
    if (isCceConfigError(error)) return error;
  }
  throw new Error("expected a CceConfigError");
}

describe("credentialsFromEcs", () => {
  it("asks for a token, then for the keys", async () => {
    const { endpoint, seen } = await metadata(goodToken, goodKeys);
    const found = await credentialsFromEcs({ endpoint })();
    expect(seen).toEqual([
      { method: "PUT", url: "/meta-data/latest/api/token", ttl: "21600", token: undefined },
      { method: "GET", url: "/openstack/latest/securitykey", ttl: undefined, token: "metadata-token" },
    ]);
    const { accessKey, secretKey, securityToken, expiresAt } = found;
    expect({ accessKey, secretKey, securityToken, expiresAt }).toEqual({
      accessKey: "ak",
      secretKey: "my-secret-key",
      securityToken: "my-secret-token",
      expiresAt: new Date("2030-01-02T03:04:05Z"),
    });
    expect(inspect(found) + JSON.stringify(found)).not.toMatch(/my-secret/);
  });

  it("asks again each time it is called", async () => {
    const { endpoint, seen } = await metadata(goodToken, goodKeys);
    const provider = credentialsFromEcs({ endpoint });
    expect(seen).toHaveLength(0);
    await provider();
    await provider();
    expect(seen).toHaveLength(4);
  });

  it.each([404, 405, 503])("goes on without a token where that is answered with %d", async (status) => {
    const { endpoint, seen } = await metadata({ status, body: "not here" }, goodKeys);
    await credentialsFromEcs({ endpoint })();
    expect(seen.map(({ token }) => token)).toEqual([undefined, undefined]);
  });

  it("takes a time without a fraction", async () => {
    const body = withCredential({ expires_at: "2030-01-02T03:04:05Z" });
    const { endpoint } = await metadata(goodToken, { status: 200, body });
    expect((await credentialsFromEcs({ endpoint })()).expiresAt).toEqual(new Date("2030-01-02T03:04:05Z"));
  });

  it.each<[string, Answer, string]>([
    ["an error", { status: 400, body: "my-secret" }, "400"],
    ["a redirect", { status: 302, body: "" }, "302"],
    ["no content", { status: 204, body: "" }, "204"],
    ["an empty token", { status: 200, body: " \n" }, "token"],
    ["a token that is no header value", { status: 200, body: "my-secret\nmy-secret" }, "token"],
  ])("refuses %s in place of a token", async (_case, token, reason) => {
    const { endpoint, seen } = await metadata(token, goodKeys);
    const error = await refusal({ endpoint });
    expect(error.message).toContain(endpoint);
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain("my-secret");
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Answer, string]>([
    ["an error", { status: 401, body: "my-secret" }, "401"],
    ["that there is nothing", { status: 404, body: "" }, "agency"],
    ["that there is no agency", { status: 401, body: "<p>Please configure Cloud Service Agency first" }, "must be set"],
    ["a redirect", { status: 307, body: "" }, "307"],
    ["text", { status: 200, body: "my-secret" }, "JSON"],
    ["nothing", { status: 200, body: "" }, "JSON"],
    ["null", { status: 200, body: "null" }, "credential.access"],
    ["a list", { status: 200, body: "[]" }, "credential.access"],
    ["no credential", { status: 200, body: `{"secret":"my-secret"}` }, "credential.access"],
    ["a credential that is null", { status: 200, body: `{"credential":null}` }, "credential.access"],
    ["no access key", { status: 200, body: withCredential({ access: undefined }) }, "credential.access"],
    ["a number for a key", { status: 200, body: withCredential({ secret: 7 }) }, "credential.secret"],
    ["an empty token", { status: 200, body: withCredential({ securitytoken: "" }) }, "credential.securitytoken"],
    ["no time", { status: 200, body: withCredential({ expires_at: undefined }) }, "credential.expires_at"],
    [
      "a time without a zone",
      { status: 200, body: withCredential({ expires_at: "2030-01-02T03:04:05" }) },
      "expires_at",
    ],
    ["an impossible time", { status: 200, body: withCredential({ expires_at: "2030-13-02T03:04:05Z" }) }, "expires_at"],
    ["too much", { status: 200, body: withCredential({ more: "x".repeat(70_000) }) }, "65536"],
  ])("refuses %s in place of keys", async (_case, keys, reason) => {
    const { endpoint } = await metadata(goodToken, keys);
    const error = await refusal({ endpoint });
    expect(error.message).toContain(endpoint);
    expect(error.message).toContain(reason);
    expect(inspect(error, { depth: null }) + JSON.stringify(error)).not.toMatch(/my-secret|metadata-token/);
  });

  it("says when nobody listens, which may pass", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const error = await failureOf(credentialsFromEcs({ endpoint })(), isCceConnectionError);
    expect(error).toMatchObject({ code: "ECONNREFUSED", operation: "credentialsFromEcs", attempts: 3 });
    expect(error.message).toContain(endpoint.slice("http://".length));
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ["the connection breaks", (response) => response.destroy()],
    [
      "a response breaks off",
      (response) => {
        response.writeHead(200, { "content-length": "100" }).write("my-secret");
        setImmediate(() => response.destroy());
      },
    ],
  ])("says when %s, which may pass", async (_case, reply) => {
    const endpoint = await serve((_request, response) => void reply(response));
    const error = await failureOf(credentialsFromEcs({ endpoint })(), isCceConnectionError);
    expect(error.attempts).toBe(3);
    expect(inspect(error, { depth: null })).not.toContain("my-secret");
  });

  it.each([429, 500, 502, 503])("says when the metadata service answers with %d, which may pass", async (status) => {
    const keys = { status, body: "my-secret", headers: { "retry-after": "0" } };
    const { endpoint, seen } = await metadata(goodToken, keys);
    const error = await failureOf(credentialsFromEcs({ endpoint })(), isCceApiError);
    expect(error).toMatchObject({ status, operation: "credentialsFromEcs" });
    expect(seen.filter(({ method }) => method === "GET")).toHaveLength(status === 500 ? 1 : 3);
    expect(inspect(error, { depth: null })).not.toContain("my-secret");
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ["a lost connection", (response) => response.destroy()],
    ["503", (response) => response.writeHead(503).end()],
    ["429", (response) => response.writeHead(429, { "retry-after": "0.1" }).end()],
    [
      "half a response",
      (response) => {
        response.writeHead(200, { "content-length": "100" }).write("{");
        setImmediate(() => response.destroy());
      },
    ],
  ])("reads the keys again after %s", async (_case, reply) => {
    let reads = 0;
    const endpoint = await serve((request, response) => {
      if (request.method === "PUT") response.end("metadata-token");
      else if ((reads += 1) === 1) reply(response);
      else response.end(goodKeys.body);
    });
    expect(await credentialsFromEcs({ endpoint })()).toHaveProperty("accessKey", "ak");
    expect(reads).toBe(2);
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ["a lost connection", (response) => response.destroy()],
    ["silence", () => undefined],
    ["500", (response) => response.writeHead(500).end()],
  ])("goes on without a token where the request for one gets %s", async (_case, reply) => {
    const tokens: unknown[] = [];
    const endpoint = await serve((request, response) => {
      if (request.method === "PUT") {
        reply(response);
        return;
      }
      tokens.push(request.headers["x-metadata-token"]);
      response.end(goodKeys.body);
    });
    expect(await credentialsFromEcs({ endpoint, timeoutMs: 1_000 })()).toHaveProperty("accessKey", "ak");
    expect(tokens).toEqual([undefined]);
  });

  /** A metadata service that gives keys for a token only, and answers a request for one as `reply` does. */
  async function strict(reply: (response: ServerResponse, nPrevious: number) => unknown) {
    let asked = 0;
    return serve((request, response) => {
      if (request.method === "PUT") reply(response, asked++);
      else if (request.headers["x-metadata-token"] === "metadata-token") response.end(goodKeys.body);
      else response.writeHead(401).end();
    });
  }

  it("asks for a token once more where there are no keys without one", async () => {
    const endpoint = await strict((response, nPrevious) =>
      nPrevious === 0 ? response.destroy() : response.end("metadata-token"),
    );
    expect(await credentialsFromEcs({ endpoint })()).toHaveProperty("accessKey", "ak");
  });

  it("tells why there is no token where there are no keys without one", async () => {
    const lost = await strict((response) => response.destroy());
    await failureOf(credentialsFromEcs({ endpoint: lost })(), isCceConnectionError);
    const none = await strict((response) => response.writeHead(404).end());
    expect((await refusal({ endpoint: none })).message).toContain("it sent 401 to the request for keys");
  });

  it.each<[string, RequestListener]>([
    ["there is no response", () => undefined],
    ["a response does not end", (_request, response) => void response.writeHead(200).write("x")],
  ])("gives up in time when %s, which may pass", async (_case, listener) => {
    const endpoint = await serve(listener);
    const error = await failureOf(credentialsFromEcs({ endpoint, timeoutMs: 100 })(), isCceTimeoutError);
    expect(error).toMatchObject({ limit: "timeoutMs", limitMs: 100 });
    expect(error.message).toBe(`credentialsFromEcs: no complete response within timeoutMs (100 ms) from ${endpoint}`);
  });

  it("serves a client, whose call survives a metadata service that is away for a moment", async () => {
    let asked = 0;
    const endpoint = await serve((request, response) => {
      if (request.url?.startsWith("/api/") === true) answer(response, 200, cancelledText);
      else if ((asked += 1) <= 4) request.socket.destroy();
      else response.end(request.method === "PUT" ? "metadata-token" : goodKeys.body);
    });
    const credentials = credentialsFromEcs({ endpoint });
    expect(await clientOf(endpoint, { credentials }).upgradeWorkFlowUpdate(cancel)).toEqual(cancelled);
  });

  it("goes through the agent that is given", async () => {
    const { endpoint, seen } = await metadata(goodToken, goodKeys);
    const { port } = new URL(endpoint);
    class Detour extends Agent {
      override createConnection() {
        return connect(Number(port), "127.0.0.1");
      }
    }
    const agent = new Detour();
    const provider = credentialsFromEcs({ endpoint: "http://metadata.test", agent });
    expect(await provider()).toHaveProperty("accessKey", "ak");
    expect(seen).toHaveLength(2);
    agent.destroy();
    expect(() => credentialsFromEcs({ agent: "none" as unknown as Agent })).toThrow(
      expect.objectContaining({ name: "CceConfigError", parameter: "agent" }) as Error,
    );
  });

  it.each(["", "169.254.169.254", "ftp://169.254.169.254", "http://name:my-secret@localhost", "http://localhost/x"])(
    "refuses the endpoint %j at once",
    (endpoint) => {
      expect(() => credentialsFromEcs({ endpoint })).toThrow(
        expect.objectContaining({ name: "CceConfigError", parameter: "endpoint" }) as Error,
      );
      expect(() => credentialsFromEcs({ endpoint })).not.toThrow(/my-secret/);
    },
  );

  it.each([0, -1, 1.5, NaN, Infinity])("refuses a limit of %d ms at once", (timeoutMs) => {
    expect(() => credentialsFromEcs({ timeoutMs })).toThrow(
      expect.objectContaining({ name: "CceConfigError", parameter: "timeoutMs" }) as Error,
    );
  });

  it("takes a limit of months", async () => {
    const { endpoint } = await metadata(goodToken, goodKeys);
    expect(await credentialsFromEcs({ endpoint, timeoutMs: 2 ** 33 })()).toHaveProperty("accessKey", "ak");
  });

  it("takes the vendor's address and limit by default, and asks nobody until it is called", () => {
    expect(typeof credentialsFromEcs()).toBe("function");
  });
});
