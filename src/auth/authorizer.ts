import { CceConfigError, isCceError } from "../base/errors.js";
import { isObject } from "../base/fields.js";
import { safeHeader } from "../base/headers.js";
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
  /** The values that must not be shown, not even inside a text that repeats them. */
  readonly secrets: readonly string[];
  /** Whether it carries a signature rather than a token. */
  readonly signed: boolean;
  /** Drops the credentials, which the service refused. Returns whether the next request may get others. */
  readonly dropCredentials: () => boolean;
}

/** The attempt that waits for credentials, and what it may take. */
export interface Waiting {
  readonly clock: {
    /** The wall clock, by which credentials end and signatures are dated. */
    readonly now: () => number;
    /** The clock of durations. */
    readonly monotonic: () => number;
    /** Calls `fire` after `ms`; the function it returns cancels that. */
    readonly after: (ms: number, fire: () => void) => () => void;
  };
  /** How long the attempt may take in all, in milliseconds. */
  readonly limitMs: number;
  /** Calls `listener` when the attempt ends before its time. */
  readonly stop: { readonly onStop: (listener: () => void) => void };
  /** What the caller may have ended it with. */
  readonly signal: AbortSignal | undefined;
}

/** Puts credentials on a request. */
export type Authorizer = (
  request: UnauthorizedRequest,
  projectId: string | undefined,
  waiting: Waiting,
) => Promise<AuthorizedRequest>;

/** How long before their end credentials are asked for again, in milliseconds. */
const renewBeforeMs = 60_000;

/** How long after that they are asked for once more, where the first time brought no better ones. */
const renewAgainMs = 10_000;

/** How long a request waits for better credentials than those it can have at once; never for more than half its time. */
const renewalMs = 5_000;

function refuse(what: string): never {
  throw new CceConfigError("credentials", `"credentials" ${what}.`);
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

/** What a provider gave one time; it may give the same object again. */
interface Given {
  readonly credentials: Credentials;
}

/** When credentials end, by the wall clock. */
function endOf({ credentials: { expiresAt } }: Given): number {
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** Credentials of a provider: asked for once, however many calls want them. */
class CredentialsSource {
  /** Those that were not refused and end last. */
  private held: Given | undefined;
  private pending: Promise<Given> | undefined;
  /** By the monotonic clock. */
  private renewAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly provider: CredentialsProvider) {}

  /**
   * Credentials that do not end soon; where there are none to be had, those that have not ended. Rejects only where there
   * are none of either.
   */
  async get(waiting: Waiting): Promise<Given> {
    const { now, monotonic } = waiting.clock;
    const { held } = this;
    if (held !== undefined && endOf(held) > now()) {
      const mayRenew = this.pending !== undefined || monotonic() >= this.renewAt;
      return endOf(held) - now() < renewBeforeMs && mayRenew ? this.renew(held, waiting) : held;
    }
    const given = await this.lookUp(waiting);
    // A provider may have kept them since long ago, and has others when it is asked once more.
    return endOf(given) > now() ? given : this.lookUp(waiting);
  }

  /** Many calls may find the same credentials refused; only the first drops them. */
  drop(refused: Given): void {
    if (this.held === refused) this.held = undefined;
  }

  /** Waits for better credentials than `held`, which will do where there are none. */
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

  /** The look-up that is under way, else a new one. */
  private lookUp({ clock, stop, signal }: Waiting): Promise<Given> {
    const asked = this.pending ?? this.startLookUp(clock.monotonic());
    stop.onStop(() => {
      // A caller who goes away says nothing of the provider.
      if (signal?.aborted !== true) this.forget(asked);
    });
    return asked;
  }

  private startLookUp(now: number): Promise<Given> {
    this.renewAt = now + renewAgainMs;
    // Kept even when it comes too late for the call that asked: the next call has it at once.
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

  /** Gives those that end last, which are not always those that came last. */
  private keep(given: Given): Given {
    if (this.held === undefined || endOf(given) >= endOf(this.held)) this.held = given;
    return this.held;
  }

  /** The next call asks again: after a failure, and when this one takes too long. */
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

/** Puts nothing on a request: it has its credentials on it, which are these. */
export function carriesItself(...secrets: readonly string[]): Authorizer {
  return (request) => Promise.resolve({ ...request, secrets, signed: false, dropCredentials: () => false });
}

/**
 * Puts `credentials` on requests, freshly each time. A provider is asked when there are none yet, when they are about to
 * end, and after they were refused; once, however many calls wait for it. One that fails or hangs when they are about to
 * end does no harm until they have ended. One that hangs is asked again once a call has waited for it in vain.
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
