import { CceConfigError } from "../base/errors.js";
import { isHeaderName } from "../base/headers.js";
import type { AkSkCredentials } from "./credentials.js";
import { isKeyText } from "./protect.js";

const algorithm = "SDK-HMAC-SHA256";

/**
 * Headers that are not signed, in lower case: the signature itself, and what the runtime or a proxy adds, changes or
 * drops after signing. The service accepts unsigned headers, but refuses a request with a signed header that changed.
 */
const unsignedHeaders: ReadonlySet<string> = new Set(
  (
    "accept-encoding authorization connection content-length expect keep-alive proxy-authorization proxy-connection te " +
    "trailer transfer-encoding upgrade user-agent"
  ).split(" "),
);

/** A request to sign. */
export interface SigningInput {
  /** The HTTP method. */
  readonly method: string;
  /** The absolute `http` or `https` URL, percent-encoded or not. A fragment is not sent and not signed. */
  readonly url: string | URL;
  /**
   * The headers. All are signed except those that may change on the way (`User-Agent`, `Content-Length`, hop-by-hop
   * headers, names with `_`). A `Host` overrides that of the URL, an `X-Sdk-Content-Sha256` the hash of the body.
   */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, sent in UTF-8. Default: `""`, no body. */
  readonly body?: string;
}

/**
 * A signature with the steps that led to it, for comparison when the service refuses one (`APIGW.0301`). Do not log
 * `canonicalRequest` and `headers`: they contain the security token of temporary credentials.
 */
export interface SignedRequest {
  /** The canonical form of the request, which is hashed. */
  readonly canonicalRequest: string;
  /** The text that is signed: the algorithm, the date and the hash of the canonical request. */
  readonly stringToSign: string;
  /** The signature: 64 hexadecimal digits. */
  readonly signature: string;
  /** The names of the signed headers in lower case, sorted and joined with `;`. */
  readonly signedHeaders: string;
  /** The headers to set on the request: `X-Sdk-Date`, `Authorization` and, for temporary keys, `X-Security-Token`. */
  readonly headers: Readonly<Record<string, string>>;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, percentEncode);
}

const isUnreserved = /^[\w.~/-]*$/;

/**
 * The path as it is signed, always with a slash at its end. The path of a URL is ASCII already. It is decoded and
 * encoded again byte by byte, so that nothing is encoded twice, bytes outside UTF-8 survive, an encoded slash stays
 * encoded, and a `%` that starts no escape becomes `%25`.
 */
function canonicalPath(pathname: string): string {
  const path = isUnreserved.test(pathname)
    ? pathname
    : pathname.replace(/%[0-9a-f]{2}|[^\w.~/-]/gi, (part) => {
        const character = part[1] ? String.fromCharCode(Number.parseInt(part.slice(1), 16)) : part;
        return /[\w.~-]/.test(character) ? character : percentEncode(character);
      });
  return path.endsWith("/") ? path : `${path}/`;
}

/** Orders by UTF-16 code unit, the same in every locale. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The query as it is signed: sorted by name, then by value, before encoding. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .sort(([name, value], [otherName, otherValue]) => compareText(name, otherName) || compareText(value, otherValue))
    .map((pair) => pair.map(encodeText).join("="))
    .join("&");
}

function parseUrl(address: string | URL): URL {
  try {
    const url = typeof address === "string" ? new URL(address) : address;
    if (/^https?:$/.test(url.protocol)) return url;
  } catch {
    // The error must not show the address, which may contain a secret.
  }
  throw new CceConfigError("url", "Only an absolute http or https URL can be signed");
}

function checkCredentials(credentials: AkSkCredentials): void {
  for (const name of ["accessKey", "secretKey", "securityToken"] as const) {
    const value: unknown = credentials[name];
    if (!isKeyText(value) && (value !== undefined || name !== "securityToken")) {
      throw new CceConfigError(name, `${name} is missing, or contains white space or characters outside ASCII`);
    }
  }
}

/**
 * The time of a signature, `YYYYMMDDTHHMMSSZ` in UTC.
 *
 * @throws {CceConfigError} `date` is invalid or its year does not have four digits.
 */
export function signingTime(date: Date): string {
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  // Other years have a sign and six digits.
  if (text.length !== 24) throw new CceConfigError("date", "The date of a signature must be a valid date");
  const part = (from: number) => text.slice(from, from + 2);
  return `${text.slice(0, 4)}${part(5)}${part(8)}T${part(11)}${part(14)}${part(17)}Z`;
}

/**
 * The headers to sign, by name in lower case.
 *
 * @throws {CceConfigError} Two names differ in case only, a name is invalid, or a value contains control characters or
 *   characters outside ASCII, which runtimes send in different ways.
 */
function headersToSign(
  given: Readonly<Record<string, string>>,
  { securityToken }: AkSkCredentials,
  time: string,
  host: string,
): Record<string, string> {
  const refuse = (why: string): never => {
    throw new CceConfigError("headers", `A request cannot be signed with ${why}`);
  };
  // Has no inherited names such as "constructor".
  const headers = Object.create(null) as Record<string, string>;
  for (const [givenName, value] of Object.entries(given)) {
    const name = givenName.toLowerCase();
    if (unsignedHeaders.has(name) || name.includes("_")) continue;
    if (!isHeaderName(name)) refuse("an invalid header name");
    if (!/^[\t\x20-\x7e]*$/.test(value)) refuse(`line breaks or characters outside ASCII in the header ${name}`);
    if (name in headers) refuse(`the header ${name} given twice`);
    headers[name] = value.trim();
  }
  headers["host"] ??= host;
  headers["x-sdk-date"] = time;
  if (securityToken !== undefined) headers["x-security-token"] = securityToken;
  return headers;
}

/**
 * The canonical form of a request. `signed` are the sorted names of the signed headers, `payloadHash` is the SHA-256 of
 * the body in lower-case hexadecimal digits.
 *
 * @throws {CceConfigError} The method is not a word.
 */
export function canonicalRequest(
  method: string,
  url: URL,
  signed: readonly string[],
  headers: Readonly<Record<string, string>>,
  payloadHash: string,
): string {
  if (!/^[a-z]+$/i.test(method)) throw new CceConfigError("method", "The method of a request must be a word");
  const query = url.search && canonicalQuery(url.searchParams);
  let text = `${method.toUpperCase()}\n${canonicalPath(url.pathname)}\n${query}\n`;
  for (const name of signed) text += `${name}:${headers[name]}\n`;
  return `${text}\n${signed.join(";")}\n${payloadHash}`;
}

/** The text that is signed. `canonicalHash` is the SHA-256 of the canonical request in hexadecimal digits. */
export function stringToSign(time: string, canonicalHash: string): string {
  return `${algorithm}\n${time}\n${canonicalHash}`;
}

/** Browsers offer WebCrypto only to pages from `https` or `localhost`. */
function webCrypto(): typeof globalThis.crypto.subtle {
  const { crypto } = globalThis as { crypto?: Partial<typeof globalThis.crypto> };
  if (crypto?.subtle === undefined) {
    throw new CceConfigError(
      "crypto",
      "Signing with an access key needs WebCrypto, which a browser offers to pages from https only",
    );
  }
  return crypto.subtle;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sha256(text: string): Promise<string> {
  return hexadecimal(await webCrypto().digest("SHA-256", utf8(text)));
}

async function hmacSha256(key: string, text: string): Promise<string> {
  const subtle = webCrypto();
  const imported = await subtle.importKey("raw", utf8(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hexadecimal(await subtle.sign("HMAC", imported, utf8(text)));
}

/** A text to hash: with SHA-256, or HMAC-SHA256 if there is a key. The hash is in hexadecimal digits. */
export interface ToHash {
  readonly text: string;
  readonly key?: string;
}

/** The steps of a signature. Yields each text to hash, so that the caller decides how hashes are computed. */
export function* signing(
  { method, url: address, headers: given, body = "" }: SigningInput,
  credentials: AkSkCredentials,
  date: Date,
): Generator<ToHash, SignedRequest, string> {
  checkCredentials(credentials);
  const { accessKey, secretKey: key, securityToken } = credentials;
  const url = parseUrl(address);
  const time = signingTime(date);
  const signable = headersToSign(given, credentials, time, url.host);
  // By UTF-16 code unit, the same in every locale.
  const names = Object.keys(signable).sort();
  // The caller may declare the hash of the body, as for UNSIGNED-PAYLOAD.
  const declared = signable["x-sdk-content-sha256"] ?? "";
  const payloadHash = declared === "" ? yield { text: body } : declared;
  const canonical = canonicalRequest(method, url, names, signable, payloadHash);
  const signedHeaders = names.join(";");
  const toSign = stringToSign(time, yield { text: canonical });
  const signature = yield { text: toSign, key };
  const headers: Record<string, string> = {
    "X-Sdk-Date": time,
    Authorization: `${algorithm} Access=${accessKey}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
  if (securityToken !== undefined) headers["X-Security-Token"] = securityToken;
  return { canonicalRequest: canonical, stringToSign: toSign, signature, signedHeaders, headers };
}

/** Signs a request like {@link signRequest}, with the cryptography of a runtime. */
export type Signer = (
  request: SigningInput,
  credentials: AkSkCredentials,
  date: Date,
) => SignedRequest | Promise<SignedRequest>;

/**
 * Signs a request with an access key (SDK-HMAC-SHA256). Needs WebCrypto. Set the returned headers on the request; they
 * replace those of an earlier signature, so a request can be signed again before it is sent again.
 *
 * @param date The time of the signature, within 15 minutes of the service's clock.
 * @throws {CceConfigError} The request, the credentials or the date cannot be signed, or the runtime has no WebCrypto.
 *   The message never shows a value.
 * @see https://support.huaweicloud.com/devg-apisign/api-sign-algorithm-002.html
 */
export async function signRequest(
  request: SigningInput,
  credentials: AkSkCredentials,
  date: Date,
): Promise<SignedRequest> {
  const steps = signing(request, credentials, date);
  let step = steps.next();
  while (!step.done) {
    const { text, key } = step.value;
    step = steps.next(await (key === undefined ? sha256(text) : hmacSha256(key, text)));
  }
  return step.value;
}
