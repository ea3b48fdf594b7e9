import { CceConfigError } from "../../base/errors.js";
import { gatewayError, serviceError } from "./http.js";
import type { DeclaredResponse, MockRequest, MockResponse, ResponseChoice } from "./http.js";
import type { Diagnostic, LoadedPrism, PrismOperation } from "./prism.js";

/** The operation of the document that a request calls. */
export interface MatchedOperation {
  readonly operationId: string;
  /** Values of the path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly responses: readonly DeclaredResponse[];
  /** Checks the request against the document. Returns a refusal, or a response from the document's examples. */
  readonly respond: (request: MockRequest, choice: ResponseChoice) => Promise<MockResponse>;
}

/** Serves an OpenAPI document. Knows no particular operation. */
export interface Engine {
  /** The responses of all operations. */
  readonly responses: readonly DeclaredResponse[];
  /** The operation for a method and a path; `undefined` if the document has none. */
  readonly match: (method: string, path: string) => MatchedOperation | undefined;
  /** How a body differs from the success response an operation declares; empty if it conforms. */
  readonly violationsOf: (operationId: string, body: unknown) => Promise<readonly BodyViolation[]>;
}

/** A value in a body that breaks the document. */
export interface BodyViolation {
  readonly path: readonly (string | number)[];
  /** What is wrong, without the place, e.g. `must be string`. */
  readonly message: string;
}

/** What any client takes in one header. */
const maxViolationsCharacters = 8000;

const severities = ["Error", "Warning", "Information", "Hint"] as const;

function describeViolations(where: "request" | "response", diagnostics: readonly Diagnostic[]): readonly object[] {
  return diagnostics.map(({ path = [], severity, code, message }) => ({
    location: [where, ...path],
    severity: severities[severity],
    code,
    message,
  }));
}

function violationsHeader(violations: readonly object[]): Record<string, string> {
  if (violations.length === 0) return {};
  const json = JSON.stringify(violations).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { "sl-violations": json.length > maxViolationsCharacters ? JSON.stringify(violations.slice(0, 1)) : json };
}

/** Matches a path template, in which a segment may mix text and parameters, e.g. `/report.{format}`. */
function pathPattern(template: string): { readonly pattern: RegExp; readonly names: readonly string[] } {
  const names: string[] = [];
  const source = template
    .split(/(\{[^{}]+\})/)
    .map((part) => {
      if (!/^\{.+\}$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(part.slice(1, -1));
      return "([^/]+?)";
    })
    .join("");
  return { pattern: new RegExp(`^${source}$`), names };
}

function matchPath(
  { pattern, names }: ReturnType<typeof pathPattern>,
  path: string,
): Record<string, string> | undefined {
  const match = pattern.exec(path);
  if (match === null) return undefined;
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]));
  } catch {
    return undefined;
  }
}

function declaredResponses(operation: PrismOperation): DeclaredResponse[] {
  return operation.responses.map(({ code, contents }) => ({
    code: Number(code),
    examples: [...new Set((contents ?? []).flatMap(({ examples }) => (examples ?? []).map(({ key }) => key)))],
  }));
}

/** Prism's code for missing or incomplete credentials. */
const unauthorized = 401;

function refuse(status: number, errors: readonly Diagnostic[], requestId: string): MockResponse {
  if (errors.some(({ code }) => code === unauthorized)) {
    const message = "Incorrect IAM authentication information: the request has none of the credentials it needs";
    return gatewayError(401, "APIGW.0301", message, requestId);
  }
  return serviceError(status, errors.map(({ message }) => `${message}.`).join(" "), requestId);
}

async function respond(
  prism: LoadedPrism,
  operation: PrismOperation,
  parameters: MatchedOperation["parameters"],
  request: MockRequest,
  choice: ResponseChoice,
): Promise<MockResponse> {
  const { response, requestDiagnostics, responseDiagnostics } = await prism.request(
    operation,
    parameters,
    request,
    choice,
  );
  const errors = requestDiagnostics.filter(({ severity }) => severity === 0);
  const { headers, ...rest } = errors.length > 0 ? refuse(response.status, errors, request.requestId) : response;
  const violations = [
    ...describeViolations("request", requestDiagnostics),
    ...describeViolations("response", responseDiagnostics),
  ];
  return { ...rest, headers: { ...headers, ...violationsHeader(violations) } };
}

/**
 * Makes an engine of a parsed OpenAPI document, which is not changed.
 *
 * @throws {@link CceConfigError} when Prism cannot read the document.
 */
export async function createEngine(document: object): Promise<Engine> {
  // Loaded here, as Prism takes long to load.
  const { loadPrism } = await import("./prism.js");
  const prism = await loadPrism(document).catch((cause: unknown) => {
    throw new CceConfigError("document", "The document of the mock is not a readable OpenAPI document.", { cause });
  });
  const routes = prism.operations
    .map((operation) => ({
      operation,
      operationId: operation.iid ?? operation.id,
      path: pathPattern(operation.path),
      responses: declaredResponses(operation),
    }))
    // OpenAPI prefers a path without parameters to a template that matches as well.
    .sort((one, other) => one.path.names.length - other.path.names.length);
  return {
    responses: routes.flatMap(({ responses }) => responses),
    match: (method, path) => {
      for (const { operation, operationId, path: template, responses } of routes) {
        const parameters = operation.method === method ? matchPath(template, path) : undefined;
        if (parameters === undefined) continue;
        return {
          operationId,
          parameters,
          responses,
          respond: (request, choice) => respond(prism, operation, parameters, request, choice),
        };
      }
      return undefined;
    },
    violationsOf: async (operationId, body) => {
      const route = routes.find((candidate) => candidate.operationId === operationId);
      const diagnostics = route === undefined ? [] : await prism.checkBody(route.operation, body);
      return diagnostics.map(({ path = [], message }) => ({
        path: path.slice(1),
        message: message.replace(/^Response body (property \S+ )?/, ""),
      }));
    },
  };
}

/** The response to a request that calls no operation. */
export function noSuchOperation(requestId: string): MockResponse {
  const message = "The API does not exist or has not been published in the environment";
  return gatewayError(404, "APIGW.0101", message, requestId);
}

function listOf(names: readonly (string | number)[]): string {
  return names.length === 0 ? "none" : [...new Set(names)].join(", ");
}

/**
 * Finds a response by its code, by the name of its example, or by both.
 *
 * @returns The choice, or a sentence that lists the responses there are.
 */
export function chooseResponse(
  code: string | undefined,
  example: string | undefined,
  responses: readonly DeclaredResponse[],
): ResponseChoice | string {
  const candidates = responses.filter((response) => code === undefined || String(response.code) === code);
  const [first] = candidates;
  if (first === undefined) {
    return `The document has no response ${code ?? ""}. There are: ${listOf(responses.map((each) => each.code))}`;
  }
  if (example === undefined) return { code: first.code };
  const chosen = candidates.find(({ examples }) => examples.includes(example));
  if (chosen) return { code: chosen.code, example };
  const where = code === undefined ? "" : ` of ${code}`;
  const examples = listOf(candidates.flatMap((response) => response.examples));
  return `The document has no example ${example}${where}. There are: ${examples}`;
}
