/** A request as the mock received it. */
export interface MockRequest {
  /** In lower case. */
  readonly method: string;
  /** The path exactly as sent, without the query. */
  readonly path: string;
  /** What follows the question mark; empty without one. */
  readonly query: string;
  /** Names in lower case; several values of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: Uint8Array;
  /** The parsed body; its text if it is not JSON; `undefined` if it is empty. */
  readonly body: unknown;
  /** ID the mock gave the request. */
  readonly requestId: string;
}

/** A response of the mock. */
export interface MockResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` is an empty body. A string is sent unchanged unless the content type is JSON; all else is sent as JSON. */
  readonly body: unknown;
  /** Why the mock refused the request; `undefined` if it did not. */
  readonly refusal?: string;
}

/** A response the document declares: its status and the names of its examples. */
export interface DeclaredResponse {
  readonly code: number;
  readonly examples: readonly string[];
}

/** One of the declared responses; without a code the success. */
export interface ResponseChoice {
  readonly code?: number | undefined;
  readonly example?: string | undefined;
}

/** Parses a body; text that is not JSON stays text. */
export function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A response with a JSON body. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): MockResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** A refusal in the form the API gateway uses. */
export function gatewayError(status: number, code: string, message: string, requestId: string): MockResponse {
  const body = { error_code: code, error_msg: message, request_id: requestId };
  return { ...jsonResponse(status, body, { "x-request-id": requestId }), refusal: message };
}

/**
 * A refusal in the form the service uses for malformed requests. How it refuses a cancel is not documented; the mock
 * uses the same form.
 */
export function serviceError(status: number, message: string, requestId: string): MockResponse {
  const body = {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    code: status,
    errorCode: "CCE.01400001",
    errorMessage: "Invalid request.",
    error_code: "CCE_CM.0004",
    error_msg: "Request is invalid",
    message,
    reason: "BadRequest",
    request_id: requestId,
  };
  return { ...jsonResponse(status, body), refusal: message };
}
