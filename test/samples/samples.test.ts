import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { parse } from "yaml";
import { mockScenarios } from "../../src/mock/service/scenarios.js";
import type { Mock } from "../../src/mock/startMock.js";
import { clusterId, withMock, workflowId, workflowPath } from "../mock/support.js";

jest.setTimeout(60_000);

const folder = join(process.cwd(), "spec", "samples");
const modules = join(process.cwd(), "node_modules");
const tsc = join(modules, "typescript", "bin", "tsc");
const tsx = join(modules, "tsx", "dist", "cli.mjs");

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { env: { ...process.env, ...env }, timeout: 50_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exitCode: typeof code === "number" ? code : -1, stdout, stderr });
    });
  });
}

/** The samples of each language, as `languages.yaml` lists them. */
const languages = parse(readFileSync(join(folder, "languages.yaml"), "utf8")) as Record<string, { label: string }>;
const sampleFiles = readdirSync(folder).filter((name) => Object.hasOwn(languages, extname(name).slice(1)));

function variables(mock: Mock, workflow: string): Record<string, string> {
  return {
    CCE_ENDPOINT: mock.url,
    CCE_PROJECT_ID: "47eb1d64cbeb45cfa01ae20af4f4b563",
    CCE_TOKEN: "a-token",
    CCE_CLUSTER_ID: clusterId,
    CCE_WORKFLOW_ID: workflow,
  };
}

const refused = mockScenarios.find(({ name }) => name === "workflowRunning")?.workflowId ?? "";

describe("the samples", () => {
  it("are in openapi.json, in the order of languages.yaml, and not in the spec", () => {
    const published = JSON.parse(readFileSync("generated/openapi.json", "utf8")) as {
      paths: Record<string, Record<string, { operationId?: string; "x-codeSamples"?: unknown }>>;
    };
    const found = Object.values(published.paths).flatMap((item) =>
      Object.values(item).flatMap(({ operationId = "", "x-codeSamples": samples }) =>
        samples === undefined ? [] : [{ operationId, samples }],
      ),
    );
    expect(found).toEqual([
      {
        operationId: "upgradeWorkFlowUpdate",
        samples: Object.entries(languages).map(([extension, language]) => ({
          ...language,
          source: readFileSync(join(folder, `upgradeWorkFlowUpdate.${extension}`), "utf8"),
        })),
      },
    ]);
    expect(readFileSync("spec/openapi.yaml", "utf8")).not.toMatch(/codeSamples|samples\//);
  });

  it.each(sampleFiles)("name both IDs: %s", (name) => {
    const source = readFileSync(join(folder, name), "utf8");
    for (const variable of ["CCE_CLUSTER_ID", "CCE_WORKFLOW_ID"]) expect(source).toContain(variable);
  });

  it("in TypeScript compile against the client", async () => {
    expect(await run(process.execPath, [tsc, "-p", folder])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });
});

/** How a sample is run, as it is, and what it says of a cancel and of a refusal. */
const runnable = [
  {
    file: "upgradeWorkFlowUpdate.ts",
    command: process.execPath,
    args: [tsx, "--tsconfig", join(folder, "tsconfig.json")],
    cancelled: /^The workflow is now in phase Cancel\.\n$/,
    refusal: { exitCode: 1, told: /^Refused with 400 CCE\.01400001: .+\n$/ },
  },
  {
    file: "upgradeWorkFlowUpdate.sh",
    command: "sh",
    args: [],
    cancelled: /"phase":\s*"Cancel"/,
    refusal: { exitCode: 22, told: /"errorCode":\s*"CCE\.01400001"/ },
  },
];

describe.each(runnable)("$file against the mock", ({ file, command, args, cancelled, refusal }) => {
  it("cancels a workflow", async () => {
    await withMock({}, async (mock) => {
      const env = variables(mock, workflowId);
      const ended = await run(command, [...args, join(folder, file)], env);
      expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
      expect(ended.stdout).toMatch(cancelled);
      expect(mock.requests).toMatchObject([{ method: "PATCH", path: workflowPath() }]);
    });
  });

  it("tells why a cancel is refused", async () => {
    await withMock({}, async (mock) => {
      const { exitCode, stdout, stderr } = await run(command, [...args, join(folder, file)], variables(mock, refused));
      expect(exitCode).toBe(refusal.exitCode);
      expect(stdout + stderr).toMatch(refusal.told);
    });
  });
});

/** The tools that parse the languages of the vendor's SDKs, which are not installed here. */
const parsers = [
  {
    extension: ".py",
    tool: "python3",
    version: ["--version"],
    args: ["-c", "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())"],
  },
  {
    extension: ".java",
    tool: "javac",
    version: ["-version"],
    command: "java",
    args: [join(process.cwd(), "test", "samples", "ParseJava.java")],
  },
  { extension: ".go", tool: "gofmt", version: ["-h"], args: ["-e"] },
];

describe("the samples for the vendor's SDKs", () => {
  const files = readdirSync(folder);

  it("are parsed by the tools of their languages that are here", async () => {
    const report: string[] = [];
    for (const { extension, tool, version, command = tool, args } of parsers) {
      const samples = files.filter((name) => extname(name) === extension);
      expect(samples).not.toEqual([]);
      const isHere = (await run(tool, version)).exitCode >= 0;
      report.push(`${samples.join(", ")}: ${isHere ? `parsed by ${command}` : `not parsed, there is no ${tool} here`}`);
      if (!isHere) continue;
      for (const name of samples) {
        expect(await run(command, [...args, join(folder, name)])).toMatchObject({ exitCode: 0, stderr: "" });
      }
      const broken = mkdtempSync(join(tmpdir(), "cce-sample-"));
      try {
        writeFileSync(join(broken, `broken${extension}`), "class Broken { (");
        expect((await run(command, [...args, join(broken, `broken${extension}`)])).exitCode).not.toBe(0);
      } finally {
        rmSync(broken, { recursive: true });
      }
    }
    process.stderr.write(`${report.join("\n")}\n`);
  });
});
