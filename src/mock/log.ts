import { redactBody, redactHeaders, redactor, secretHeaders } from "../base/redact.js";
import type { Call } from "./engine/http.js";

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

/** A mock that runs for days keeps the latest requests only: so many, and so many bytes of them as they came. */
export const maxRecordedRequests = 10_000;
export const maxRecordedBytes = 16 * 1024 * 1024;

type OpenRecord = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };

/** The record of a request that has no answer yet. */
function recordOf(call: Call, operation: string | undefined): OpenRecord {
  const isSecret = ([name]: readonly [string, string]) => secretHeaders.has(name);
  const headers = Object.entries(call.headers);
  const clean = redactor(headers.filter(isSecret).map(([, value]) => value));
  const cleaned = headers.map(([name, value]): [string, string] => [
    name,
    isSecret([name, value]) ? value : clean(value),
  ]);
  const text = Buffer.from(call.bodyBytes).toString("utf8");
  return {
    method: call.method.toUpperCase(),
    path: clean(call.path),
    query: clean(call.query),
    headers: redactHeaders(Object.fromEntries(cleaned)),
    body: text === "" ? undefined : redactBody(text, clean),
    operation,
    requestId: undefined,
    status: undefined,
  };
}

/** The bytes of a request, near enough. */
function sizeOf({ method, path, query, headers, bodyBytes }: Call): number {
  const head = [method, path, query, ...Object.entries(headers).flat()];
  return head.reduce((sum, text) => sum + text.length, bodyBytes.length);
}

/** The requests a mock received. */
export interface RequestLog {
  readonly all: () => readonly RecordedRequest[];
  /** Adds a request; the returned function adds its answer. */
  readonly add: (call: Call, operation: string | undefined) => (status: number, requestId: string | undefined) => void;
  readonly clear: () => void;
}

export function createRequestLog(): RequestLog {
  let kept: { readonly record: OpenRecord; readonly bytes: number }[] = [];
  let keptBytes = 0;
  return {
    all: () => kept.map(({ record }) => ({ ...record })),
    add: (call, operation) => {
      const record = recordOf(call, operation);
      const bytes = sizeOf(call);
      kept.push({ record, bytes });
      keptBytes += bytes;
      while (kept.length > maxRecordedRequests || keptBytes > maxRecordedBytes) keptBytes -= kept.shift()?.bytes ?? 0;
      return (status, requestId) => {
        record.status = status;
        record.requestId = requestId;
      };
    },
    clear: () => {
      kept = [];
      keptBytes = 0;
    },
  };
}
