import type { components } from "../../../generated/types.gen.js";
import type { CceClient } from "../../client/client.js";
import { createCceClient } from "../../client/client.node.js";
import { resolveEndpoint } from "../../client/endpoint.js";
import { projectIdFor } from "../../iam/lookups.node.js";
import { iamEndpoint } from "../../iam/send.js";
import type { CceClientOptions } from "../../client/options.js";
import type { CceEvent } from "../../transport/exchange.js";
import { currentUpgradeWorkflow } from "../../workflow/list.js";
import type { ClusterTarget, HelperOptions, WorkflowTarget } from "../../workflow/target.js";
import { isId } from "./arguments.js";
import { type Context, say } from "./context.js";
import { findCredentials, type FoundCredentials } from "./credentials.js";
import { CommandError, UsageError } from "./failure.js";
import type { ConnectionOptions } from "./options.js";
import { agentFor } from "./proxy.js";
import { oneLine } from "../terminal/text.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** A connection to the service. */
export interface Session {
  readonly cce: CceClient;
  /** What the client was made with. */
  readonly clientOptions: CceClientOptions;
  /** The address of the service. */
  readonly endpoint: string;
  /** Where that is, for people: its region, or its address where that was given. */
  readonly place: string;
  readonly projectId: string;
  readonly helper: HelperOptions;
}

/** What a session may be told apart from the options of the user. */
export interface SessionSettings {
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
): Promise<string> {
  const given = options.project ?? variable(context, "CCE_PROJECT_ID") ?? found.projectId;
  if (given !== undefined) {
    if (isId(given)) return given;
    throw new UsageError("The project ID of the environment or the profile has characters that no ID has.");
  }
  const { region, isOwnAddress } = place;
  // Credentials that are meant for another cloud or a mock must not go to IAM of this one.
  if (region === undefined || (isOwnAddress && options.iamEndpoint === undefined)) {
    throw new UsageError("Give --project or set CCE_PROJECT_ID.");
  }
  const iam = { region, iamEndpoint: options.iamEndpoint };
  const projectId = await projectIdFor({
    ...iam,
    agent: await agentFor(context, iamEndpoint(iam)),
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

/** Does not wait for `work` any more when somebody wants the command to end. It may hang: a pipe that gives no token. */
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
 * Connects to the service as the options and the environment say.
 *
 * @throws UsageError or CceConfigError when something is missing or malformed; Interruption.
 */
export async function connect(
  context: Context,
  options: ConnectionOptions,
  settings: SessionSettings = {},
): Promise<Session> {
  const place = placeOf(context, options);
  const { endpoint, isOwnAddress, region = "" } = place;
  const agent = await agentFor(context, endpoint);
  const found = await unlessInterrupted(context, findCredentials(context, options.tokenStdin ?? false));
  const projectId = settings.projectIsGiven === true ? "" : await findProject(context, options, place, found);
  const log = debugLog(context);
  const clientOptions: CceClientOptions = {
    endpoint,
    ...(projectId === "" ? {} : { projectId }),
    credentials: found.credentials,
    agent,
    onEvent: (event) => {
      log?.(event);
      settings.onEvent?.(event);
    },
  };
  const helper = { autopilot: options.autopilot ?? false, signal: context.interrupted };
  const cce = createCceClient(clientOptions);
  return { cce, clientOptions, endpoint, place: isOwnAddress ? endpoint : `region ${region}`, projectId, helper };
}

/**
 * The target of a workflow that was read.
 *
 * @throws CommandError when it has no ID, or one that cannot be in a path.
 */
export function targetOf(cluster: ClusterTarget, { metadata }: UpgradeWorkFlow): WorkflowTarget {
  const uid: unknown = metadata?.uid;
  if (typeof uid === "string" && isId(uid)) return { ...cluster, upgrade_workflow_id: uid };
  throw new CommandError(`The workflow of the cluster ${cluster.cluster_id} has no usable ID. Give --workflow.`);
}

/** The workflow that is meant: the one that was named, else the current one of the cluster. */
export async function resolveWorkflow(
  { cce }: Pick<Session, "cce">,
  cluster: ClusterTarget,
  workflow: string | undefined,
  helper: HelperOptions,
): Promise<WorkflowTarget> {
  return workflow === undefined
    ? targetOf(cluster, await currentUpgradeWorkflow(cce, cluster, helper))
    : { ...cluster, upgrade_workflow_id: workflow };
}
