import type { Operations } from "../../generated/client.gen.js";
import { type CceCall, type CceResponse, createCall } from "./call.js";
import { checkOptions } from "../base/checks.js";
import { callChecks, type CallOptions, type CceClientOptions } from "./options.js";
import { safeHeaders } from "../base/headers.js";
import { type Platform, portable } from "./platform.js";
import { addressOf, arrange } from "../transport/request.js";
import { type Clock, systemClock } from "../base/clock.js";
import { operations, type OperationDescriptor } from "../transport/operation.js";
import { exchange, type ExchangeSettings } from "../transport/exchange.js";
import { setUp } from "./setup.js";

/** A client: one method for each operation of the spec, under its `operationId`. */
export type CceClient = {
  readonly [Id in keyof Operations]: (
    ...args: [...params: Parameters<Operations[Id]>, options?: CallOptions]
  ) => CceCall<ReturnType<Operations[Id]>>;
};

/** The client's options, overridden by those of a call. */
interface CallSetup {
  readonly settings: ExchangeSettings;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** The caller may set another content type. */
const jsonBody = { "content-type": "application/json" };

/** {@link createCceClient} with a clock, for tests, and the parts that depend on the runtime. */
export function createClientWith(options: CceClientOptions, clock: Clock, platform: Platform = portable): CceClient {
  const { baseUrl, settings, headers: clientHeaders } = setUp(options, clock, platform);
  const defaults = { projectId: options.projectId };

  const ofClient: CallSetup = { settings, headers: clientHeaders, signal: undefined };

  function setupOf(options: CallOptions): CallSetup {
    checkOptions(options, callChecks);
    return {
      settings: {
        ...settings,
        timeoutMs: options.timeoutMs ?? settings.timeoutMs,
        totalTimeoutMs: options.totalTimeoutMs ?? settings.totalTimeoutMs,
        maxAttempts: options.maxAttempts ?? settings.maxAttempts,
      },
      headers: { ...clientHeaders, ...safeHeaders(options.headers) },
      signal: options.signal,
    };
  }

  async function call(
    operation: string,
    descriptor: OperationDescriptor,
    params: object,
    options: CallOptions | undefined,
  ): Promise<CceResponse<unknown>> {
    const setup = options === undefined ? ofClient : setupOf(options);
    const arranged = arrange(operation, descriptor, params as Readonly<Record<string, unknown>>, defaults);
    const { body } = arranged;
    const request = {
      method: descriptor.method,
      url: addressOf(baseUrl, descriptor, arranged),
      headers: {
        accept: descriptor.accept ?? "application/json",
        ...(body !== undefined && jsonBody),
        ...setup.headers,
        ...arranged.header,
      },
      body,
    };
    const projectId = arranged.options["projectId"] ?? defaults.projectId;
    const about = { operation, descriptor, projectId, signal: setup.signal };
    const { response, ...facts } = await exchange(setup.settings, about, request);
    const { status, headers } = response;
    return { ...facts, status, headers, requestId: headers["x-request-id"] };
  }

  const methods: Record<string, unknown> = {};
  for (const [operation, descriptor] of Object.entries(operations)) {
    methods[operation] = (params: object = {}, options?: CallOptions) =>
      createCall(call(operation, descriptor, params, options));
  }
  return Object.freeze(methods) as CceClient;
}

/**
 * Creates a client.
 *
 * A call starts at once and resolves to the body of the response; its `withResponse()` adds status, headers and request
 * ID. A call rejects with errors of this package only: see {@link CceError} and its subclasses.
 *
 * @throws CceConfigError when an option is missing, unknown, malformed or unsafe.
 * @example
 * const cce = createCceClient({ region: "cn-north-4", projectId, credentials: { token } });
 * const workflow = await cce.upgradeWorkFlowUpdate({
 *   cluster_id,
 *   upgrade_workflow_id,
 *   body: { status: { phase: "Cancel" } },
 * });
 */
export function createCceClient(options: CceClientOptions): CceClient {
  return createClientWith(options, systemClock);
}
