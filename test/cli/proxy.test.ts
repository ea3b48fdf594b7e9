import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { proxyFor } from "../../src/cli/session/proxy.js";
import { closeServers, startServer } from "../helpers/server.js";
import { startProxy, startService } from "../network/support.js";
import { fakeTerminal, ids, runHere, token, useCli, useNetwork, userOf } from "./support.js";

const show = ["show", "--cluster", ids.cluster, "--workflow", ids.workflow];
const password = "pa/ss w:rd";
const user = `someone:${encodeURIComponent(password)}@`;

const cli = useCli();
const { authority, kept } = useNetwork(cli);

afterEach(closeServers);

async function startTlsService(host: string) {
  return kept(await startService(await authority.issue(host)));
}

/** A proxy that is sent requests of plain HTTP, and passes them on. */
async function startForwarder() {
  const seen: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { url = "", headers, method } = request;
    seen.push({ url, authorization: headers["proxy-authorization"] });
    void fetch(url, { method: method ?? "GET", headers: { "x-auth-token": String(headers["x-auth-token"]) } }).then(
      async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  };
  return kept({ port: (server.address() as AddressInfo).port, close, seen });
}

function runThrough(endpoint: string, env: Readonly<Record<string, string>>, args: readonly string[] = show) {
  const authorities = { NODE_EXTRA_CA_CERTS: join(cli.folder, "authority.pem") };
  return cli.run(args, { env: { ...userOf(endpoint), ...authorities, ...env } });
}

describe("an https endpoint", () => {
  it.each(["HTTPS_PROXY", "https_proxy"])("is reached through the tunnel of %s", async (name) => {
    const proxy = kept(await startProxy());
    const service = await startTlsService("cce.test");
    const env = { [name]: `http://${user}127.0.0.1:${proxy.port}`, DEBUG: "*" };
    const { code, stdout, stderr } = await runThrough(`https://cce.test:${service.port}`, env, [...show, "--debug"]);
    expect({ code, tokens: service.tokens }).toEqual({ code: 0, tokens: [token] });
    expect(proxy.requests).toEqual([`CONNECT cce.test:${service.port}`]);
    const encoded = Buffer.from(`someone:${password}`).toString("base64");
    expect(proxy.heard()).toContain(`Basic ${encoded}`);
    expect(proxy.heard()).not.toContain(token);
    for (const secret of [password, encodeURIComponent(password), encoded, token]) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it("is asked for the project in IAM that way, too", async () => {
    const proxy = kept(await startProxy());
    const service = await startTlsService("iam.test");
    const args = [...show, "--region", "cn-north-4", "--iam-endpoint", `https://iam.test:${service.port}`];
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, CCE_ENDPOINT: "", CCE_PROJECT_ID: "" };
    // The service is none of IAM's: what counts is that it was asked.
    const { code } = await runThrough("", env, args);
    expect({ code, asked: proxy.requests[0] }).toEqual({ code: 2, asked: `CONNECT iam.test:${service.port}` });
    expect(service.tokens).toEqual([token]);
  });

  it("sends a cancel that way, too, and ends at once", async () => {
    const proxy = kept(await startProxy());
    const service = await startTlsService("cce.test");
    const args = ["cancel", ...show.slice(1), "--yes", "--if-already-cancelled", "succeed"];
    const start = performance.now();
    const env = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
    const { code, stdout } = await runThrough(`https://cce.test:${service.port}`, env, args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `The workflow ${ids.workflow} was already cancelled.\n` });
    expect(proxy.requests.length).toBeGreaterThan(1);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  it.each(["other.test, 127.0.0.1", "127.0.0.1:PORT", "*"])("goes past it for NO_PROXY=%s", async (list) => {
    const proxy = kept(await startProxy());
    const service = await startTlsService("127.0.0.1");
    const env = {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: list.replace("PORT", String(service.port)),
    };
    expect((await runThrough(`https://127.0.0.1:${service.port}`, env)).code).toBe(0);
    expect({ asked: proxy.requests, tokens: service.tokens }).toEqual({ asked: [], tokens: [token] });
  });

  it("gets nothing when the proxy makes no tunnel, and the answer of the proxy does not pass for the service's", async () => {
    const proxy = kept(await startProxy({ refuses: true }));
    const env = { HTTPS_PROXY: `http://${user}127.0.0.1:${proxy.port}` };
    const { code, stderr } = await runThrough("https://cce.test", env, [...show, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      name: "CceConnectionError",
      message: expect.stringContaining(
        "the proxy does not connect to the service, it returned 403 Forbidden",
      ) as string,
      outcome: "unprocessed",
    });
    expect(stderr).not.toContain(password);
  });

  it("fails in a line when nothing listens where the proxy should be", async () => {
    const proxy = await startProxy();
    await proxy.close();
    const { code, stderr } = await runThrough("https://cce.test", {
      HTTPS_PROXY: `http://${user}127.0.0.1:${proxy.port}`,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cce-upgrade: No (answer|response): connect ECONNREFUSED/m);
    expect(stderr).not.toContain(password);
  });
});

describe("an http endpoint, which is on this machine,", () => {
  it.each(["HTTP_PROXY", "http_proxy"])("is asked through the proxy of %s", async (name) => {
    const proxy = await startForwarder();
    const service = kept(await startService());
    const url = `http://127.0.0.1:${service.port}`;
    const env = { [name]: `http://${user}127.0.0.1:${proxy.port}`, HTTPS_PROXY: "http://127.0.0.1:1", DEBUG: "*" };
    const { code, stderr } = await runThrough(url, env, [...show, "--debug"]);
    expect({ code, tokens: service.tokens }).toEqual({ code: 0, tokens: [token] });
    const authorization = `Basic ${Buffer.from(`someone:${password}`).toString("base64")}`;
    expect(proxy.seen).toEqual([{ url: expect.stringContaining(`${url}/api/v3/`) as string, authorization }]);
    expect(stderr).not.toContain(token);
    expect(stderr).not.toContain(authorization);
  });

  it("is not given to a proxy on another, which would read the credentials", async () => {
    const service = kept(await startService());
    const ended = await runThrough(`http://127.0.0.1:${service.port}`, { HTTP_PROXY: "http://proxy.invalid:3128" });
    expect({ code: ended.code, tokens: service.tokens }).toEqual({ code: 0, tokens: [token] });
  });
});

it.each([
  ["HTTPS_PROXY", "https://cce.test", "socks5://SECRET@proxy"],
  ["https_proxy", "https://cce.test", "http://"],
  ["HTTPS_PROXY", "https://cce.test", "http://user:%zzSECRET@proxy:3128"],
  ["HTTP_PROXY", "http://127.0.0.1:1", "http://user:SECRET@proxy:99999"],
])("a %s that is no proxy for %s is a mistake, and its value is not told", async (name, endpoint, value) => {
  const { code, stdout, stderr } = await runHere(show, { ...userOf(endpoint), [name]: value });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    `cce-upgrade: ${name} is not the address of a proxy. It must look like http://proxy.example.com:3128.\n`,
  );
});

it("a proxy that is not needed need not be right", async () => {
  const server = await startServer((_, response) => response.end("{}"));
  const { code } = await runHere(show, { ...userOf(server.url), HTTPS_PROXY: "socks5://x", NO_PROXY: "" });
  expect(code).not.toBe(2);
});

describe("NO_PROXY", () => {
  const isExcepted = (NO_PROXY: string, url: string) => {
    const env = { HTTPS_PROXY: "http://127.0.0.1:3128", HTTP_PROXY: "http://127.0.0.1:3128", NO_PROXY };
    return proxyFor(fakeTerminal({ args: [], env }).context, url) === undefined;
  };

  it.each([
    ["*", "https://cce.example.com"],
    ["cce.example.com", "https://cce.example.com"],
    ["CCE.example.COM", "https://cce.example.com"],
    ["a.test cce.example.com", "https://cce.example.com"],
    [" a.test ,\tcce.example.com", "https://cce.example.com"],
    [".example.com", "https://cce.example.com"],
    ["*.example.com", "https://cce.example.com"],
    ["cce.example.com:443", "https://cce.example.com"],
    ["cce.example.com:8443", "https://cce.example.com:8443"],
    [".example.com:443", "https://cce.example.com"],
    ["localhost:80", "http://localhost"],
    ["10.0.0.1", "https://10.0.0.1"],
    ["10.0.0.1:443", "https://10.0.0.1"],
    ["::1", "https://[::1]"],
    ["[::1]", "https://[::1]"],
    ["[0:0::1]:8443", "https://[::1]:8443"],
    ["2001:DB8:0::1", "https://[2001:db8::1]"],
  ])("%j excepts %s", (list, url) => {
    expect(isExcepted(list, url)).toBe(true);
  });

  it.each([
    ["", "https://cce.example.com"],
    [",", "https://cce.example.com"],
    ["example.com", "https://cce.example.com"],
    [".example.com", "https://example.com"],
    [".example.com", "https://cceexample.com"],
    ["cce.example.com:8443", "https://cce.example.com"],
    ["cce.example.com:80", "https://cce.example.com"],
    ["cce.example.com.evil.test", "https://cce.example.com"],
    ["10.0.0.1", "https://10.0.0.10"],
    ["::1", "https://[::2]"],
    ["[::1]:8443", "https://[::1]"],
  ])("%j does not except %s", (list, url) => {
    expect(isExcepted(list, url)).toBe(false);
  });

  it("is not needed for the metadata service", () => {
    expect(isExcepted("", "http://169.254.169.254")).toBe(true);
    expect(isExcepted("", "http://127.0.0.1")).toBe(false);
  });
});
