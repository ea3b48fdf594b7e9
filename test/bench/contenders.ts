// What only some contenders need is loaded by them: the time of a first call counts.
import { createRequire } from "node:module";
import type * as entry from "../../src/index.js";
import { type Call, ids, keys, path, pathTemplate, requestBody, type Target, token } from "./target.js";

type Contender = (target: Target) => Promise<Call>;

const json = { accept: "application/json", "content-type": "application/json" };

function rawFetch({ endpoint }: Target): Promise<Call> {
  const headers = { ...json, "x-auth-token": token };
  return Promise.resolve(async () => {
    const response = await fetch(endpoint + path, { method: "PATCH", headers, body: JSON.stringify(requestBody) });
    return response.json();
  });
}

/** The signature as a straightforward program writes it. */
async function sign(method: string, url: URL, body: string): Promise<Record<string, string>> {
  const { createHash, createHmac } = await import("node:crypto");
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = { "content-type": "application/json", host: url.host, "x-sdk-date": time };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name] ?? ""}\n`).join("");
  const canonical = [method, `${url.pathname}/`, "", lines, names.join(";"), sha256(body)].join("\n");
  const toSign = `SDK-HMAC-SHA256\n${time}\n${sha256(canonical)}`;
  const signature = createHmac("sha256", keys.secretKey).update(toSign).digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${keys.accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { "x-sdk-date": time, authorization };
}

interface PathsOfBench {
  readonly [pathTemplate]: {
    readonly patch: {
      readonly parameters: { readonly path: typeof ids };
      readonly requestBody: { readonly content: { readonly "application/json": typeof requestBody } };
      readonly responses: { readonly 200: { readonly content: { readonly "application/json": unknown } } };
    };
  };
}

async function openapiFetch({ endpoint }: Target, signed: boolean): Promise<Call> {
  const { default: createClient } = await import("openapi-fetch");
  const client = createClient<PathsOfBench>({ baseUrl: endpoint });
  client.use({
    onRequest: async ({ request }) => {
      if (!signed) {
        request.headers.set("x-auth-token", token);
        return request;
      }
      const body = await request.clone().text();
      const headers = await sign(request.method, new URL(request.url), body);
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      return request;
    },
  });
  return async () => (await client.PATCH(pathTemplate, { params: { path: ids }, body: requestBody })).data;
}

/** What the bench uses of packages that it installs for itself, whose types are not there. */
interface VendorCore {
  readonly BasicCredentials: new () => {
    withAk(ak: string): { withSk(sk: string): { withProjectId(id: string): unknown } };
  };
  readonly ClientBuilder: new (init: (client: VendorClient) => VendorClient) => {
    withCredential(credential: unknown): { withEndpoint(endpoint: string): { build(): VendorClient } };
  };
}

interface VendorClient {
  sendRequest(options: object): Promise<unknown>;
}

interface Axios {
  create(options: object): { patch(url: string, body: string): Promise<{ data: unknown }> };
}

function vendor({ endpoint, peers }: Target): Promise<Call> {
  const load = createRequire(peers);
  const core = {
    ...(load("@huaweicloud/huaweicloud-sdk-core") as VendorCore),
    // As the vendor's generated clients load it.
    ...(load("@huaweicloud/huaweicloud-sdk-core/ClientBuilder") as Pick<VendorCore, "ClientBuilder">),
  };
  const credential = new core.BasicCredentials()
    .withAk(keys.accessKey)
    .withSk(keys.secretKey)
    .withProjectId(ids.project_id);
  const client = new core.ClientBuilder((built) => built).withCredential(credential).withEndpoint(endpoint).build();
  // As the vendor's generated clients describe a request.
  return Promise.resolve(() =>
    client.sendRequest({
      method: "PATCH",
      url: pathTemplate,
      contentType: "application/json",
      queryParams: {},
      pathParams: { ...ids },
      headers: {},
      data: requestBody,
    }),
  );
}

async function keepAliveAgents() {
  const [http, https] = await Promise.all([import("node:http"), import("node:https")]);
  return { http, https, agent: new http.Agent({ keepAlive: true }), tlsAgent: new https.Agent({ keepAlive: true }) };
}

async function axiosCall({ endpoint, peers }: Target): Promise<Call> {
  const axios = createRequire(peers)("axios") as Axios;
  const { agent: httpAgent, tlsAgent: httpsAgent } = await keepAliveAgents();
  const headers = { ...json, "x-auth-token": token };
  const client = axios.create({ baseURL: endpoint, headers, httpAgent, httpsAgent });
  return async () => (await client.patch(path, JSON.stringify(requestBody))).data;
}

async function undiciRequest({ endpoint }: Target): Promise<Call> {
  const { request } = await import("undici");
  const headers = { ...json, "x-auth-token": token };
  return async () => {
    const { body } = await request(endpoint + path, { method: "PATCH", headers, body: JSON.stringify(requestBody) });
    return body.json();
  };
}

async function nodeHttp({ endpoint }: Target): Promise<Call> {
  const { http, https, agent: plainAgent, tlsAgent } = await keepAliveAgents();
  const [send, agent] = endpoint.startsWith("https:") ? [https.request, tlsAgent] : [http.request, plainAgent];
  return () =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(requestBody);
      const headers = { ...json, "x-auth-token": token, "content-length": Buffer.byteLength(body) };
      send(endpoint + path, { method: "PATCH", agent, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => {
          resolve(JSON.parse(text));
        });
      })
        .on("error", reject)
        .end(body);
    });
}

async function ours({ endpoint, dist }: Target, file: string, credentials: entry.Credentials): Promise<Call> {
  const { createCceClient } = (await import(`${dist}/src/${file}`)) as typeof entry;
  const cce = createCceClient({ endpoint, projectId: ids.project_id, credentials });
  const { cluster_id, upgrade_workflow_id } = ids;
  return () => cce.upgradeWorkFlowUpdate({ cluster_id, upgrade_workflow_id, body: requestBody });
}

export const contenders = {
  fetch: rawFetch,
  "openapi-fetch": (target) => openapiFetch(target, false),
  "openapi-fetch, signed": (target) => openapiFetch(target, true),
  "vendor SDK, signed": vendor,
  axios: axiosCall,
  "undici.request": undiciRequest,
  "node:http": nodeHttp,
  "this package, token": (target) => ours(target, "index.node.js", { token }),
  "this package, signed": (target) => ours(target, "index.node.js", keys),
  "this package over fetch, signed": (target) => ours(target, "index.js", keys),
} as const satisfies Readonly<Record<string, Contender>>;

export type ContenderName = keyof typeof contenders;
