/** A token of IAM, or a function that gives one; the function is asked before every attempt. */
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

/** Gives credentials when asked. Asked again when they have expired or were refused. */
export type CredentialsProvider = () => Promise<Credentials>;
