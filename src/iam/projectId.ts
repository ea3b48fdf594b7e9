import { createAuthorizer } from "../auth/authorizer.js";
import type { Credentials, CredentialsProvider } from "../auth/credentials.js";
import { CceConfigError } from "../base/errors.js";
import { fieldsOf } from "../base/fields.js";
import { type Platform, portable } from "../client/platform.js";
import { checkedInUse, checkOptions } from "../base/checks.js";
import { callIam, iamChecks, type IamOptions } from "./send.js";

/** Options of {@link projectIdFor}. */
export interface ProjectIdOptions extends IamOptions {
  /** A token, an access key, or an async function that returns one of them. */
  readonly credentials: Credentials | CredentialsProvider;
  /** Name of the project. Default: the name of the region, which its main project has. */
  readonly projectName?: string | undefined;
}

interface Project {
  readonly id: string;
  readonly name: string;
}

function isProject(value: unknown): value is Project {
  const { id } = fieldsOf(value);
  return typeof id === "string" && id !== "";
}

/** {@link projectIdFor} with the parts that depend on the runtime. */
export async function projectIdOn(platform: Platform, options: ProjectIdOptions): Promise<string> {
  checkOptions(options, { ...iamChecks, credentials: checkedInUse, projectName: checkedInUse });
  const name = options.projectName ?? options.region;
  const request = { method: "GET", path: `/v3/projects?name=${encodeURIComponent(name)}` };
  const authorizer = createAuthorizer(options.credentials, platform.sign);
  const { data } = await callIam(platform, options, authorizer, "projectIdFor", request, 200);
  const { projects } = fieldsOf(data);
  if (!Array.isArray(projects) || !projects.every(isProject)) {
    throw new CceConfigError("iamEndpoint", "IAM's response has no list of projects. Is this the address of IAM?");
  }
  const [project, ...others] = projects;
  if (project === undefined) {
    throw new CceConfigError("projectName", `IAM knows no project ${JSON.stringify(name)} for these credentials.`);
  }
  if (others.length > 0) {
    const found = projects.map(({ id, name: other }) => `${id} (${other})`).join(", ");
    throw new CceConfigError(
      "projectName",
      `IAM knows several projects ${JSON.stringify(name)}: ${found}. Give the ID of one.`,
    );
  }
  return project.id;
}

/**
 * Looks up the ID of a region's project in IAM. Only reads: it never creates anything.
 *
 * @throws CceConfigError when an option is malformed, or IAM knows no such project or several; the message lists them.
 * @throws CceCallError when the request to IAM fails.
 * @see https://support.huaweicloud.com/intl/en-us/api-iam/iam_06_0001.html
 */
export function projectIdFor(options: ProjectIdOptions): Promise<string> {
  return projectIdOn(portable, options);
}
