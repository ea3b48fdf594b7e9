/** The package as ES modules and as CommonJS modules in one process; prints what it finds as JSON. */
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const v8 = require("node:v8");

const folder = "cce-upgrade-workflow";
const entries = ["", "/node", "/mock", "/openapi-fetch", "/types"].map((path) => `${folder}${path}`);
const required = entries.map((entry) => require(entry));
const imported = await Promise.all(entries.map((entry) => import(entry)));

const kinds = { required, imported };
const [one, other] = Object.values(kinds).map(([client, , mock, openapiFetch]) => ({ client, mock, openapiFetch }));

/** How many connections the clients of both open for a call each. */
async function connections() {
  let count = 0;
  const server = createServer((_, response) => response.end("{}")).on("connection", () => (count += 1));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  for (const { client } of [one, other]) {
    const cce = client.createCceClient({ endpoint, projectId: "p", credentials: { token: "t" } });
    await cce.listUpgradeWorkFlows({ cluster_id: "c" }).catch(() => undefined);
  }
  server.closeAllConnections();
  server.close();
  return count;
}

/** How often the mocks of both read the document. */
async function readings(use) {
  const { deserialize } = v8;
  let count = 0;
  v8.deserialize = (content) => {
    count += 1;
    return deserialize(content);
  };
  const mocks = [await one.mock.startMock(), await other.mock.startMock()];
  await use(mocks);
  await Promise.all(mocks.map((mock) => mock.close()));
  return count;
}

function configError({ client }) {
  try {
    return client.createCceClient({});
  } catch (error) {
    return error;
  }
}

const path = "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows";
const params = { path: { project_id: "p", cluster_id: "c" } };
const results = [];
const documentReadings = await readings(async (mocks) => {
  for (const [index, { openapiFetch }] of [one, other].entries()) {
    const client = openapiFetch.createFetchClient({ endpoint: mocks[index].url, credentials: { token: "t" } });
    results.push(await client.GET(path, { params, headers: { Prefer: "code=404" } }));
  }
});

console.log(
  JSON.stringify({
    differingExports: entries.filter(
      (_, index) => String(Object.keys(required[index]).sort()) !== String(Object.keys(imported[index]).sort()),
    ),
    copies: one.client.CceConfigError === other.client.CceConfigError ? 1 : 2,
    guards: [one.client.isCceConfigError(configError(other)), other.client.isCceConfigError(configError(one))],
    errors: [one.openapiFetch.errorOf(results[1])?.status, other.openapiFetch.errorOf(results[0])?.status],
    connections: await connections(),
    documentReadings,
  }),
);
