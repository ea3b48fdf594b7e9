import { redactBody, redactHeaders, redactor, secretHeaders } from "../base/redact.js";
import type { MockRequest } from "./engine/http.js";
import type { EncodedResponse } from "./server.js";

/** A request the mock received, without secrets. */
export interface RecordedRequest {
  /** The method, in upper case. */
  readonly method: string;
  /** The path exactly as sent, without the query. */
  readonly path: string;
  /** What follows the question mark; empty without one. */
  readonly query: string;
  /** Names in lower case; secret values are replaced. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; its text if it is not JSON; `undefined` if it is empty. */
  readonly body: unknown;
  /** The `operationId` of the operation called; `undefined` if the document has none for the request. */
  readonly operation: string | undefined;
  /** The `X-Request-Id` of the response. */
  readonly requestId: string | undefined;
  /** The HTTP status of the response; `undefined` if there is none, or none yet. */
  readonly status: number | undefined;
  /** Why the mock refused the request; `undefined` if it did not. */
  readonly refusal: string | undefined;
}

/** How many requests the log keeps, and how many bytes of them: a mock may run for days. */
export const maxRecordedRequests = 10_000;
export const maxRecordedBytes = 16 * 1024 * 1024;

type OpenRecord = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };

/** The record of a request without a response yet. */
function recordOf(request: MockRequest, operation: string | undefined): OpenRecord {
  const isSecret = ([name]: readonly [string, string]) => secretHeaders.has(name);
  const headers = Object.entries(request.headers);
  const clean = redactor(headers.filter(isSecret).map(([, value]) => value));
  const cleaned = headers.map(([name, value]): [string, string] => [
    name,
    isSecret([name, value]) ? value : clean(value),
  ]);
  const text = Buffer.from(request.bodyBytes).toString("utf8");
  return {
    method: request.method.toUpperCase(),
    path: clean(request.path),
    query: clean(request.query),
    headers: redactHeaders(Object.fromEntries(cleaned)),
    body: text === "" ? undefined : redactBody(text, clean),
    operation,
    requestId: undefined,
    status: undefined,
    refusal: undefined,
  };
}

/** About how many bytes a request has. */
function sizeOf({ method, path, query, headers, bodyBytes }: MockRequest): number {
  const head = [method, path, query, ...Object.entries(headers).flat()];
  return head.reduce((sum, text) => sum + text.length, bodyBytes.length);
}

/** The requests a mock received. */
export interface RequestLog {
  readonly all: () => readonly RecordedRequest[];
  /** Adds a request; the returned function adds the response to it, `undefined` for a dropped connection. */
  readonly add: (
    request: MockRequest,
    operation: string | undefined,
  ) => (response: EncodedResponse | undefined, refusal?: string) => void;
  readonly clear: () => void;
}

/** Makes a log. It calls `onResponse` with each request that has its response. */
export function createRequestLog(onResponse: (request: RecordedRequest) => void = () => undefined): RequestLog {
  let kept: { readonly record: OpenRecord; readonly bytes: number }[] = [];
  let keptBytes = 0;
  return {
    all: () => kept.map(({ record }) => ({ ...record })),
    add: (request, operation) => {
      const record = recordOf(request, operation);
      const bytes = sizeOf(request);
      kept.push({ record, bytes });
      keptBytes += bytes;
      while (kept.length > maxRecordedRequests || keptBytes > maxRecordedBytes) keptBytes -= kept.shift()?.bytes ?? 0;
      return (response, refusal) => {
        record.status = response?.status;
        record.requestId = response?.headers["x-request-id"];
        record.refusal = refusal;
        onResponse({ ...record });
      };
    },
    clear: () => {
      kept = [];
      keptBytes = 0;
    },
  };
}
