import { CceConfigError, isCceError } from "../errors/errors.js";
import { safeHeader } from "../headers.js";
import type { AkSkCredentials, Credentials, CredentialsProvider } from "./credentials.js";
import { type Signer, signRequest } from "./sign.js";

/** A request that is to carry credentials. Header names in lower case. */
export interface UnauthorizedRequest {
  readonly method: string;
  readonly url: URL;
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

/** Puts credentials on a request. */
export type Authorizer = (
  request: UnauthorizedRequest,
  projectId: string | undefined,
  now: number,
) => Promise<AuthorizedRequest>;

/** How long before their end credentials are asked for again, in milliseconds. */
const renewBeforeMs = 60_000;

function refuse(what: string): never {
  throw new CceConfigError("credentials", `"credentials" ${what}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Checks what a caller or a provider gave. The values are never shown. */
function checked(value: unknown): Credentials {
  if (!isObject(value)) refuse("must be { token } or { accessKey, secretKey }, or a function that gives one");
  const { token, accessKey, secretKey, securityToken, expiresAt } = value;
  const isToken = token !== undefined;
  if (isToken && (accessKey ?? secretKey) !== undefined) refuse("has both a token and an access key; give one of them");
  const fields = isToken ? { token } : { accessKey, secretKey, securityToken };
  for (const [name, field] of Object.entries(fields)) {
    if (field === undefined) {
      if (name !== "securityToken") refuse(`has no "${name}"`);
    } else if ((typeof field !== "string" || field === "") && !(isToken && typeof field === "function")) {
      refuse(`has a "${name}" that is not a non-empty string`);
    }
  }
  const isDate = Object.prototype.toString.call(expiresAt) === "[object Date]";
  if (expiresAt !== undefined && !(isDate && Number.isFinite(Number(expiresAt)))) {
    refuse('has an "expiresAt" that is not a valid Date');
  }
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

/** Credentials of a provider: asked for once, however many calls want them. */
class CredentialsSource {
  private current: Promise<Credentials> | undefined;

  constructor(private readonly provider: CredentialsProvider) {}

  /** Credentials that do not end soon, and a function that drops them. */
  async get(now: number): Promise<readonly [Credentials, () => void]> {
    let pending = this.obtain();
    const { expiresAt } = await pending;
    if (expiresAt !== undefined && expiresAt.getTime() - now < renewBeforeMs) {
      this.forget(pending);
      pending = this.obtain();
    }
    return [
      await pending,
      () => {
        this.forget(pending);
      },
    ];
  }

  private obtain(): Promise<Credentials> {
    if (this.current !== undefined) return this.current;
    const mine = ask(this.provider, "credentials provider").then(checked);
    // A failure is not kept: the next call asks again.
    mine.catch(() => {
      this.forget(mine);
    });
    return (this.current = mine);
  }

  /** Many calls may find the same credentials ended or refused; only the first drops them. */
  private forget(which: Promise<Credentials>): void {
    if (this.current === which) this.current = undefined;
  }
}

type Changed = Pick<AuthorizedRequest, "headers" | "secrets" | "signed">;

async function withToken(
  headers: UnauthorizedRequest["headers"],
  token: string | (() => string | Promise<string>),
): Promise<Changed> {
  const value: unknown = typeof token === "function" ? await ask(token, "token function") : token;
  if (typeof value !== "string" || value === "") {
    throw new CceConfigError("credentials", "The token function gave no token.");
  }
  return {
    headers: { ...headers, "x-auth-token": safeHeader("X-Auth-Token", value) },
    secrets: [value],
    signed: false,
  };
}

async function withSignature(
  sign: Signer,
  { method, url, headers: given, body = "" }: UnauthorizedRequest,
  credentials: AkSkCredentials,
  projectId: string | undefined,
  now: number,
): Promise<Changed> {
  const headers: Record<string, string> = { ...given };
  if (projectId !== undefined) headers["x-project-id"] = projectId;
  const signing = sign({ method, url, headers, body }, credentials, new Date(now));
  const signed = signing instanceof Promise ? await signing : signing;
  for (const [name, value] of Object.entries(signed.headers)) headers[name.toLowerCase()] = value;
  const { accessKey, secretKey, securityToken = "" } = credentials;
  return { headers, secrets: [accessKey, secretKey, signed.signature, securityToken], signed: true };
}

/**
 * Puts `credentials` on requests, freshly each time. A provider is asked when there are none yet, when they are about to
 * end, and after they were refused; once, however many calls wait for it.
 *
 * @throws CceConfigError when `credentials` are missing or incomplete.
 */
export function createAuthorizer(credentials: unknown, sign: Signer = signRequest): Authorizer {
  const source =
    typeof credentials === "function"
      ? new CredentialsSource(credentials as CredentialsProvider)
      : checked(credentials);
  return async (request, projectId, now) => {
    const [used, drop] = source instanceof CredentialsSource ? await source.get(now) : [source];
    const token = "token" in used ? used.token : undefined;
    const { headers, secrets, signed } = await (token === undefined
      ? withSignature(sign, request, used as AkSkCredentials, projectId, now)
      : withToken(request.headers, token));
    const { method, url, body } = request;
    const refused = () => {
      drop?.();
      return drop !== undefined || typeof token === "function";
    };
    return { method, url, headers, body, secrets, signed, refused };
  };
}
