import { isCceApiError, isCceResponseError } from "../../base/errors.js";
import { fieldsOf } from "../../base/fields.js";
import type { CceCall } from "../../client/call.js";
import type { CceClient } from "../../client/client.js";
import { type OperationDescriptor, operations } from "../../transport/operation.js";
import { isId } from "../session/arguments.js";
import type { Checkup } from "./checkup.js";

/** The response to a read that succeeded. */
export interface ReadResponse {
  readonly operation: string;
  readonly status: number;
  readonly data: unknown;
}

type Operation = readonly [operation: string, descriptor: OperationDescriptor];

type Call = (params: Readonly<Record<string, string>>, options: object) => CceCall<unknown>;

/** Clusters of one kind know only the operations of their kind, which have paths of their own. */
function isOfKind({ path }: OperationDescriptor, autopilot: boolean): boolean {
  return path.startsWith("/autopilot/") === autopilot;
}

/** The parameters that a call has to give. */
function neededBy({ params, defaults = {} }: OperationDescriptor): string[] {
  return Object.keys(params).filter((name) => params[name]?.endsWith("?") === false && !Object.hasOwn(defaults, name));
}

/** The ID of a resource in a list of them. */
function firstId(data: unknown): string | undefined {
  const ids = [fieldsOf(data)["items"]].flat().map((item) => fieldsOf(fieldsOf(fieldsOf(item)["metadata"]))["uid"]);
  return ids.find((uid): uid is string => typeof uid === "string" && isId(uid));
}

function actionsOf(known: readonly Operation[]): string[] {
  return [...new Set(known.flatMap(([, { iamActions = [] }]) => iamActions))];
}

function permissionAdvice({ iamActions }: OperationDescriptor, reads: readonly Operation[]): string {
  if (iamActions !== undefined) return `Grant ${iamActions.join(" and ")} to the user or agency of these credentials.`;
  const others = actionsOf(reads);
  const hint = others.length === 0 ? "" : `; other reads need ${others.join(", ")}`;
  return `Let the user or agency of these credentials read the cluster. The contract names no IAM action for it${hint}.`;
}

function adviceFor(error: unknown, autopilot: boolean): string {
  if (!isCceApiError(error)) {
    return isCceResponseError(error)
      ? "Check the address: something else than the service may have responded."
      : "The connection worked a moment ago. Run it again.";
  }
  if (error.status === 401) return "Get a new token, or check the access key, the region and the clock.";
  if (error.status === 404) {
    return `Check cluster, project and region. ${autopilot ? "Leave out" : "For an Autopilot cluster give"} --autopilot.`;
  }
  return "Run it again. If it stays, ask the vendor's support, with the request ID.";
}

/** Runs the reads of a cluster, and checks credentials and permissions by their responses. */
class Reading {
  readonly responses: ReadResponse[] = [];
  /** Why no further read is sent. */
  private obstacle: string | undefined;

  constructor(
    private readonly checkup: Checkup,
    private readonly cce: CceClient,
    private readonly cluster: string,
    private readonly autopilot: boolean,
  ) {}

  async run(): Promise<void> {
    const known = Object.entries(operations).filter(([, descriptor]) => isOfKind(descriptor, this.autopilot));
    const reads = known.filter(([, { method }]) => method === "GET");
    // A list comes before the resources in it.
    const inOrder = reads.sort(([, one], [, other]) => neededBy(one).length - neededBy(other).length);
    for (const read of inOrder) await this.read(read, inOrder);
    if (this.responses.length > 0) {
      const names = this.responses.map(({ operation }) => operation).join(", ");
      this.checkup.add("Reads", "ok", `${this.responses.length} of ${reads.length} succeeded: ${names}`);
    }
    this.checkPermissions(known);
  }

  private async read([operation, descriptor]: Operation, reads: readonly Operation[]): Promise<void> {
    const { checkup } = this;
    const params = this.obstacle ?? this.paramsOf(descriptor, reads);
    if (typeof params === "string") {
      checkup.add("Reads", "skipped", `${operation}: ${params}`);
      return;
    }
    const call = (this.cce as unknown as Readonly<Record<string, Call>>)[operation];
    try {
      const response = await call?.(params, { signal: checkup.context.interrupted }).withResponse();
      if (response) this.responses.push({ operation, status: response.status, data: response.data });
    } catch (error) {
      const status = isCceApiError(error) ? error.status : undefined;
      const check = status === 401 ? "Credentials" : status === 403 ? "IAM" : "Reads";
      const advice = status === 403 ? permissionAdvice(descriptor, reads) : adviceFor(error, this.autopilot);
      checkup.fail(check, error, advice, `${operation}: `);
      // Repeated failures lock an access key.
      if (status === 401) this.obstacle = "not sent, as the credentials were refused";
      else if (!isCceApiError(error) && !isCceResponseError(error))
        this.obstacle = "not sent, as the connection failed";
    }
  }

  /** The parameters of a read, or why they are not known: an ID comes from the list that its path begins with. */
  private paramsOf(
    descriptor: OperationDescriptor,
    reads: readonly Operation[],
  ): Readonly<Record<string, string>> | string {
    const params: Record<string, string> = {};
    for (const name of neededBy(descriptor)) {
      const [collection, rest] = descriptor.path.split(`/{${name}}`);
      const list = rest === undefined ? undefined : reads.find(([, { path }]) => path === collection)?.[0];
      const response = this.responses.find(({ operation }) => operation === list);
      const value = name === "cluster_id" ? this.cluster : firstId(response?.data);
      if (value === undefined) {
        if (list === undefined) return `not sent, as its ${name} is not known here`;
        return response === undefined
          ? `not sent, as it needs the response of ${list}`
          : `not sent, as ${list} is empty`;
      }
      params[name] = value;
    }
    return params;
  }

  private checkPermissions(known: readonly Operation[]): void {
    const { checkup, responses } = this;
    const granted = actionsOf(known.filter(([name]) => responses.some(({ operation }) => operation === name)));
    if (granted.length > 0) checkup.add("IAM", "ok", `${granted.join(", ")}: granted`);
    const writes = actionsOf(known.filter(([, { method }]) => method !== "GET"));
    if (writes.length > 0) {
      checkup.add(
        "IAM",
        "skipped",
        `${writes.join(", ")}: only a write would show whether it is granted`,
        "Look at the policies of the user or agency of these credentials.",
      );
    } else checkup.add("IAM", "skipped", "The contract names no actions for the writes of such a cluster.");
  }
}

/**
 * Sends every read of the contract that fits the cluster and whose parameters are known, one after the other.
 *
 * @returns The responses of those that succeeded.
 */
export async function runReads(
  checkup: Checkup,
  cce: CceClient,
  cluster: string,
  autopilot: boolean,
): Promise<readonly ReadResponse[]> {
  const reading = new Reading(checkup, cce, cluster, autopilot);
  await reading.run();
  return reading.responses;
}
