import type { CredentialsProvider } from "../auth/credentials.js";
import { type ProjectIdOptions, projectIdOn } from "./projectId.js";
import { type PasswordOptions, tokenFromPasswordOn } from "./token.js";
import { node } from "../client/platform.node.js";

/** Looks up a project ID as on every runtime, with `node:http` and `node:https`. */
export function projectIdFor(options: ProjectIdOptions): Promise<string> {
  return projectIdOn(node, options);
}

/** Gets tokens as on every runtime, with `node:http` and `node:https`. */
export function tokenFromPassword(options: PasswordOptions): CredentialsProvider {
  return tokenFromPasswordOn(node, options);
}
