import { type Signer, signRequest } from "../auth/sign.js";
import { CceConfigError } from "../base/errors.js";
import type { CceClientOptions } from "./options.js";
import { fetchWire } from "../transport/fetchWire.js";
import type { Wire } from "../transport/wire.js";

/** The parts of a client that depend on the runtime. */
export interface Platform {
  /** Creates the wire of a client with these options. */
  readonly wire: (options: Pick<CceClientOptions, "fetch" | "agent">, maxBytes: number) => Wire;
  readonly sign: Signer;
}

/** For every runtime: `fetch` and WebCrypto. */
export const portable: Platform = {
  wire: ({ fetch, agent }, maxBytes) => {
    if (agent !== undefined) {
      throw new CceConfigError("agent", '"agent" is for Node; give a "fetch" that connects as the agent would.');
    }
    return fetchWire(fetch, maxBytes);
  },
  sign: signRequest,
};
