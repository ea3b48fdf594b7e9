import { deserialize, serialize } from "node:v8";
import { createInstance, getHttpOperationsFromSpec, type PrismHttpInstance } from "@stoplight/prism-http";
import type { MockRequest, MockResponse, ResponseChoice } from "./http.js";

/** An operation of a document as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

type PrismRequest = Parameters<PrismHttpInstance["request"]>[0];
type PrismConfig = NonNullable<Parameters<PrismHttpInstance["request"]>[2]>;

/** What Prism found wrong with a request or a response. */
export interface Diagnostic {
  readonly path?: readonly (string | number)[];
  /** 0 is an error. */
  readonly severity: number;
  readonly code?: string | number;
  readonly message: string;
}

/** Prism's response to a request. */
export interface PrismResult {
  readonly response: MockResponse;
  readonly requestDiagnostics: readonly Diagnostic[];
  readonly responseDiagnostics: readonly Diagnostic[];
}

/** Prism with a document loaded. */
export interface LoadedPrism {
  readonly operations: readonly PrismOperation[];
  readonly request: (
    operation: PrismOperation,
    parameters: Readonly<Record<string, string>>,
    request: MockRequest,
    choice: ResponseChoice,
  ) => Promise<PrismResult>;
  /** What is wrong with the body of a success. */
  readonly checkBody: (operation: PrismOperation, body: unknown) => Promise<readonly Diagnostic[]>;
}

function ignore(): void {
  /* Prism logs every request with its headers, and credentials belong in no log. */
}

interface SilentLogger extends Record<
  "trace" | "debug" | "info" | "success" | "warn" | "error" | "fatal",
  typeof ignore
> {
  readonly child: () => SilentLogger;
}

const silentLogger: SilentLogger = {
  trace: ignore,
  debug: ignore,
  info: ignore,
  success: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
  child: () => silentLogger,
};

/** Prism routes and reads parameters by whole segments only; this path has one segment for each parameter. */
function plainPath(names: readonly string[]): string {
  return `/${names.join("/")}`;
}

function requestFor(
  operation: PrismOperation,
  parameters: Readonly<Record<string, string>>,
  request: MockRequest,
): PrismRequest {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(request.query)) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return {
    method: operation.method as PrismRequest["method"],
    url: { path: plainPath(Object.values(parameters).map(encodeURIComponent)), query },
    headers: {
      ...request.headers,
      // The service sends JSON whatever the client accepts; Prism would refuse with 406.
      accept: "*/*",
      // Prism checks the media type of a body only if it knows its length, which a chunked body does not declare.
      "content-length": String(request.bodyBytes.length),
    },
    body: request.body,
  };
}

/** Prism fails for a request it refuses unless the operation declares a response for that. */
const refusals = ["400", "401"].map((code) => ({ id: code, code }));

/** The operation as Prism needs it for a request. */
function operationFor(
  operation: PrismOperation,
  parameters: Readonly<Record<string, string>>,
  request: MockRequest,
): PrismOperation {
  const path = plainPath(Object.keys(parameters).map((name) => `{${name}}`));
  const headers = operation.request?.headers;
  // Prism fails when a header that is a list or an object is missing; without a schema it does not read the value.
  const isUnreadable = ({ name, schema }: NonNullable<typeof headers>[number]): boolean =>
    (schema?.type === "array" || schema?.type === "object") && !(name.toLowerCase() in request.headers);
  const responses = [...operation.responses, ...refusals] as PrismOperation["responses"];
  if (!headers?.some(isUnreadable)) return { ...operation, path, responses };
  const readable = headers.map((header) => (isUnreadable(header) ? { ...header, schema: {} } : header));
  return { ...operation, path, responses, request: { ...operation.request, headers: readable } };
}

function configFor({ code, example }: ResponseChoice): PrismConfig {
  return {
    mock: {
      dynamic: false,
      ...(code === undefined ? {} : { code }),
      ...(example === undefined ? {} : { exampleKey: example }),
    },
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    isProxy: false,
    upstreamProxy: undefined,
  };
}

/** Makes a value and everything in it unchangeable. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
  return value;
}

/** The operations of the last document: reading one takes long, and all mocks of a process usually share it. */
let last: { readonly content: Buffer; readonly operations: Promise<readonly PrismOperation[]> } | undefined;

function readOperations(document: object): Promise<readonly PrismOperation[]> {
  const content = serialize(document);
  if (!last?.content.equals(content)) {
    // Frozen, because mocks share them.
    last = { content, operations: getHttpOperationsFromSpec(deserialize(content) as object).then(deepFreeze) };
  }
  return last.operations;
}

/**
 * Loads a parsed OpenAPI document, which is not changed. Rejects with Prism's error when Prism cannot read it.
 *
 * The package has this file and Prism in one CommonJS file, which its ES modules load, too: so it imports nothing else of
 * the package, and all mocks of a process share the document.
 */
export async function loadPrism(document: object): Promise<LoadedPrism> {
  const operations = await readOperations(document);
  const mock = createInstance(configFor({}), { logger: silentLogger });
  return {
    operations,
    request: async (operation, parameters, request, choice) => {
      const resource = operationFor(operation, parameters, request);
      const result = await mock.request(requestFor(operation, parameters, request), [resource], configFor(choice))();
      if (result._tag === "Left") throw result.left;
      const { output, validations } = result.right;
      const headers = Object.entries(output.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
      return {
        response: { status: output.statusCode, headers: Object.fromEntries(headers), body: output.body },
        requestDiagnostics: validations.input,
        responseDiagnostics: validations.output,
      };
    },
    checkBody: async (operation, body) => {
      const statusCode = Number(operation.responses.find(({ code }) => code.startsWith("2"))?.code);
      const output = { statusCode, headers: { "content-type": "application/json" }, body };
      const checker = createInstance(
        { ...configFor({}), validateRequest: false, checkSecurity: false },
        { logger: silentLogger, mock: () => () => ({ _tag: "Right", right: output }) },
      );
      const input = { method: operation.method as PrismRequest["method"], url: { path: "/" } };
      const result = await checker.request(input, [{ ...operation, path: "/" }])();
      if (result._tag === "Left") throw result.left;
      return result.right.validations.output;
    },
  };
}
