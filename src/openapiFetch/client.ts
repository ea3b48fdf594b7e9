import createClient, { type Client } from "openapi-fetch";
import type { Clock } from "../base/clock.js";
import { resolveEndpoint } from "../client/endpoint.js";
import type { CceClientOptions } from "../client/options.js";
import type { Platform } from "../client/platform.js";
import { createFetchOn } from "./fetch.js";
import { parameterGuard } from "./guard.js";
import type { paths } from "./paths.js";

/** openapi-fetch's client with the paths of the contract. */
export type CceFetchClient = Client<paths>;

/** {@link createFetchClient} with time and platform given. */
export function createFetchClientOn(platform: Platform, options: CceClientOptions, clock: Clock): CceFetchClient {
  // First, as it checks the options.
  const fetch = createFetchOn(platform, options, clock);
  const client = createClient<paths>({ baseUrl: resolveEndpoint(options), fetch });
  client.use(parameterGuard);
  return client;
}
