import type { AkSkCredentials } from "../auth/credentials.js";
import { isKeyText, protectSecrets } from "../auth/protect.js";
import { CceConfigError, isCceConfigError } from "../errors/errors.js";

/** How {@link credentialsFromEcs} reaches the metadata service. */
export interface EcsOptions {
  /** The address of the metadata service. Default: `http://169.254.169.254`. */
  readonly endpoint?: string;
  /** How long a look-up may take in all, in milliseconds. Default: 3000. */
  readonly timeoutMs?: number;
}

/** The address of the metadata service, the same on every server. */
export const metadataEndpoint = "http://169.254.169.254";

const tokenPath = "/meta-data/latest/api/token";
const keysPath = "/openstack/latest/securitykey";

/** How long the token of the metadata service is valid. */
const tokenSeconds = 21_600;

/** Statuses that a metadata service without tokens answers with. */
const noTokens: ReadonlySet<number> = new Set([404, 405, 503]);

/** An answer takes about 3 KB; what is far beyond does not come from the metadata service. */
const maxBytes = 65_536;

/** The longest time that timers can run. */
const maxTimeoutMs = 2 ** 31 - 1;

interface Service {
  readonly origin: string;
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function serviceOf({ endpoint = metadataEndpoint, timeoutMs = 3000 }: EcsOptions): Service {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new CceConfigError("endpoint", "endpoint must be an http or https URL with nothing but a host and a port");
  }
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > maxTimeoutMs) {
    throw new CceConfigError("timeoutMs", `timeoutMs must be a whole number from 1 to ${maxTimeoutMs}`);
  }
  return { origin: url.origin, timeoutMs };
}

function failure(service: Service, reason: string, options?: ErrorOptions): CceConfigError {
  const message = `No credentials from the metadata service ${service.origin}: ${reason}`;
  return new CceConfigError("credentials", message, options);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Why a `fetch` failed: the runtime's code, e.g. `ECONNREFUSED`, which is that of the cause. */
function reasonOf(error: unknown): string {
  const { code } = fieldsOf(fieldsOf(error)["cause"]);
  return typeof code === "string" ? code : "the connection failed";
}

async function readText(service: Service, body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw failure(service, `its answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** One request. Redirects are not followed: they would carry the token of the metadata service elsewhere. */
async function ask(
  service: Service,
  method: string,
  path: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(service.origin + path, { method, headers, redirect: "manual", signal });
    return { status: response.status, text: await readText(service, response.body) };
  } catch (cause) {
    if (isCceConfigError(cause)) throw cause;
    const reason = signal.aborted ? `not within ${service.timeoutMs} ms` : reasonOf(cause);
    throw failure(service, `no answer (${reason})`, { cause });
  }
}

/** The headers that carry the token of the metadata service; none where the service has no tokens. */
async function tokenHeaders(service: Service, signal: AbortSignal): Promise<Record<string, string>> {
  const ttl = { "X-Metadata-Token-Ttl-Seconds": String(tokenSeconds) };
  const { status, text } = await ask(service, "PUT", tokenPath, ttl, signal);
  if (noTokens.has(status)) return {};
  if (status !== 200) throw failure(service, `it answered ${status} to the request for a token`);
  const token = text.trim();
  if (!isKeyText(token)) throw failure(service, "its token is empty or malformed");
  return { "X-Metadata-Token": token };
}

/** The parsed text. The parser's own error is not kept: it quotes the text, and that has keys in it. */
function parseJson(service: Service, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure(service, "its answer is not JSON");
  }
}

/** An ISO 8601 time in UTC; the service gives microseconds, which not every runtime reads. */
function timeOf(value: unknown): Date | undefined {
  const seconds = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(String(value))?.[1];
  const time = new Date(`${String(seconds)}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function keysOf(service: Service, text: string): AkSkCredentials {
  const credential = fieldsOf(fieldsOf(parseJson(service, text))["credential"]);
  const refuse = (field: string): never => {
    throw failure(service, `credential.${field} is missing or malformed in its answer`);
  };
  const keyText = (field: string): string => {
    const value = credential[field];
    return isKeyText(value) ? value : refuse(field);
  };
  return protectSecrets({
    accessKey: keyText("access"),
    secretKey: keyText("secret"),
    securityToken: keyText("securitytoken"),
    expiresAt: timeOf(credential["expires_at"]) ?? refuse("expires_at"),
  });
}

async function lookUp(service: Service): Promise<AkSkCredentials> {
  const signal = AbortSignal.timeout(service.timeoutMs);
  const headers = await tokenHeaders(service, signal);
  const { status, text } = await ask(service, "GET", keysPath, headers, signal);
  if (status === 404) throw failure(service, "it has none (404); an agency must be set for this server");
  if (status !== 200) throw failure(service, `it answered ${status} to the request for keys`);
  return keysOf(service, text);
}

/**
 * A provider of the temporary access key that an ECS server (or a CCE node) has by its agency. Each call of the
 * provider asks the metadata service once more; the client calls it again before `expiresAt`.
 *
 * @returns The provider. Its keys come with a security token and `expiresAt`; their secrets do not show in logs.
 * @throws {CceConfigError} At once for a malformed option. From the provider: there is no metadata service, it has no
 *   keys, or its answer is malformed.
 * @see https://support.huaweicloud.com/eu/usermanual-ecs/ecs_03_0166.html
 */
export function credentialsFromEcs(options: EcsOptions = {}): () => Promise<AkSkCredentials> {
  const service = serviceOf(options);
  return () => lookUp(service);
}
