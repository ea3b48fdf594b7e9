import { type Fields, isObject, itemsOf } from "../base/fields.js";

/** Codes of a server's certificate that is not trusted: those of OpenSSL, which the runtimes share. */
const certificateCode =
  /^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_CERT_|ERROR_IN_C|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_)|SELF_SIGNED_CERT|_VERIFICATION_ERROR$/;

/** An alert about a certificate, in a code or a text of OpenSSL; and Deno's word for one that is not trusted. */
const certificateText = /alert[ _]([\w ]*certificate|unknown[ _]ca)|invalid peer certificate/i;

/** The system calls that fail before there is a connection. */
const connectingCall = /^(connect|getaddrinfo)$/;

/**
 * Texts of failures to connect where a runtime gives no code, or one that does not tell: Node's for a server that hangs
 * up during the TLS handshake, Deno's for any of them, undici's for a proxy that refuses a tunnel, and that of the ports
 * no `fetch` goes to.
 */
const connectingText =
  /before secure TLS connection was established|client error \(Connect\)|when HTTP Tunneling|^bad port$/i;

/** What is known of a failure to get a response. */
export interface ConnectionFailure {
  /** The runtime's code, e.g. `ECONNREFUSED`. */
  readonly code: string | undefined;
  /** Whether a certificate was refused, which no further attempt changes. */
  readonly isAboutCertificate: boolean;
  /** The most telling message in the chain of causes. */
  readonly reason: string;
}

/** The failure and what caused it, outermost first. `fetch` hides the code in the cause of its "fetch failed". */
function chain(error: unknown): Fields[] {
  const links: Fields[] = [];
  for (let link = error; isObject(link) && links.length < 8;) {
    links.push(link);
    // A name with several addresses fails with one error for each of them; the first says enough.
    link = link["cause"] ?? itemsOf(link["errors"])[0];
  }
  return links;
}

/** The fields of an error that are text. */
function textsOf({ code, syscall, message }: Fields) {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return { code: text(code), syscall: text(syscall), message: text(message) };
}

/**
 * Whether the failure of a `fetch` that sends its request once cannot have come after sending. A code alone does not
 * tell: a connection that is open fails as unreachable, too, once its route is gone. Bun's codes for a refused connection
 * are none of these, as its `fetch` may have sent the request before on a connection that it had kept.
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

/** What a runtime's error says. */
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
 * A copy of a runtime's error, to be kept as a cause: name, message, code, stack and causes. Its other fields may hold
 * the request with its credentials, or a response that repeats them; `clean` takes these out of the texts.
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
