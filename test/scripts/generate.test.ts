import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { isMap, isScalar, parse, parseDocument, visit } from "yaml";
import { ToolError } from "../../scripts/pipeline/problems.js";
import { withRedocly } from "../../scripts/pipeline/redocly/commandLine.js";
import { type Ended, startNode } from "../helpers/childProcess.js";
import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";
import { replaceRedocly } from "./redoclyDouble.js";

jest.setTimeout(240_000);

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
}

const specText = readFileSync("spec/openapi.yaml", "utf8");
const specHash = createHash("sha256").update(specText.replaceAll("\r\n", "\n")).digest("hex");
const specPaths = (parse(specText) as { paths: Record<string, Record<string, Operation>> }).paths;
const operations = Object.values(specPaths).flatMap((item) =>
  Object.values(item).filter((operation) => typeof operation.operationId === "string"),
);

/** The explained values of all enums of the spec. */
function enumExplanations(): [value: string, meaning: string][] {
  const found: [string, string][] = [];
  visit(parseDocument(specText), {
    Pair: (_key, { key, value }) => {
      if (isScalar(key) && key.value === "x-enumDescriptions" && isMap(value)) {
        found.push(...Object.entries(value.toJSON() as Record<string, string>));
      }
    },
  });
  return found;
}

/** Text as it is compared: however its lines are broken. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The comments of a source, each followed by the line it belongs to. */
function comments(source: string): { readonly text: string; readonly subject: string }[] {
  return [...source.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\n(.*)/g)].map(([, text = "", subject = ""]) => ({
    text: plain(text.replaceAll(/^\s*\* ?/gm, "")),
    subject: subject.trim(),
  }));
}

/** Makes every Node process that inherits its environment note the hosts it connects to in a file. */
const recorder = `
const { appendFileSync } = require("node:fs");
const { Socket } = require("node:net");
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const [first] = args.flat();
  const isPipe = typeof first === "string" || (typeof first === "object" && first !== null && "path" in first && first.path);
  if (!isPipe) appendFileSync(process.env.CONNECTIONS_FILE, JSON.stringify(first) + "\\n");
  return connect.apply(this, args);
};
`;

function recording(copy: ProjectCopy): Record<string, string> {
  writeFileSync(join(copy.root, "recorder.cjs"), recorder);
  writeFileSync(join(copy.root, "connections"), "");
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(join(copy.root, "recorder.cjs"))}`,
    CONNECTIONS_FILE: join(copy.root, "connections"),
  };
}

interface Run extends Ended {
  readonly files: Readonly<Record<string, string>>;
}

/** A run in one folder, through a proxy that counts and with every connection noted. */
async function watchedRun(): Promise<Run & { requests: string[]; connections: string; control: string[] }> {
  const requests: string[] = [];
  const proxy = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.writeHead(502).end();
  });
  proxy.on("connect", (request, socket) => {
    requests.push(`CONNECT ${request.url ?? ""}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    return await withProjectCopy(async (copy) => {
      const record = recording(copy);
      const proxies = Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].map((name) => [name, url]));
      const lowerCase = Object.fromEntries(Object.entries(proxies).map(([name, value]) => [name.toLowerCase(), value]));
      const ended = await copy.start("generate", [], { ...record, ...proxies, ...lowerCase }).ended;
      const connections = copy.read("connections");
      const seen = [...requests];
      const files = copy.hashes("generated");
      await startNode(["-e", `fetch("${url}/control").catch(() => {})`], copy.root, record).ended;
      return { ...ended, files, requests: seen, connections, control: [...requests, copy.read("connections")] };
    });
  } finally {
    proxy.close();
  }
}

/** A run in another folder, with nothing there yet, in another time zone and language; then a check of it. */
async function freshRun(): Promise<Run & { sources: Readonly<Record<string, string>>; check: Ended }> {
  return withProjectCopy(async (copy) => {
    copy.remove("generated");
    const ended = await copy.start("generate", [], { TZ: "Pacific/Chatham", LC_ALL: "tr_TR.UTF-8" }).ended;
    const files = copy.hashes("generated");
    const sources = Object.fromEntries(Object.keys(files).map((path) => [path, copy.read(path)]));
    const check = await copy.start("check").ended;
    return { ...ended, files, sources, check };
  });
}

describe("npm run generate", () => {
  let watched: Awaited<ReturnType<typeof watchedRun>>;
  let fresh: Awaited<ReturnType<typeof freshRun>>;
  const inGenerated = (path: string) => `generated/${path}`;
  const source = (path: string): string => fresh.sources[inGenerated(path)] ?? "";
  const pages = () => Object.entries(fresh.sources).filter(([path]) => path.endsWith(".html"));

  beforeAll(async () => {
    [watched, fresh] = await Promise.all([watchedRun(), freshRun()]);
  });

  it("writes the same bytes in another folder, from nothing, in another time zone and language", () => {
    expect([watched.exitCode, fresh.exitCode]).toEqual([0, 0]);
    expect(Object.keys(fresh.files)).toEqual(
      expect.arrayContaining(
        ["client.gen.ts", "docs/index.html", "openapi.json", "operations.gen.ts", "runtime.gen.ts", "types.gen.ts"].map(
          inGenerated,
        ),
      ),
    );
    expect(watched.files).toEqual(fresh.files);
  });

  it("says which files it wrote and nothing else: no banner or notice of a tool", () => {
    const paths = Object.keys(fresh.files);
    const lines = (stdout: string) =>
      stdout
        .replace(/\d+\.\d s/, "N s")
        .split("\n")
        .sort();
    const expected = (written: readonly string[]) =>
      ["", "done in N s", ...written.map((path) => `wrote ${path}`)].sort();
    expect(lines(fresh.stdout)).toEqual(expected(paths));
    expect(lines(watched.stdout)).toEqual(expected(paths.filter((path) => path.startsWith("generated/docs/"))));
    expect([fresh.stderr, watched.stderr]).toEqual(["", ""]);
  });

  it("leaves what npm run check accepts, built docs included", () => {
    expect(fresh.check).toEqual({
      exitCode: 0,
      stdout: `generated/ matches spec/openapi.yaml (${Object.keys(fresh.files).length} files)\n`,
      stderr: "",
    });
  });

  it("connects to nothing", () => {
    expect(watched.requests).toEqual([]);
    expect(watched.connections).toBe("");
    // The proof that a request and a connection would have been noted.
    expect(watched.control).toEqual(["GET /control", expect.stringContaining("127.0.0.1")]);
  });

  it("stamps every file with the hash of the spec", () => {
    for (const path of ["types.gen.ts", "operations.gen.ts", "client.gen.ts", "runtime.gen.ts"]) {
      expect(source(path).split("\n").slice(0, 2)).toEqual([
        '// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.',
        `// spec sha256: ${specHash}`,
      ]);
    }
    expect(JSON.parse(source("openapi.json"))).toHaveProperty("x-generated-from", {
      file: "spec/openapi.yaml",
      sha256: specHash,
    });
    for (const [path, html] of pages()) {
      const stamp = `<meta name="generated-from" content="spec/openapi.yaml sha256 ${specHash}">`;
      expect([path, html.split("</head>")[0]?.includes(stamp)]).toEqual([path, true]);
    }
  });

  it("makes sources that import nothing but each other", () => {
    for (const path of ["types.gen.ts", "operations.gen.ts", "client.gen.ts", "runtime.gen.ts"]) {
      const needsTypes = path === "operations.gen.ts" || path === "client.gen.ts";
      const imported = [...source(path).matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*["']([^"']+)["']/g)];
      expect(imported.map(([, module]) => module)).toEqual(needsTypes ? ["./types.gen.js"] : []);
    }
  });

  it("gives every operation a method whose doc comment holds the spec's text", () => {
    expect(operations.length).toBeGreaterThan(0);
    const methods = comments(source("client.gen.ts"));
    for (const { operationId, summary, description } of operations) {
      const method = methods.find(({ subject }) => subject.startsWith(`${operationId}(params`));
      expect(method?.text).toContain(plain(summary));
      expect(method?.text).toContain(plain(description));
    }
  });

  it("puts the explanation of every enum value in a doc comment", () => {
    const explanations = enumExplanations();
    expect(explanations.length).toBeGreaterThan(0);
    const texts = comments(source("types.gen.ts")).map(({ text }) => text);
    for (const [value, meaning] of explanations) {
      const line = `- \`${value}\`: ${plain(meaning)}`;
      expect([line, texts.some((text) => text.includes(line))]).toEqual([line, true]);
    }
  });

  it("makes docs that load nothing from elsewhere", () => {
    expect(source("docs/index.html")).toContain("CCE cluster upgrade workflows");
    const loading = [
      /cdn\.redoc\.ly/g,
      /<script[^>]*\ssrc\s*=/g,
      /<link[^>]*\shref\s*=\s*["']?(?:https?:)?\/\//g,
      /<(?:img|iframe|source|image)[^>]*\s(?:src|srcset|href)\s*=\s*["']?(?:https?:)?\/\//g,
      /url\(\s*["']?(?:https?:)?\/\//g,
    ];
    for (const [path, html] of pages()) {
      for (const pattern of loading) expect([path, pattern, html.match(pattern)]).toEqual([path, pattern, null]);
    }
  });
});

describe("a failure or change of Redocly", () => {
  it("that ends it in the middle is an error with its last words", async () => {
    await withProjectCopy(async (copy) => {
      replaceRedocly(copy, `setTimeout(() => { throw new Error("It broke."); });`);
      const result = withRedocly(copy.root, (redocly) => redocly(["build-docs"]));
      await expect(result).rejects.toThrow(ToolError);
      await expect(result).rejects.toThrow(/^Redocly's command line ended \(1\)\. [^]*Error: It broke\.\n/);
    });
  });

  it("is an error for every command, also for those sent after its end", async () => {
    await withProjectCopy(async (copy) => {
      replaceRedocly(copy, "setTimeout(() => process.kill(process.pid, 'SIGKILL'));");
      const results = await withRedocly(copy.root, async (redocly) => {
        const first = await redocly(["build-docs"]).catch(String);
        return [first, ...(await Promise.all([1, 2].map(() => redocly(["build-docs"]).catch(String))))];
      });
      expect(results).toEqual(Array(3).fill("ToolError: Redocly's command line ended (by a signal)."));
    });
  });

  it("that makes the page load something else is an error, and nothing is written", async () => {
    await withProjectCopy(async (copy) => {
      replaceRedocly(
        copy,
        `import { writeFileSync } from "node:fs";
        const args = process.argv.slice(2);
        if (args[0] === "build-docs") writeFileSync(args[args.indexOf("--output") + 1], '<head></head><img src="https://cdn.redoc.ly/redoc/logo.svg">');`,
      );
      copy.editSpec("version: 1.0.0", "version: 1.0.1");
      const before = copy.hashes("generated");
      const { exitCode, stdout, stderr } = await copy.start("generate").ended;
      expect(exitCode).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(
        /^redocly build-docs was expected to leave 2 images on a foreign host and left 1\. Look at .*, and adapt .*\.\n$/,
      );
      expect(copy.hashes("generated")).toEqual(before);
    });
  });
});
