import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { answer, closeServers, freePort, startServer } from "../helpers/server.js";
import { type Certificate, startProxy } from "../network/support.js";
import {
  type Ended,
  ids,
  runHere,
  sentTo,
  token,
  useCli,
  useNetwork,
  userOf,
  withMock,
  workflowOf,
} from "./support.js";

const doctor = ["doctor", "--cluster", ids.cluster];

interface Checked {
  readonly ok: boolean;
  readonly checks: readonly { check: string; status: string; message: string; advice?: string }[];
  readonly differences: readonly object[];
  readonly openQuestions: readonly object[];
}

const cli = useCli();
const { authority, kept } = useNetwork(cli);

afterEach(closeServers);

const listOf = (...items: unknown[]) => ({ kind: "List", apiVersion: "v3", items });

/** What a service with one workflow sends, or something else for the list or for the workflow. */
function service({ list, show }: { readonly list?: unknown; readonly show?: unknown } = {}) {
  const workflow = workflowOf("Pending");
  return (path: string): unknown => {
    if (path.endsWith("/upgradeworkflows")) return list ?? listOf(workflow);
    // No field of a response is required.
    return path.includes("/upgradeworkflows/") ? (show ?? workflow) : {};
  };
}

/** Starts a service that sends JSON, and an error of the gateway for what is no operation. */
function startLiar(respond: (path: string) => unknown, date?: Date) {
  return startServer(({ url = "" }, response) => {
    const headers: Record<string, string> = date === undefined ? {} : { date: date.toUTCString() };
    if (url === "/") answer(response, 404, '{"error_code":"APIGW.0101"}', headers);
    else answer(response, 200, JSON.stringify(respond(url)), headers);
  });
}

/** Starts a service that refuses the list or the workflow with a status and a body. */
function startRefusing(what: "list" | "show", status: number, body: object) {
  return startServer(({ url = "" }, response) => {
    const [, place] = /\/upgradeworkflows(\/|$)/.exec(url) ?? [];
    if (place === (what === "list" ? "" : "/")) answer(response, status, JSON.stringify(body));
    else answer(response, 200, JSON.stringify(service()(url)));
  });
}

function read({ code, stdout, stderr }: Ended) {
  expect(stderr).toBe("");
  const result = JSON.parse(stdout) as Checked;
  expect(result.ok).toBe(code === 0);
  const results = (check: string) => result.checks.filter((each) => each.check === check);
  const [failed] = result.checks.filter(({ status }) => status === "failed");
  return { code, result, results, failed, text: stdout };
}

async function checked(env: Record<string, string>, ...args: string[]) {
  return read(await runHere([...doctor, ...args, "--json"], env));
}

/** For what only a process has: variables that Node reads as it starts, and a proxy, whose package Jest cannot load. */
async function checkedByProcess(env: Record<string, string>, ...args: string[]) {
  return read(await cli.run([...doctor, ...args, "--json"], { env }));
}

describe("doctor against the mock", () => {
  it("finds everything in order, in few lines, and only reads", async () => {
    await withMock([workflowOf("Pending")], async (mock) => {
      const { code, stdout, stderr } = await cli.run(doctor, { env: userOf(mock.url) });
      const text = stdout.replace(/\d+ ms/, "N ms").replace(/(\d+) of \1 (succeeded: ).*/, "All $2…");
      expect(text.replace(/\d+ (responses match)/, "N $1")).toBe(`✔ No check failed: 8 passed, 1 not possible

– IAM          cce:cluster:upgrade: only a write would show whether it is granted
               → Look at the policies of the user or agency of these credentials.
✔ Endpoint     ${mock.url}, from CCE_ENDPOINT
✔ Credentials  a token in CCE_TOKEN
✔ Connection   direct, without TLS, to this machine, N ms
✔ Clock        within 2 s of the service's
✔ Project      ${ids.project}, from CCE_PROJECT_ID
✔ Reads        All succeeded: …
✔ IAM          cce:cluster:getCluster: granted
✔ Contract     N responses match it; --issue prints what they tell about its open questions
`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const [first, ...reads] = sentTo(mock);
      expect([first, ...new Set(reads)]).toEqual(["GET 404", "GET 200"]);
      expect(stdout).toMatch(/succeeded: .*\blistUpgradeWorkFlows, .*\bshowUpgradeWorkFlow\b/);
    });
  });

  it("reads an Autopilot cluster by the operations of its kind alone", async () => {
    await withMock([workflowOf("Pending")], async (mock) => {
      const { code, results } = await checked(userOf(mock.url), "--autopilot");
      expect(code).toBe(0);
      expect(results("Reads")).toEqual([
        expect.objectContaining({
          status: "ok",
          message: expect.stringMatching(
            /^(\d+) of \1 succeeded: .*\blistAutopilotUpgradeWorkFlows, .*\bshowAutopilotUpgradeWorkFlow\b/,
          ) as string,
        }),
      ]);
      expect(results("IAM").map(({ message }) => message)).toEqual([
        "cce:cluster:getCluster: granted",
        "cce:cluster:upgrade: only a write would show whether it is granted",
      ]);
      const operations = mock.requests.map(({ path }) => path).slice(1);
      expect(operations.every((path) => path.startsWith("/autopilot/"))).toBe(true);
    });
  });

  it("says what cannot be read of a cluster without workflows", async () => {
    await withMock([], async ({ url }) => {
      const { code, results } = await checked(userOf(url));
      expect(code).toBe(0);
      const skipped = ["UpgradeWorkFlow", "PreCheck", "UpgradeClusterTask"].map((name) => ({
        check: "Reads",
        status: "skipped",
        message: expect.stringMatching(
          new RegExp(`^show${name}: not sent, as list${name}(Task)?s is empty$`),
        ) as string,
      }));
      const succeeded = expect.stringMatching(/^\d+ of \d+ succeeded: .*\blistUpgradeWorkFlows\b/) as string;
      expect(results("Reads")).toEqual([...skipped, { check: "Reads", status: "ok", message: succeeded }]);
    });
  });

  it("prints a text for an issue that names no address, project or ID, with the open questions", async () => {
    await withMock([workflowOf("Pending")], async ({ url }) => {
      const { code, stdout, stderr } = await runHere([...doctor, "--issue"], userOf(url));
      expect(code).toBe(0);
      expect(stderr).toContain("✔ No check failed");
      expect(stdout).toContain("\nThe responses match the contract.\n");
      expect(stdout).toContain("\n## Open questions of the contract\n\n- `listUpgradeWorkFlows` `items` is array\n");
    });
  });
});

describe("doctor tells where things come from", () => {
  const address = { CCE_ENDPOINT: "http://127.0.0.1:1" };

  it.each([
    [
      "an address and a region of variables",
      { ...address, CCE_REGION: "cn-north-4" },
      [],
      "http://127.0.0.1:1, from CCE_ENDPOINT, region cn-north-4 from CCE_REGION",
    ],
    ["an address of an option", {}, ["--endpoint", "http://localhost:1"], "http://localhost:1, from --endpoint"],
    [
      "a region of an option",
      { HTTPS_PROXY: "http://127.0.0.1:1" },
      ["--region", "cn-north-4"],
      "https://cce.cn-north-4.myhuaweicloud.com, region cn-north-4 from --region",
    ],
    [
      "a region of a variable",
      { HTTPS_PROXY: "http://127.0.0.1:1", HW_REGION_NAME: "cn-east-3" },
      [],
      "https://cce.cn-east-3.myhuaweicloud.com, region cn-east-3 from HW_REGION_NAME",
    ],
  ])("%s", async (_, env, args, message) => {
    const { results } = await checkedByProcess({ CCE_TOKEN: token, ...env }, ...args);
    expect(results("Endpoint")).toEqual([{ check: "Endpoint", status: "ok", message }]);
  });

  const key = { HUAWEICLOUD_SDK_AK: "AKAKAKAKAK", HUAWEICLOUD_SDK_SK: "SKSKSKSKSK" };
  const keyProject = { HUAWEICLOUD_SDK_PROJECT_ID: ids.project };

  it.each([
    [
      "a token and its project",
      { CCE_TOKEN: token, HW_PROJECT_ID: ids.project },
      "a token in CCE_TOKEN",
      "HW_PROJECT_ID",
    ],
    [
      "a key and its project",
      { ...key, ...keyProject },
      "an access key in HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK",
      "HUAWEICLOUD_SDK_PROJECT_ID",
    ],
    [
      "a project of its own variable",
      { ...key, CCE_PROJECT_ID: ids.project },
      "an access key in HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK",
      "CCE_PROJECT_ID",
    ],
  ])("%s, without secrets", async (_, env, credentials, project) => {
    const { results, text } = await checked({ ...address, ...env });
    expect(results("Credentials")).toEqual([{ check: "Credentials", status: "ok", message: credentials }]);
    expect(results("Project")[0]?.message).toBe(`${ids.project}, from ${project}`);
    expect(text).not.toMatch(new RegExp(`${token}|AKAKAK|SKSKSK`));
  });

  it("a profile", async () => {
    mkdirSync(join(cli.folder, ".huaweicloud"), { recursive: true });
    const file = join(cli.folder, ".huaweicloud", "credentials");
    writeFileSync(file, `[basic]\nak = AKPROFILE\nsk = SKPROFILE\nproject_id = ${ids.project}\n`);
    const { results } = await checked({ ...address, HUAWEICLOUD_SDK_CREDENTIALS_FILE: file });
    expect(results("Credentials")[0]?.message).toBe(`an access key in ${file}`);
    expect(results("Project")[0]?.message).toBe(`${ids.project}, from project_id in ${file}`);
  });

  it("a project that IAM has", async () => {
    const iam = await startServer((_, response) => {
      answer(response, 200, JSON.stringify({ projects: [{ id: ids.project, name: "cn-north-4" }] }));
    });
    const { url } = await startLiar(service());
    const env = { CCE_TOKEN: token, CCE_ENDPOINT: url, CCE_REGION: "cn-north-4" };
    const { code, results } = await checked(env, "--iam-endpoint", iam.url);
    expect(code).toBe(0);
    expect(results("Project")[0]?.message).toBe(`${ids.project}, from IAM`);
  });
});

describe("doctor without configuration exits with 2 and checks the rest", () => {
  it("without credentials", async () => {
    const { url, requests } = await startLiar(service());
    const { code, results, failed } = await checked({ CCE_ENDPOINT: url, CCE_PROJECT_ID: ids.project });
    expect(code).toBe(2);
    expect(failed).toMatchObject({ check: "Credentials", advice: expect.stringContaining("Set CCE_TOKEN") as string });
    expect(failed?.message).toContain("No credentials in");
    expect(results("Connection")[0]?.status).toBe("ok");
    expect(results("Clock")[0]?.status).toBe("ok");
    expect(results("Reads")[0]?.message).toBe("Nothing was read, as there are no credentials.");
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /"]);
  });

  it("without an address", async () => {
    const { code, failed, results } = await checked({ CCE_TOKEN: token });
    expect(code).toBe(2);
    expect(failed?.message).toContain("Give --region or --endpoint, or set CCE_REGION or CCE_ENDPOINT.");
    expect(results("Credentials")[0]?.status).toBe("ok");
    expect(results("Reads")[0]?.message).toBe("Nothing was read, as there is no endpoint.");
  });

  it("without a project", async () => {
    const { url } = await startLiar(service());
    const { code, failed } = await checked({ CCE_TOKEN: token, CCE_ENDPOINT: url });
    expect(code).toBe(2);
    expect(failed).toMatchObject({ check: "Project", advice: "Give --project or set CCE_PROJECT_ID." });
  });

  it("and does not take --issue with --json", async () => {
    const { code, stderr } = await runHere([...doctor, "--issue", "--json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be used with option");
  });
});

describe("doctor finds a bad connection", () => {
  const user = (port: number) => ({ ...userOf(`https://127.0.0.1:${port}`), HOME: cli.folder });

  async function startTls(certificate: Certificate) {
    const server = createServer(certificate, ({ url = "" }, response) => {
      answer(response, 200, JSON.stringify(service({ list: listOf() })(url)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    return kept({ port: (server.address() as AddressInfo).port, close });
  }

  const trusting = () => ({ NODE_EXTRA_CA_CERTS: join(cli.folder, "authority.pem") });

  it("a certificate that is not trusted", async () => {
    const { port } = await startTls(await authority.issue("127.0.0.1"));
    const { code, failed, results } = await checked(user(port));
    expect(code).toBe(1);
    expect(failed?.message).toContain("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    expect(failed?.advice).toContain("set NODE_EXTRA_CA_CERTS");
    expect(results("Clock")[0]?.status).toBe("skipped");
    expect(results("Reads")[0]?.message).toBe("Nothing was read, as there is no connection.");
  });

  it("a certificate of an authority that the user added is trusted", async () => {
    const { port } = await startTls(await authority.issue("127.0.0.1"));
    const { code, results } = await checkedByProcess({ ...user(port), ...trusting() });
    expect(code).toBe(0);
    expect(results("Connection")[0]?.message).toMatch(/^direct, the certificate is trusted, \d+ ms$/);
  });

  it("a certificate for another name, and one that has expired", async () => {
    const ended = { from: new Date(Date.now() - 120_000), to: new Date(Date.now() - 60_000) };
    const others = [await authority.issue("cce.test"), await authority.issue("127.0.0.1", ended)];
    const advice = [];
    for (const certificate of others) {
      const { port } = await startTls(certificate);
      advice.push((await checkedByProcess({ ...user(port), ...trusting() })).failed?.advice);
    }
    expect(advice[0]).toMatch(/^Check the address: the certificate of 127.0.0.1:\d+ is for another name\.$/);
    expect(advice[1]).toMatch(/^Check the clock of this machine, else the certificate of 127/);
  });

  it("certificates that are not verified", async () => {
    const { port } = await startTls(await authority.issue("127.0.0.1"));
    const env = { ...user(port), NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    // Node itself warns on standard error.
    const { code, stdout } = await cli.run(doctor, { env });
    expect(code).toBe(1);
    expect(stdout).toContain("✖ Connection   NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is verified");
  });

  it("an address at which nothing listens", async () => {
    const { code, failed } = await checked(userOf(`http://127.0.0.1:${await freePort()}`));
    expect(code).toBe(1);
    expect(failed?.message).toMatch(/^No (answer|response): connect ECONNREFUSED/);
    expect(failed?.advice).toMatch(/^Check the region or the address, and the route from this machine to 127/);
  });

  it("a proxy that refuses, named without its password", async () => {
    const { port } = kept(await startProxy({ refuses: true }));
    const env = { ...userOf("https://cce.test"), HTTPS_PROXY: `http://me:secret-word@127.0.0.1:${port}` };
    const { code, failed, text } = await checkedByProcess(env);
    expect(code).toBe(1);
    expect(failed?.advice).toBe("Check the address in HTTPS_PROXY, that the proxy allows cce.test, and NO_PROXY.");
    expect(text).not.toContain("secret-word");
  });

  it("says through which proxy it went", async () => {
    const { port } = await startTls(await authority.issue("cce.test"));
    const proxy = kept(await startProxy());
    const url = `http://127.0.0.1:${proxy.port}`;
    const env = { ...userOf(`https://cce.test:${port}`), ...trusting(), HTTPS_PROXY: url };
    const { code, results } = await checkedByProcess(env);
    expect(code).toBe(0);
    expect(results("Connection")[0]?.message).toContain(`through the proxy ${url} of HTTPS_PROXY, the certificate`);
  });
});

describe("doctor compares the clock with the service's", () => {
  it.each([
    [42, "behind"],
    [-42, "ahead of"],
  ])("%d minutes off", async (minutes, direction) => {
    const { url } = await startLiar(service(), new Date(Date.now() + minutes * 60_000));
    const { code, failed } = await checked(userOf(url));
    expect(code).toBe(1);
    expect(failed?.check).toBe("Clock");
    expect(failed?.message).toContain(`${direction} the service's; beyond 15 min the service refuses signatures`);
    expect(failed?.advice).toContain("NTP");
  });

  it("says so when the service tells no time", async () => {
    const { url } = await startServer((request, response) => {
      response.sendDate = false;
      answer(response, 200, JSON.stringify(service()(request.url ?? "")));
    });
    const { code, results } = await checked(userOf(url));
    expect(code).toBe(0);
    expect(results("Clock")[0]).toMatchObject({ status: "skipped" });
  });
});

describe("doctor finds credentials that are refused", () => {
  const forms = [
    ["the service", { errorCode: "CCE.01403001", errorMessage: "Access denied." }, "CCE.01403001"],
    ["the gateway", { error_code: "APIGW.0302", error_msg: "Not allowed." }, "APIGW.0302"],
  ] as const;

  it.each(forms)("a missing permission, in the form of %s", async (_, body, code) => {
    const { url } = await startRefusing("show", 403, body);
    const { code: exitCode, failed } = await checked(userOf(url));
    expect(exitCode).toBe(1);
    expect(failed).toMatchObject({
      check: "IAM",
      advice: "Grant cce:cluster:getCluster to the user or agency of these credentials.",
    });
    expect(failed?.message).toContain(`showUpgradeWorkFlow: `);
    expect(failed?.message).toContain(code);
  });

  it.each(forms)("a permission that the contract does not name, in the form of %s", async (_, body) => {
    const { url } = await startRefusing("list", 403, body);
    const { failed, results } = await checked(userOf(url));
    expect(failed?.check).toBe("IAM");
    expect(failed?.advice).toContain("other reads need cce:cluster:getCluster.");
    expect(results("Reads")).toContainEqual({
      check: "Reads",
      status: "skipped",
      message: "showUpgradeWorkFlow: not sent, as it needs the response of listUpgradeWorkFlows",
    });
  });

  it("a wrong signature ends the reads, as more of them would lock the access key", async () => {
    const { url, requests } = await startRefusing("list", 401, { error_code: "APIGW.0301" });
    const env = { CCE_ENDPOINT: url, CCE_PROJECT_ID: ids.project, HW_ACCESS_KEY: "AKAKAKAK", HW_SECRET_KEY: "SKSKSK" };
    const { code, failed, results } = await checked(env);
    expect(code).toBe(1);
    expect(failed?.check).toBe("Credentials");
    expect(results("Reads")[0]?.message).toContain("not sent, as the credentials were refused");
    expect(requests.at(-1)?.path).toMatch(/\/upgradeworkflows$/);
  });

  it("a cluster that is not there", async () => {
    const { url } = await startRefusing("list", 404, { errorCode: "CCE.01404001", errorMessage: "Not found." });
    const { code, failed } = await checked(userOf(url));
    expect(code).toBe(1);
    expect(failed?.advice).toBe("Check cluster, project and region. For an Autopilot cluster give --autopilot.");
  });
});

describe("doctor compares the responses with the contract", () => {
  const secretId = "0f9c2d3e4b5a69788796a5b4c3d2e1f0";
  const pending = workflowOf("Pending");
  const lies = {
    ...pending,
    metadata: { ...pending.metadata, labels: { "team-secret-key": 7 }, annotations: null },
    status: {
      ...pending.status,
      phase: "SecretPhase",
      lineStatuses: [{ critical: 5, startPoint: { taskType: "PreCheck" } }, { critical: 6 }, { critical: "true" }],
      progress: 70,
      [secretId]: true,
    },
  };

  it("reports wrong types, unknown values and undocumented fields apart", async () => {
    const { url } = await startLiar(service({ show: lies }));
    const { code, result, results, text } = await checked(userOf(url));
    expect(code).toBe(1);
    const operation = "showUpgradeWorkFlow";
    const documented = (types: string) => `; documented: ${types}`;
    expect(result.differences).toEqual(
      expect.arrayContaining([
        {
          kind: "wrongType",
          operation,
          field: "metadata.labels.*",
          detail: `is number${documented("string")}`,
          isOpenQuestion: false,
        },
        {
          kind: "wrongType",
          operation,
          field: "metadata.annotations",
          detail: `is null${documented("object")}`,
          isOpenQuestion: false,
        },
        {
          kind: "wrongType",
          operation,
          field: "status.lineStatuses[].critical",
          detail: `is number${documented("boolean or string")}`,
          isOpenQuestion: true,
        },
        {
          kind: "unknownValue",
          operation,
          field: "status.phase",
          detail: "has a value that is in no list",
          isOpenQuestion: false,
        },
        {
          kind: "undocumentedField",
          operation,
          field: "status.progress",
          detail: "is number; not documented",
          isOpenQuestion: false,
        },
        {
          kind: "undocumentedField",
          operation,
          field: "status.(a name that may be an ID)",
          detail: "is boolean; not documented",
          isOpenQuestion: false,
        },
      ]),
    );
    expect(result.differences).toHaveLength(6);
    expect(result.openQuestions).toEqual([
      { operation: "listUpgradeWorkFlows", field: "items", seen: "array" },
      { operation, field: "status.lineStatuses[].critical", seen: "number" },
      { operation, field: "status.lineStatuses[].critical", seen: "string" },
    ]);
    expect(results("Contract").map(({ status, message }) => `${status} ${message.split(":")[0] ?? ""}`)).toEqual([
      "failed Wrong types",
      "failed Values in no list",
      "warning Undocumented fields",
    ]);
    expect(text).not.toMatch(new RegExp(`team-secret-key|SecretPhase|${secretId}`));
  });

  it("writes an issue without addresses, IDs, values and keys, with the open questions marked", async () => {
    const { url } = await startLiar(service({ show: lies }));
    const { code, stdout } = await runHere([...doctor, "--issue"], userOf(url));
    expect(code).toBe(1);
    expect(stdout).toContain(
      "## Wrong types\n\n- `showUpgradeWorkFlow` `metadata.labels.*` is number; documented: string",
    );
    expect(stdout).toContain(
      "`status.lineStatuses[].critical` is number; documented: boolean or string **(open question)**",
    );
    expect(stdout).toContain("## Values in no list\n\n- `showUpgradeWorkFlow` `status.phase` has a value");
    expect(stdout).toContain("## Undocumented fields\n\n- `showUpgradeWorkFlow` `status.progress` is number");
    const hidden = ["127.0.0.1", ...Object.values(ids), token, "team-secret-key", "SecretPhase", secretId, "v1.17.17"];
    for (const text of hidden) expect(stdout).not.toContain(text);
  });

  it("takes undocumented fields for no failure", async () => {
    const { url } = await startLiar(service({ show: { ...pending, extra: {} } }));
    const { code, stdout } = await runHere(doctor, userOf(url));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^✔ No check failed: \d+ passed, 1 to note, \d+ not possible\n\n! Contract +Undocumented fields: showUpgradeWorkFlow extra/,
    );
  });

  it("takes the list as one workflow as well, and finds times of another form", async () => {
    const odd = { ...pending, metadata: { ...pending.metadata, updateTimestamp: "2023-11-25T06:32:34Z" } };
    const { url } = await startLiar(service({ list: { items: odd } }));
    const { code, result } = await checked(userOf(url));
    expect(code).toBe(1);
    expect(result.openQuestions).toEqual([{ operation: "listUpgradeWorkFlows", field: "items", seen: "object" }]);
    expect(result.differences).toEqual([
      expect.objectContaining({ kind: "otherForm", field: "items.metadata.updateTimestamp" }),
    ]);
  });

  it("finds a response that is not JSON", async () => {
    const { url } = await startServer((_, response) => {
      answer(response, 200, "<html></html>", { "content-type": "text/html" });
    });
    const { code, failed, results } = await checked(userOf(url));
    expect(code).toBe(1);
    expect(failed?.check).toBe("Reads");
    expect(failed?.advice).toContain("something else than the service");
    expect(results("Contract")[0]?.message).toBe("There was no response to compare with the contract.");
  });
});

it("doctor ends on Ctrl-C", async () => {
  const { url, received } = await startServer(() => undefined);
  const command = cli.start(doctor, { env: userOf(url) });
  await received(1);
  command.signal("SIGINT");
  expect((await command.ended).code).toBe(130);
});
