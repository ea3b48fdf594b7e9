import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { credentialsFromEcs, type EcsOptions } from "../../src/node/index.js";
import { isCceConfigError, type CceConfigError } from "../../src/errors/errors.js";

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
    const answer = method === "PUT" ? token : keys;
    response.writeHead(answer.status, { location: "/elsewhere" }).end(answer.body);
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
    ["an error", { status: 500, body: "my-secret" }, "500"],
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

  it("says when nobody listens", async () => {
    const endpoint = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    expect((await refusal({ endpoint })).message).toContain("ECONNREFUSED");
  });

  it("says when the runtime gives no code: a port that fetch never calls", async () => {
    expect((await refusal({ endpoint: "http://127.0.0.1:1" })).message).toContain("the connection failed");
  });

  it("says when the connection breaks", async () => {
    const endpoint = await serve((request) => request.socket.destroy());
    expect((await refusal({ endpoint })).message).toContain(`${endpoint}: no answer`);
  });

  it("says when an answer breaks off", async () => {
    const endpoint = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{");
      setImmediate(() => response.destroy());
    });
    expect((await refusal({ endpoint })).message).toContain("no answer");
  });

  it.each<[string, RequestListener]>([
    ["there is no answer", () => undefined],
    ["an answer does not end", (_request, response) => void response.writeHead(200).write("x")],
  ])("gives up in time when %s", async (_case, listener) => {
    const endpoint = await serve(listener);
    expect((await refusal({ endpoint, timeoutMs: 100 })).message).toContain("100 ms");
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

  it.each([0, -1, 1.5, NaN, Infinity, 2 ** 31])("refuses a limit of %d ms at once", (timeoutMs) => {
    expect(() => credentialsFromEcs({ timeoutMs })).toThrow(
      expect.objectContaining({ name: "CceConfigError", parameter: "timeoutMs" }) as Error,
    );
  });

  it("takes the vendor's address and limit by default, and asks nobody until it is called", () => {
    expect(typeof credentialsFromEcs()).toBe("function");
  });
});
