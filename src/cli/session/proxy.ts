import { isIPv6 } from "node:net";
import { isLoopback } from "../../client/endpoint.js";
import { metadataEndpoint } from "../../node/ecs.js";
import type { NodeAgent } from "../../transport/wire.js";
import { type Context, variable } from "./context.js";
import { UsageError } from "./failure.js";

/** A proxy and how to use it. */
export interface Proxy {
  /** The variable that names it. */
  readonly from: string;
  /** Its address, without user name and password. */
  readonly url: URL;
  /** The value of `Proxy-Authorization`; `undefined` if its address has no user name. */
  readonly authorization: string | undefined;
  /** Whether it opens a tunnel, as for `https://`; otherwise it receives the request itself. */
  readonly tunnels: boolean;
}

/** One spelling for each host: IPv6 without brackets and in its shortest form. */
function plainHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  return isIPv6(bare) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare;
}

function matches(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === "*") return true;
  const [, bracketed, plain, wantedPort] =
    /^(?:(\[.*\])|(.*?))(?::(\d+))?$/.exec(isIPv6(entry) ? `[${entry}]` : entry) ?? [];
  const wanted = plainHost(bracketed ?? plain ?? "");
  const actualPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  if (wantedPort !== undefined && wantedPort !== actualPort) return false;
  const actual = plainHost(hostname);
  const suffix = /^\*?(\..+)$/.exec(wanted)?.[1];
  return suffix === undefined ? actual === wanted : actual.endsWith(suffix);
}

/** Whether `NO_PROXY` lists the host of an address: `host`, `.suffix`, `*.suffix`, an IP address, each also with a port; or `*`. */
function isExcepted(context: Context, url: URL): boolean {
  const list = variable(context, "no_proxy", "NO_PROXY")?.value ?? "";
  return list.split(/[\s,]+/).some((entry) => entry !== "" && matches(entry, url));
}

function parseProxy(name: string, value: string): { readonly url: URL; readonly user: string | undefined } {
  try {
    const url = new URL(value.includes("://") ? value : `http://${value}`);
    if (!/^https?:$/.test(url.protocol)) throw new TypeError("not a proxy that can be used");
    const { username, password } = url;
    url.username = "";
    url.password = "";
    const hasUser = username !== "" || password !== "";
    return { url, user: hasUser ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined };
  } catch {
    // The value may contain a password, and so may the message.
    throw new UsageError(`${name} is not the address of a proxy. It must look like http://proxy.example.com:3128.`);
  }
}

/**
 * The proxy for an address according to `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. Names in lower case take precedence.
 *
 * @throws UsageError if the variable is not the address of a proxy.
 */
export function proxyFor(context: Context, address: string): Proxy | undefined {
  const target = new URL(address);
  const isPlain = target.protocol === "http:";
  const found = isPlain
    ? variable(context, "http_proxy", "HTTP_PROXY")
    : variable(context, "https_proxy", "HTTPS_PROXY");
  if (found === undefined || target.origin === metadataEndpoint || isExcepted(context, target)) return undefined;
  const { name: from, value } = found;
  const { url, user } = parseProxy(from, value);
  // Plain HTTP is for this machine only: a proxy elsewhere could not reach it, and would see the credentials.
  if (isPlain && !isLoopback(url.hostname)) return undefined;
  if (user === undefined) return { from, url, authorization: undefined, tunnels: !isPlain };
  const encoded = Buffer.from(user).toString("base64");
  context.secrets.add(encoded).add(user.slice(user.indexOf(":") + 1));
  return { from, url, authorization: `Basic ${encoded}`, tunnels: !isPlain };
}

/** The agent for an address, if it is reached through a proxy. */
export async function agentFor(context: Context, address: string): Promise<NodeAgent | undefined> {
  const proxy = proxyFor(context, address);
  return proxy === undefined ? undefined : context.createProxyAgent(proxy);
}
