import { CceConfigError } from "../base/errors.js";
import { isHeaderName } from "../base/headers.js";
import type { AkSkCredentials } from "./credentials.js";
import { isKeyText } from "./protect.js";

const algorithm = "SDK-HMAC-SHA256";

/**
 * Headers that stay unsigned, in lower case: the signature itself, and what the runtime or a proxy adds, changes or
 * drops after signing. The service accepts unsigned headers; a signed one that changes makes it refuse the request.
 */
const unsignedHeaders: ReadonlySet<string> = new Set(
  (
    "accept-encoding authorization connection content-length expect keep-alive proxy-authorization proxy-connection te " +
    "trailer transfer-encoding upgrade user-agent"
  ).split(" "),
);

/** A request as it is about to be sent. */
export interface SigningInput {
  /** The HTTP method. */
  readonly method: string;
  /** The absolute `http` or `https` URL, percent-encoded or not. A fragment is not sent and not signed. */
  readonly url: string | URL;
  /**
   * The headers. All are signed except those that change on the way (`User-Agent`, `Content-Length`, hop-by-hop ones,
   * names with `_`). A `Host` here overrides the one of the URL, and an `X-Sdk-Content-Sha256` the hash of the body.
   */
  readonly headers: Readonly<Record<string, string>>;
  /** The text that is sent in UTF-8. None and `""` are the same: no body. */
  readonly body?: string;
}

/**
 * A signature with every step that led to it, to be compared when the service refuses one (`APIGW.0301`).
 * `canonicalRequest` and `headers` hold the security token of temporary credentials: not for logs.
 */
export interface SignedRequest {
  /** The request in the form that is hashed. */
  readonly canonicalRequest: string;
  /** The text that is signed: algorithm, date, hash of the canonical request. */
  readonly stringToSign: string;
  /** The signature: 64 hexadecimal digits. */
  readonly signature: string;
  /** The names of the signed headers, in lower case, in order, joined with `;`. */
  readonly signedHeaders: string;
  /** The headers to set on the request: `X-Sdk-Date`, `Authorization`, and `X-Security-Token` where there is one. */
  readonly headers: Readonly<Record<string, string>>;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** RFC 3986: everything but the unreserved characters. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, percentEncode);
}

const isUnreserved = /^[\w.~/-]*$/;

/**
 * The path as it is signed: always with a slash at its end, also where the request has none. A URL's path is ASCII
 * already; it is decoded and encoded again byte by byte, so that what was encoded is not encoded twice, bytes that are
 * not UTF-8 stay what they are, an encoded slash stays encoded, and a `%` that starts nothing is a percent sign.
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

/** Order by UTF-16 code unit, the same in every locale. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The query as it is signed: ordered by name, then by value, both before they are encoded. */
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
    // The error does not show the address: it may hold a secret.
  }
  throw new CceConfigError("url", "Only an absolute http or https URL can be signed");
}

function checkCredentials(credentials: AkSkCredentials): void {
  for (const name of ["accessKey", "secretKey", "securityToken"] as const) {
    const value: unknown = credentials[name];
    if (!isKeyText(value) && (value !== undefined || name !== "securityToken")) {
      throw new CceConfigError(name, `${name} is missing, or has white space or characters outside ASCII in it`);
    }
  }
}

/**
 * The time of a signature, `YYYYMMDDTHHMMSSZ` in UTC.
 *
 * @throws {CceConfigError} `date` is invalid or its year has not four digits.
 */
export function signingTime(date: Date): string {
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  // Years before 0 and beyond 9999 have a sign and six digits.
  if (text.length !== 24) throw new CceConfigError("date", "The date of a signature must be a valid date");
  const part = (from: number) => text.slice(from, from + 2);
  return `${text.slice(0, 4)}${part(5)}${part(8)}T${part(11)}${part(14)}${part(17)}Z`;
}

/**
 * The headers that are signed, by name in lower case.
 *
 * @throws {CceConfigError} Two names differ in case only, a name is invalid, or a value has characters that reach the
 *   service differently from runtime to runtime (outside ASCII, control characters).
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
  // Without the names that every object has.
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
 * The request in the form that is hashed. `signed` are the names of the signed headers in order, `payloadHash` is the
 * SHA-256 of the body in lower-case hexadecimal digits.
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

/** Browsers give WebCrypto to pages from `https` and `localhost` only. */
function webCrypto(): typeof globalThis.crypto.subtle {
  const { crypto } = globalThis as { crypto?: Partial<typeof globalThis.crypto> };
  if (crypto?.subtle === undefined) {
    throw new CceConfigError("crypto", "Signing with an access key needs WebCrypto: a page must come from https");
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

/** A text to hash, into hexadecimal digits: with SHA-256 or, where there is a key, with HMAC-SHA256. */
export interface ToHash {
  readonly text: string;
  readonly key?: string;
}

/** The steps of a signature. It yields each text to hash, so that its caller chooses how hashes are made. */
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
  // What the caller declares instead of the body's hash.
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

/** Signs a request; what {@link signRequest} does, in whatever way the runtime does it best. */
export type Signer = (
  request: SigningInput,
  credentials: AkSkCredentials,
  date: Date,
) => SignedRequest | Promise<SignedRequest>;

/**
 * Signs a request with an access key (SDK-HMAC-SHA256). Runs wherever there is WebCrypto; keeps and changes nothing.
 * The returned headers replace those of the same name, so that a request that is sent again can be signed again.
 *
 * @param date The time of the signature, within 15 minutes of the service's clock.
 * @throws {CceConfigError} The request, the credentials or the date cannot be signed; the message names what, never
 *   its value. Also where the runtime has no WebCrypto.
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
