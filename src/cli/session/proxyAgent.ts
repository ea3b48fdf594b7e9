import type { ClientRequest } from "node:http";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { NodeAgent } from "../../transport/wire.js";
import type { Proxy } from "./proxy.js";

/** What a proxy answers to the request for a tunnel. */
interface TunnelAnswer {
  readonly statusCode: number;
  readonly statusText: string;
}

/**
 * Without this the answer of a proxy that makes no tunnel would pass for one of the service. The code is that of Node's
 * own proxies.
 */
function refuse({ statusCode, statusText }: TunnelAnswer, request: ClientRequest): void {
  if (statusCode === 200) return;
  const message = `the proxy does not connect to the service, it answered ${statusCode} ${statusText}`.trimEnd();
  request.destroy(Object.assign(new Error(message), { code: "ERR_PROXY_TUNNEL" }));
}

/** An agent that connects through a proxy. Each request has a connection of its own: none is lost on one gone stale. */
export function createProxyAgent({ url, authorization, tunnels }: Proxy): NodeAgent {
  // Not in the URL: the agents write that to a log.
  const options = { headers: authorization === undefined ? {} : { "Proxy-Authorization": authorization } };
  if (!tunnels) return new HttpProxyAgent(url, options);
  return new HttpsProxyAgent(url, options).on("proxyConnect", refuse);
}
