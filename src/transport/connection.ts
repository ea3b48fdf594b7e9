import { type Fields, isObject, itemsOf } from "../base/fields.js";

/** Codes for certificates that are not trusted: those of OpenSSL, which the runtimes share. */
const certificateCode =
  /^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_CERT_|ERROR_IN_C|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_)|SELF_SIGNED_CERT|_VERIFICATION_ERROR$/;

/** OpenSSL's alerts about certificates, in codes and messages, and Deno's message for one that is not trusted. */
const certificateText = /alert[ _]([\w ]*certificate|unknown[ _]ca)|invalid peer certificate/i;

/** The system calls that establish a connection. */
const connectingCall = /^(connect|getaddrinfo)$/;

/**
 * Messages of failures to connect that have no code or an ambiguous one: Node's for a server that hangs up during the
 * TLS handshake, Deno's for all failures to connect, undici's for a proxy that refuses a tunnel, and that for ports
 * which `fetch` blocks.
 */
const connectingText =
  /before secure TLS connection was established|client error \(Connect\)|when HTTP Tunneling|^bad port$/i;

/** Why there was no response. */
export interface ConnectionFailure {
  /** The runtime's code, e.g. `ECONNREFUSED`. */
  readonly code: string | undefined;
  /** Whether a certificate was refused, which another attempt cannot change. */
  readonly isAboutCertificate: boolean;
  /** The innermost message in the chain of causes. */
  readonly reason: string;
}

/** An error and its causes, outermost first. `fetch` hides the code in the cause of its "fetch failed". */
function chain(error: unknown): Fields[] {
  const links: Fields[] = [];
  for (let link = error; isObject(link) && links.length < 8;) {
    links.push(link);
    // A host with several addresses fails with one error for each; the first is enough.
    link = link["cause"] ?? itemsOf(link["errors"])[0];
  }
  return links;
}

/** The fields of an error that are strings. */
function textsOf({ code, syscall, message }: Fields) {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return { code: text(code), syscall: text(syscall), message: text(message) };
}

/**
 * Whether a `fetch` that sends its request only once certainly failed before sending it. A code such as `EHOSTUNREACH`
 * proves nothing: an open connection fails with it, too, when its route is gone. Bun's codes for a refused connection
 * do not count, since its `fetch` may have sent the request on a kept connection before.
 */
export function cameBeforeSending(error: unknown, depth = 8): boolean {
  if (!isObject(error) || depth === 0) return false;
  const { cause, errors } = error;
  if (Array.isArray(errors)) return errors.length > 0 && errors.every((each) => cameBeforeSending(each, depth - 1));
  const { code, syscall, message } = textsOf(error);
  return (
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    certificateCode.test(code) ||
    connectingCall.test(syscall) ||
    connectingText.test(message) ||
    cameBeforeSending(cause, depth - 1)
  );
}

/** Extracts what a runtime's error says about a failed connection. */
export function describeFailure(error: unknown): ConnectionFailure {
  const links = chain(error).map(textsOf);
  const messages = links.map(({ message }) => message).filter((message) => message !== "");
  return {
    code: links.find(({ code }) => code !== "")?.code,
    isAboutCertificate: links.some(
      ({ code, message }) => certificateCode.test(code) || certificateText.test(`${code} ${message}`),
    ),
    reason: messages.at(-1) ?? (typeof error === "string" ? error : "no reason given"),
  };
}

/**
 * A copy of a runtime's error, to keep as a cause: name, message, code, stack and causes, without secrets. The other
 * fields are left out: they may contain the request with its credentials, or a response that repeats them.
 */
export function keptCause(error: unknown, clean: (text: string) => string): unknown {
  if (typeof error === "string") return clean(error);
  return chain(error).reduceRight<Error | undefined>((cause, link) => {
    const copy = new Error(clean(textsOf(link).message), cause && { cause });
    for (const field of ["name", "code", "stack"] as const) {
      const value = link[field];
      if (typeof value !== "string") continue;
      Object.defineProperty(copy, field, { value: clean(value), enumerable: field === "code", configurable: true });
    }
    return copy;
  }, undefined);
}
