import { isCceConfigError } from "../../base/errors.js";
import type { CceClient } from "../../client/client.js";
import { createCceClient } from "../../client/client.node.js";
import { knownRegions, resolveEndpoint } from "../../client/endpoint.js";
import type { CceClientOptions } from "../../client/options.js";
import { projectIdFor } from "../../iam/lookups.node.js";
import { iamEndpoint } from "../../iam/send.js";
import type { CceEvent } from "../../transport/exchange.js";
import type { HelperOptions } from "../../workflow/target.js";
import { oneLine } from "../terminal/text.js";
import { isId } from "./arguments.js";
import { type Context, say, variable } from "./context.js";
import { findCredentials, type FoundCredentials } from "./credentials.js";
import { UsageError } from "./failure.js";
import type { ConnectionOptions } from "./options.js";
import { agentFor } from "./proxy.js";

/** A connection to the service. */
export interface Session {
  readonly cce: CceClient;
  /** The options of the client. */
  readonly clientOptions: CceClientOptions;
  /** The address of the service. */
  readonly endpoint: string;
  /** The address in words: the region, or the given address. */
  readonly place: string;
  readonly projectId: string;
  readonly helper: HelperOptions;
}

/** Settings of a session that are not options of the user. */
export interface SessionSettings {
  /** Called after each attempt. */
  readonly onEvent?: (event: CceEvent) => void;
  /** Whether no project is needed, because every row of a file names its own. */
  readonly projectIsGiven?: boolean;
}

interface Place {
  readonly endpoint: string;
  readonly region: string | undefined;
  /** Whether the address was given. The service may then belong to another cloud than IAM of the region. */
  readonly isOwnAddress: boolean;
}

/** @throws UsageError naming the option or variable. */
function checkAddress(name: string, address: string): string {
  try {
    return resolveEndpoint({ endpoint: address });
  } catch (error) {
    if (!isCceConfigError(error)) throw error;
    throw new UsageError(
      `${name} is no usable address. Give one like https://cce.example.com, without user name, query and fragment; ` +
        "http:// for this machine only.",
    );
  }
}

/** Finds the service. Options take precedence over variables, and an address over a region. */
function placeOf(context: Context, options: ConnectionOptions): Place {
  const region = options.region ?? variable(context, "CCE_REGION", "HW_REGION_NAME")?.value;
  const fromEnvironment = options.region === undefined ? variable(context, "CCE_ENDPOINT") : undefined;
  const given = options.endpoint === undefined ? fromEnvironment : { name: "--endpoint", value: options.endpoint };
  if (given !== undefined) return { endpoint: checkAddress(given.name, given.value), region, isOwnAddress: true };
  if (region === undefined) {
    throw new UsageError("Give --region or --endpoint, or set CCE_REGION or CCE_ENDPOINT.");
  }
  const known = knownRegions();
  if (known.includes(region)) return { endpoint: resolveEndpoint({ region }), region, isOwnAddress: false };
  throw new UsageError(
    `Unknown region ${JSON.stringify(region)}. Known: ${known.join(", ")}. For another cloud give --endpoint.`,
  );
}

async function findProject(
  context: Context,
  options: ConnectionOptions,
  { region, isOwnAddress }: Place,
  found: FoundCredentials,
): Promise<string> {
  const given = options.project ?? variable(context, "CCE_PROJECT_ID")?.value ?? found.projectId;
  if (given !== undefined) {
    if (isId(given)) return given;
    throw new UsageError("The project ID of the environment or the profile has characters that no ID has.");
  }
  // Credentials for another cloud or a mock must not reach IAM of this cloud.
  if (region === undefined || (isOwnAddress && options.iamEndpoint === undefined)) {
    throw new UsageError("Give --project or set CCE_PROJECT_ID.");
  }
  const address = options.iamEndpoint && checkAddress("--iam-endpoint", options.iamEndpoint);
  const iam = { region, iamEndpoint: address };
  const projectId = await projectIdFor({
    ...iam,
    agent: await agentFor(context, iamEndpoint(iam)),
    credentials: found.credentials,
    signal: context.interrupted,
  });
  say(context, `The project of ${region} is ${projectId}.`);
  return projectId;
}

function logEvent(context: Context, event: CceEvent): void {
  const { method, url, status, durationMs, requestId, failure, retryInMs } = event;
  const parts = [
    `debug: ${method} ${url}: ${status ?? "no response"} in ${durationMs} ms`,
    requestId && `request ${requestId}`,
    failure,
    retryInMs !== undefined && `again in ${retryInMs} ms`,
  ];
  say(context, oneLine(parts.filter(Boolean).join(", ")));
}

/** Stops waiting for `work` on an interruption: a pipe that never delivers a token would hang. */
function unlessInterrupted<T>({ interrupted }: Context, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(interrupted.reason as Error);
    };
    if (interrupted.aborted) leave();
    interrupted.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => {
      interrupted.removeEventListener("abort", leave);
    });
  });
}

/**
 * Connects to the service according to the options and the environment.
 *
 * @throws UsageError or CceConfigError if something is missing or malformed; Interruption.
 */
export async function connect(
  context: Context,
  options: ConnectionOptions,
  { onEvent, projectIsGiven = false }: SessionSettings = {},
): Promise<Session> {
  const place = placeOf(context, options);
  const { endpoint, isOwnAddress, region = "" } = place;
  const agent = await agentFor(context, endpoint);
  const found = await unlessInterrupted(context, findCredentials(context, options.tokenStdin ?? false));
  const projectId = projectIsGiven ? "" : await findProject(context, options, place, found);
  const isDebugging = context.args.includes("--debug");
  const clientOptions: CceClientOptions = {
    endpoint,
    ...(projectId === "" ? {} : { projectId }),
    credentials: found.credentials,
    agent,
    onEvent: (event) => {
      if (isDebugging) logEvent(context, event);
      onEvent?.(event);
    },
  };
  return {
    cce: createCceClient(clientOptions),
    clientOptions,
    endpoint,
    place: isOwnAddress ? endpoint : `region ${region}`,
    projectId,
    helper: { autopilot: options.autopilot ?? false, signal: context.interrupted },
  };
}
