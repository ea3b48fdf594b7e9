import type { CredentialsProvider } from "../auth/credentials.js";
import { type ProjectIdOptions, projectIdOn } from "./projectId.js";
import { type PasswordOptions, tokenFromPasswordOn } from "./token.js";
import { node } from "../client/platform.node.js";

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function projectIdFor(options: ProjectIdOptions): Promise<string> {
  return projectIdOn(node, options);
}

/** The same as everywhere, sent with `node:http` and `node:https`. */
export function tokenFromPassword(options: PasswordOptions): CredentialsProvider {
  return tokenFromPasswordOn(node, options);
}
