import { type OpenApiDocument, operationsOf, resolve, type WithExamples } from "../pipeline/openapi.js";

/** The example request of a spec, ready for the client and for curl. */
export interface ExampleRequest {
  readonly operationId: string;
  /** Parameters and `body`, as the client's method takes them. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly method: string;
  /** The path with the example values. */
  readonly path: string;
}

function exampleOf(document: OpenApiDocument, { example, examples }: WithExamples): unknown {
  const [first] = Object.values(examples ?? {});
  return example ?? (first && resolve<{ value: unknown }>(document, first).value);
}

/** The example request of the first operation with a body, or of the first if none has one. */
export function exampleRequest(document: OpenApiDocument): ExampleRequest {
  const operations = operationsOf(document);
  const placed = operations.find(({ operation }) => operation.requestBody !== undefined) ?? operations[0];
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
    params: { ...Object.fromEntries(values), ...(media ? { body: exampleOf(document, media) } : {}) },
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The request as a shell command. */
export function curlLine({ method, path, params }: ExampleRequest, base: string, token: string): string {
  const body =
    params["body"] === undefined
      ? ""
      : ` \\\n  -H 'Content-Type: application/json' -d ${quote(JSON.stringify(params["body"]))}`;
  return `curl -X ${method} ${quote(base + path)} \\\n  -H ${quote(`X-Auth-Token: ${token}`)}${body}`;
}
