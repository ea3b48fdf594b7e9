import type { Clock } from "../base/clock.js";
import { CceConfigError, isCceError } from "../base/errors.js";
import { isObject } from "../base/fields.js";
import { safeHeader } from "../base/headers.js";
import type { AkSkCredentials, Credentials, CredentialsProvider } from "./credentials.js";
import { type Signer, signRequest } from "./sign.js";

/** A request without credentials. */
export interface UnauthorizedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A request with credentials. */
export interface AuthorizedRequest extends UnauthorizedRequest {
  /** Values that must never be shown, not even where a response repeats them. */
  readonly secrets: readonly string[];
  /** Whether the request has a signature rather than a token. */
  readonly signed: boolean;
  /** Drops the credentials after the service refused them. Returns whether the next request may get others. */
  readonly dropCredentials: () => boolean;
}

/** The attempt that waits for credentials. */
export interface Waiting {
  readonly clock: Clock;
  /** How long the whole attempt may take, in milliseconds. */
  readonly limitMs: number;
  /** Calls `listener` when the attempt ends early. */
  readonly stop: { readonly onStop: (listener: () => void) => void };
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** Adds credentials to a request. */
export type Authorizer = (
  request: UnauthorizedRequest,
  projectId: string | undefined,
  waiting: Waiting,
) => Promise<AuthorizedRequest>;

/** How long before they expire credentials are renewed, in milliseconds. */
const renewBeforeMs = 60_000;

/** The pause between two attempts to renew them, in milliseconds. */
const renewAgainMs = 10_000;

/** How long a request with valid credentials waits for better ones, in milliseconds; at most half its time. */
const renewalMs = 5_000;

function refuse(what: string): never {
  throw new CceConfigError("credentials", `"credentials" ${what}.`);
}

/** Checks credentials from a caller or a provider. Errors never show a value. */
function checked(value: unknown): Credentials {
  if (!isObject(value)) refuse("must be { token } or { accessKey, secretKey }, or a function that returns one");
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

/** The result of one look-up. A wrapper, since a provider may return the same object again. */
interface Given {
  readonly credentials: Credentials;
}

/** When credentials expire, by the wall clock. */
function endOf({ credentials: { expiresAt } }: Given): number {
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** The credentials of a provider, looked up once for however many calls need them. */
class CredentialsSource {
  /** Those that were not refused and expire last. */
  private held: Given | undefined;
  private pending: Promise<Given> | undefined;
  /** When the next renewal may start, by the monotonic clock. */
  private renewAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly provider: CredentialsProvider) {}

  /**
   * Credentials that do not expire soon, or else any that have not expired. Rejects only when there are none of either.
   */
  async get(waiting: Waiting): Promise<Given> {
    const { now, monotonic } = waiting.clock;
    const { held } = this;
    if (held !== undefined && endOf(held) > now()) {
      const mayRenew = this.pending !== undefined || monotonic() >= this.renewAt;
      return endOf(held) - now() < renewBeforeMs && mayRenew ? this.renew(held, waiting) : held;
    }
    const given = await this.lookUp(waiting);
    // A provider may return expired credentials from a cache, and fresh ones the next time.
    return endOf(given) > now() ? given : this.lookUp(waiting);
  }

  /** Forgets refused credentials; calls that shared them may report the same refusal later. */
  drop(refused: Given): void {
    if (this.held === refused) this.held = undefined;
  }

  /** Waits for better credentials than `held`, but does not insist on them. */
  private renew(held: Given, waiting: Waiting): Promise<Given> {
    const { clock, limitMs, stop } = waiting;
    const asked = this.lookUp(waiting);
    return new Promise((resolve) => {
      const end = () => {
        cancelTimer();
        resolve(this.held ?? held);
      };
      const cancelTimer = clock.after(Math.min(renewalMs, limitMs / 2), () => {
        this.forget(asked);
        end();
      });
      stop.onStop(end);
      asked.then(end, end);
    });
  }

  /** The look-up under way, or else a new one. */
  private lookUp({ clock, stop, signal }: Waiting): Promise<Given> {
    const asked = this.pending ?? this.startLookUp(clock.monotonic());
    stop.onStop(() => {
      // That a caller aborts says nothing about the provider.
      if (signal?.aborted !== true) this.forget(asked);
    });
    return asked;
  }

  private startLookUp(now: number): Promise<Given> {
    this.renewAt = now + renewAgainMs;
    // A result that comes too late for its call is kept for the next one.
    const asked = ask(this.provider, "credentials provider").then((value) =>
      this.keep({ credentials: checked(value) }),
    );
    this.pending = asked;
    const settled = () => {
      this.forget(asked);
    };
    asked.then(settled, settled);
    return asked;
  }

  /** Keeps and returns the credentials that expire last, which need not be the latest. */
  private keep(given: Given): Given {
    if (this.held === undefined || endOf(given) >= endOf(this.held)) this.held = given;
    return this.held;
  }

  /** Lets the next call start a new look-up: this one has settled or takes too long. */
  private forget(asked: Promise<Given>): void {
    if (this.pending === asked) this.pending = undefined;
  }
}

type Changed = Pick<AuthorizedRequest, "headers" | "secrets" | "signed">;

async function withToken(
  headers: UnauthorizedRequest["headers"],
  token: string | (() => string | Promise<string>),
): Promise<Changed> {
  const value: unknown = typeof token === "function" ? await ask(token, "token function") : token;
  if (typeof value !== "string" || value === "") {
    throw new CceConfigError("credentials", "The token function returned no token.");
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

/** For requests that already contain their credentials, which are `secrets`. */
export function carriesItself(...secrets: readonly string[]): Authorizer {
  return (request) => Promise.resolve({ ...request, secrets, signed: false, dropCredentials: () => false });
}

/**
 * Adds `credentials` to each request; signatures are computed for each attempt. A provider is asked at first, before its
 * credentials expire and after they were refused, once for however many calls wait. A provider that fails or hangs does
 * no harm until the credentials have expired. One that hangs is asked again after a call has timed out.
 *
 * @throws CceConfigError when `credentials` are missing or incomplete.
 */
export function createAuthorizer(credentials: unknown, sign: Signer = signRequest): Authorizer {
  const source =
    typeof credentials === "function"
      ? new CredentialsSource(credentials as CredentialsProvider)
      : { credentials: checked(credentials) };
  return async (request, projectId, waiting) => {
    const given = source instanceof CredentialsSource ? await source.get(waiting) : source;
    const used = given.credentials;
    const token = "token" in used ? used.token : undefined;
    const { headers, secrets, signed } = await (token === undefined
      ? withSignature(sign, request, used as AkSkCredentials, projectId, waiting.clock.now())
      : withToken(request.headers, token));
    const { method, url, body } = request;
    const dropCredentials = () => {
      if (!(source instanceof CredentialsSource)) return typeof token === "function";
      source.drop(given);
      return true;
    };
    return { method, url, headers, body, secrets, signed, dropCredentials };
  };
}
