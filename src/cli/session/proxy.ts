import { isIPv6 } from "node:net";
import { isLoopback } from "../../client/endpoint.js";
import { metadataEndpoint } from "../../node/ecs.js";
import type { NodeAgent } from "../../transport/wire.js";
import type { Context } from "./context.js";
import { UsageError } from "./failure.js";

/** A proxy, and what it is to do. */
export interface Proxy {
  /** Its address, without user name and password. */
  readonly url: URL;
  /** What it is told of the user in `Proxy-Authorization`; `undefined` where its address has no user name. */
  readonly authorization: string | undefined;
  /** Whether it is asked for a tunnel, as for `https://`; else it is sent the request. */
  readonly tunnels: boolean;
}

type Environment = Context["env"];

/** The first of `names` that is set, and its value. */
function variable(env: Environment, ...names: readonly string[]): readonly [name: string, value: string] | undefined {
  for (const name of names) {
    const value = env[name]?.trim() ?? "";
    if (value !== "") return [name, value];
  }
  return undefined;
}

/** One spelling for each host: IPv6 without brackets and as short as it gets. */
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

/** Whether `NO_PROXY` names the host of an address: `host`, `.suffix`, `*.suffix`, an IP address, each also with a port; or `*`. */
function isExcepted(env: Environment, url: URL): boolean {
  const [, list = ""] = variable(env, "no_proxy", "NO_PROXY") ?? [];
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
    // The value may have a password in it, and so may the message.
    throw new UsageError(`${name} is not the address of a proxy. It must look like http://proxy.example.com:3128.`);
  }
}

/**
 * The proxy for an address, as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say; the names in lower case go first.
 *
 * @throws UsageError when the variable is no address of a proxy.
 */
export function proxyFor(context: Context, address: string): Proxy | undefined {
  const { env, secrets } = context;
  const target = new URL(address);
  const isPlain = target.protocol === "http:";
  const found = isPlain ? variable(env, "http_proxy", "HTTP_PROXY") : variable(env, "https_proxy", "HTTPS_PROXY");
  if (found === undefined || target.origin === metadataEndpoint || isExcepted(env, target)) return undefined;
  const { url, user } = parseProxy(...found);
  // What is asked over plain HTTP is on this machine: another one could not reach it, and would read the credentials.
  if (isPlain && !isLoopback(url.hostname)) return undefined;
  if (user === undefined) return { url, authorization: undefined, tunnels: !isPlain };
  const encoded = Buffer.from(user).toString("base64");
  secrets.add(encoded).add(user.slice(user.indexOf(":") + 1));
  return { url, authorization: `Basic ${encoded}`, tunnels: !isPlain };
}

/** The agent for an address where {@link proxyFor} knows a proxy. */
export async function agentFor(context: Context, address: string): Promise<NodeAgent | undefined> {
  const proxy = proxyFor(context, address);
  return proxy === undefined ? undefined : context.createProxyAgent(proxy);
}
