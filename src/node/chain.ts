import { CceConfigError, isCceApiError, isCceConfigError } from "../base/errors.js";
import { mayPass } from "../transport/passing.js";
import { credentialsFromEcs, type EcsOptions, metadataEndpoint } from "./ecs.js";
import { environmentPlace, findInEnvironment, type Environment } from "./env.js";
import type { LocalCredentials, LocatedCredentials } from "./keySet.js";
import { findInProfile, nothingInProfile, profileFile } from "./profile.js";

/** Where {@link defaultCredentials} looks. */
export interface DefaultCredentialsOptions {
  /** The environment variables. Default: `process.env`. */
  readonly env?: Environment;
  /** The profile file. Default: `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, else `~/.huaweicloud/credentials`. */
  readonly profile?: { readonly path?: string };
  /** The metadata service. */
  readonly ecs?: EcsOptions;
}

/**
 * A provider of the access key of this machine, from the first place that has one, in the order of the vendor's SDKs:
 * environment variables, the profile file, the metadata service of an ECS server. Each call looks again.
 *
 * A place that has a part of a key, or a profile file that was named and has none, ends the search with an error: the
 * next place may belong to another account. Without any key, the search takes as long as `ecs.timeoutMs` allows.
 *
 * A metadata service that has never responded is taken to be none: most machines are no ECS servers. Once it has, no
 * response is a failure that may pass, as are 429 and 5xx always.
 *
 * @returns The provider. The credentials carry the project ID where their place has one.
 * @throws {CceConfigError} At once for a malformed option. From the provider: a place is incomplete or malformed, or no
 *   place has a key; the message then names every place.
 * @throws {CceCallError} From the provider: the metadata service is there and fails for the moment.
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
      if (hasMetadata && mayPass(cause)) throw cause;
      const { message } = cause as Error;
      const service = `No credentials from the metadata service ${ecs?.endpoint ?? metadataEndpoint}`;
      const reason = isCceConfigError(cause) ? message : `${service}: ${message}`;
      throw new CceConfigError("credentials", `No credentials in ${environmentPlace}, nor in ${path}. ${reason}`, {
        cause,
      });
    }
  };
}
