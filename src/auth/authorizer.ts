import { CceConfigError, isCceError } from "../errors/errors.js";
import { safeHeader } from "../headers.js";
import type { AkSkCredentials, Credentials, CredentialsProvider, TokenCredentials } from "./credentials.js";
import { signRequest } from "./sign.js";

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

/** Checks what a caller or a provider gave. The values are never shown. */
function checked(value: unknown): Credentials {
  const fail = (what: string): never => {
    throw new CceConfigError("credentials", `"credentials" ${what}.`);
  };
  if (!isObject(value)) return fail("must be { token } or { accessKey, secretKey }, or a function that gives one");
  const hasToken = value["token"] !== undefined;
  const hasKeys = value["accessKey"] !== undefined || value["secretKey"] !== undefined;
  if (hasToken && hasKeys) return fail("has both a token and an access key; give one of them");
  if (hasToken) {
    if (typeof value["token"] !== "function") nonEmpty(value, "token");
  } else {
    nonEmpty(value, "accessKey");
    nonEmpty(value, "secretKey");
    if (value["securityToken"] !== undefined) nonEmpty(value, "securityToken");
  }
  const { expiresAt } = value as { expiresAt?: unknown };
  if (expiresAt !== undefined && Number.isNaN(timeOf(expiresAt))) fail('has an "expiresAt" that is not a valid Date');
  return value as unknown as Credentials;

  function nonEmpty(fields: Readonly<Record<string, unknown>>, name: string) {
    const field = fields[name];
    if (field === undefined) fail(`has no "${name}"`);
    if (typeof field !== "string" || field === "") fail(`has a "${name}" that is not a non-empty string`);
  }
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

async function withToken(
  request: UnauthorizedRequest,
  { token }: TokenCredentials,
): Promise<Omit<AuthorizedRequest, "refused">> {
  const value: unknown = typeof token === "function" ? await ask(token, "token function") : token;
  if (typeof value !== "string" || value === "") {
    throw new CceConfigError("credentials", "The token function gave no token.");
  }
  const headers = { ...request.headers, "x-auth-token": safeHeader("X-Auth-Token", value) };
  return { ...request, headers, secrets: [value], signed: false };
}

async function withSignature(
  request: UnauthorizedRequest,
  credentials: AkSkCredentials,
  projectId: string | undefined,
  now: number,
): Promise<Omit<AuthorizedRequest, "refused">> {
  const { accessKey, secretKey, securityToken } = credentials;
  safeHeader("Authorization", accessKey);
  if (securityToken !== undefined) safeHeader("X-Security-Token", securityToken);
  const headers = projectId === undefined ? request.headers : { ...request.headers, "x-project-id": projectId };
  const signed = await signRequest({ ...request, headers, body: request.body ?? "" }, credentials, new Date(now));
  const added = Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    ...request,
    headers: { ...headers, ...added },
    secrets: [accessKey, secretKey, signed.signature, ...(securityToken === undefined ? [] : [securityToken])],
    signed: true,
  };
}

/**
 * Puts `credentials` on requests, freshly each time. A provider is asked when there are none yet, when they are about to
 * end, and after they were refused; once, however many calls wait for it.
 *
 * @throws CceConfigError when `credentials` are missing or incomplete.
 */
export function createAuthorizer(credentials: unknown): Authorizer {
  const source =
    typeof credentials === "function" ? new CredentialsSource(credentials as CredentialsProvider) : undefined;
  const fixed = source === undefined ? checked(credentials) : undefined;
  return {
    async authorize(request, projectId, now) {
      const obtained = await source?.get(now);
      const used = obtained?.credentials ?? checked(fixed);
      const authorized = isToken(used)
        ? await withToken(request, used)
        : await withSignature(request, used, projectId, now);
      const tokenMayChange = isToken(used) && typeof used.token === "function";
      return { ...authorized, refused: obtained?.refused ?? (() => tokenMayChange) };
    },
  };
}
