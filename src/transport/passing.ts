import { type CceCallError, isCceAbortError, isCceApiError, isCceConnectionError, isCceError } from "../base/errors.js";
import { describeFailure } from "./connection.js";

/**
 * Whether a failed call may succeed later: it got no response, ran out of time, was throttled or met a server error. A
 * refusal, an untrusted certificate or a wrong configuration would only recur, and the caller's abort is final.
 */
export function mayPass(error: unknown): error is CceCallError {
  if (!isCceError(error) || !("outcome" in error) || isCceAbortError(error)) return false;
  if (isCceConnectionError(error)) return !describeFailure(error).isAboutCertificate;
  return !isCceApiError(error) || error.status === 429 || error.status >= 500;
}
