import { servers as generated } from "../../generated/runtime.gen.js";
import { CceConfigError } from "../base/errors.js";

/** The options that determine the address of the service. */
export interface EndpointOptions {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly allowHttpHosts?: readonly string[] | undefined;
}

/** A server of the spec, with the permitted values of its variables. */
interface ServerDescriptor {
  readonly url: string;
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

const servers: readonly ServerDescriptor[] = generated;

const regionVariable = "region";

/** Whether the host of a URL is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The regions that the package knows, sorted: those of the spec's servers. */
export function knownRegions(): string[] {
  return servers.flatMap((server) => server.variables[regionVariable] ?? []).sort();
}

function endpointOf(region: string): string {
  const server = servers.find(({ variables }) => variables[regionVariable]?.includes(region));
  if (server === undefined) {
    throw new CceConfigError(
      "region",
      `Unknown region ${JSON.stringify(region)}. Known: ${knownRegions().join(", ")}. For another cloud, give "endpoint".`,
    );
  }
  return server.url.replace(`{${regionVariable}}`, region);
}

/**
 * The base URL of a client: `endpoint`, or else that of `region`.
 *
 * @throws CceConfigError when both are missing, the region is unknown, or the address is malformed or unsafe.
 */
export function resolveEndpoint({ endpoint, region, allowHttpHosts = [] }: EndpointOptions): string {
  if (endpoint === undefined) {
    if (region === undefined) {
      throw new CceConfigError("region", 'Give "region", or "endpoint" for another cloud or a mock.');
    }
    return endpointOf(region);
  }
  if (!URL.canParse(endpoint)) {
    throw new CceConfigError("endpoint", `"endpoint" is not a URL: ${JSON.stringify(endpoint)}.`);
  }
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") {
    throw new CceConfigError("endpoint", '"endpoint" must not contain a user name or password; give "credentials".');
  }
  if (url.search !== "" || url.hash !== "") {
    throw new CceConfigError("endpoint", '"endpoint" must not have a query or a fragment.');
  }
  const plain = url.protocol === "http:";
  if (plain ? !isLoopback(url.hostname) && !allowHttpHosts.includes(url.hostname) : url.protocol !== "https:") {
    throw new CceConfigError(
      "endpoint",
      `"endpoint" must use https://, as credentials are sent there (got ${url.protocol}//${url.hostname}). ` +
        `Plain http:// is accepted for loopback and for the hosts named in "allowHttpHosts".`,
    );
  }
  // Not `href`, which keeps the "?" of an empty query.
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
