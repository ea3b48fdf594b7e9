import { carriesItself } from "../../auth/authorizer.js";
import { isCceApiError, isCceResponseError, isCceTimeoutError, type ResponseHeaders } from "../../base/errors.js";
import { Stopwatch } from "../../base/sleep.js";
import { node } from "../../client/platform.node.js";
import { describeFailure } from "../../transport/connection.js";
import { exchange } from "../../transport/exchange.js";
import { parseHttpDate } from "../../transport/retry.js";
import type { NodeAgent } from "../../transport/wire.js";
import type { Context } from "../session/context.js";
import { agentFor, proxyFor } from "../session/proxy.js";
import { showDuration } from "../terminal/time.js";
import type { Checkup } from "./checkup.js";

/** Limits of the requests, short enough for an operator at night. */
export const limits = { timeoutMs: 10_000, totalTimeoutMs: 20_000, maxAttempts: 2 } as const;

const maxResponseBytes = 1024 * 1024;

/** Beyond 15 minutes the gateway refuses signatures; a clock that is a third of it off is about to get there. */
const allowedSkewMs = 5 * 60_000;

/** Sends a request without credentials. Any response will do: an error shows as well that the service is there. */
async function probe({ clock, interrupted }: Context, endpoint: string, agent?: NodeAgent): Promise<ResponseHeaders> {
  const request = { method: "GET", url: new URL(`${endpoint}/`), headers: {}, body: undefined };
  const settings = {
    ...limits,
    maxAttempts: 1,
    wire: node.wire({ agent }, maxResponseBytes),
    authorizer: carriesItself(),
    clock,
    onEvent: undefined,
  };
  const descriptor = {
    method: "GET",
    path: "/",
    params: {},
    success: { 200: "any" as const },
    retry: { unprocessed: true, unknown: true },
  };
  const call = { operation: "probeEndpoint", descriptor, projectId: undefined, signal: interrupted };
  try {
    return (await exchange(settings, call, request)).response.headers;
  } catch (error) {
    if (isCceApiError(error) || isCceResponseError(error)) return error.headers;
    throw error;
  }
}

function adviceFor(error: unknown, { host }: URL, proxy: string | undefined): string {
  const { code = "", isAboutCertificate } = describeFailure(error);
  if (code.includes("ALTNAME")) return `Check the address: the certificate of ${host} is for another name.`;
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return `Check the clock of this machine, else the certificate of ${host}.`;
  if (isAboutCertificate) {
    return `If a proxy of your company reads TLS, set NODE_EXTRA_CA_CERTS to the file of its authority. Else do not send credentials to ${host}.`;
  }
  if (proxy !== undefined) return `Check the address in ${proxy}, that the proxy allows ${host}, and NO_PROXY.`;
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return "Check the region or the address, and the DNS of this machine.";
  const isSilent = isCceTimeoutError(error) || code === "ETIMEDOUT";
  return isSilent
    ? "A firewall may drop the packets. If this network needs a proxy, set HTTPS_PROXY."
    : `Check the region or the address, and the route from this machine to ${host}.`;
}

/** A way to the service that works. */
export interface Route {
  readonly agent: NodeAgent | undefined;
}

/** Checks network, proxy and TLS, and the clock of this machine against that of the service. */
export async function checkConnection(checkup: Checkup, endpoint: string): Promise<Route | undefined> {
  const { context } = checkup;
  const url = new URL(endpoint);
  const watch = new Stopwatch(context.clock);
  let proxyVariable: string | undefined;
  const reached = await checkup.attempt(
    "Connection",
    async () => {
      const proxy = proxyFor(context, endpoint);
      proxyVariable = proxy?.from;
      const agent = await agentFor(context, endpoint);
      const headers = await probe(context, endpoint, agent);
      return { proxy, agent, headers };
    },
    (error) => adviceFor(error, url, proxyVariable),
  );
  if (reached === undefined) {
    checkup.add("Clock", "skipped", "There was no response to compare the clock with.");
    return undefined;
  }
  const { proxy, agent, headers } = reached;
  const way = proxy === undefined ? "direct" : `through the proxy ${proxy.url.origin} of ${proxy.from}`;
  const isPlain = url.protocol === "http:";
  if (!isPlain && context.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    checkup.add(
      "Connection",
      "failed",
      "NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is verified, so anyone on the way can read the credentials.",
      "Unset it. For an authority of your own set NODE_EXTRA_CA_CERTS.",
    );
  } else {
    const security = isPlain ? "without TLS, to this machine" : "the certificate is trusted";
    checkup.add("Connection", "ok", `${way}, ${security}, ${Math.round(watch.elapsedMs)} ms`);
  }
  checkClock(checkup, context.clock.now() - parseHttpDate(headers["date"]));
  return { agent };
}

function checkClock(checkup: Checkup, skewMs: number): void {
  if (Number.isNaN(skewMs)) {
    checkup.add("Clock", "skipped", "The response has no Date to compare the clock with.");
    return;
  }
  const size = Math.abs(skewMs);
  // A date of HTTP has no fraction of a second.
  const difference =
    size < 2_000
      ? "within 2 s of the service's"
      : `${showDuration(size)} ${skewMs > 0 ? "ahead of" : "behind"} the service's`;
  if (size < allowedSkewMs) checkup.add("Clock", "ok", difference);
  else {
    checkup.add(
      "Clock",
      "failed",
      `${difference}; beyond 15 min the service refuses signatures`,
      "Set the clock of this machine: have it synchronized by NTP.",
    );
  }
}
