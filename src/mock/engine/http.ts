/** A request as the mock received it. */
export interface Call {
  /** In lower case. */
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** What follows the question mark; empty where there is none. */
  readonly query: string;
  /** Names in lower case, several values of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: Uint8Array;
  /** The parsed body; its text where it is not JSON; `undefined` where it is empty. */
  readonly body: unknown;
  /** ID the mock gave the request. */
  readonly requestId: string;
}

/** An answer of the mock. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A string goes out as it is, `undefined` as an empty body, anything else as JSON. */
  readonly body: unknown;
}

/** A response the document declares: its status and the names of its examples. */
export interface DeclaredResponse {
  readonly code: number;
  readonly examples: readonly string[];
}

/** Which of the declared responses to give; without a code the one of success. */
export interface ResponseChoice {
  readonly code?: number | undefined;
  readonly example?: string | undefined;
}

/** Parses a body; what is not JSON stays text. */
export function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The body of an answer as it goes over the wire. */
export function bodyText(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** An error answer in the form of the API gateway. */
export function gatewayError(status: number, code: string, message: string, requestId: string): Answer {
  return jsonAnswer(
    status,
    { error_code: code, error_msg: message, request_id: requestId },
    { "x-request-id": requestId },
  );
}
