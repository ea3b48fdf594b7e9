import { CceConfigError } from "../base/errors.js";
import { readKeySet, type KeySetNames, type LocalCredentials, type LocatedCredentials } from "./keySet.js";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The names under which the vendor's tools read an access key, in the order of the search. */
const keySets: readonly KeySetNames[] = [
  {
    accessKey: "HUAWEICLOUD_SDK_AK",
    secretKey: "HUAWEICLOUD_SDK_SK",
    securityToken: "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    projectId: "HUAWEICLOUD_SDK_PROJECT_ID",
  },
  { accessKey: "CLOUD_SDK_AK", secretKey: "CLOUD_SDK_SK" },
  {
    accessKey: "HW_ACCESS_KEY",
    secretKey: "HW_SECRET_KEY",
    securityToken: "HW_SECURITY_TOKEN",
    projectId: "HW_PROJECT_ID",
  },
];

/** The searched names, for messages. */
export const environmentPlace = `the environment (${keySets
  .map(({ accessKey, secretKey }) => `${accessKey} with ${secretKey}`)
  .join(", or ")})`;

/** Like {@link credentialsFromEnv}, but returns `undefined` if no variable is set. */
export function findInEnvironment(env: Environment): LocatedCredentials | undefined {
  for (const names of keySets) {
    const credentials = readKeySet(names, (name) => env[name], "the environment");
    if (credentials === undefined) continue;
    return { credentials, place: `${names.accessKey} and ${names.secretKey}`, projectPlace: names.projectId };
  }
  return undefined;
}

/**
 * Reads an access key from environment variables. Uses the first of these sets in which a key, a secret key or a
 * security token is set; never mixes sets. An empty variable counts as not set.
 *
 * 1. `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN`, `HUAWEICLOUD_SDK_PROJECT_ID`: the
 *    vendor's SDKs.
 * 2. `CLOUD_SDK_AK`, `CLOUD_SDK_SK`: the samples in the vendor's documentation.
 * 3. `HW_ACCESS_KEY`, `HW_SECRET_KEY`, `HW_SECURITY_TOKEN`, `HW_PROJECT_ID`: the Terraform provider.
 *
 * @param env The variables. Default: `process.env`.
 * @returns The key, with the project ID if the set has one. Logs do not show its secrets.
 * @throws {CceConfigError} No set is there, or the first one is incomplete or malformed.
 * @see https://github.com/huaweicloud/huaweicloud-sdk-nodejs-v3
 * @see https://registry.terraform.io/providers/huaweicloud/huaweicloud/latest/docs
 */
export function credentialsFromEnv(env: Environment = process.env): LocalCredentials {
  const found = findInEnvironment(env);
  if (found === undefined) throw new CceConfigError("credentials", `No credentials in ${environmentPlace}`);
  return found.credentials;
}
