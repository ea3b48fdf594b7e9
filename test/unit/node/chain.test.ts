import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { defaultCredentials, type DefaultCredentialsOptions } from "../../../src/node/index.js";
import {
  type CceConfigError,
  isCceApiError,
  isCceConfigError,
  isCceConnectionError,
} from "../../../src/base/errors.js";
import { failureOf } from "../../helpers/calls.js";
import { withEnvironment } from "../../helpers/environment.js";
import { freePort } from "../../helpers/server.js";

let folder: string;
let server: Server;
let endpoint: string;
let asked: number;
let status: number;

const answer = {
  credential: {
    access: "ecs-ak",
    secret: "ecs-secret",
    securitytoken: "ecs-token",
    expires_at: "2030-01-01T00:00:00Z",
  },
};

async function start(): Promise<Server> {
  const started = createServer((request, response) => {
    asked += 1;
    response.writeHead(status).end(request.method === "PUT" ? "metadata-token" : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return started;
}

async function stop(): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cce-chain-"));
  asked = 0;
  status = 200;
  server = await start();
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await stop();
});

const env = { HW_ACCESS_KEY: "env-ak", HW_SECRET_KEY: "env-secret", HW_PROJECT_ID: "env-project" };

async function profile(text: string): Promise<string> {
  const path = join(folder, "credentials");
  await writeFile(path, text);
  return path;
}

/** Runs the chain on this test's places only: the home folder is an empty one. */
async function find(options: DefaultCredentialsOptions): Promise<Record<string, unknown>> {
  const env = { HOME: folder, ...options.env };
  return { ...(await defaultCredentials({ ecs: { endpoint }, ...options, env })()) };
}

async function refusal(options: DefaultCredentialsOptions): Promise<CceConfigError> {
  try {
    await find(options);
  } catch (error) {
    if (isCceConfigError(error)) return error;
  }
  throw new Error("expected a CceConfigError");
}

describe("defaultCredentials", () => {
  it("takes the environment first", async () => {
    const path = await profile("[basic]\nak=file-ak\nsk=file-secret");
    const found = await find({ env, profile: { path } });
    expect(found).toEqual({ accessKey: "env-ak", projectId: "env-project" });
    expect(asked).toBe(0);
  });

  it("takes the profile next", async () => {
    const path = await profile("[basic]\nak=file-ak\nsk=file-secret\nproject_id=file-project");
    expect(await find({ profile: { path } })).toEqual({ accessKey: "file-ak", projectId: "file-project" });
    expect(await find({ env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: path } })).toMatchObject({ accessKey: "file-ak" });
    expect(asked).toBe(0);
  });

  it("asks the metadata service last", async () => {
    expect(await find({})).toEqual({ accessKey: "ecs-ak", expiresAt: new Date("2030-01-01T00:00:00Z") });
  });

  it("looks anew each time it is called", async () => {
    const path = await profile("[basic]\nak=first\nsk=file-secret");
    const provider = defaultCredentials({ env: {}, profile: { path }, ecs: { endpoint } });
    expect(await provider()).toMatchObject({ accessKey: "first" });
    await profile("[basic]\nak=second\nsk=file-secret");
    expect(await provider()).toMatchObject({ accessKey: "second" });
  });

  it("shows no secret", async () => {
    const found = await defaultCredentials({ env })();
    expect(inspect(found) + JSON.stringify(found)).not.toContain("env-secret");
    expect(found).toHaveProperty("secretKey", "env-secret");
  });

  it("stops at half a key in the environment", async () => {
    const path = await profile("[basic]\nak=file-ak\nsk=file-secret");
    const error = await refusal({ env: { HW_ACCESS_KEY: "env-ak" }, profile: { path } });
    expect(error.message).toContain("HW_SECRET_KEY missing");
  });

  it.each([
    ["half a key", "[basic]\nak=file-ak", "sk missing"],
    ["a line that says nothing", "[basic]\nmy-secret", "line 2"],
    ["no keys", "[basic]", "[basic]"],
  ])("stops at a named profile with %s", async (_case, text, reason) => {
    const error = await refusal({ profile: { path: await profile(text) } });
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain("my-secret");
    expect(asked).toBe(0);
  });

  it.each<[string, (path: string) => DefaultCredentialsOptions]>([
    ["an option", (path) => ({ profile: { path } })],
    ["the environment", (path) => ({ env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: path } })],
  ])("stops at a profile that %s names and that is not there", async (_case, options) => {
    const path = join(folder, "missing");
    expect((await refusal(options(path))).message).toContain(path);
    expect(asked).toBe(0);
  });

  it("names every place when nothing is found", async () => {
    status = 404;
    const error = await refusal({});
    for (const place of [
      "HUAWEICLOUD_SDK_AK",
      "CLOUD_SDK_AK",
      "HW_ACCESS_KEY",
      join(folder, ".huaweicloud"),
      endpoint,
    ]) {
      expect(error.message).toContain(place);
    }
    expect(isCceConfigError(error.cause)).toBe(true);
  });

  it("takes a metadata service that has never responded for none, and names every place", async () => {
    const away = `http://127.0.0.1:${await freePort()}`;
    const error = await refusal({ ecs: { endpoint: away } });
    for (const place of ["HUAWEICLOUD_SDK_AK", join(folder, ".huaweicloud"), away, "ECONNREFUSED"]) {
      expect(error.message).toContain(place);
    }
    expect(isCceConnectionError(error.cause)).toBe(true);
  });

  it("takes no response of a metadata service that has responded for a failure that may pass", async () => {
    const provider = defaultCredentials({ env: { HOME: folder }, ecs: { endpoint } });
    expect(await provider()).toMatchObject({ accessKey: "ecs-ak" });
    await stop();
    await failureOf(provider(), isCceConnectionError);
  });

  it("takes a metadata service that is broken or throttled for one that is there", async () => {
    const provider = defaultCredentials({ env: { HOME: folder }, ecs: { endpoint } });
    for (status of [500, 429]) expect(await failureOf(provider(), isCceApiError)).toMatchObject({ status });
    await stop();
    await failureOf(provider(), isCceConnectionError);
  });

  it("refuses a bad option at once", () => {
    expect(() => defaultCredentials({ ecs: { timeoutMs: 0 } })).toThrow("timeoutMs");
    expect(typeof defaultCredentials()).toBe("function");
  });

  it("looks at the environment of the process by default", async () => {
    const variables = { HUAWEICLOUD_SDK_AK: "process-ak", HUAWEICLOUD_SDK_SK: "process-secret" };
    expect(await withEnvironment(variables, defaultCredentials())).toMatchObject({ accessKey: "process-ak" });
  });
});
