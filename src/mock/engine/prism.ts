import { deserialize, serialize } from "node:v8";
import type * as Prism from "@stoplight/prism-http";
import { CceConfigError } from "../../base/errors.js";
import type { Call, ResponseChoice } from "./http.js";

/** An operation of a document as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<typeof Prism.getHttpOperationsFromSpec>>[number];

type PrismRequest = Parameters<Prism.PrismHttpInstance["request"]>[0];
type PrismConfig = NonNullable<Parameters<Prism.PrismHttpInstance["request"]>[2]>;

/** What Prism found wrong with a request or a response. */
export interface Diagnostic {
  readonly path?: readonly (string | number)[];
  /** 0 is an error. */
  readonly severity: number;
  readonly code?: string | number;
  readonly message: string;
}

/** Prism's answer to a request. */
export interface PrismAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly requestDiagnostics: readonly Diagnostic[];
  readonly responseDiagnostics: readonly Diagnostic[];
}

/** Prism with a document loaded. */
export interface LoadedPrism {
  readonly operations: readonly PrismOperation[];
  readonly request: (operation: PrismOperation, call: Call, choice: ResponseChoice) => Promise<PrismAnswer>;
}

let prism: Promise<typeof Prism> | undefined;

/** Loading Prism takes about a second, so it happens once and not before a mock is started. */
async function importPrism(): Promise<typeof Prism> {
  try {
    return await (prism ??= import("@stoplight/prism-http"));
  } catch (cause) {
    prism = undefined;
    throw new CceConfigError(
      "@stoplight/prism-http",
      "The mock needs the package @stoplight/prism-http, which cannot be loaded. Install it: npm install --save-dev @stoplight/prism-http@5.12.0",
      { cause },
    );
  }
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

function requestFor(operation: PrismOperation, call: Call): PrismRequest {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(call.query)) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return {
    method: operation.method as PrismRequest["method"],
    url: { path: call.path, query },
    headers: {
      ...call.headers,
      // The service answers JSON whatever the client accepts; Prism would answer 406.
      accept: "*/*",
      // Prism looks at the media type of a body only where its length is told, and a chunked body does not tell it.
      "content-length": String(call.bodyBytes.length),
    },
    body: call.body,
  };
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

/** The operations of the last document by its content. Reading them takes long, and the mocks of a process are of one. */
let last: { readonly content: Buffer; readonly operations: Promise<readonly PrismOperation[]> } | undefined;

function readOperations(
  document: object,
  read: (document: object) => Promise<PrismOperation[]>,
): Promise<readonly PrismOperation[]> {
  const content = serialize(document);
  if (!last?.content.equals(content)) {
    // Mocks share them, so nobody may change them.
    const operations = read(deserialize(content) as object).then(deepFreeze, (cause: unknown) => {
      throw new CceConfigError("document", "The document of the mock is no readable OpenAPI document.", { cause });
    });
    last = { content, operations };
  }
  return last.operations;
}

/**
 * Loads Prism and a parsed OpenAPI document, which is not changed.
 *
 * @throws {@link CceConfigError} when Prism is not installed or cannot read the document.
 */
export async function loadPrism(document: object): Promise<LoadedPrism> {
  const { createInstance, getHttpOperationsFromSpec } = await importPrism();
  const operations = await readOperations(document, getHttpOperationsFromSpec);
  const instance = createInstance(configFor({}), { logger: silentLogger });
  return {
    operations,
    request: async (operation, call, choice) => {
      const result = await instance.request(requestFor(operation, call), [operation], configFor(choice))();
      if (result._tag === "Left") throw result.left;
      const { output, validations } = result.right;
      return {
        status: output.statusCode,
        headers: Object.fromEntries(
          Object.entries(output.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: output.body,
        requestDiagnostics: validations.input,
        responseDiagnostics: validations.output,
      };
    },
  };
}
