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

/** Where the service is. */
export interface Place {
  readonly endpoint: string;
  /** The option or variable that gave the address or, without one, the region. */
  readonly from: string;
  readonly region: string | undefined;
  readonly regionFrom: string | undefined;
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

function option(name: string, value: string | undefined): ReturnType<typeof variable> {
  return value === undefined ? undefined : { name, value };
}

/** Finds the service. Options take precedence over variables, and an address over a region. */
export function placeOf(context: Context, options: ConnectionOptions): Place {
  const given = option("--region", options.region) ?? variable(context, "CCE_REGION", "HW_REGION_NAME");
  const { value: region, name: regionFrom } = given ?? {};
  const fromEnvironment = options.region === undefined ? variable(context, "CCE_ENDPOINT") : undefined;
  const address = option("--endpoint", options.endpoint) ?? fromEnvironment;
  if (address !== undefined) {
    const endpoint = checkAddress(address.name, address.value);
    return { endpoint, from: address.name, region, regionFrom, isOwnAddress: true };
  }
  if (region === undefined || regionFrom === undefined) {
    throw new UsageError("Give --region or --endpoint, or set CCE_REGION or CCE_ENDPOINT.");
  }
  const known = knownRegions();
  if (known.includes(region)) {
    const endpoint = resolveEndpoint({ region });
    return { endpoint, from: regionFrom, region, regionFrom, isOwnAddress: false };
  }
  throw new UsageError(
    `Unknown region ${JSON.stringify(region)}. Known: ${known.join(", ")}. For another cloud give --endpoint.`,
  );
}

/** A project, and the option, variable or place that names it. */
export interface FoundProject {
  readonly projectId: string;
  readonly from: string;
}

/** The project that an option, a variable or the place of the credentials names, if one does. */
export function givenProject(
  context: Context,
  options: ConnectionOptions,
  { projectId, projectPlace = "" }: FoundCredentials,
): FoundProject | undefined {
  const given =
    option("--project", options.project) ?? variable(context, "CCE_PROJECT_ID") ?? option(projectPlace, projectId);
  if (given === undefined) return undefined;
  if (isId(given.value)) return { projectId: given.value, from: given.name };
  throw new UsageError("The project ID of the environment or the profile has characters that no ID has.");
}

/** {@link givenProject}, else the one that IAM has for the region. */
export async function findProject(
  context: Context,
  options: ConnectionOptions,
  { region, isOwnAddress }: Place,
  found: FoundCredentials,
): Promise<FoundProject> {
  const given = givenProject(context, options, found);
  if (given !== undefined) return given;
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
  return { projectId, from: "IAM" };
}

/** Logs an attempt if `--debug` is given. */
export function logEvent(context: Context, event: CceEvent): void {
  if (!context.args.includes("--debug")) return;
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
export function unlessInterrupted<T>({ interrupted }: Context, work: Promise<T>): Promise<T> {
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
  const project = projectIsGiven ? undefined : await findProject(context, options, place, found);
  const projectId = project?.projectId ?? "";
  const clientOptions: CceClientOptions = {
    endpoint,
    ...(projectId === "" ? {} : { projectId }),
    credentials: found.credentials,
    agent,
    onEvent: (event) => {
      logEvent(context, event);
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
