import { gatewayError, type Answer, type Call, type DeclaredResponse, type ResponseChoice } from "./http.js";
import { loadPrism, type Diagnostic, type LoadedPrism, type PrismOperation } from "./prism.js";

/** What the engine says to a request. */
export interface EngineAnswer extends Answer {
  /** Whether the request broke the document, so that the answer is its 400 or 401. */
  readonly refused: boolean;
}

/** An operation of the document that a request is meant for. */
export interface MatchedOperation {
  readonly operationId: string;
  /** In lower case. */
  readonly method: string;
  /** The path as the document writes it. */
  readonly template: string;
  /** Values of the path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly responses: readonly DeclaredResponse[];
  /** Checks the request against the document and picks the answer from its examples. */
  readonly answer: (call: Call, choice: ResponseChoice) => Promise<EngineAnswer>;
}

/** Answers requests from an OpenAPI document. Knows nothing of any operation. */
export interface Engine {
  /** The responses of all operations. */
  readonly responses: readonly DeclaredResponse[];
  /** The operation for a method and a path, `undefined` where the document has none. */
  readonly match: (method: string, path: string) => MatchedOperation | undefined;
}

/** What a header may carry without trouble in any client. */
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

/** The values of a path's parameters, or `undefined` where the path is another. */
function matchPath(template: readonly string[], path: string): Record<string, string> | undefined {
  const segments = path.split("/");
  if (segments.length !== template.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(.+)\}$/.exec(expected)?.[1];
    if (name === undefined ? segment !== expected : segment === "") return undefined;
    if (name === undefined) continue;
    try {
      parameters[name] = decodeURIComponent(segment);
    } catch {
      return undefined;
    }
  }
  return parameters;
}

function declaredResponses(operation: PrismOperation): DeclaredResponse[] {
  return operation.responses.map(({ code, contents }) => ({
    code: Number(code),
    examples: [...new Set((contents ?? []).flatMap(({ examples }) => (examples ?? []).map(({ key }) => key)))],
  }));
}

async function answer(
  prism: LoadedPrism,
  operation: PrismOperation,
  call: Call,
  choice: ResponseChoice,
): Promise<EngineAnswer> {
  const { status, headers, body, requestDiagnostics, responseDiagnostics } = await prism.request(
    operation,
    call,
    choice,
  );
  const violations = [
    ...describeViolations("request", requestDiagnostics),
    ...describeViolations("response", responseDiagnostics),
  ];
  const refused = requestDiagnostics.some(({ severity }) => severity === 0);
  return { status, headers: { ...headers, ...violationsHeader(violations) }, body, refused };
}

/**
 * Makes an engine of a parsed OpenAPI document, which is not changed.
 *
 * @throws {@link CceConfigError} when Prism is not installed or cannot read the document.
 */
export async function createEngine(document: object): Promise<Engine> {
  const prism = await loadPrism(document);
  const routes = prism.operations.map((operation) => ({
    operation,
    template: operation.path.split("/"),
    responses: declaredResponses(operation),
  }));
  return {
    responses: routes.flatMap(({ responses }) => responses),
    match: (method, path) => {
      const found = routes.flatMap(({ operation, template, responses }) => {
        const parameters = operation.method === method ? matchPath(template, path) : undefined;
        return parameters === undefined ? [] : [{ operation, parameters, responses }];
      });
      // A path without parameters goes before one that only fits.
      const [best] = found.sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length);
      if (best === undefined) return undefined;
      const { operation, parameters, responses } = best;
      return {
        operationId: operation.iid ?? operation.id,
        method,
        template: operation.path,
        parameters,
        responses,
        answer: (call, choice) => answer(prism, operation, call, choice),
      };
    },
  };
}

/** The answer to a request that no operation is meant for. */
export function noSuchOperation(requestId: string): Answer {
  const message = "The API does not exist or has not been published in the environment";
  return gatewayError(404, "APIGW.0101", message, requestId);
}

function listOf(names: readonly (string | number)[]): string {
  return names.length === 0 ? "none" : [...new Set(names)].join(", ");
}

/**
 * Finds a response by its code, by the name of its example, or by both.
 *
 * @returns The choice, or a sentence that tells which responses there are.
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
