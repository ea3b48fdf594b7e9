/** Libraries that build on openapi-fetch, with the client and the paths of this package. Prints what came of each call. */
import { QueryClient } from "@tanstack/react-query";
import { setupServer } from "msw/node";
import { createOpenApiHttp } from "openapi-msw";
import createQueries from "openapi-react-query";
import { createFetchClient, errorOf, type paths } from "../../src/openapiFetch/index.node.js";

const endpoint = "https://cce.example.com";
const path = "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows/{upgrade_workflow_id}";
const ids = { project_id: "p", cluster_id: "c", upgrade_workflow_id: "w" };

const http = createOpenApiHttp<paths>({ baseUrl: endpoint });
const server = setupServer(
  http.get(path, ({ params, response }) => response(200).json({ metadata: { uid: params.upgrade_workflow_id } })),
  http.patch(path, async ({ request, response }) => {
    const { status } = await request.json();
    return response(400).json({ error_code: "CCE.01400001", error_msg: `no ${status.phase}` });
  }),
);
server.listen({ onUnhandledRequest: "error" });

const client = createFetchClient({ endpoint, credentials: { token: "a-token-for-the-double" } });
const queries = createQueries(client);
const workflow = await new QueryClient().query(queries.queryOptions("get", path, { params: { path: ids } }));
const refused = await client.PATCH(path, { params: { path: ids }, body: { status: { phase: "Cancel" } } });
console.log(
  JSON.stringify({
    uid: workflow.metadata?.uid,
    isPaused: workflow.status?.phase === "Paused",
    error: refused.error,
    message: errorOf(refused)?.message,
  }),
);
server.close();
