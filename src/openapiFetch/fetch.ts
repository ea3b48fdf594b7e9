import type { CceClientOptions } from "../client/options.js";
import type { Platform } from "../client/platform.js";
import { setUp } from "../client/setup.js";
import type { Clock } from "../base/clock.js";
import {
  type CceApiError,
  type CceResponseError,
  CceConfigError,
  isCceApiError,
  isCceResponseError,
} from "../base/errors.js";
import { parseJson } from "../base/fields.js";
import { shared } from "../base/shared.js";
import { exchange } from "../transport/exchange.js";
import { operationAt } from "./operations.js";

/** The `fetch` of an openapi-fetch client. */
export type CceFetch = (request: Request) => Promise<Response>;

type FailedResponse = CceApiError | CceResponseError;

/** The error behind each response that was made of one. */
const errors = shared("errors", () => new WeakMap<Response, FailedResponse>());

/**
 * The error of a result whose response has an error status, with codes, outcome, attempts and advice.
 *
 * @returns `undefined` for a success, and for a response that another middleware has replaced.
 */
export function errorOf({ response }: { readonly response: Response }): CceApiError | CceResponseError | undefined {
  return errors.get(response);
}

/** Statuses whose responses have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** A body has been unpacked and may have been redacted: what describes its bytes on the wire no longer holds. */
const aboutBytes = ["content-encoding", "content-length", "transfer-encoding"];

function responseOf(status: number, headers: Readonly<Record<string, string | undefined>>, body: string): Response {
  const response = new Response(bodiless.has(status) ? null : body, { status });
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !aboutBytes.includes(name)) response.headers.set(name, value);
  }
  return response;
}

/** openapi-fetch gives the body of an error as `error`, and `if (error)` is how its users look for one. */
function errorBodyOf(error: FailedResponse): string {
  const body = isCceApiError(error) ? error.body : error.bodyStart;
  // A text that is JSON as well would be parsed, and `"0"` become falsy.
  if (typeof body === "string" && body.trim() !== "")
    return parseJson(body) === undefined ? body : JSON.stringify(body);
  if (typeof body === "object" && body !== null) return JSON.stringify(body);
  return JSON.stringify({ error_msg: error.message, request_id: error.requestId });
}

function failedResponse(error: FailedResponse): Response {
  const response = responseOf(error.status, error.headers, errorBodyOf(error));
  errors.set(response, error);
  return response;
}

/** {@link createCceFetch} with time and platform given. */
export function createFetchOn(platform: Platform, options: CceClientOptions, clock: Clock): CceFetch {
  const { baseUrl, settings, headers: ofClient } = setUp(options, clock, platform);
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, "");
  return async (request) => {
    const url = new URL(request.url);
    if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`)) {
      throw new CceConfigError("baseUrl", `Credentials for ${baseUrl} do not go to ${url.origin}${url.pathname}.`);
    }
    const { operation, descriptor, path } = operationAt(request.method, url.pathname.slice(prefix.length));
    const [projectParameter] =
      Object.entries(descriptor.defaults ?? {}).find(([, option]) => option === "projectId") ?? [];
    const body = request.body === null ? undefined : await request.text();
    if (body === undefined && descriptor.body === "body") {
      throw new CceConfigError("body", `${operation}: "body" is missing.`);
    }
    const call = { operation, descriptor, projectId: path[projectParameter ?? ""], signal: request.signal };
    const accept = descriptor.accept ?? "application/json";
    const headers = { accept, ...ofClient, ...Object.fromEntries(request.headers) };
    try {
      const { response } = await exchange(settings, call, { method: request.method, url, headers, body });
      return responseOf(response.status, response.headers, response.text);
    } catch (error) {
      if ((isCceApiError(error) || isCceResponseError(error)) && error.status >= 300) return failedResponse(error);
      throw error;
    }
  };
}
