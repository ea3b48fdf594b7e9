import { carriesItself } from "../auth/authorizer.js";
import type { CredentialsProvider, TokenCredentials } from "../auth/credentials.js";
import { protectSecrets } from "../auth/protect.js";
import { CceConfigError } from "../base/errors.js";
import { fieldsOf } from "../base/fields.js";
import { type Platform, portable } from "../client/platform.js";
import { checkedInUse, type Checks, checkOptions, requiredText } from "../base/checks.js";
import { askIam, iamChecks, type IamOptions } from "./send.js";

/** Options of {@link tokenFromPassword}. */
export interface PasswordOptions extends IamOptions {
  /** Name of the IAM user. The HUAWEI ID account itself cannot get a token this way. */
  readonly userName: string;
  readonly password: string;
  /** Name of the account the user belongs to. */
  readonly domainName: string;
  /** Name of the project the token is for. Default: the region's. */
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

/** {@link tokenFromPassword} with what a runtime does in its own way. */
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
    const { data, response } = await askIam(
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
 * Credentials that are a token of IAM, obtained with the name and password of an IAM user. A token is valid for 24 hours;
 * the client asks for another before its end. Keys (AK/SK) are what the vendor recommends for programs.
 *
 * @throws CceConfigError (from the provider) when an option is missing or IAM's response carries no token.
 * @throws CceCallError (from the provider) when IAM refuses or cannot be asked.
 * @see https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html
 */
export function tokenFromPassword(options: PasswordOptions): CredentialsProvider {
  return tokenFromPasswordOn(portable, options);
}
