import { createAuthorizer } from "../auth/authorizer.js";
import { checkOptions } from "../base/checks.js";
import type { Clock } from "../base/clock.js";
import { safeHeaders } from "../base/headers.js";
import { defaultLimits, type ExchangeSettings } from "../transport/exchange.js";
import { version } from "../version.js";
import { resolveEndpoint } from "./endpoint.js";
import { type CceClientOptions, clientChecks } from "./options.js";
import type { Platform } from "./platform.js";

/** What all calls of a client share. */
export interface ClientSetup {
  /** The address of the service, without a slash at its end. */
  readonly baseUrl: string;
  readonly settings: ExchangeSettings;
  /** Headers of every request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const defaultMaxResponseBytes = 8 * 1024 * 1024;

/** Browsers do not let a page name its agent, and trying would cost a preflight. */
function userAgent(): Record<string, string> {
  const onServer = typeof process === "object" && typeof process.versions === "object";
  return onServer ? { "user-agent": `cce-upgrade-workflow/${version}` } : {};
}

/** @throws CceConfigError when an option is missing, unknown, malformed or unsafe. */
export function setUp(options: CceClientOptions, clock: Clock, platform: Platform): ClientSetup {
  checkOptions(options, clientChecks);
  return {
    baseUrl: resolveEndpoint(options),
    settings: {
      wire: platform.wire(options, options.maxResponseBytes ?? defaultMaxResponseBytes),
      authorizer: createAuthorizer(options.credentials, platform.sign),
      clock,
      timeoutMs: options.timeoutMs ?? defaultLimits.timeoutMs,
      totalTimeoutMs: options.totalTimeoutMs ?? defaultLimits.totalTimeoutMs,
      maxAttempts: options.maxAttempts ?? defaultLimits.maxAttempts,
      onEvent: options.onEvent,
    },
    headers: { ...userAgent(), ...safeHeaders(options.headers) },
  };
}
