import { systemClock } from "../base/clock.js";
import type { CceClientOptions } from "../client/options.js";
import { portable } from "../client/platform.js";
import { createFetchClientOn, type CceFetchClient } from "./client.js";
import { type CceFetch, createFetchOn } from "./fetch.js";

export type { CceFetchClient } from "./client.js";
export { type CceFetch, errorOf } from "./fetch.js";
export { parameterGuard } from "./guard.js";
export type { paths } from "./paths.js";

/**
 * Makes an openapi-fetch client for the contract, with credentials, signing, retries, deadlines and safe paths.
 *
 * A call resolves to `{ data, response }` or, where the response has an error status, `{ error, response }`; `error` is
 * never falsy, and {@link errorOf} gives the `CceApiError` of such a result. A call rejects with an error of this package
 * where there is no response (`CceConnectionError`, `CceTimeoutError`, `CceAbortError`), where a 2xx is not what the contract
 * promises (`CceResponseError`, `CceApiError`) and where nothing could be sent (`CceConfigError`).
 *
 * @throws CceConfigError when an option is missing, unknown, malformed or unsafe.
 * @example
 * const client = createFetchClient({ region: "cn-north-4", credentials: { token } });
 * const { data, error } = await client.GET(
 *   "/api/v3/projects/{project_id}/clusters/{cluster_id}/operation/upgradeworkflows",
 *   { params: { path: { project_id, cluster_id } } },
 * );
 */
export function createFetchClient(options: CceClientOptions): CceFetchClient {
  return createFetchClientOn(portable, options, systemClock);
}

/**
 * Makes the `fetch` of {@link createFetchClient}, for an openapi-fetch client of your own: give it as `fetch`, with the same
 * `baseUrl` as `endpoint`, and add {@link parameterGuard} with `client.use()`.
 *
 * @throws CceConfigError when an option is missing, unknown, malformed or unsafe.
 */
export function createCceFetch(options: CceClientOptions): CceFetch {
  return createFetchOn(portable, options, systemClock);
}
