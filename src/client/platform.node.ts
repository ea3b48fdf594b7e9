import { nodeSigner } from "../auth/nodeSigner.js";
import { CceConfigError } from "../base/errors.js";
import type { Platform } from "./platform.js";
import { fetchWire } from "../transport/fetchWire.js";
import { nodeWire } from "../transport/nodeWire.js";

/** Node's own HTTP and cryptography; the caller's `fetch` takes precedence. */
export const node: Platform = {
  wire: ({ fetch, agent }, maxBytes) => {
    if (fetch === undefined) return nodeWire(agent, maxBytes);
    if (agent !== undefined) throw new CceConfigError("agent", 'Give "fetch" or "agent", not both.');
    return fetchWire(fetch, maxBytes);
  },
  sign: nodeSigner,
};
