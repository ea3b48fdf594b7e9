import {
  type CceApiError,
  type CceCallError,
  isCceAbortError,
  isCceApiError,
  isCceError,
  isCceResponseError,
  isCceTimeoutError,
  shorten,
} from "../../base/errors.js";
import { operations } from "../../transport/operation.js";
import { isCceWaitTimeoutError } from "../../workflow/errors.js";
import { fieldsOf } from "../../base/fields.js";
import { oneLine, shown } from "../terminal/text.js";
import { showDuration } from "../terminal/time.js";

/** The services that calls other than the operations of the contract go to. */
const otherServices: ReadonlyMap<string, string> = new Map([
  ["projectIdFor", "IAM"],
  ["credentialsFromEcs", "the metadata service"],
]);

function serviceOf({ operation }: CceCallError): string {
  return otherServices.get(operation) ?? "the service";
}

function isCallError(error: unknown): error is CceCallError {
  return isCceError(error) && "operation" in error;
}

/** Whether an error leaves open if a request that may change something took effect. */
export function isUnknownWrite(error: unknown): boolean {
  if (!isCallError(error) || error.outcome !== "unknown") return false;
  return Object.entries(operations).some(([name, { method }]) => name === error.operation && method !== "GET");
}

/** The reason the service gives; of an HTML page its title. */
function reasonIn({ errorMessage, body }: CceApiError): string {
  const text = errorMessage ?? (typeof body === "string" ? body : "no reason given");
  if (!/<(?:!doctype|html|head|body)\b/i.test(text)) return shorten(text);
  const title = /<title>([^<]+)/i.exec(text)?.[1]?.trim();
  return title === undefined ? "an HTML page" : `an HTML page, ${shorten(title)}`;
}

function apiMessage(error: CceApiError): string {
  const { status, errorCode, innerErrorCode, requestId, hint } = error;
  const parts = [
    `${serviceOf(error)} returned ${status}`,
    errorCode && ` ${shorten(errorCode)}`,
    innerErrorCode && ` (${shorten(innerErrorCode)})`,
    `: ${reasonIn(error)}`,
    requestId && ` (request ${shorten(requestId)})`,
    hint && ` – ${hint}`,
  ];
  return parts.filter(Boolean).join("");
}

function timeoutEffect(error: CceCallError): string {
  if (error.attempts === 0) return "; the credentials did not arrive in time";
  if (error.outcome === "unprocessed") return "; the request was not processed";
  return isUnknownWrite(error) ? "; it may have taken effect" : "";
}

function callMessage(error: CceCallError): string {
  if (isCceApiError(error)) return apiMessage(error);
  if (isCceResponseError(error)) return `unexpected response from ${serviceOf(error)}: ${error.reason}`;
  if (isCceTimeoutError(error)) {
    return `no complete response within ${showDuration(error.limitMs)}${timeoutEffect(error)}`;
  }
  if (isCceAbortError(error)) return error.attempts > 0 ? "interrupted while waiting for a response" : "interrupted";
  return error.reason;
}

function ownMessage(error: Error): string {
  if (isCallError(error)) return callMessage(error);
  if (!isCceWaitTimeoutError(error)) return error.message;
  const phase = shown(fieldsOf(error.workflow?.status)["phase"]);
  const last = phase === undefined ? "" : `; its phase is ${phase}`;
  return `The workflow did not reach that state within ${showDuration(error.timeoutMs)}${last}.`;
}

/** What went wrong, in one line for the middle of a sentence: without the client's names, milliseconds and markup. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const { cause } = error;
  const message = ownMessage(error);
  // Some errors quote their cause.
  return oneLine(isCallError(cause) ? message.replace(cause.message, () => callMessage(cause)) : message);
}

/** {@link reasonOf} as a sentence. The texts of calls begin in lower case; of others the first word may be a file. */
export function messageOf(error: unknown): string {
  const reason = reasonOf(error);
  return isCallError(error) ? reason.charAt(0).toUpperCase() + reason.slice(1) : reason;
}
