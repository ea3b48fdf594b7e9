import { type CceClient, createClientWith as createClientOn } from "./client.js";
import type { CceClientOptions } from "./options.js";
import { node } from "./platform.node.js";
import { type Clock, systemClock } from "../base/clock.js";

/** {@link createCceClient} with a clock, for tests. */
export function createClientWith(options: CceClientOptions, clock: Clock): CceClient {
  return createClientOn(options, clock, node);
}

/** Creates a client as on every runtime; it sends with `node:http` and `node:https`. */
export function createCceClient(options: CceClientOptions): CceClient {
  return createClientWith(options, systemClock);
}
