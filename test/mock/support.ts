import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startMockWith, type Mock, type StartMockOptions } from "../../src/mock/startMock.js";

export const documentFile = join(process.cwd(), "generated", "openapi.json");

export const openapi = JSON.parse(readFileSync(documentFile, "utf8")) as {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
};

/** The value of a named example of the document. */
export function example(name: string): unknown {
  const found = openapi.components.examples[name];
  if (found === undefined) throw new Error(`No example ${name}`);
  return found.value;
}

export const clusterId = "f9960c6b-8e60-11ee-9754-0255ac100b05";

export const workflowId = "d0b7e319-8172-424c-86ea-543cd23f9756";

export function workflowPath(id: string = workflowId, cluster: string = clusterId): string {
  return `/api/v3/projects/47eb1d64cbeb45cfa01ae20af4f4b563/clusters/${cluster}/operation/upgradeworkflows/${id}`;
}

export const cancelBody = '{"status":{"phase":"Cancel"}}';

export const tokenHeaders = { "X-Auth-Token": "a-token", "Content-Type": "application/json" };

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

export async function request(url: string, init: RequestInit = {}): Promise<Received> {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

/** A cancel as a client sends it. */
export function cancel(
  mock: { readonly url: string },
  id?: string,
  headers: Record<string, string> = {},
): Promise<Received> {
  return request(mock.url + workflowPath(id), {
    method: "PATCH",
    headers: { ...tokenHeaders, ...headers },
    body: cancelBody,
  });
}

/** Resolves as soon as `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 4000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Never came true: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Runs `use` with a mock that is closed afterwards. */
export async function withMock<T>(
  options: Omit<StartMockOptions, "document">,
  use: (mock: Mock) => Promise<T>,
): Promise<T> {
  const mock = await startMockWith(openapi, options);
  try {
    return await use(mock);
  } finally {
    await mock.close();
  }
}
