import { type CceCallError, isCceAbortError, isCceApiError, isCceConnectionError, isCceError } from "../base/errors.js";
import { describeFailure } from "./connection.js";

/**
 * Whether a failed call may go better a little later: no response, a limit that passed, throttling, an error of the
 * server. Not a refusal, which comes again, nor a certificate that is not trusted, nor a wrong configuration, nor what the
 * caller ended.
 */
export function mayPass(error: unknown): error is CceCallError {
  if (!isCceError(error) || !("outcome" in error) || isCceAbortError(error)) return false;
  if (isCceConnectionError(error)) return !describeFailure(error).isAboutCertificate;
  return !isCceApiError(error) || error.status === 429 || error.status >= 500;
}
