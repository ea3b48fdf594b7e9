import { redactHeaders, redactor, secretHeaders } from "../errors/redact.js";
import { parseBody, type Call } from "./http.js";

/** A request the mock received, without secrets. */
export interface RecordedRequest {
  /** The method, in upper case. */
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  /** What follows the question mark; empty where there is none. */
  readonly query: string;
  /** Names in lower case; the values of the secret ones replaced. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; its text where it is not JSON; `undefined` where it is empty. */
  readonly body: unknown;
  /** The `operationId` the request was meant for; `undefined` where the document has none. */
  readonly operation: string | undefined;
  /** The `X-Request-Id` of the answer. */
  readonly requestId: string | undefined;
  /** The HTTP status of the answer; `undefined` where there was none (yet). */
  readonly status: number | undefined;
}

/** A mock that runs for days keeps the latest requests only. */
export const maxRecordedRequests = 10_000;

/** A shorter value would be found by chance in innocent text. */
const minSecretCharacters = 6;

type OpenRecord = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };

/** The record of a request that has no answer yet. */
function recordOf(call: Call, operation: string | undefined): OpenRecord {
  const secrets = Object.entries(call.headers).flatMap(([name, value]) =>
    secretHeaders.has(name) && value.length >= minSecretCharacters ? [value] : [],
  );
  const clean = redactor(secrets);
  const headers = Object.entries(call.headers).map(([name, value]) => [
    name,
    secretHeaders.has(name) ? value : clean(value),
  ]);
  return {
    method: call.method.toUpperCase(),
    path: clean(call.path),
    query: clean(call.query),
    headers: redactHeaders(Object.fromEntries(headers) as Record<string, string>),
    body: parseBody(clean(Buffer.from(call.bodyBytes).toString("utf8"))),
    operation,
    requestId: undefined,
    status: undefined,
  };
}

/** The requests a mock received. */
export interface RequestLog {
  readonly all: () => readonly RecordedRequest[];
  /** Adds a request; the returned function adds its answer. */
  readonly add: (call: Call, operation: string | undefined) => (status: number, requestId: string | undefined) => void;
  readonly clear: () => void;
}

export function createRequestLog(): RequestLog {
  let records: OpenRecord[] = [];
  return {
    all: () => records.map((record) => ({ ...record })),
    add: (call, operation) => {
      const record = recordOf(call, operation);
      records.push(record);
      if (records.length > maxRecordedRequests) records.shift();
      return (status, requestId) => {
        record.status = status;
        record.requestId = requestId;
      };
    },
    clear: () => {
      records = [];
    },
  };
}
