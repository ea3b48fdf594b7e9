import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { createCceClient, isCceApiError, isCceConfigError, projectIdFor, tokenFromPassword } from "../../src/index.js";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

let server: Server;
let endpoint: string;
let received: Received[];
let reply: (request: Received) => Reply;

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      const { status, headers: more = {}, body } = reply(one);
      response.writeHead(status, { "content-type": "application/json", ...more }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error("expected a failure");
    },
    (error: unknown) => error as Error,
  );
}

describe("projectIdFor", () => {
  const region = "cn-north-4";
  const credentials = { accessKey: "AKEXAMPLE", secretKey: "SKEXAMPLE-secret" };
  const ask = (more: Partial<Parameters<typeof projectIdFor>[0]> = {}) =>
    projectIdFor({ region, credentials, iamEndpoint: endpoint, ...more });

  it("asks IAM for the region's project, signed, and only reads", async () => {
    reply = () => ({ status: 200, body: { projects: [{ id: "p-1", name: region }] } });
    await expect(ask()).resolves.toBe("p-1");
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: "GET", url: "/v3/projects?name=cn-north-4", body: "" });
    expect(received[0]?.headers.authorization).toMatch(/^SDK-HMAC-SHA256 Access=AKEXAMPLE, /);
    expect(received[0]?.headers["x-sdk-date"]).toMatch(/^\d{8}T\d{6}Z$/);
  });

  it("asks nobody when an option is malformed", async () => {
    expect(await failureOf(ask({ timeoutMs: 0.5 }))).toMatchObject({ name: "CceConfigError", parameter: "timeoutMs" });
    expect(received).toEqual([]);
  });

  it("takes another project's name and a token", async () => {
    reply = () => ({ status: 200, body: { projects: [{ id: "p-2", name: "my project" }] } });
    await expect(ask({ projectName: "my project", credentials: { token: "tok" } })).resolves.toBe("p-2");
    expect(received[0]?.url).toBe("/v3/projects?name=my%20project");
    expect(received[0]?.headers["x-auth-token"]).toBe("tok");
  });

  it("names the region when there is no project, and creates none", async () => {
    reply = () => ({ status: 200, body: { projects: [] } });
    const error = await failureOf(ask());
    expect(isCceConfigError(error) && error.parameter).toBe("projectName");
    expect(error.message).toContain('"cn-north-4"');
    expect(received.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("lists what it found when there are several", async () => {
    reply = () => ({
      status: 200,
      body: {
        projects: [
          { id: "p-1", name: "a" },
          { id: "p-2", name: "b" },
        ],
      },
    });
    const error = await failureOf(ask());
    expect(error.message).toContain("p-1 (a), p-2 (b)");
  });

  it.each([[{}], [{ projects: "none" }], [{ projects: [{}] }], [{ projects: [null] }], [{ projects: [{ id: 1 }] }]])(
    "does not take %j for a list of projects",
    async (body) => {
      reply = () => ({ status: 200, body });
      const error = await failureOf(ask());
      expect(isCceConfigError(error) && error.parameter).toBe("iamEndpoint");
    },
  );

  it("tells what IAM refuses", async () => {
    reply = () => ({
      status: 401,
      body: {
        error: { code: 401, message: "The request you have made requires authentication.", title: "Unauthorized" },
      },
    });
    const error = await failureOf(ask());
    expect(isCceApiError(error) && error.errorCode).toBe("401");
    expect(error.message).toContain("requires authentication");
  });

  it("finds IAM from the region", async () => {
    const urls: string[] = [];
    const fetch = (url: string) => {
      urls.push(url);
      return Promise.resolve(Response.json({ projects: [{ id: "p", name: "n" }] }));
    };
    await projectIdFor({ region: "cn-north-4", credentials, fetch });
    await projectIdFor({ region: "eu-west-101", credentials, fetch });
    expect(urls).toEqual([
      "https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4",
      "https://iam.eu-west-101.myhuaweicloud.eu/v3/projects?name=eu-west-101",
    ]);
    const error = await failureOf(projectIdFor({ region: "nowhere-1", credentials, fetch }));
    expect(isCceConfigError(error) && error.parameter).toBe("region");
  });
});

describe("tokenFromPassword", () => {
  const options = () => ({
    region: "cn-north-4",
    iamEndpoint: endpoint,
    userName: "robot",
    password: "pass-word-secret",
    domainName: "acme",
  });
  const granted: Reply = {
    status: 201,
    headers: { "x-subject-token": "TOKEN-1" },
    body: { token: { expires_at: "2030-01-02T03:04:05.000000Z" } },
  };

  it("gives IAM's token and its end, and shows neither token nor password", async () => {
    reply = () => granted;
    const credentials = await tokenFromPassword(options())();
    expect(credentials).toHaveProperty("token", "TOKEN-1");
    expect(credentials.expiresAt).toEqual(new Date("2030-01-02T03:04:05Z"));
    expect(inspect(credentials) + JSON.stringify(credentials)).not.toContain("TOKEN-1");
    expect(received[0]).toMatchObject({ method: "POST", url: "/v3/auth/tokens?nocatalog=true" });
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: "robot", password: "pass-word-secret", domain: { name: "acme" } } },
        },
        scope: { project: { name: "cn-north-4" } },
      },
    });
  });

  it("serves a client, which asks once and uses the token", async () => {
    reply = ({ url }) => (url.startsWith("/v3/auth") ? granted : { status: 200, body: { kind: "WorkFlowTask" } });
    const cce = createCceClient({ endpoint, projectId: "p", credentials: tokenFromPassword(options()) });
    const call = () =>
      cce.upgradeWorkFlowUpdate({ cluster_id: "c", upgrade_workflow_id: "w", body: { status: { phase: "Cancel" } } });
    await Promise.all([call(), call(), call()]);
    expect(received.filter(({ url }) => url.startsWith("/v3/auth"))).toHaveLength(1);
    expect(received.filter(({ headers }) => headers["x-auth-token"] === "TOKEN-1")).toHaveLength(3);
  });

  it("takes a token without an end", async () => {
    reply = () => ({ ...granted, body: { token: {} } });
    await expect(tokenFromPassword(options())()).resolves.not.toHaveProperty("expiresAt");
  });

  it("does not repeat the password when IAM does", async () => {
    reply = () => ({ status: 401, body: { error: { code: 401, message: "bad password pass-word-secret" } } });
    const error = await failureOf(tokenFromPassword(options())());
    expect(isCceApiError(error)).toBe(true);
    expect(inspect(error, { depth: null })).not.toContain("pass-word-secret");
  });

  it("says that an answer without a token is not IAM's", async () => {
    reply = () => ({ status: 201, body: { token: {} } });
    const error = await failureOf(tokenFromPassword(options())());
    expect(isCceConfigError(error) && error.parameter).toBe("iamEndpoint");
  });

  it.each(["userName", "password", "domainName"] as const)("wants a %s", (name) => {
    expect(() => tokenFromPassword({ ...options(), [name]: "" })).toThrow(
      `"${name}" must be a non-empty string (got "").`,
    );
    expect(() => tokenFromPassword({ ...options(), [name]: undefined as unknown as string })).toThrow(
      `"${name}" must be`,
    );
  });

  it.each([
    ["timeoutMs", { timeoutMs: 0 }],
    ["signal", { signal: {} as AbortSignal }],
    ["timeoutMS", { timeoutMS: 1 }],
  ])("refuses a malformed or unknown %s at once", (parameter, wrong) => {
    expect(() => tokenFromPassword({ ...options(), ...wrong })).toThrow(
      expect.objectContaining({ name: "CceConfigError", parameter }) as Error,
    );
  });
});
