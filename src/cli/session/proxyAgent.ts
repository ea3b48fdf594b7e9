import type { ClientRequest } from "node:http";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { NodeAgent } from "../../transport/wire.js";
import type { Proxy } from "./proxy.js";

/** A proxy's response to the request for a tunnel. */
interface TunnelResponse {
  readonly statusCode: number;
  readonly statusText: string;
}

/**
 * Ends a request whose proxy opens no tunnel; otherwise the proxy's response would pass for the service's. The code is the
 * one that Node's own proxy support uses.
 */
function refuse({ statusCode, statusText }: TunnelResponse, request: ClientRequest): void {
  if (statusCode === 200) return;
  const message = `the proxy does not connect to the service, it returned ${statusCode} ${statusText}`.trimEnd();
  request.destroy(Object.assign(new Error(message), { code: "ERR_PROXY_TUNNEL" }));
}

/** An agent that connects through a proxy. Each request has its own connection, so that none is lost on a stale one. */
export function createProxyAgent({ url, authorization, tunnels }: Proxy): NodeAgent {
  // Not in the URL: the agents log that.
  const options = { headers: authorization === undefined ? {} : { "Proxy-Authorization": authorization } };
  if (!tunnels) return new HttpProxyAgent(url, options);
  return new HttpsProxyAgent(url, options).on("proxyConnect", refuse);
}
