import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { curlLine } from "../../scripts/serve/exampleRequest.js";
import type { Running } from "../helpers/childProcess.js";
import { withProjectCopy } from "../helpers/projectCopy.js";
import { skipRedoc, withoutLabels } from "./redoclyDouble.js";

jest.setTimeout(120_000);

/** Listens on a port of 127.0.0.1; where somebody else does already, that is as good. */
async function occupy(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(port, "127.0.0.1");
  await Promise.race([once(server, "listening"), once(server, "error").catch(() => undefined)]);
  return server;
}

async function withTakenPorts<T>(ports: readonly number[], use: (ports: readonly number[]) => Promise<T>): Promise<T> {
  const servers = await Promise.all(ports.map(occupy));
  try {
    return await use(
      servers.map((server, index) => (server.address() as AddressInfo | null)?.port ?? ports[index] ?? 0),
    );
  } finally {
    for (const server of servers) server.close();
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  return withTakenPorts([0], ([port = 0]) => Promise.resolve(port));
}

/** Whether somebody listens at an address. */
function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => {
      end(true);
    });
    socket.once("timeout", () => {
      end(false);
    });
    socket.once("error", () => {
      end(false);
    });
  });
}

/** The other addresses of this machine; a server on all addresses would accept on each. */
const otherAddresses = [
  "127.0.0.2",
  "::1",
  ...Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address),
];

async function expectLoopbackOnly(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  expect(hostname).toBe("127.0.0.1");
  expect(await accepts(hostname, Number(port))).toBe(true);
  const open = await Promise.all(otherAddresses.map((address) => accepts(address, Number(port))));
  expect(otherAddresses.filter((_, index) => open[index])).toEqual([]);
}

/** What a shell makes of a line that calls curl: the arguments. */
function argumentsOfCurl(line: string): string[] {
  const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${line}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

/** Sends what a line would have curl send. */
async function sendCurl(line: string): Promise<Response> {
  const [dashX, method = "", url = "", ...rest] = argumentsOfCurl(line);
  expect(dashX).toBe("-X");
  const headers: [string, string][] = [];
  let body: string | undefined;
  for (let index = 0; index < rest.length; index += 2) {
    const value = rest[index + 1] ?? "";
    if (rest[index] === "-d") body = value;
    else {
      expect(rest[index]).toBe("-H");
      const [name = "", text = ""] = value.split(": ");
      headers.push([name, text]);
    }
  }
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
}

async function addresses(start: Running): Promise<{ mock: string; docs: string; curl: string }> {
  const [, mock = "", docs = "", curl = ""] = await start.printed(
    /^Mock {2}(http:\S+)\nDocs {2}(http:\S+)\nTry {3}http:\S+\n\nTry it:\n(curl [^]*?)\n\n/m,
  );
  return { mock, docs, curl };
}

async function expectDocs(url: string): Promise<void> {
  const page = await fetch(url);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(await page.text()).toContain("CCE cluster upgrade workflows");
}

describe("npm start", () => {
  it.concurrent(
    "-- --once shows a cancelled workflow and the addresses, and changes nothing but the docs",
    async () => {
      await withProjectCopy(async (copy) => {
        const before = copy.hashes();
        const ports = ["--mock-port", "0", "--docs-port", "0"];
        const { exitCode, stdout, stderr } = await copy.start("start", ["--once", ...ports]).ended;
        expect(stderr).toBe("");
        expect(exitCode).toBe(0);
        expect(stdout).toMatch(/^Generated from spec\/openapi\.yaml: generated\/docs\/index\.html/);
        expect(stdout).toMatch(/^Response 200$/m);
        expect(stdout).toMatch(/^Phase {5}Cancel$/m);
        const time = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}";
        const tasks = [
          `✔ PreCheck   Success      ${time} → \\d{2}:\\d{2}:\\d{2}  1 min 1 s  expires ${time}`,
          "○ Snapshot   not started",
          `✖ Cluster    Failed       ${time} → \\d{2}:\\d{2}:\\d{2}  9 min 5 s  ◀ failed here`,
          "○ PostCheck  not started",
        ];
        expect(stdout).toMatch(new RegExp(tasks.map((task) => `^  ${task}\n`).join("  │\n"), "m"));
        expect(stdout).toMatch(
          /^Mock {2}http:\/\/127\.0\.0\.1:\d+\nDocs {2}http:\/\/127\.0\.0\.1:\d+\nTry {3}http:\S+\n\n$/m,
        );
        // The servers are gone when a reader sees it.
        expect(stdout).not.toContain("curl");
        expect(stdout).toMatch(/^const \{ data, status \} = await client\.upgradeWorkFlowUpdate\(\{$/m);
        expect(stdout).toMatch(/^About this example: .+ Its IDs are not those of the page's request/m);
        const rest = Object.entries(copy.hashes()).filter(([path]) => !path.startsWith("generated/docs/"));
        expect(Object.fromEntries(rest)).toEqual(before);
      });
    },
  );

  it.concurrent(
    "takes the next free ports when the usual ones are taken, serves there, and ends on Ctrl-C",
    async () => {
      await withTakenPorts([4010, 8080], async () => {
        await withProjectCopy(async (copy) => {
          skipRedoc(copy);
          const start = copy.start("start");
          const { mock, docs, curl } = await addresses(start);
          await start.printed(/^Serving until Ctrl-C\.$/m);
          const [mockPort, docsPort] = [mock, docs].map((url) => Number(new URL(url).port));
          expect(mockPort).toBeGreaterThan(4010);
          expect(docsPort).toBeGreaterThan(8080);
          await start.printed(new RegExp(`^Port 4010 is taken; the mock takes ${mockPort ?? 0}\\.$`, "m"));
          await start.printed(new RegExp(`^Port 8080 is taken; the docs takes? ${docsPort ?? 0}\\.$`, "m"));

          await expectLoopbackOnly(mock);
          await expectLoopbackOnly(docs);
          const response = await sendCurl(curl);
          expect(response.status).toBe(200);
          expect(await response.json()).toMatchObject({ kind: "WorkFlowTask", status: { phase: "Cancel" } });
          await expectDocs(docs);

          start.pressCtrlC();
          expect((await start.ended).exitCode).toBe(0);
        });
      });
    },
  );
});

describe("npm run mock", () => {
  it.concurrent("-- --port serves the API alone, on loopback only, until SIGTERM", async () => {
    const port = await freePort();
    await withProjectCopy(async (copy) => {
      const before = copy.hashes();
      const mock = copy.start("mock", ["--port", String(port)]);
      const [, url = ""] = await mock.printed(/^The mock listens on (http:\S+)\. Stop it with Ctrl-C\.$/m);
      expect(url).toBe(`http://127.0.0.1:${port}`);
      await expectLoopbackOnly(url);
      const unknown = await fetch(`${url}/nowhere`);
      expect([unknown.status, await unknown.json()]).toMatchObject([404, { error_code: "APIGW.0101" }]);
      await mock.printed(/^GET \/nowhere 404: The API does not exist or has not been published/m);
      mock.signal("SIGTERM");
      expect(await mock.ended).toMatchObject({ exitCode: 0, stderr: "" });
      expect(copy.hashes()).toEqual(before);
    });
  });
});

describe("npm run docs", () => {
  it.concurrent("-- --port serves the docs alone, on loopback only, until Ctrl-C", async () => {
    const port = await freePort();
    await withProjectCopy(async (copy) => {
      skipRedoc(copy);
      const docs = copy.start("docs", ["--port", String(port)]);
      const [, url = ""] = await docs.printed(/^The docs are on (http:\/\/[\d.]+:\d+)\b[^]* Stop with Ctrl-C\.$/m);
      expect(url).toBe(`http://127.0.0.1:${port}`);
      await expectLoopbackOnly(url);
      await expectDocs(url);
      for (const path of ["/nowhere.html", "/..%2f..%2fpackage.json", "/%2e%2e/openapi.json"]) {
        expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
      }
      docs.pressCtrlC();
      const { exitCode, stderr } = await docs.ended;
      expect({ exitCode, stderr: withoutLabels(stderr) }).toEqual({ exitCode: 0, stderr: "" });
    });
  });
});

describe("a command line that cannot be", () => {
  const usages: readonly [script: string, args: readonly string[], message: RegExp][] = [
    [
      "start",
      ["--nonsense"],
      /^Unknown option '--nonsense'.*\nUsage: npm start -- \[--once\] \[--mock-port N\] \[--docs-port N\]\n$/,
    ],
    ["mock", ["--port", "65536"], /^--port must be a port from 0 to 65535 \(got "65536"\)\.\n$/],
    ["docs", ["here"], /^Unexpected argument 'here'.*\nUsage: npm run docs -- \[--port N\]\n$/],
  ];

  it.concurrent("ends with the usage and exit code 2", async () => {
    await withProjectCopy(async (copy) => {
      await Promise.all(
        usages.map(async ([script, args, message]) => {
          const { exitCode, stdout, stderr } = await copy.start(script, args).ended;
          expect(stderr).toMatch(message);
          expect([stdout, exitCode]).toEqual(["", 2]);
        }),
      );
    });
  });

  it.concurrent("as a chosen port that is taken, names the option, without a stack trace", async () => {
    await withTakenPorts([0], async ([port = 0]) => {
      await withProjectCopy(async (copy) => {
        skipRedoc(copy);
        const message = (option: string) =>
          `Port ${port} is taken. Choose another with --${option}, or leave the option out.\n`;
        const [mock, start] = await Promise.all([
          copy.start("mock", ["--port", String(port)]).ended,
          copy.start("start", ["--once", "--mock-port", "0", "--docs-port", String(port)]).ended,
        ]);
        expect([mock.stderr, mock.exitCode]).toEqual([message("port"), 2]);
        expect(withoutLabels(start.stderr)).toBe(message("docs-port"));
        expect(start.exitCode).toBe(2);
      });
    });
  });
});

it("a text with quotes survives the shell the printed curl line is pasted into", () => {
  const body = { reason: `it's "over" $HOME \\` };
  const request = { operationId: "any", method: "POST", path: "/it's", note: "", params: { body } };
  expect(argumentsOfCurl(curlLine(request, "http://127.0.0.1:1", "a'b"))).toEqual([
    ...["-X", "POST", "http://127.0.0.1:1/it's"],
    ...["-H", "X-Auth-Token: a'b"],
    ...["-H", "Content-Type: application/json", "-d", JSON.stringify(body)],
  ]);
});
