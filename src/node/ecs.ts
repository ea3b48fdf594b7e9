import type { OperationDescriptor } from "../transport/operation.js";
import { type Authorizer, carriesItself } from "../auth/authorizer.js";
import type { AkSkCredentials } from "../auth/credentials.js";
import { isKeyText, protectSecrets } from "../auth/protect.js";
import {
  CceConfigError,
  CceTimeoutError,
  isCceApiError,
  isCceResponseError,
  isCceTimeoutError,
} from "../base/errors.js";
import { fieldsOf } from "../base/fields.js";
import { checkedInUse, type Checks, checkOptions, nodeAgent, wholeNumber } from "../base/checks.js";
import { systemClock } from "../base/clock.js";
import { defaultLimits, exchange } from "../transport/exchange.js";
import { nodeWire } from "../transport/nodeWire.js";
import { isTemporary } from "../transport/retry.js";
import { Stopwatch } from "../base/sleep.js";
import type { NodeAgent, Wire } from "../transport/wire.js";

/** Options of {@link credentialsFromEcs}. */
export interface EcsOptions {
  /** The address of the metadata service. Default: `http://169.254.169.254`. */
  readonly endpoint?: string;
  /** How long a whole look-up may take, in milliseconds. Default: 3,000. */
  readonly timeoutMs?: number;
  /** The `node:http` or `node:https` agent that connects. Default: the package's own. */
  readonly agent?: NodeAgent;
}

/** The address of the metadata service, which is the same on every server. */
export const metadataEndpoint = "http://169.254.169.254";

const tokenPath = "/meta-data/latest/api/token";
const keysPath = "/openstack/latest/securitykey";

/** How long the token of the metadata service is valid. */
const tokenSeconds = 21_600;

/** The text of a 401 for a server without an agency; the vendor's SDKs look for it, too. */
const noAgency = "Please configure Cloud Service Agency first";

/** Statuses by which a metadata service shows that it has no tokens. Some send 503, which may also be temporary. */
const noTokens: ReadonlySet<number> = new Set([404, 405]);

/** A response has about 3 KB; a far larger one does not come from the metadata service. */
const maxBytes = 65_536;

/** The metadata service and how to reach it. */
interface Service {
  readonly origin: string;
  readonly timeoutMs: number;
  readonly wire: Wire;
}

/**
 * A wire that keeps secrets out of errors: only a 200 keeps its text, which may contain keys. A body that was cut off
 * counts as no response.
 */
function guarded(wire: Wire): Wire {
  return async (request, stop, departure) => {
    const response = await wire(request, stop, departure);
    const { status, headers, text, defect } = response;
    if (defect?.startsWith("was cut off") === true) throw new Error(`the body ${defect}`);
    return status === 200 ? response : { status, headers, text: text.includes(noAgency) ? noAgency : "" };
  };
}

const checks: Checks<EcsOptions> = { endpoint: checkedInUse, timeoutMs: wholeNumber(), agent: nodeAgent };

function serviceOf(options: EcsOptions): Service {
  checkOptions(options, checks);
  const { endpoint = metadataEndpoint, timeoutMs = 3000, agent } = options;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new CceConfigError("endpoint", '"endpoint" must be an http or https URL with nothing but a host and a port.');
  }
  return { origin: url.origin, timeoutMs, wire: guarded(nodeWire(agent, maxBytes)) };
}

function failure({ origin }: Service, reason: string): CceConfigError {
  return new CceConfigError("credentials", `No credentials from the metadata service ${origin}: ${reason}`);
}

/** Parses the text, without the parser's error, which would quote the keys in it. */
function parseJson(service: Service, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure(service, "its response is not JSON");
  }
}

/** Parses an ISO 8601 time in UTC, without the microseconds, which not every runtime can parse. */
function timeOf(value: unknown): Date | undefined {
  const seconds = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(String(value))?.[1];
  const time = new Date(`${String(seconds)}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function keysOf(service: Service, text: string): AkSkCredentials {
  const credential = fieldsOf(fieldsOf(parseJson(service, text))["credential"]);
  const refuse = (field: string): never => {
    throw failure(service, `credential.${field} is missing or malformed in its response`);
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

interface MetadataResponse {
  readonly status: number;
  readonly text: string;
}

/** One look-up: several requests that share a time limit. */
class LookUp {
  private readonly watch = new Stopwatch(systemClock);

  constructor(private readonly service: Service) {}

  async run(): Promise<AkSkCredentials> {
    const { service } = this;
    // Some services have no tokens and do not respond: half the time is left for going on without one.
    const token = await this.token(service.timeoutMs / 2, 1).catch((error: unknown) => {
      if (!isTemporary(error)) throw error;
      return undefined;
    });
    let response = await this.keys(token);
    // The service has tokens after all, and requires one.
    const wantsToken = response.status === 401 && !response.text.includes(noAgency);
    if (wantsToken && token === undefined) response = await this.keys(await this.token());
    const { status, text } = response;
    if (status === 404 || (status === 401 && text.includes(noAgency))) {
      throw failure(service, `it has none (${status}); an agency must be set for this server`);
    }
    if (status !== 200) throw failure(service, `it sent ${status} to the request for keys`);
    return keysOf(service, text);
  }

  /** Gets a token of the metadata service; `undefined` if it has no tokens. */
  private async token(atMostMs?: number, maxAttempts?: number): Promise<string | undefined> {
    const { service } = this;
    const ttl = { "x-metadata-token-ttl-seconds": String(tokenSeconds) };
    const { status, text } = await this.ask("PUT", tokenPath, ttl, carriesItself(), atMostMs, maxAttempts);
    if (noTokens.has(status)) return undefined;
    if (status !== 200) throw failure(service, `it sent ${status} to the request for a token`);
    const token = text.trim();
    if (!isKeyText(token)) throw failure(service, "its token is empty or malformed");
    return token;
  }

  private keys(token: string | undefined): Promise<MetadataResponse> {
    return token === undefined
      ? this.ask("GET", keysPath, {}, carriesItself())
      : this.ask("GET", keysPath, { "x-metadata-token": token }, carriesItself(token));
  }

  /** Sends a request, with retries. Rejects with a temporary failure or when the body is unusable. */
  private async ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    authorizer: Authorizer,
    atMostMs = this.service.timeoutMs,
    maxAttempts: number = defaultLimits.maxAttempts,
  ): Promise<MetadataResponse> {
    const { service } = this;
    const { origin, timeoutMs, wire } = service;
    const limitMs = Math.min(atMostMs, timeoutMs - this.watch.elapsedMs);
    const limits = { timeoutMs: limitMs, totalTimeoutMs: limitMs, maxAttempts };
    const descriptor: OperationDescriptor = {
      method,
      path,
      params: {},
      // The bodies are parsed here: a token is plain text, and the content type of the keys varies.
      success: { 200: "*/*" },
      retry: { unprocessed: true, unknown: true },
    };
    const call = { operation: "credentialsFromEcs", descriptor, projectId: undefined, signal: undefined };
    const request = { method, url: new URL(origin + path), headers, body: undefined };
    try {
      const settings = { wire, authorizer, clock: systemClock, ...limits, onEvent: undefined };
      return (await exchange(settings, call, request)).response;
    } catch (error) {
      if (isCceTimeoutError(error)) {
        throw new CceTimeoutError(error, error.outcome, "timeoutMs", timeoutMs, ` from ${origin}`);
      }
      // A success whose body is too large, cut off or not UTF-8.
      if (isCceResponseError(error) && error.status === 200) throw failure(service, error.message);
      const isFinal = isCceResponseError(error) || (isCceApiError(error) && !isTemporary(error));
      if (isFinal) return { status: error.status, text: error.message };
      throw error;
    }
  }
}

/**
 * A provider of the temporary access key that an ECS server (or a CCE node) gets through its agency. Each call asks the
 * metadata service again; the client calls the provider before `expiresAt`. Within `timeoutMs` it repeats requests that
 * failed temporarily, and goes on without a token of the metadata service if the request for one gets no response.
 *
 * @returns The provider. Its keys have a security token and `expiresAt`; logs do not show their secrets.
 * @throws {CceConfigError} At once when an option is malformed. From the provider when the server has no agency, or
 *   when the response does not come from a metadata service.
 * @throws {CceConnectionError} From the provider when there is no response. This and the next two are temporary.
 * @throws {CceTimeoutError} From the provider when `timeoutMs` has passed.
 * @throws {CceApiError} From the provider when the metadata service is throttling or broken (429, 5xx).
 * @see https://support.huaweicloud.com/eu/usermanual-ecs/ecs_03_0166.html
 */
export function credentialsFromEcs(options: EcsOptions = {}): () => Promise<AkSkCredentials> {
  const service = serviceOf(options);
  return () => new LookUp(service).run();
}
