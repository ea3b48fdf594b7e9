import type { CredentialsProvider } from "./auth/credentials.js";
import { type ProjectIdOptions, projectIdOn } from "./iam/projectId.js";
import { type PasswordOptions, tokenFromPasswordOn } from "./iam/token.js";
import { node } from "./platform.node.js";

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function projectIdFor(options: ProjectIdOptions): Promise<string> {
  return projectIdOn(node, options);
}

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function tokenFromPassword(options: PasswordOptions): CredentialsProvider {
  return tokenFromPasswordOn(node, options);
}
