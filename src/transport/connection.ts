import type { CallOutcome } from "../errors/errors.js";

/** Codes of failures that happen before a request is sent: no name, no route, no connection, no trust. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|ERR_TLS_\w+|ERR_INVALID_\w+|ERR_PROXY_\w+|ERR_SSL_\w+|CERT_\w+|\w*_CERT\w*|UNABLE_TO_\w+|SELF_SIGNED_\w+|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)$/;

/**
 * Texts of the same where a runtime gives no code, or one that does not tell: Deno's for a failure to connect, undici's
 * for a proxy that refuses a tunnel, and that of the ports no `fetch` goes to.
 */
const beforeSendingText = /client error \(Connect\)|when HTTP Tunneling|bad port/i;

interface MaybeCoded {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly stack?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** What is known of a failure to get an answer. */
export interface ConnectionFailure {
  /** The runtime's code, e.g. `ECONNREFUSED`. */
  readonly code: string | undefined;
  readonly outcome: CallOutcome;
  /** The most telling message in the chain of causes. */
  readonly reason: string;
}

/** The failure and what caused it, outermost first. `fetch` hides the code in the cause of its "fetch failed". */
function chain(error: unknown): MaybeCoded[] {
  const links: MaybeCoded[] = [];
  for (let link: unknown = error; typeof link === "object" && link !== null && links.length < 8;) {
    const current: MaybeCoded = link;
    links.push(current);
    // A name with several addresses fails with one error for each of them.
    link = current.cause ?? (Array.isArray(current.errors) ? (current.errors[0] as unknown) : undefined);
  }
  return links;
}

function isBeforeSending(message: string): boolean {
  return beforeSendingText.test(message);
}

/** Tells what a runtime's error means for the request. An error without a known code may have come after sending. */
export function classifyConnectionFailure(error: unknown): ConnectionFailure {
  const links = chain(error);
  const code = links.map((link) => link.code).find((value): value is string => typeof value === "string");
  const messages = links
    .map((link) => link.message)
    .filter((message): message is string => typeof message === "string" && message !== "");
  return {
    code,
    outcome: beforeSending.test(code ?? "") || messages.some(isBeforeSending) ? "unprocessed" : "unknown",
    reason: messages.at(-1) ?? (typeof error === "string" ? error : "no reason given"),
  };
}

/**
 * A copy of a runtime's error, to be kept as a cause: name, message, code, stack and causes. Its other fields may hold
 * the request with its credentials, or an answer that repeats them; `clean` takes these out of the texts.
 */
export function keptCause(error: unknown, clean: (text: string) => string): unknown {
  if (typeof error === "string") return clean(error);
  return chain(error).reduceRight<Error | undefined>((cause, link) => {
    const copy = new Error(typeof link.message === "string" ? clean(link.message) : "", cause && { cause });
    for (const field of ["name", "code", "stack"] as const) {
      const value = link[field];
      if (typeof value !== "string") continue;
      Object.defineProperty(copy, field, { value: clean(value), enumerable: field === "code", configurable: true });
    }
    return copy;
  }, undefined);
}
