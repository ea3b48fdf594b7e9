import { createHash, createHmac } from "node:crypto";

/** A request in its decoded parts, before anything is written as a URL. */
export interface ReferenceRequest {
  readonly method: string;
  readonly host: string;
  readonly segments: readonly string[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const unreserved = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

function uriEncode(text: string): string {
  let encoded = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const character = String.fromCharCode(byte);
    encoded += unreserved.has(character) ? character : `%${Buffer.of(byte).toString("hex").toUpperCase()}`;
  }
  return encoded;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Groups the values by name, as the guide has it: names in order, then the values of each name in order. */
function queryString(query: ReferenceRequest["query"]): string {
  const valuesByName = new Map<string, string[]>();
  for (const [name, value] of query) valuesByName.set(name, [...(valuesByName.get(name) ?? []), value]);
  const pairs: string[] = [];
  for (const name of [...valuesByName.keys()].sort()) {
    for (const value of (valuesByName.get(name) ?? []).sort()) pairs.push(uriEncode(name) + "=" + uriEncode(value));
  }
  return pairs.join("&");
}

/**
 * Signs step by step as the guide describes it, from decoded parts and with Node's own cryptography; shares nothing
 * with the signer of the package. `timestamp` in the form `20231125T073000Z`.
 */
export function referenceSignature(request: ReferenceRequest, secretKey: string, timestamp: string): string {
  const headers: Record<string, string> = { host: request.host, "x-sdk-date": timestamp };
  for (const name of Object.keys(request.headers)) {
    headers[name.toLowerCase()] = (request.headers[name] ?? "").replace(/^\s+/, "").replace(/\s+$/, "");
  }
  const names = Object.keys(headers).sort();

  let canonical = request.method.toUpperCase() + "\n";
  canonical += request.segments.map((segment) => "/" + uriEncode(segment)).join("") + "/\n";
  canonical += queryString(request.query) + "\n";
  for (const name of names) canonical += name + ":" + (headers[name] ?? "") + "\n";
  canonical += "\n" + names.join(";") + "\n" + sha256(request.body);

  const toSign = "SDK-HMAC-SHA256\n" + timestamp + "\n" + sha256(canonical);
  return createHmac("sha256", secretKey).update(toSign).digest("hex");
}
