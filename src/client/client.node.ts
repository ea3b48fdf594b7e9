import { type CceClient, createClientWith as createClientOn } from "./client.js";
import type { CceClientOptions } from "./options.js";
import { node } from "./platform.node.js";
import { type Clock, systemClock } from "../base/clock.js";

/** {@link createCceClient} with time and chance given, for tests. */
export function createClientWith(options: CceClientOptions, clock: Clock): CceClient {
  return createClientOn(options, clock, node);
}

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function createCceClient(options: CceClientOptions): CceClient {
  return createClientWith(options, systemClock);
}
