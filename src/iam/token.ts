import { carriesItself } from "../auth/authorizer.js";
import type { CredentialsProvider, TokenCredentials } from "../auth/credentials.js";
import { protectSecrets } from "../auth/protect.js";
import { CceConfigError } from "../base/errors.js";
import { fieldsOf } from "../base/fields.js";
import { type Platform, portable } from "../client/platform.js";
import { checkedInUse, type Checks, checkOptions, requiredText } from "../base/checks.js";
import { callIam, iamChecks, type IamOptions } from "./send.js";

/** Options of {@link tokenFromPassword}. */
export interface PasswordOptions extends IamOptions {
  /** Name of the IAM user. A HUAWEI ID account itself cannot get a token this way. */
  readonly userName: string;
  /** Password of the IAM user. */
  readonly password: string;
  /** Name of the account that the user belongs to. */
  readonly domainName: string;
  /** Name of the project that the token is for. Default: the name of the region. */
  readonly projectName?: string | undefined;
}

function expiryOf(data: unknown): Date | undefined {
  const expiresAt = fieldsOf(fieldsOf(data)["token"])["expires_at"];
  const expiry = new Date(typeof expiresAt === "string" ? expiresAt : Number.NaN);
  return Number.isNaN(expiry.getTime()) ? undefined : expiry;
}

const checks: Checks<PasswordOptions> = {
  ...iamChecks,
  userName: requiredText,
  password: requiredText,
  domainName: requiredText,
  projectName: checkedInUse,
};

/** {@link tokenFromPassword} with the parts that depend on the runtime. */
export function tokenFromPasswordOn(platform: Platform, options: PasswordOptions): CredentialsProvider {
  checkOptions(options, checks);
  return async (): Promise<TokenCredentials> => {
    const { userName, password, domainName, projectName = options.region } = options;
    const user = { name: userName, password, domain: { name: domainName } };
    const identity = { methods: ["password"], password: { user } };
    const request = {
      method: "POST",
      path: "/v3/auth/tokens?nocatalog=true",
      body: JSON.stringify({ auth: { identity, scope: { project: { name: projectName } } } }),
    };
    const { data, response } = await callIam(
      platform,
      options,
      carriesItself(password),
      "tokenFromPassword",
      request,
      201,
    );
    const token = response.headers["x-subject-token"];
    if (token === undefined || token === "") {
      throw new CceConfigError("iamEndpoint", "IAM's response has no X-Subject-Token. Is this the address of IAM?");
    }
    const expiresAt = expiryOf(data);
    return protectSecrets<TokenCredentials>({ token, ...(expiresAt && { expiresAt }) });
  };
}

/**
 * A provider of IAM tokens, which it gets with the name and password of an IAM user. A token is valid for 24 hours; the
 * client gets another before it expires. For programs the vendor recommends access keys (AK/SK) instead.
 *
 * @throws CceConfigError at once when an option is missing or malformed, and from the provider when IAM's response has
 *   no token.
 * @throws CceCallError from the provider when IAM refuses or the request fails.
 * @see https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html
 */
export function tokenFromPassword(options: PasswordOptions): CredentialsProvider {
  return tokenFromPasswordOn(portable, options);
}
