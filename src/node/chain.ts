import { CceConfigError, isCceApiError, isCceConfigError } from "../base/errors.js";
import { isTemporary } from "../transport/retry.js";
import { credentialsFromEcs, type EcsOptions, metadataEndpoint } from "./ecs.js";
import { environmentPlace, findInEnvironment, type Environment } from "./env.js";
import type { LocalCredentials, LocatedCredentials } from "./keySet.js";
import { findInProfile, nothingInProfile, profileFile } from "./profile.js";

/** Options of {@link defaultCredentials}. */
export interface DefaultCredentialsOptions {
  /** The environment variables. Default: `process.env`. */
  readonly env?: Environment;
  /** The profile file. Default: `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, or else `~/.huaweicloud/credentials`. */
  readonly profile?: { readonly path?: string };
  /** How to reach the metadata service. */
  readonly ecs?: EcsOptions;
}

/**
 * A provider of this machine's access key. It searches the places of the vendor's SDKs in their order: the environment
 * variables, the profile file, the metadata service of an ECS server. Each call searches again.
 *
 * An incomplete key, or a profile file that was named and has no key, stops the search with an error: the next place
 * may belong to another account. If there is no key, the search takes up to `ecs.timeoutMs`.
 *
 * As most machines are no ECS servers, a metadata service that has never responded counts as absent. Once it has
 * responded, a missing response is a temporary failure; 429 and 5xx always are.
 *
 * @returns The provider. Its credentials include the project ID if their place has one.
 * @throws {CceConfigError} At once when an option is malformed. From the provider when a key is incomplete or
 *   malformed, or when no place has a key; the message then names every place.
 * @throws {CceCallError} From the provider when the metadata service fails temporarily.
 */
export function defaultCredentials(options: DefaultCredentialsOptions = {}): () => Promise<LocalCredentials> {
  const locate = locateCredentials(options);
  return async () => (await locate()).credentials;
}

/** {@link defaultCredentials} with the place where they are. */
export function locateCredentials(options: DefaultCredentialsOptions): () => Promise<LocatedCredentials> {
  const { env = process.env, profile, ecs } = options;
  const fromEcs = credentialsFromEcs(ecs);
  let hasMetadata = false;
  return async () => {
    const inEnvironment = findInEnvironment(env);
    if (inEnvironment !== undefined) return inEnvironment;
    const { path, named } = profileFile({ ...profile, env });
    const inProfile = await findInProfile(path);
    if (inProfile !== undefined) {
      return { credentials: inProfile, place: path, projectPlace: `project_id in ${path}` };
    }
    if (named) throw nothingInProfile(path);
    try {
      const inMetadata = await fromEcs();
      hasMetadata = true;
      return { credentials: inMetadata, place: "the metadata service", projectPlace: undefined };
    } catch (cause) {
      if (isCceApiError(cause)) hasMetadata = true;
      if (hasMetadata && isTemporary(cause)) throw cause;
      const { message } = cause as Error;
      const service = `No credentials from the metadata service ${ecs?.endpoint ?? metadataEndpoint}`;
      const reason = isCceConfigError(cause) ? message : `${service}: ${message}`;
      throw new CceConfigError("credentials", `No credentials in ${environmentPlace}, nor in ${path}. ${reason}`, {
        cause,
      });
    }
  };
}
