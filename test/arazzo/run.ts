/** Lints the workflow of a cancel and runs it against the mock: contract, workflow and mock agree. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startMockWith } from "../../src/mock/startMock.js";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const redoclyCli = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin", "cli.js");
const file = join("spec", "cancel.arazzo.yaml");
const cluster = "f9960c6b-8e60-11ee-9754-0255ac100b05";

/** Runs a command of Redocly's command line, which reports on the terminal. Resolves to its exit code. */
function redocly(...args: readonly string[]): Promise<number | null> {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve, reject) => {
    spawn(process.execPath, [redoclyCli, ...args], { cwd: root, env, stdio: "inherit" })
      .once("error", reject)
      .once("close", resolve);
  });
}

const document = JSON.parse(await readFile(join(root, "generated", "openapi.json"), "utf8")) as object;
const mock = await startMockWith(document, {
  workflows: [
    {
      kind: "WorkFlowTask",
      apiVersion: "v3",
      metadata: { uid: "d0b7e319-8172-424c-86ea-543cd23f9756" },
      spec: { clusterID: cluster, clusterVersion: "v1.17.17-r0", targetVersion: "v1.19.16-r80" },
      status: { phase: "Pending", pointStatuses: [{ taskType: "Cluster", status: "Failed" }], lineStatuses: [] },
    },
  ],
});
try {
  const inputs = { token: "any-token", project_id: "47eb1d64cbeb45cfa01ae20af4f4b563", cluster_id: cluster };
  const given = Object.entries(inputs).flatMap(([name, value]) => ["-i", `${name}=${value}`]);
  const lint = await redocly("lint", "--extends=recommended-strict", file);
  const run = lint === 0 ? await redocly("respect", file, "-S", `cce=${mock.url}`, ...given) : lint;
  if (run !== 0) process.exitCode = 1;
} finally {
  await mock.close();
}
