import { CceConfigError, isCceError } from "../errors/errors.js";
import { safeHeader } from "../headers.js";
import type { AkSkCredentials, Credentials, CredentialsProvider, TokenCredentials } from "./credentials.js";
import { type Signer, signRequest } from "./sign.js";

/** A request that is to carry credentials. Header names in lower case. */
export interface UnauthorizedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A request with credentials on it. */
export interface AuthorizedRequest extends UnauthorizedRequest {
  /** The values nobody may see, also not in a text that repeats them. */
  readonly secrets: readonly string[];
  /** Whether it carries a signature rather than a token. */
  readonly signed: boolean;
  /** Tells that the credentials were refused. Resolves to whether others can be had. */
  readonly refused: () => boolean;
}

/** Puts credentials on requests. */
export interface Authorizer {
  readonly authorize: (
    request: UnauthorizedRequest,
    projectId: string | undefined,
    now: number,
  ) => Promise<AuthorizedRequest>;
}

/** How long before their end credentials are asked for again, in milliseconds. */
const renewBeforeMs = 60_000;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function timeOf(date: unknown): number {
  return Object.prototype.toString.call(date) === "[object Date]" ? (date as Date).getTime() : Number.NaN;
}

function refuse(what: string): never {
  throw new CceConfigError("credentials", `"credentials" ${what}.`);
}

function checkText(fields: Readonly<Record<string, unknown>>, name: string): void {
  const field = fields[name];
  if (field === undefined) refuse(`has no "${name}"`);
  if (typeof field !== "string" || field === "") refuse(`has a "${name}" that is not a non-empty string`);
}

/** Checks what a caller or a provider gave. The values are never shown. */
function checked(value: unknown): Credentials {
  if (!isObject(value)) refuse("must be { token } or { accessKey, secretKey }, or a function that gives one");
  const hasToken = value["token"] !== undefined;
  const hasKeys = value["accessKey"] !== undefined || value["secretKey"] !== undefined;
  if (hasToken && hasKeys) refuse("has both a token and an access key; give one of them");
  if (hasToken) {
    if (typeof value["token"] !== "function") checkText(value, "token");
  } else {
    checkText(value, "accessKey");
    checkText(value, "secretKey");
    if (value["securityToken"] !== undefined) checkText(value, "securityToken");
  }
  const { expiresAt } = value;
  if (expiresAt !== undefined && Number.isNaN(timeOf(expiresAt))) refuse('has an "expiresAt" that is not a valid Date');
  return value as unknown as Credentials;
}

async function ask<T>(source: () => T | Promise<T>, what: string): Promise<T> {
  try {
    return await source();
  } catch (error) {
    if (isCceError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CceConfigError("credentials", `The ${what} failed: ${reason}`, { cause: error });
  }
}

/** Credentials that were obtained, asked for once however many calls want them. */
class CredentialsSource {
  private current: Promise<Credentials> | undefined;

  constructor(private readonly provider: CredentialsProvider) {}

  async get(now: number): Promise<{ readonly credentials: Credentials; readonly refused: () => boolean }> {
    const pending = (this.current ??= this.obtain());
    const credentials = await pending;
    if (credentials.expiresAt !== undefined && credentials.expiresAt.getTime() - now < renewBeforeMs) {
      this.forget(pending);
      const renewed = (this.current ??= this.obtain());
      return { credentials: await renewed, refused: this.refusal(renewed) };
    }
    return { credentials, refused: this.refusal(pending) };
  }

  private obtain(): Promise<Credentials> {
    const mine = ask(this.provider, "credentials provider").then(checked);
    // A failure is not kept: the next call asks again.
    mine.catch(() => {
      this.forget(mine);
    });
    return mine;
  }

  private refusal(which: Promise<Credentials>): () => boolean {
    return () => {
      this.forget(which);
      return true;
    };
  }

  /** Many calls may find the same credentials refused; only the first drops them. */
  private forget(which: Promise<Credentials>): void {
    if (this.current === which) this.current = undefined;
  }
}

function isToken(credentials: Credentials): credentials is TokenCredentials {
  return "token" in credentials && (credentials.token as unknown) !== undefined;
}

type Refused = AuthorizedRequest["refused"];

async function withToken(
  request: UnauthorizedRequest,
  { token }: TokenCredentials,
  refused: Refused | undefined,
): Promise<AuthorizedRequest> {
  const mayChange = typeof token === "function";
  const value: unknown = mayChange ? await ask(token, "token function") : token;
  if (typeof value !== "string" || value === "") {
    throw new CceConfigError("credentials", "The token function gave no token.");
  }
  const { method, url, body } = request;
  const headers = { ...request.headers, "x-auth-token": safeHeader("X-Auth-Token", value) };
  return { method, url, headers, body, secrets: [value], signed: false, refused: refused ?? (() => mayChange) };
}

async function withSignature(
  sign: Signer,
  request: UnauthorizedRequest,
  credentials: AkSkCredentials,
  projectId: string | undefined,
  now: number,
  refused: Refused | undefined,
): Promise<AuthorizedRequest> {
  const { accessKey, secretKey, securityToken } = credentials;
  safeHeader("Authorization", accessKey);
  if (securityToken !== undefined) safeHeader("X-Security-Token", securityToken);
  const { method, url, body } = request;
  const headers: Record<string, string> = { ...request.headers };
  if (projectId !== undefined) headers["x-project-id"] = projectId;
  const signing = sign({ method, url, headers, body: body ?? "" }, credentials, new Date(now));
  const signed = signing instanceof Promise ? await signing : signing;
  for (const [name, value] of Object.entries(signed.headers)) headers[name.toLowerCase()] = value;
  const secrets = [accessKey, secretKey, signed.signature];
  if (securityToken !== undefined) secrets.push(securityToken);
  return { method, url, headers, body, secrets, signed: true, refused: refused ?? (() => false) };
}

/**
 * Puts `credentials` on requests, freshly each time. A provider is asked when there are none yet, when they are about to
 * end, and after they were refused; once, however many calls wait for it.
 *
 * @throws CceConfigError when `credentials` are missing or incomplete.
 */
export function createAuthorizer(credentials: unknown, sign: Signer = signRequest): Authorizer {
  const source =
    typeof credentials === "function" ? new CredentialsSource(credentials as CredentialsProvider) : undefined;
  const fixed = source === undefined ? checked(credentials) : undefined;
  return {
    async authorize(request, projectId, now) {
      const obtained = source && (await source.get(now));
      const used = obtained === undefined ? checked(fixed) : obtained.credentials;
      return isToken(used)
        ? withToken(request, used, obtained?.refused)
        : withSignature(sign, request, used, projectId, now, obtained?.refused);
    },
  };
}
