/** A token of IAM, or a function that gives one; the function is asked before every attempt, within its time. */
export interface TokenCredentials {
  readonly token: string | (() => string | Promise<string>);
  /** When the token ends. The client asks its provider again before that. */
  readonly expiresAt?: Date;
}

/** An access key with its secret key; temporary ones come with a security token. */
export interface AkSkCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  /** When temporary keys end. The client asks its provider again before that. */
  readonly expiresAt?: Date;
}

/** Credentials of a request. */
export type Credentials = TokenCredentials | AkSkCredentials;

/**
 * Gives credentials when asked: first, a minute before they end, and after they were refused.
 *
 * One that has not settled when a call's time is over fails that call, and the next call asks again. Where the present
 * credentials have not ended, no more than five seconds are waited for better ones; they are used meanwhile, and the
 * provider is asked again ten seconds later.
 *
 * What it throws decides whether asking again may help. A `CceConnectionError`, a `CceTimeoutError`, a `CceResponseError` or a
 * `CceApiError` of 429 or 5xx passes: the call asks again, as often as it would send its request, and fails with a
 * `CceCallError` that has the last one as its cause. Any other error does not, and ends the call at once: errors of this
 * package as they are, others as the cause of a `CceConfigError`.
 */
export type CredentialsProvider = () => Promise<Credentials>;
