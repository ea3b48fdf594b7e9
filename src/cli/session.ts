import { type CceClient, createCceClient } from "../client.js";
import { resolveEndpoint } from "../endpoint.js";
import { projectIdFor } from "../iam/projectId.js";
import type { CceEvent } from "../transport/exchange.js";
import type { FetchFunction } from "../transport/fetchWire.js";
import { currentUpgradeWorkflow } from "../workflow/list.js";
import type { ClusterTarget, HelperOptions, WorkflowTarget } from "../workflow/target.js";
import { isId } from "./arguments.js";
import { type Context, say } from "./context.js";
import { findCredentials, findOfflineCredentials, type FoundCredentials } from "./credentials.js";
import { CommandError, UsageError } from "./failure.js";
import type { ConnectionOptions } from "./options.js";
import { oneLine } from "./render/text.js";

/** A connection to the service. */
export interface Session {
  readonly cce: CceClient;
  /** The address of the service. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly helper: HelperOptions;
}

/** What a session may be told apart from the options of the user. */
export interface SessionSettings {
  /** Sends the requests, for those that are shown and not sent. Nothing else is asked then, either. */
  readonly fetch?: FetchFunction;
  /** Told after each attempt. */
  readonly onEvent?: (event: CceEvent) => void;
  /** Whether the project need not be known, because every row of a file names one. */
  readonly projectIsGiven?: boolean;
}

interface Place {
  readonly endpoint: string;
  readonly region: string | undefined;
  /** Whether the address was given, so that IAM of the region may be that of another cloud. */
  readonly isOwnAddress: boolean;
}

function variable({ env }: Context, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== "");
}

/** Where the service is. An option goes before a variable, an address before a region. */
function placeOf(context: Context, options: ConnectionOptions): Place {
  const region = options.region ?? variable(context, "CCE_REGION", "HW_REGION_NAME");
  const fromEnvironment = options.region === undefined ? variable(context, "CCE_ENDPOINT") : undefined;
  const endpoint = options.endpoint ?? fromEnvironment;
  if (endpoint === undefined && region === undefined) {
    throw new UsageError("Give --region or --endpoint, or set CCE_REGION or CCE_ENDPOINT.");
  }
  const base = resolveEndpoint(endpoint === undefined ? { region } : { endpoint });
  return { endpoint: base, region, isOwnAddress: endpoint !== undefined };
}

async function findProject(
  context: Context,
  options: ConnectionOptions,
  place: Place,
  found: FoundCredentials,
  offline: boolean,
): Promise<string> {
  const given = options.project ?? variable(context, "CCE_PROJECT_ID") ?? found.projectId;
  if (given !== undefined) {
    if (isId(given)) return given;
    throw new UsageError("The project ID of the environment or the profile has characters that no ID has.");
  }
  const { region, isOwnAddress } = place;
  const { iamEndpoint } = options;
  // Credentials that are meant for another cloud or a mock must not go to IAM of this one.
  const mayAsk = region !== undefined && (!isOwnAddress || iamEndpoint !== undefined);
  if (!mayAsk || offline) {
    const why = offline ? "Nothing is sent in a dry run, so the project cannot be looked up. " : "";
    throw new UsageError(`${why}Give --project or set CCE_PROJECT_ID.`);
  }
  const projectId = await projectIdFor({
    region,
    iamEndpoint,
    credentials: found.credentials,
    signal: context.interrupted,
  });
  say(context, `The project of ${region} is ${projectId}.`);
  return projectId;
}

function debugLog(context: Context): ((event: CceEvent) => void) | undefined {
  if (!context.args.includes("--debug")) return undefined;
  return ({ method, url, status, durationMs, requestId, failure, retryInMs }) => {
    const parts = [
      `debug: ${method} ${url}: ${status ?? "no answer"} in ${durationMs} ms`,
      requestId && `request ${requestId}`,
      failure,
      retryInMs !== undefined && `again in ${retryInMs} ms`,
    ];
    say(context, oneLine(parts.filter(Boolean).join(", ")));
  };
}

/**
 * Connects to the service as the options and the environment say.
 *
 * @throws UsageError or CceConfigError when something is missing or malformed.
 */
export async function connect(
  context: Context,
  options: ConnectionOptions,
  settings: SessionSettings = {},
): Promise<Session> {
  const place = placeOf(context, options);
  const offline = settings.fetch !== undefined;
  const found = await (offline ? findOfflineCredentials : findCredentials)(context, options.tokenStdin ?? false);
  const projectId = settings.projectIsGiven === true ? "" : await findProject(context, options, place, found, offline);
  const log = debugLog(context);
  const cce = createCceClient({
    endpoint: place.endpoint,
    ...(projectId === "" ? {} : { projectId }),
    credentials: found.credentials,
    fetch: settings.fetch,
    onEvent: (event) => {
      log?.(event);
      settings.onEvent?.(event);
    },
  });
  const helper = { autopilot: options.autopilot ?? false, signal: context.interrupted };
  return { cce, endpoint: place.endpoint, projectId, helper };
}

/** The workflow that is meant: the one that was named, else the current one of the cluster. */
export async function resolveWorkflow(
  { cce }: Session,
  cluster: ClusterTarget,
  workflow: string | undefined,
  helper: HelperOptions,
): Promise<WorkflowTarget> {
  if (workflow !== undefined) return { ...cluster, upgrade_workflow_id: workflow };
  const current: unknown = (await currentUpgradeWorkflow(cce, cluster, helper)).metadata?.uid;
  if (typeof current === "string" && isId(current)) return { ...cluster, upgrade_workflow_id: current };
  throw new CommandError(
    `The current workflow of the cluster ${cluster.cluster_id} has no usable ID. Give --workflow.`,
  );
}
