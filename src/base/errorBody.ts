import { type Fields, fieldsOf, isObject, itemsOf } from "./fields.js";

/** What an error response says, whatever the shape of its body. */
export interface ErrorSummary {
  /** The code: the service's (`CCE.…`) if there is one, else the gateway's (`APIGW.…`) or IAM's. */
  readonly errorCode: string | undefined;
  /** The inner code (`CCE_CM.…`), if the body has a second one. */
  readonly innerErrorCode: string | undefined;
  /** The most specific message in the body. */
  readonly errorMessage: string | undefined;
  /** The request ID in the body. */
  readonly requestId: string | undefined;
}

/** What an object wraps: its `error`, the first of its `errors`, or its only object (`badRequest`, `fault`, …). */
function wrappedIn(fields: Fields): unknown {
  const { error, errors } = fields;
  const [only, another] = Object.values(fields).filter(isObject);
  return [error, itemsOf(errors)[0], another === undefined && only].find(isObject);
}

/** Kubernetes reports a failure as an object of kind `Status`, whose numeric `code` is the HTTP status. */
function isKubernetesStatus(fields: Fields): boolean {
  return fields["kind"] === "Status";
}

/**
 * Extracts the codes and messages of a parsed error body. Understands the service's form, its hybrid with a Kubernetes
 * `Status`, the old `ErrorCode`/`Message`, the gateway's, plain `code`/`message`, and each of them wrapped: in `error`
 * (IAM), in the first of `errors`, or in the only object of the body (`{"badRequest":{…}}`). Outer fields win. Finds
 * nothing in any other body. Never throws.
 *
 * @param clean - Applied to each text found.
 */
export function summarizeErrorBody(body: unknown, clean = (text: string) => text): ErrorSummary {
  const outer = fieldsOf(body);
  const carriers = [outer, fieldsOf(wrappedIn(outer))].map((fields) =>
    isKubernetesStatus(fields) && typeof fields["code"] === "number" ? { ...fields, code: undefined } : fields,
  );
  /** The first meaningful value under one of `names`. IAM sends codes as numbers, too. */
  const find = (...names: readonly string[]): string | undefined => {
    for (const value of carriers.flatMap((fields) => names.map((name) => fields[name]))) {
      if (typeof value === "number") return String(value);
      if (typeof value === "string" && value.trim() !== "") return clean(value);
    }
    return undefined;
  };
  const errorCode = find("errorCode", "ErrorCode", "error_code", "code", "errCode");
  const inner = find("error_code");
  return {
    errorCode,
    innerErrorCode: inner === errorCode ? undefined : inner,
    errorMessage: find("message", "errorMessage", "Message", "error_msg", "errMsg", "faultstring", "reason"),
    requestId: find("request_id"),
  };
}

/**
 * Whether the body of a successful response is an error: it has a code and none of the `promised` fields, or it is a
 * Kubernetes `Status` of a failure, whose field names overlap with those of other objects.
 */
export function isErrorBody(body: unknown, promised: readonly string[]): boolean {
  const fields = fieldsOf(body);
  if (isKubernetesStatus(fields) && fields["status"] === "Failure") return true;
  return !promised.some((name) => Object.hasOwn(fields, name)) && summarizeErrorBody(fields).errorCode !== undefined;
}
