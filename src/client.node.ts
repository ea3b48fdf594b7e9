import { nodeSigner } from "./auth/nodeSigner.js";
import { type CceClient, createClientWith as createClientOn } from "./client.js";
import { CceConfigError } from "./errors/errors.js";
import type { CceClientOptions } from "./options.js";
import type { Platform } from "./platform.js";
import { type Clock, systemClock } from "./transport/clock.js";
import { fetchWire } from "./transport/fetchWire.js";
import { nodeWire } from "./transport/nodeWire.js";

/** Node's own HTTP and cryptography; a caller's own `fetch` goes before. */
const node: Platform = {
  wire: ({ fetch, agent }, maxBytes) => {
    if (fetch === undefined) return nodeWire(agent, maxBytes);
    if (agent !== undefined) throw new CceConfigError("agent", 'Give "fetch" or "agent", not both.');
    return fetchWire(fetch, maxBytes);
  },
  sign: nodeSigner,
};

/** {@link createCceClient} with time and chance given, for tests. */
export function createClientWith(options: CceClientOptions, clock: Clock): CceClient {
  return createClientOn(options, clock, node);
}

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function createCceClient(options: CceClientOptions): CceClient {
  return createClientWith(options, systemClock);
}
