import {
  exampleOf,
  mainOperation,
  type OpenApiDocument,
  type OpenApiExample,
  type PlacedOperation,
  resolve,
} from "../pipeline/openapi.js";

/** The example request of a spec, ready for the client and for curl. */
export interface ExampleRequest {
  readonly operationId: string;
  /** Parameters and `body`, as the client's method takes them. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly method: string;
  /** The path with the example values. */
  readonly path: string;
  /** What the document says of the example of the response; empty where it says nothing. */
  readonly note: string;
}

function noteOf(document: OpenApiDocument, { operation }: PlacedOperation): string {
  const [, success] = Object.entries(operation.responses).find(([status]) => status.startsWith("2")) ?? [];
  const { content = {} } = success ? resolve(document, success) : {};
  const [example] = Object.values(content["application/json"]?.examples ?? {});
  return example === undefined ? "" : (resolve<OpenApiExample>(document, example).description ?? "");
}

/** The example request of the main operation. */
export function exampleRequest(document: OpenApiDocument): ExampleRequest {
  const placed = mainOperation(document);
  const operationId = placed?.operation.operationId;
  if (placed === undefined || operationId === undefined) throw new Error("The document has no operation.");
  const values = placed.parameters
    .filter((parameter) => parameter.required === true)
    .map((parameter) => [parameter.name, exampleOf(document, parameter)] as const);
  const media =
    placed.operation.requestBody && resolve(document, placed.operation.requestBody).content["application/json"];
  return {
    operationId,
    method: placed.method.toUpperCase(),
    path: values.reduce((path, [name, value]) => path.replace(`{${name}}`, String(value)), placed.path),
    note: noteOf(document, placed).replaceAll(/\s+/g, " "),
    params: { ...Object.fromEntries(values), ...(media ? { body: exampleOf(document, media) } : {}) },
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The request in TypeScript. */
export function typeScriptLines({ operationId, params }: ExampleRequest, base: string, token: string): string {
  const options = `{ endpoint: ${JSON.stringify(base)}, credentials: { token: ${JSON.stringify(token)} } }`;
  return [
    'import { createCceClient } from "cce-upgrade-workflow";',
    "",
    `const client = createCceClient(${options});`,
    `const { data, status } = await client.${operationId}(${JSON.stringify(params, null, 2)}).withResponse();`,
  ].join("\n");
}

/** The request as a shell command. */
export function curlLine({ method, path, params }: ExampleRequest, base: string, token: string): string {
  const body =
    params["body"] === undefined
      ? ""
      : ` \\\n  -H 'Content-Type: application/json' -d ${quote(JSON.stringify(params["body"]))}`;
  return `curl -X ${method} ${quote(base + path)} \\\n  -H ${quote(`X-Auth-Token: ${token}`)}${body}`;
}
