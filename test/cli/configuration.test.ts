import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer, closeServers, freePort, startServer } from "../helpers/server.js";
import { ids, runHere, token, useCli, userOf } from "./support.js";

const cluster = ["--cluster", ids.cluster];
const named = [...cluster, "--workflow", ids.workflow];
const list = ["list", ...cluster];
const emptyList = '{"kind":"List","apiVersion":"v3","items":[]}';

const cli = useCli();

afterEach(closeServers);

/** The real command as a process, with the home and the standard input of its user. */
const asProcess: typeof runHere = (args, env, input) =>
  cli.run(args, { ...(env && { env }), ...(input !== undefined && { input }) });

/** The headers of the one request a command sends with `env`. */
async function headersSent(
  env: Record<string, string>,
  {
    args = [],
    input = "",
    runCommand = runHere,
  }: { args?: string[]; input?: string; runCommand?: typeof runHere } = {},
) {
  const server = await startServer((_, response) => {
    answer(response, 200, emptyList);
  });
  const all = { CCE_ENDPOINT: server.url, ...env };
  const { code, stderr } = await runCommand([...list, ...args], all, input);
  expect({ code, stderr: stderr.replace(/^The cluster .+\n/, "") }).toEqual({ code: 0, stderr: "" });
  expect(server.requests).toHaveLength(1);
  return server.requests[0]?.headers ?? {};
}

describe("credentials", () => {
  const CCE_PROJECT_ID = ids.project;

  it("are the token of CCE_TOKEN", async () => {
    expect((await headersSent({ CCE_PROJECT_ID, CCE_TOKEN: token }))["x-auth-token"]).toBe(token);
  });

  it("are first the token on standard input", async () => {
    const env = { CCE_PROJECT_ID, CCE_TOKEN: "another-token" };
    expect(
      (await headersSent(env, { args: ["--token-stdin"], input: `${token}\n`, runCommand: asProcess }))["x-auth-token"],
    ).toBe(token);
  });

  it.each([
    ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"],
    ["CLOUD_SDK_AK", "CLOUD_SDK_SK"],
    ["HW_ACCESS_KEY", "HW_SECRET_KEY"],
  ])("are the access key of %s", async (accessKey, secretKey) => {
    const env = { CCE_PROJECT_ID, [accessKey]: "AKAKAKAKAK", [secretKey]: "SKSKSKSKSK" };
    expect((await headersSent(env)).authorization).toContain("Access=AKAKAKAKAK");
  });

  it("are the access key of a profile, with its project", async () => {
    mkdirSync(join(cli.folder, ".huaweicloud"), { recursive: true });
    const profile = `[basic]\nak = AKPROFILE\nsk = SKPROFILE\nproject_id = ${ids.project}\n`;
    writeFileSync(join(cli.folder, ".huaweicloud", "credentials"), profile);
    const headers = await headersSent({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: "" }, { runCommand: asProcess });
    expect(headers.authorization).toContain("Access=AKPROFILE");
    expect(headers["x-project-id"]).toBe(ids.project);
  });

  it.each([
    ["there are none", {}, [], "", "No credentials in"],
    ["the token of standard input is empty", {}, ["--token-stdin"], " \n", "The token on standard input is empty"],
    ["a token has a space in it", { CCE_TOKEN: "to ken" }, [], "", "The token in CCE_TOKEN is empty, or has"],
    ["a half of a key is missing", { HUAWEICLOUD_SDK_AK: "AKAKAKAK" }, [], "", "HUAWEICLOUD_SDK_SK missing"],
  ])("are refused when %s", async (_, env, args, input, message) => {
    const all = { CCE_ENDPOINT: "http://127.0.0.1:1", CCE_PROJECT_ID, ...env };
    const ended = await runHere([...list, ...args], all, input);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(message);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    "--token",
    "--token=SECRET",
    "--access-key",
    "--secret-key=SECRET",
    "--sk",
    "-ak",
    "--password",
    "--X-Auth-Token",
  ])("are never an argument: %s", async (argument) => {
    const { code, stdout, stderr } = await runHere([...list, argument, "SECRET"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("is not accepted: other users of this machine can read the arguments of a command.");
    expect(stderr).not.toContain("SECRET");
  });
});

describe("the address", () => {
  const project = { CCE_PROJECT_ID: ids.project, CCE_TOKEN: token };

  it.each([
    ["--region", ["--region", "cn-north-4"], {}, "https://cce.cn-north-4.myhuaweicloud.com/"],
    ["CCE_REGION", [], { CCE_REGION: "eu-west-101" }, "https://cce.eu-west-101.myhuaweicloud.eu/"],
    ["HW_REGION_NAME", [], { HW_REGION_NAME: "cn-east-3" }, "https://cce.cn-east-3.myhuaweicloud.com/"],
    ["--endpoint", ["--endpoint", "https://a.example"], { CCE_REGION: "cn-north-4" }, "https://a.example/"],
    ["CCE_ENDPOINT", [], { CCE_ENDPOINT: "https://b.example/", CCE_REGION: "cn-north-4" }, "https://b.example/"],
    [
      "an option before a variable",
      ["--region", "cn-north-4"],
      { CCE_ENDPOINT: "https://b.example" },
      "https://cce.cn",
    ],
  ])("comes from %s", async (_, args, env, start) => {
    // The proxy refuses everything: what was asked for is told, and no request leaves this machine.
    const proxy = await startServer((_, response) => {
      answer(response, 405, "{}");
    });
    const https_proxy = proxy.url;
    const { code, stderr } = await cli.run([...list, ...args, "--debug"], { env: { ...project, ...env, https_proxy } });
    expect(code).toBe(1);
    expect(stderr).toContain(`debug: GET ${start}`);
  });

  it.each([
    ["is missing", [], "Give --region or --endpoint, or set CCE_REGION or CCE_ENDPOINT."],
    ["is of an unknown region", ["--region", "mars-1"], 'Unknown region "mars-1". Known: ae-ad-1'],
    ["is no URL", ["--endpoint", "cce"], "--endpoint is no usable address. Give one like https://"],
    ["is not safe", ["--endpoint", "http://cce.example"], "http:// for this machine only."],
  ])("is refused when it %s", async (_, args, message) => {
    const { code, stdout, stderr } = await runHere([...list, ...args], project);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("at which nothing listens is told in a line", async () => {
    const env = userOf(`http://127.0.0.1:${await freePort()}`);
    const args = ["cancel", ...named, "--yes"];
    const { code, stdout, stderr } = await runHere(args, env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("connect ECONNREFUSED");
  });
});

describe("the project", () => {
  it("is looked up in IAM where nobody names one", async () => {
    const iam = await startServer((_, response) => {
      answer(response, 200, JSON.stringify({ projects: [{ id: ids.project, name: "cn-north-4" }] }));
    });
    const cce = await startServer((_, response) => {
      answer(response, 200, emptyList);
    });
    const env = { CCE_TOKEN: token, CCE_ENDPOINT: cce.url, CCE_REGION: "cn-north-4" };
    const { code, stderr } = await runHere([...list, "--iam-endpoint", iam.url], env);
    expect(code).toBe(0);
    expect(stderr).toContain(`The project of cn-north-4 is ${ids.project}.\n`);
    expect(iam.requests.map(({ path }) => path)).toEqual(["/v3/projects?name=cn-north-4"]);
    expect(cce.requests.map(({ path }) => path.split("/")[4])).toEqual([ids.project]);
  });

  it("is not asked of the region's IAM where the service has another address", async () => {
    const env = { CCE_TOKEN: token, CCE_ENDPOINT: "http://127.0.0.1:1", CCE_REGION: "cn-north-4" };
    const { code, stderr } = await runHere(list, env);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "cce-upgrade: Give --project or set CCE_PROJECT_ID.\n" });
  });

  it.each(["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID"])("of a token is that of %s", async (name) => {
    expect(await headersSent({ CCE_TOKEN: token, [name]: ids.project })).toBeDefined();
  });

  it("is refused when it is no ID", async () => {
    const env = { ...userOf("http://127.0.0.1:1"), CCE_PROJECT_ID: "a/../b" };
    const { code, stderr } = await runHere(list, env);
    expect(code).toBe(2);
    expect(stderr).toContain("has characters that no ID has");
  });
});

describe("--debug", () => {
  it("shows the requests and the stack trace, without secrets", async () => {
    const server = await startServer((request, response) => {
      const { "x-auth-token": got } = request.headers;
      answer(response, 400, JSON.stringify({ errorCode: "CCE.01400001", message: `bad token ${String(got)}` }));
    });
    const { code, stdout, stderr } = await runHere([...list, "--debug"], userOf(server.url));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^debug: GET http:.+: 400 in \d+ ms/m);
    expect(stderr).toMatch(/^ +at /m);
    expect(stderr).toContain("bad token [redacted]");
    expect(stderr).not.toContain(token);
  });

  it("is needed for a stack trace", async () => {
    const server = await startServer((_, response) => {
      answer(response, 400, "{}");
    });
    const { code, stderr } = await runHere(list, userOf(server.url));
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

it.each([
  [[], "Usage: cce-upgrade"],
  [["bogus"], "unknown command 'bogus'"],
  [["list"], "Give --cluster (see --help)"],
  [["list", "--bogus"], "unknown option '--bogus'"],
  [["wait", "--bogus", "x"], "unknown option '--bogus'"],
  [["list", "--cluster", "a/b"], "argument 'a/b' is invalid. It must be an ID"],
  [["list", "--cluster", ".."], "It must be an ID"],
  [["list", ...cluster, "extra"], "too many arguments"],
  [["show", ...cluster, "--secrt=VALUE"], "unknown option '--secrt'"],
  [["show", ...cluster, "--workflow", ""], "It must be an ID"],
  [
    ["wait", ...cluster, "--timeout-s", "soon"],
    "It must be a time from 0 s to 720 h, like 90 (seconds), 90s, 5m or 1h30m",
  ],
  [["wait", ...cluster, "--until", "tea"], "Allowed choices are finished, stopped, success, cancelled"],
  [["wait", ...cluster, "--poll-s", "0"], "It must be a time from 0.01 s to 1 h"],
  [["cancel"], "Give --cluster, or --from"],
  [["cancel", ...cluster, "--done-file", "x"], "--done-file needs --from"],
  [["cancel", ...cluster, "--from", "x"], "cannot be used with option '--cluster <id>'"],
  [["cancel", "--from", "x", "--concurrency", "0", "--yes"], "It must be a whole number from 1 to 64"],
  [["mock", "--port", "70000"], "It must be a whole number from 0 to 65535"],
])("tells in a line what is wrong with %j, and exits with 2", async (args, message) => {
  const { code, stdout, stderr } = await runHere(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/VALUE|^ +at /m);
  if (args.length > 0) expect(stderr.trim().split("\n")).toHaveLength(1);
});
