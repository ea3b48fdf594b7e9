import type { AkSkCredentials } from "../auth/credentials.js";
import { isKeyText, protectSecrets } from "../auth/protect.js";
import { CceConfigError } from "../base/errors.js";

/** An access key of this machine, with the project it is meant for if its place names one. */
export interface LocalCredentials extends AkSkCredentials {
  /** ID of a project; pass it to the client. */
  readonly projectId?: string;
}

/** Credentials, and where they are. */
export interface LocatedCredentials {
  readonly credentials: LocalCredentials;
  /** Their place in words, e.g. the names of variables. */
  readonly place: string;
  /** The place of their project in words; `undefined` if it cannot name one. */
  readonly projectPlace: string | undefined;
}

/** The names of a place's values. */
export interface KeySetNames {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  readonly projectId?: string;
}

/**
 * Reads the access key of one place. Returns `undefined` if the place has no part of one.
 *
 * @param read Returns the value under a name; `undefined` and white space mean that there is none.
 * @param place The place, for messages.
 * @throws {CceConfigError} The key is incomplete or malformed. The message never shows a value.
 */
export function readKeySet(
  names: KeySetNames,
  read: (name: string) => string | undefined,
  place: string,
): LocalCredentials | undefined {
  const valueOf = (name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : read(name)?.trim();
    return value === "" ? undefined : value;
  };
  const accessKey = valueOf(names.accessKey);
  const secretKey = valueOf(names.secretKey);
  const securityToken = valueOf(names.securityToken);
  const projectId = valueOf(names.projectId);

  const keyNames = [names.accessKey, names.secretKey, names.securityToken].filter((name) => name !== undefined);
  const given = keyNames.filter((name) => valueOf(name) !== undefined);
  if (given.length === 0) return undefined;
  if (accessKey === undefined || secretKey === undefined) {
    const missing = [names.accessKey, names.secretKey].filter((name) => !given.includes(name));
    throw new CceConfigError(
      "credentials",
      `${missing.join(" and ")} missing in ${place}, which has ${given.join(" and ")}`,
    );
  }
  const malformed = given.filter((name) => !isKeyText(valueOf(name)));
  if (malformed.length > 0) {
    throw new CceConfigError(
      "credentials",
      `${malformed.join(" and ")} in ${place} contains white space or characters outside ASCII`,
    );
  }
  return protectSecrets({
    accessKey,
    secretKey,
    ...(securityToken === undefined ? {} : { securityToken }),
    ...(projectId === undefined ? {} : { projectId }),
  });
}
