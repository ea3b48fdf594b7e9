import { systemClock } from "../base/clock.js";
import type { CceClientOptions } from "../client/options.js";
import { node } from "../client/platform.node.js";
import { createFetchClientOn, type CceFetchClient } from "./client.js";
import { type CceFetch, createFetchOn } from "./fetch.js";

export * from "./index.js";

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function createFetchClient(options: CceClientOptions): CceFetchClient {
  return createFetchClientOn(node, options, systemClock);
}

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function createCceFetch(options: CceClientOptions): CceFetch {
  return createFetchOn(node, options, systemClock);
}
