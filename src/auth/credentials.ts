/** A token of IAM, or a function that returns one. The client calls the function before every attempt. */
export interface TokenCredentials {
  readonly token: string | (() => string | Promise<string>);
  /** When the token expires. The client asks its provider for another before that. */
  readonly expiresAt?: Date;
}

/** An access key with its secret key; a temporary pair has a security token, too. */
export interface AkSkCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  /** When temporary keys expire. The client asks its provider for others before that. */
  readonly expiresAt?: Date;
}

/** What a request is authorized with: a token or an access key. */
export type Credentials = TokenCredentials | AkSkCredentials;

/**
 * Provides credentials. The client calls it for its first request, a minute before the credentials expire, and after
 * the service refused them.
 *
 * - A provider that has not settled when the time of a call is over fails that call; the next call asks again.
 * - While the present credentials are valid, a request waits at most five seconds for better ones, then uses the
 *   present ones. The provider is asked again ten seconds later.
 * - A call repeats a look-up that may succeed later: one that rejected with a `CceConnectionError`, `CceTimeoutError`
 *   or `CceResponseError`, or with a `CceApiError` of 429 or 5xx. It does so as often as it would send its request, and
 *   then fails with a `CceCallError` whose cause is the last error.
 * - Any other error ends the call at once: an error of this package as it is, any other as the cause of a
 *   `CceConfigError`.
 */
export type CredentialsProvider = () => Promise<Credentials>;
