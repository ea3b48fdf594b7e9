import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CceCall,
  createCceClient,
  type CceClient,
  type CceClientSettings,
  type CceError,
} from "../../src/index.js";
import { createClientWith } from "../../src/client/client.js";
import { type FakeClock, fakeClock } from "./fakeClock.js";

/** The API document, as a tool would read it. */
export const openapi = JSON.parse(readFileSync(join(process.cwd(), "generated", "openapi.json"), "utf8")) as {
  readonly info: { readonly title: string };
  readonly servers: readonly {
    readonly url: string;
    readonly variables?: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Partial<OperationObject>>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, ResponseObject>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
    readonly schemas: Readonly<Record<string, { readonly description?: string }>>;
  };
};

/** A response in the API document. */
export interface ResponseObject {
  readonly $ref?: string;
  readonly content?: Readonly<
    Record<
      string,
      { readonly examples?: Readonly<Record<string, { readonly $ref?: string; readonly value?: unknown }>> }
    >
  >;
}

interface OperationObject {
  readonly operationId: string;
  readonly description: string;
  readonly requestBody: object;
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

/** The operations of the API document, with method and path. */
export const operations = Object.entries(openapi.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, { operationId, description = "", requestBody, responses }]) =>
    operationId === undefined || responses === undefined
      ? []
      : [
          {
            operationId,
            description,
            path,
            method: method.toUpperCase(),
            hasBody: requestBody !== undefined,
            /** Whether a successful response has a body. */
            hasContent: Object.entries(responses).some(
              ([status, { content }]) => status.startsWith("2") && content !== undefined,
            ),
            responses,
          },
        ],
  ),
);

export type DocumentedOperation = (typeof operations)[number];

/** The parameters that the path of an operation has. */
function paramsOf({ path }: DocumentedOperation): [name: string, value: string][] {
  return Object.entries({ ...ids, task_id: "f61e008c-1600-41c0-9bde-121de5a30660" }).filter(([name]) =>
    path.includes(`{${name}}`),
  );
}

/** Where {@link callByName} sends a call. */
export function sentPath(operation: DocumentedOperation): string {
  return paramsOf(operation).reduce((path, [name, value]) => path.replace(`{${name}}`, value), operation.path);
}

/** Calls an operation by its name, with the parameters its path has. */
export function callByName(cce: CceClient, operation: DocumentedOperation): CceCall<unknown> {
  const { operationId, hasBody } = operation;
  const method = cce[operationId as keyof CceClient] as (params: object) => CceCall<unknown>;
  return method({ ...Object.fromEntries(paramsOf(operation)), ...(hasBody ? { body: cancel.body } : {}) });
}

/** The version in package.json. */
export const packageVersion = (
  JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")) as { version: string }
).version;

export const ids = {
  project_id: "47eb1d64cbeb45cfa01ae20af4f4b563",
  cluster_id: "f9960c6b-8e60-11ee-9754-0255ac100b05",
  upgrade_workflow_id: "d0b7e319-8172-424c-86ea-543cd23f9756",
} as const;

/** The parameters of a cancel. */
export const cancel = { ...ids, body: { status: { phase: "Cancel" } } } as const;

/** The same without a project, which is then the client's. */
export const cancelWithoutProject = {
  cluster_id: ids.cluster_id,
  upgrade_workflow_id: ids.upgrade_workflow_id,
  body: cancel.body,
} as const;

/** Where {@link cancel} goes. */
export const cancelPath = `/api/v3/projects/${ids.project_id}/clusters/${ids.cluster_id}/operation/upgradeworkflows/${ids.upgrade_workflow_id}`;

/** A short successful answer. */
export const cancelled = { kind: "WorkFlowTask", apiVersion: "v3", status: { phase: "Cancel" } } as const;
export const cancelledText = JSON.stringify(cancelled);

/** A token nobody could confuse with another text. */
export const token = "MIIToken-Q2xhdWRl.0123456789";

export function clientOf(endpoint: string, options: Partial<CceClientSettings> = {}): CceClient {
  return createCceClient({ endpoint, credentials: { token }, ...options });
}

/** A client whose time the test moves. */
export function timedClient(
  endpoint: string,
  options: Partial<CceClientSettings> = {},
  clock: FakeClock = fakeClock(),
): { readonly cce: CceClient; readonly clock: FakeClock } {
  return { cce: createClientWith({ endpoint, credentials: { token }, ...options }, clock), clock };
}

/** The error of a promise that must fail with one of ours of the kind `is`. */
export async function failureOf<E extends CceError>(
  promise: Promise<unknown>,
  is: (error: unknown) => error is E,
): Promise<E> {
  const result: unknown = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (is(result)) return result;
  throw new Error("the promise did not fail as expected", { cause: result });
}

/** The error that `work` throws, which must be one of ours of the kind `is`. */
export function thrownBy<E extends CceError>(work: () => unknown, is: (error: unknown) => error is E): E {
  try {
    work();
  } catch (error) {
    if (is(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
